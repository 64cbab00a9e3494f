"""The import command, as an operator sees it."""

import io
import json
import re
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Capture, ImportItem, ImportRun, Revision
from tests.conftest import ROOT
from tests.ingest.test_several_articles import text_page

COLUMN = """海峡を渡る貨車

2024年5月7日
記者 佐野一樹

コンテナを積んだ貨車が、港の引き込み線に三日つづけて並んだ。荷主は運賃の差よりも、到着の日が読めることを選んだという。

積み替えに要する時間は平均で十九時間、去年の半分になった。現場の責任者は、次は書類の番だと話している。

沿線の町では宿が足りず、運転士は駅の仮眠所で夜を過ごす。町は古い倉庫を改めて宿にする計画を立てた。
"""


def run_import(*args) -> tuple[str, str, int]:
    out, err = io.StringIO(), io.StringIO()
    status = 0
    try:
        call_command("import_articles", *map(str, args), stdout=out, stderr=err)
    except SystemExit as stop:
        status = stop.code
    return out.getvalue(), err.getvalue(), status


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "column.txt"
    path.write_text(COLUMN, encoding="utf-8")
    return path


def test_a_dry_run_prints_the_contracts_json_and_stores_nothing(page):
    out, err, status = run_import(page, "--dry-run", "--format", "json")
    (line,) = out.splitlines()
    record = json.loads(line)
    assert record["file"] == str(page)
    assert record["error"] is None
    assert record["title"] == "海峡を渡る貨車"
    assert record["published"] == "2024-05-07"
    assert record["coverage"] == 1.0
    assert len([b for b in record["blocks"] if b["type"] == "paragraph"]) == 3
    assert status == 0
    assert "1 read" in err


@pytest.mark.django_db
def test_a_page_becomes_a_draft_with_its_capture_and_revision(page):
    out, err, status = run_import(page)
    article = Article.objects.get()
    assert (article.headline, article.language, article.state) == ("海峡を渡る貨車", "ja", "draft")
    assert article.published_on.isoformat() == "2024-05-07"
    assert article.latest_revision.cause == Revision.Cause.IMPORT
    capture = article.captures.get()
    assert bytes(capture.content) == page.read_bytes()
    assert len(capture.ledger) == len([line for line in COLUMN.split("\n") if line.strip()])
    blocks = list(article.latest_revision.blocks.filter(kind="paragraph"))
    assert [b.anchor for b in blocks] == ["p1", "p2", "p3"]
    assert blocks[0].first_line == 6
    assert status == 0
    assert "1 created" in err


@pytest.mark.django_db
def test_the_same_page_twice_is_skipped_and_said_so(page):
    run_import(page)
    out, err, status = run_import(page)
    assert "skipped" in out
    assert "1 skipped" in err
    assert Article.objects.count() == Capture.objects.count() == 1
    assert status == 0


@pytest.mark.django_db
def test_publish_lets_readers_see_it_at_once(page):
    run_import(page, "--publish")
    article = Article.objects.published().get()
    assert article.live_revision == article.latest_revision


@pytest.mark.django_db
def test_bad_files_are_named_and_the_rest_goes_on(page, tmp_path):
    (tmp_path / "a-picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    (tmp_path / "b-empty.txt").write_bytes(b"")
    (tmp_path / "c-noise.txt").write_bytes(bytes((i * 7919 + i * i) % 256 for i in range(4000)))
    (tmp_path / "d-empty-folder").mkdir()
    out, err, status = run_import(tmp_path, tmp_path / "d-empty-folder", tmp_path / "nowhere.txt")
    assert status == 1
    for name in ("a-picture.png", "b-empty.txt", "c-noise.txt", "d-empty-folder", "nowhere.txt"):
        assert name in err
    assert "1 created" in err
    assert "5 failed" in err
    assert Article.objects.count() == 1
    assert Capture.objects.failed().count() == 3
    assert ImportItem.objects.filter(outcome="failed").count() == 5


@pytest.mark.django_db
def test_a_page_far_too_large_is_refused_without_being_read(tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    out, err, status = run_import(path)
    assert status == 1
    assert "huge.txt" in err
    assert "too-large" in err
    assert not Capture.objects.exists()


@pytest.mark.django_db
def test_a_new_state_of_a_page_becomes_a_revision_of_the_same_article(tmp_path):
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    first.write_text(COLUMN, encoding="utf-8")
    second.write_text(COLUMN.replace("十九時間", "十八時間"), encoding="utf-8")
    run_import(first, "--source", source().slug)
    out, err, status = run_import(second, "--source", "steppe")
    article = Article.objects.get()
    assert article.revisions.count() == 2
    assert "十八時間" in article.latest_revision.body
    assert "1 updated" in err
    anchors = [list(r.blocks.values_list("anchor", flat=True)) for r in article.revisions.all()]
    assert anchors[0] == anchors[1]


@pytest.mark.django_db
def test_an_editors_word_survives_a_new_state_of_the_page(tmp_path):
    from articles.pipeline import save_edit
    from articles.revisions.content import Content, content_of_revision

    first, second, third = (tmp_path / name for name in ("a.txt", "b.txt", "c.txt"))
    first.write_text(COLUMN, encoding="utf-8")
    second.write_text(COLUMN.replace("十九時間", "十八時間"), encoding="utf-8")
    third.write_text(COLUMN.replace("三日つづけて", "四日つづけて"), encoding="utf-8")
    run_import(first, "--source", source().slug)
    article = Article.objects.get()
    content = content_of_revision(article.latest_revision)
    edited = content.body.replace("三日つづけて", "三日続けて")
    save_edit(article, Content(**{**content.__dict__, "body": edited}), user=None)
    run_import(second, "--source", "steppe")
    article.refresh_from_db()
    assert "三日続けて" in article.latest_revision.body
    assert "十八時間" in article.latest_revision.body
    assert article.latest_revision.cause == Revision.Cause.MERGE
    out, err, status = run_import(third, "--source", "steppe")
    article.refresh_from_db()
    assert "1 conflict" in err
    assert "三日続けて" in article.latest_revision.body


@pytest.mark.django_db
def test_an_unknown_source_is_a_clear_error(page):
    with pytest.raises(CommandError, match="no source 'nobody'"):
        run_import(page, "--source", "nobody")
    assert not ImportRun.objects.exists()


def test_standard_input_is_read():
    done = subprocess.run(
        [sys.executable, "manage.py", "import_articles", "-", "--dry-run", "--format", "json"],
        cwd=ROOT,
        input=COLUMN.encode(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["title"] == "海峡を渡る貨車"


def test_readers_in_parallel_give_the_same_records_in_the_same_order():
    alone, _, _ = run_import(ROOT / "seeds", "--dry-run", "--format", "json")
    together, _, _ = run_import(ROOT / "seeds", "--dry-run", "--format", "json", "--workers", "2")
    assert alone == together
    assert len(alone.splitlines()) >= 12


def source():
    from articles.models import Source, SourceAlias

    made = Source.objects.create(slug="steppe", name_ja="草原通信", language="ja")
    SourceAlias.objects.create(source=made, text="草原通信")
    return made


def test_progress_is_told_on_standard_error(tmp_path, monkeypatch):
    monkeypatch.setattr("articles.management.commands.import_articles.MANY", 2)
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(COLUMN.replace("三日", f"{number + 2}日"), encoding="utf-8")
    _out, err, _status = run_import(tmp_path, "--dry-run")
    assert [line for line in err.splitlines() if "…" in line] == ["2 files …", "4 files …"]


def test_a_warning_names_the_file_and_the_line(page):
    text = text_page(["green", "yellow"])
    page.write_text(text, encoding="utf-8")
    _out, err, _status = run_import(page, "--dry-run")
    place = re.search(rf"{re.escape(str(page))}:(\d+): warning: another article stands here", err)
    assert "yellow" in text.split("\n")[int(place[1]) - 1]
