"""Export → import → export: the same bytes, whatever the archive holds."""

import filecmp
import io
import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from articles.desk.pictures import store_picture
from articles.keeping.folder import write_manifest
from articles.keeping.tables import kept_models
from articles.links.run import link_article
from articles.models import (
    Article,
    AuditEntry,
    ContentVersion,
    Link,
    Listing,
    MonthCount,
    Picture,
    RenderedArticle,
    SearchDoc,
    Tag,
)
from articles.search.index import SQLITE_TABLES
from tests.factories import (
    make_article,
    make_comment,
    make_link,
    make_passage,
    make_reference,
    make_revision,
    make_source,
    make_tag,
    make_translation,
)

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=60
).filter(str.strip)
ARTICLES = st.lists(
    st.tuples(
        WORDS,
        st.lists(WORDS, min_size=1, max_size=4),
        st.sampled_from(["ja", "en", "ru", "kk", "zh-Hans"]),
        st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)),
        st.sampled_from(list(Article.State)),
    ),
    min_size=1,
    max_size=4,
)


def run(command: str, *args) -> str:
    out = io.StringIO()
    call_command(command, *map(str, args), stdout=out)
    return out.getvalue()


def empty_the_database() -> None:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # its triggers let nobody empty the audit log
            cursor.execute("SET LOCAL session_replication_role = replica")
        for model in (RenderedArticle, SearchDoc, Listing, MonthCount, *kept_models()):
            cursor.execute(f"DELETE FROM {quote(model._meta.db_table)}")
        cursor.execute("DELETE FROM articles_searchname")
        cursor.execute("DELETE FROM articles_searchword")
        cursor.execute("DELETE FROM articles_gram")
        cursor.execute("DELETE FROM auth_user_groups")
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = origin")


def is_same(one: Path, two: Path) -> bool:
    names = [{str(p.relative_to(root)) for p in root.rglob("*") if p.is_file()} for root in (one, two)]
    return names[0] == names[1] and filecmp.cmpfiles(one, two, names[0], shallow=False)[1:] == ([], [])


def make_archive(texts) -> None:
    editor = User.objects.create_user("aigul", password="a-long-secret", is_staff=True)
    editor.groups.add(Group.objects.get_or_create(name="Editors")[0])
    source = make_source(name_ja="大陸週報")
    tag, parent = make_tag("Atomic power"), make_tag("Energy")
    tag.parents.add(parent)
    made = [
        make_article(
            headline,
            "\n\n".join(body) + "\n",
            language=language,
            published_on=day,
            state=state,
            source=source,
            tags=(tag,),
        )
        for headline, body, language, day, state in texts
    ]
    make_translation(made[0], "de")
    make_revision(made[0], "Another text.\n", cause="editor", created_by=editor)
    make_comment(made[0], "A word from a reader.")
    make_reference(made[0], "A page elsewhere")
    if len(made) > 1:
        make_passage(make_link(made[0], made[1], state=Link.State.REJECTED), anchor="p1")
    AuditEntry.objects.record(
        user=editor, action="article.publish", target=made[0], summary="…", before=[1, 2.5, None]
    )


@pytest.mark.django_db
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=ARTICLES)
def test_an_export_of_an_import_is_the_same_byte_for_byte(tmp_path_factory, texts):
    folder = tmp_path_factory.mktemp("kept")
    with transaction.atomic():
        make_archive(texts)
        run("export_archive", folder / "one")
        empty_the_database()
        run("import_archive", folder / "one")
        run("export_archive", folder / "two")
        transaction.set_rollback(True)
    assert is_same(folder / "one", folder / "two")


@pytest.mark.django_db
def test_a_page_keeps_its_bytes_and_its_ledger(tmp_path):
    page = tmp_path / "page.txt"
    page.write_bytes(
        "貨車は西へ\r\n\r\n2024年5月7日\r\n\r\n機関車は三両の貨車を引いて、朝のうちに駅を出た。\r\n".encode(
            "shift_jis"
        )
    )
    call_command("import_articles", str(page), "--publish", stdout=io.StringIO(), stderr=io.StringIO())
    run("export_archive", tmp_path / "one")
    empty_the_database()
    run("import_archive", tmp_path / "one")
    run("export_archive", tmp_path / "two")
    assert is_same(tmp_path / "one", tmp_path / "two")
    (bytes_,) = [p for p in (tmp_path / "one" / "captures").rglob("*") if p.is_file()]
    assert bytes_.read_bytes() == page.read_bytes()


@pytest.fixture
def disk(tmp_path, settings) -> Path:
    """Where pictures are kept."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT / "pictures"


@pytest.mark.django_db
def test_pictures_go_along_with_all_their_files(disk, tmp_path):
    picture = make_picture(tmp_path)
    files = {path.name: path.read_bytes() for path in disk.iterdir()}
    assert len(files) == 2
    run("export_archive", tmp_path / "one")
    empty_the_database()
    shutil.rmtree(disk)
    run("import_archive", tmp_path / "one")
    assert Picture.objects.get().key == picture.key
    assert {path.name: path.read_bytes() for path in disk.iterdir()} == files
    run("export_archive", tmp_path / "two")
    assert is_same(tmp_path / "one", tmp_path / "two")


@pytest.mark.django_db
def test_a_picture_whose_file_is_gone_is_told_and_no_export_is_called_whole(disk, tmp_path):
    make_picture(tmp_path)
    lost = sorted(disk.iterdir())[0]
    lost.unlink()
    with pytest.raises(CommandError, match=f"{lost.name} is missing from the storage"):
        run("export_archive", tmp_path / "one")
    assert not (tmp_path / "one/manifest.json").exists()


def make_picture(folder: Path) -> Picture:
    content = io.BytesIO()
    Image.new("RGB", (600, 300), "teal").save(content, "PNG")
    return store_picture(content.getvalue(), name="quay.png", alt="A quay", credit="", user=None)


@pytest.mark.django_db
def test_readers_find_and_read_what_was_imported(client, tmp_path):
    make_article("Uranium by rail", "The train left Aktau before dawn.\n", language="en")
    run("export_archive", tmp_path / "one")
    empty_the_database()
    before = ContentVersion.current()
    run("import_archive", tmp_path / "one")
    assert ContentVersion.current() > before
    article = Article.objects.get()
    assert "before dawn" in client.get(f"/en{article.get_absolute_url()[3:]}").content.decode()
    assert "Uranium by rail" in client.get("/en/search/?q=Aktau").content.decode()
    assert make_article("The next one").pk > article.pk


@pytest.mark.django_db
def test_what_quotes_an_imported_article_is_linked_to_it(tmp_path):
    told = " ".join(
        f"Wagon {number} waits at the dry port for the crane of gate {number}." for number in range(12)
    )
    link_article(make_article("The port", f"{told}\n", published_on=date(2024, 5, 1)))
    run("export_archive", tmp_path / "one")
    empty_the_database()
    run("import_archive", tmp_path / "one")
    quoting = make_article("The digest", f"The paper wrote so.\n\n{told}\n", published_on=date(2024, 6, 1))
    link_article(quoting)
    link = Link.objects.get(from_article=quoting)
    assert link.to_article.headline == "The port"
    assert link.passages.exists()


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL takes its statistics by itself")
def test_an_archive_taken_in_has_the_statistics_by_which_sqlite_chooses_its_indexes(tmp_path):
    make_article("Uranium by rail")
    run("export_archive", tmp_path / "one")
    empty_the_database()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # makes the table
        cursor.execute("DELETE FROM sqlite_stat1")
        run("import_archive", tmp_path / "one")
        cursor.execute("SELECT DISTINCT tbl FROM sqlite_stat1")
        tables = {row[0] for row in cursor}
    assert "articles_article" in tables
    # To read the tables in which the full-text index lies takes seconds.
    assert not {name for name in tables if name.startswith(tuple(f"{table}_" for table in SQLITE_TABLES))}


@pytest.mark.django_db
def test_an_export_holds_no_password(tmp_path):
    User.objects.create_user("aigul", password="a-long-secret")
    run("export_archive", tmp_path / "one")
    people = (tmp_path / "one/tables/user.jsonl").read_text()
    assert "aigul" in people
    assert "password" not in people
    assert "pbkdf2" not in people
    empty_the_database()
    run("import_archive", tmp_path / "one")
    assert not User.objects.get().has_usable_password()


@pytest.mark.django_db
def test_articles_are_exported_as_markdown_that_imports_as_they_were(tmp_path):
    body = "A first paragraph of some words.\n\n## A heading\n\nA second paragraph, with more of them.\n"
    make_article(
        "A headline: with a colon", body, source=make_source(), subtitle="[sic]", authors=["A. Writer"]
    )
    run("export_archive", tmp_path / "one")
    (path,) = (tmp_path / "one/articles").iterdir()
    out = io.StringIO()
    call_command(
        "import_articles", str(path), "--dry-run", "--format", "json", stdout=out, stderr=io.StringIO()
    )
    record = json.loads(out.getvalue())
    assert record["title"] == "A headline: with a colon"
    assert record["authors"] == ["A. Writer"]
    assert record["published"] == "2024-05-01"
    assert [block["type"] for block in record["blocks"]] == ["paragraph", "heading", "paragraph"]


@pytest.mark.django_db
def test_nothing_is_taken_into_an_archive_that_holds_something(tmp_path):
    make_article()
    run("export_archive", tmp_path / "one")
    with pytest.raises(CommandError, match=r"not empty.*new database"):
        run("import_archive", tmp_path / "one")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (lambda folder: (folder / "manifest.json").unlink(), "never finished"),
        (lambda folder: (folder / "tables/tag.jsonl").unlink(), "missing"),
        (lambda folder: (folder / "tables/tag.jsonl").open("a").write("{}"), "damaged"),
    ],
)
def test_a_damaged_export_changes_nothing_and_says_which_file_it_is(tmp_path, harm, message):
    make_article(tags=(make_tag(),))
    run("export_archive", tmp_path / "one")
    empty_the_database()
    harm(tmp_path / "one")
    with pytest.raises(CommandError, match=message):
        run("import_archive", tmp_path / "one")
    assert not Article.objects.exists()
    assert not Tag.objects.exists()


def told(folder: Path, **about) -> None:
    """Change what the manifest says."""
    manifest = folder / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | about))


def sealed(folder: Path) -> None:
    """Give a changed export the checksums of a whole one."""
    about = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").unlink()
    write_manifest(folder, {key: value for key, value in about.items() if key != "files"})


def without_rows(folder: Path, table: str) -> None:
    (folder / f"tables/{table}.jsonl").write_text("")
    sealed(folder)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda folder: told(folder, kind="kzsite backup"), "holds a kzsite backup"),
        (lambda folder: told(folder, format=99), "newer kzsite"),
        (lambda folder: told(folder, rows={"tables_of_tomorrow": 1}), "does not know: tables_of_tomorrow"),
        (lambda folder: told(folder, files={"../outside.txt": "0"}), "lies outside"),
        (lambda folder: (folder / "manifest.json").write_text("["), "cannot be read"),
        (lambda folder: without_rows(folder, "revision"), "not whole"),
    ],
)
def test_what_is_no_whole_export_of_this_kzsite_changes_nothing(tmp_path, change, message):
    make_article(tags=(make_tag(),))
    run("export_archive", tmp_path / "one")
    empty_the_database()
    change(tmp_path / "one")
    (tmp_path / "outside.txt").write_text("secret")
    with pytest.raises(CommandError, match=message):
        run("import_archive", tmp_path / "one")
    assert not Article.objects.exists()


@pytest.mark.django_db
def test_an_export_does_not_overwrite_another(tmp_path):
    run("export_archive", tmp_path / "one")
    with pytest.raises(CommandError, match="not empty"):
        run("export_archive", tmp_path / "one")
