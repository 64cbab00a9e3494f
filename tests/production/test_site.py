"""nginx, Granian, PostgreSQL, Redis and the worker together, as `make run-production` starts them."""

import json
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from pathlib import Path

import pytest

from tests.production.running import until

PAGE = (
    "{0}\n\n7 May 2024\n\nThe train of {0} left the yard with forty wagons of grain before the rain came.\n"
)


@pytest.fixture
def publish(site, tmp_path):
    """Publishes a page and returns its path on the site."""

    def publish(headline: str) -> str:
        page = tmp_path / "page.txt"
        page.write_text(PAGE.format(headline))
        site.manage("import_articles", page, "--publish")
        code = f"from articles.models import Article; print(Article.objects.get(headline={headline!r}).pk)"
        number = int(site.manage("shell", "-v0", "-c", code))
        path = f"/en/articles/{number}/"
        return site.get(path).getheader("Location") or path

    return publish


def test_every_part_answers(site):
    told = json.loads(site.get("/health/ready").body)
    assert {name for name, check in told.items() if not check["well"]} == set()


def test_readers_get_a_page_over_tls_with_its_safeguards(site):
    answer = site.get("/en/")
    assert answer.status == 200
    assert "max-age=31536000" in answer.getheader("Strict-Transport-Security")
    assert "default-src 'none'" in answer.getheader("Content-Security-Policy")
    assert answer.getheader("Set-Cookie") is None


def test_what_is_published_is_there_for_the_next_reader_in_every_process(site, publish):
    before = [site.get("/en/articles/").body for _ in range(8)]
    publish("The night train")
    after = [site.get("/en/articles/").body for _ in range(8)]
    assert not any("The night train" in page for page in before)
    assert all("The night train" in page for page in after)


def test_static_files_are_served_hashed_and_kept(site):
    page = site.get("/en/").body
    path = page.split('rel="stylesheet" href="')[1].split('"')[0] if 'rel="stylesheet" href="' in page else ""
    path = path or page.split('href="/static/')[1].split('"')[0]
    answer = site.get(path if path.startswith("/") else f"/static/{path}")
    assert answer.status == 200
    assert "immutable" in answer.getheader("Cache-Control")


def test_jobs_are_done_by_the_worker(site):
    code = "from articles import tasks; print(tasks.start('link_all', user=None).pk)"
    number = site.manage("shell", "-v0", "-c", code).strip()
    ask = f"from articles.models import Job; print(Job.objects.get(pk={number}).state)"
    assert (
        until(
            lambda: (state := site.manage("shell", "-v0", "-c", ask).strip()) in ("done", "failed") and state
        )
        == "done"
    )


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a process to another user")
def test_what_speaks_to_strangers_is_not_root(site):
    workers = site.children(site.pid("nginx"))
    owners = [Path(f"/proc/{pid}/status").read_text().split("Uid:")[1].split()[0] for pid in workers]
    assert owners
    assert "0" not in owners


def test_another_host_name_gets_no_answer(site):
    with pytest.raises(OSError, match=r".*"):
        site.get("/en/", host="other.example.org")


def test_a_huge_request_is_cut_off(site):
    answer = site.get("/admin/login/", method="POST", body=b"x", **{"Content-Length": str(100 << 20)})
    assert answer.status == 413


def test_no_secret_is_seen_by_others_of_the_machine(site):
    """Neither in the list of processes nor in a log; and nobody gets past nginx."""
    secret = site.environment["KZ_SECRET_KEY"]
    lines = [Path(f"/proc/{pid}/cmdline").read_bytes().decode() for pid in site.family(site.process.pid)]
    assert any("granian" in line for line in lines)
    logs = [path.read_text(errors="replace") for path in site.folder.parent.rglob("*log") if path.is_file()]
    assert len(logs) >= 3
    assert [text for text in (*lines, *logs) if secret in text] == []
    assert (site.folder / "secret-key").stat().st_mode & 0o077 == 0
    assert (site.folder / "run").stat().st_mode & 0o067 == 0  # nginx passes as the group


def test_a_killed_worker_process_is_replaced(site):
    master = site.pid("readers")
    old = site.children(master)
    for pid in old:
        os.kill(pid, signal.SIGKILL)
    until(lambda: site.get("/health/ready").status == 200)
    assert set(until(lambda: site.children(master))).isdisjoint(old)


@pytest.mark.parametrize(("part", "path"), [("readers", "/en/about/"), ("desk", "/admin/")])
def test_who_would_wait_behind_fifty_others_is_asked_to_come_back(site, part, path):
    """Else a queue of hundreds would be worked through for minutes after its readers have left."""
    processes = site.family(site.pid(part))
    with ThreadPoolExecutor(60) as pool:
        for pid in processes:
            os.kill(pid, signal.SIGSTOP)
        try:
            asked = [pool.submit(site.get, path) for _ in range(60)]
            refused = until(lambda: [a for a in asked if a.done()][11:] and [a for a in asked if a.done()])
        finally:
            for pid in processes:
                os.kill(pid, signal.SIGCONT)
        answers = [one.result() for one in asked]
    assert {one.result().status for one in refused} == {HTTPStatus.SERVICE_UNAVAILABLE}
    assert all(int(one.result().getheader("Retry-After")) > 0 for one in refused)
    served = [answer.status for answer in answers if answer.status != HTTPStatus.SERVICE_UNAVAILABLE]
    assert len(served) == 48


def test_without_the_database_readers_keep_what_is_kept_and_else_are_asked_to_wait(site, publish):
    path = publish("The last train")
    kept = [site.get(path).body for _ in range(100)][-1]  # so that each of the processes has it
    site.postgresql("-m", "immediate", "stop")
    try:
        assert [site.get(path).body for _ in range(8)] == [kept] * 8
        answer = site.get("/en/search/?q=never+asked+before")
        assert answer.status == 503
        assert int(answer.getheader("Retry-After")) > 0
        assert site.get("/health/ready").status == 503
        assert site.get("/health/live").status == 200
    finally:
        site.postgresql("-o", f"-k {site.folder}/postgresql -c listen_addresses=''", "start")
    until(lambda: site.get("/health/ready").status == 200)
    assert until(lambda: site.get("/en/search/?q=never+asked+before").status == 200)


def test_without_redis_readers_miss_nothing(site):
    redis = site.pid("redis")
    os.kill(redis, signal.SIGSTOP)
    try:
        # A process whose database was away asks it again after a second.
        assert until(lambda: all(site.get("/en/articles/").status == 200 for _ in range(8)))
    finally:
        os.kill(redis, signal.SIGCONT)
