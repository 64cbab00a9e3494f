"""The command link_articles: what it prints and what it leaves for the next time."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django.utils.translation import override

from articles.admin.judging import judge_links
from articles.links.run import BATCH, forget, link_articles, waiting
from articles.management.commands.link_articles import page_lines
from articles.models import Article, Capture, Comment, Link
from articles.tagging.load import load_gazetteer
from tests.factories import make_article

pytestmark = pytest.mark.django_db
KEYS = ["kind", "from", "to", "score", "state", "reasons", "passages"]
STORY = (
    "The ferry of the lake has been waiting for its captain since the spring, and the captain for his wages. "
    "Meanwhile the children of the harbour have learnt to start the engine by themselves."
)


def run(*args) -> list[dict]:
    out = StringIO()
    call_command("link_articles", *args, "--format", "json", stdout=out, stderr=StringIO())
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.fixture
def pair():
    first = make_article("A ferry", STORY, published_on=date(2024, 3, 1))
    second = make_article("A harbour", f"Quite other words. {STORY}", published_on=date(2024, 3, 2))
    return first, second


def test_prints_each_link_once_by_the_contract(pair):
    first, second = pair
    (record,) = run()
    assert list(record) == KEYS
    assert (record["from"], record["to"]) == (
        {"article": second.pk, "file": None},
        {"article": first.pk, "file": None},
    )
    (passage,) = record["passages"]
    assert list(passage) == ["from", "to", "relation"]
    assert list(passage["to"]) == ["lines", "begin", "end", "text"]
    assert passage["to"]["text"] == STORY


def test_people_read_a_line_for_each_link_and_progress_beside_it(pair):
    first, second = pair
    out, err = StringIO(), StringIO()
    with override("ru"):
        call_command("link_articles", stdout=out, stderr=err)
    score = Link.objects.get().score
    assert out.getvalue() == (
        f"{second.pk} reuses {first.pk} ({score:.2f}, suggested, 1 shared passages): "
        f"{len(STORY)} characters shared, 100 % alike\n"
    )
    assert err.getvalue() == "2 of 2 articles linked\n"


@pytest.mark.parametrize("many", [1, 300])
def test_the_pages_of_what_was_linked_are_made_anew(many, client, monkeypatch):
    monkeypatch.setattr("articles.links.run.MANY", many)
    first, second = (make_article(f"Story {n}", f"{STORY} {STORY[::-1]}") for n in range(2))
    run()
    for here, there in ((first, second), (second, first)):
        page = client.get(f"/en/articles/{here.pk}/story/").content.decode()
        assert there.headline in page[page.index("mnote") :].partition("</aside>")[0]


@pytest.mark.parametrize("many", [1, 300])
def test_a_batch_is_linked_with_its_pages_or_waits(many, pair, monkeypatch):
    monkeypatch.setattr("articles.links.run.MANY", many)
    monkeypatch.setattr("articles.pipeline.render_articles", lambda _articles: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run()
    assert not Link.objects.exists()
    assert set(waiting()) == set(pair)


def test_of_numbers_or_what_waited_only_their_own_links_are_printed(pair):
    run()
    third = make_article("A third", f"{STORY} {STORY[::-1]}", published_on=date(2024, 3, 3))
    fourth = make_article("A fourth", STORY[::-1], published_on=date(2024, 3, 4))
    ends = [{r[end]["article"] for end in ("from", "to")} for r in run()]
    assert {fourth.pk, third.pk} in ends
    assert {article.pk for article in pair} not in ends
    assert [{r[end]["article"] for end in ("from", "to")} for r in run(str(fourth.pk))] == [
        {fourth.pk, third.pk}
    ]


def test_an_article_is_named_by_its_newest_page(pair):
    first, second = pair
    for article, name in ((first, "ferry.txt"), (second, "harbour.txt"), (first, "again.txt")):
        row = {"name": name, "content": name.encode(), "size": 9, "sha256": name, "record": {}}
        Capture.objects.create(article=article, state="read", **row)
    (record,) = run()
    assert (record["from"]["file"], record["to"]["file"]) == ("harbour.txt", "again.txt")


@pytest.mark.parametrize(
    ("name", "content", "lines"),
    [
        ("a.html", "<h1>The lake</h1><p>A ferry<br>waits.</p>", ["The lake", "A ferry", "waits."]),
        ("a.md", "# The lake\n\nA ferry", ["# The lake", "", "A ferry"]),
    ],
)
def test_lines_are_counted_as_the_page_was_read(name, content, lines):
    assert list(page_lines(Capture(name=name, content=content.encode(), record={"title": ""}))) == lines
    assert not page_lines(Capture(name=name, content=content.encode()))


def test_without_arguments_takes_up_what_waits(pair):
    assert len(run()) == 1
    assert run() == []
    Link.objects.all().delete()
    assert run() == []
    assert len(run("--all")) == 1
    assert not waiting().exists()


def test_takes_numbers_or_a_day(pair):
    first, second = pair
    link_articles([first.pk, second.pk])
    assert len(run(str(first.pk))) == 1
    assert len(run("--since", timezone.localdate().isoformat())) == 1
    assert run("--since", (timezone.localdate() + timedelta(days=2)).isoformat()) == []


def test_a_rejected_link_is_not_printed(pair):
    run()
    Link.objects.update(state="rejected")
    assert run("--all") == []


@pytest.mark.parametrize("args", [["999999"], ["--all", "1"], ["--all", "--since", "2020-01-01"]])
def test_what_makes_no_sense_is_said_in_one_line(args):
    with pytest.raises(CommandError):
        run(*args)


def test_the_real_digest_quotes_the_real_magazine_page_and_nothing_else_is_reused(shared, tmp_path):
    """gold/NOTES.md C1: two ranges, an insertion, and the lines that the digest left out."""
    call_command("import_articles", str(shared / "seeds"), stdout=StringIO(), stderr=StringIO())
    (record,) = [r for r in run("--all") if r["kind"] in ("quotes", "reuses")]
    assert (record["kind"], record["state"]) == ("quotes", "accepted")
    assert record["from"]["file"].endswith("001_b7666d67213713ef.txt")
    assert record["to"]["file"].endswith("000_b71947c5d53cf5df.txt")
    told = [
        (p["relation"], p["from"] and p["from"]["lines"], p["to"] and p["to"]["lines"])
        for p in record["passages"]
    ]
    assert told == [
        ("equal", [57, 65], [11, 25]),
        ("inserted", [65, 65], None),
        ("equal", [65, 65], [25, 25]),
        ("cut", None, [27, 27]),
        ("equal", [66, 67], [29, 31]),
    ]


def test_the_five_real_pages_tell_of_one_event_together_and_of_no_other(shared):
    """gold/NOTES.md C2: January 2022 in three pages; the two November visits are two events."""
    load_gazetteer()
    call_command("import_articles", str(shared / "seeds"), stdout=StringIO(), stderr=StringIO())
    records = run("--all")
    pairs = {
        (r["kind"], *sorted(r[end]["file"].rsplit("/", 1)[1][:3] for end in ("from", "to"))) for r in records
    }
    assert pairs == {
        ("quotes", "000", "001"),
        ("event", "001", "002"),
        ("event", "001", "004"),
        ("event", "002", "004"),
    }
    events = [r for r in records if r["kind"] == "event"]
    assert {r["state"] for r in events} == {"suggested"}
    assert all("January 2022 unrest" in r["reasons"][0] for r in events)
    quoted = [
        (c.first_line, c.quoted[0]["text"]) for c in Comment.objects.exclude(quoted=[]).order_by("first_line")
    ]
    assert [line for line, _ in quoted] == [96, 220, 253]


@pytest.mark.django_db(transaction=True)
def test_a_run_that_is_killed_is_taken_up_by_the_same_command(tmp_path):
    for number in range(BATCH * 2 + 5):
        make_article(
            f"Ferry {number}", f"Number {number} in other words entirely. {STORY if number % 20 == 0 else ''}"
        )
    whole = {(r["from"]["article"], r["to"]["article"], r["kind"]) for r in run("--all")}
    Link.objects.all().delete()
    forget(Article.objects.all())

    class Killed(Exception):
        pass

    class Told(StringIO):
        def write(self, text):
            if str(BATCH * 2) in text.split(" of ")[0]:
                raise Killed
            return super().write(text)

    with pytest.raises(Killed):
        call_command("link_articles", stdout=StringIO(), stderr=Told())
    assert 0 < waiting().count() <= BATCH + 5
    run()
    assert not waiting().exists()
    assert {(r["from"]["article"], r["to"]["article"], r["kind"]) for r in run("--all")} == whole


def test_a_rejected_pair_never_returns_whatever_is_rebuilt_or_imported_again(tmp_path, admin_user):
    paragraphs = [
        f"{STORY} It went on like that for {n} weeks, and nobody on the shore was surprised."
        for n in range(4)
    ]
    for name, more in (
        ("one", "This is how it began."),
        ("two", "A neighbour tells the same in his own way."),
    ):
        head = (
            f"---\ntitle: The ferry, page {name}\ndate: 2024-03-12\nurl: https://example.org/{name}\n---\n\n"
        )
        (tmp_path / f"{name}.md").write_text(head + "\n\n".join([more, *paragraphs]))
    call_command("import_articles", str(tmp_path), stdout=StringIO(), stderr=StringIO())
    link = Link.objects.get()
    judge_links([link], "reject", user=admin_user)
    call_command("rebuild", stdout=StringIO(), stderr=StringIO())
    assert run("--all") == []
    page = tmp_path / "two.md"
    page.write_text(
        page.read_text() + "\n\nA last paragraph came later, and it says that the ferry has a new bell."
    )
    call_command("import_articles", str(page), stdout=StringIO(), stderr=StringIO())
    assert run("--all") == []
    assert list(Link.objects.values_list("pk", "state")) == [(link.pk, "rejected")]
