"""Records go out as JSON lines and come in again as the same articles."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Capture, ImportRun, Revision
from tests.conftest import ROOT
from tests.management.test_import_articles import run_import

pytestmark = pytest.mark.django_db


def export(*numbers) -> list[str]:
    out = io.StringIO()
    call_command("export_records", *map(str, numbers), stdout=out)
    return out.getvalue().splitlines()


def contents() -> list[tuple]:
    rows = Article.objects.order_by("pk").select_related("latest_revision", "source")
    return [
        (
            row.headline,
            row.language,
            row.url,
            row.published_on,
            row.source and row.source.slug,
            row.latest_revision.body,
            row.latest_revision.attributes["authors"],
            row.latest_revision.tags,
            [(comment.author, comment.text) for comment in row.comments.order_by("position")],
            [(reference.kind, reference.title) for reference in row.references.order_by("position")],
        )
        for row in rows
    ]


def forget_all() -> None:
    Article.objects.update(
        live_revision=None, latest_revision=None, translation_of=None, translated_revision=None
    )
    Article.objects.all().delete()
    Revision.objects.all().delete()
    Capture.objects.all().delete()
    ImportRun.objects.all().delete()


def test_what_is_exported_and_imported_is_the_same_archive(tmp_path):
    run_import(ROOT / "seeds", "--workers", "1")
    before, lines = contents(), export()
    assert len(lines) == len(before) > 5
    path = tmp_path / "records.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    forget_all()
    out, err, status = run_import(path)
    assert status == 0
    assert contents() == before
    assert export() == lines


def test_what_is_exported_is_known_where_it_came_from(tmp_path):
    run_import(ROOT / "seeds", "--workers", "1")
    path = tmp_path / "records.jsonl"
    path.write_text("\n".join(export()), encoding="utf-8")
    count = Article.objects.count()
    out, err, status = run_import(path)
    assert f"{count} skipped" in err
    assert Article.objects.count() == count


def test_some_articles_are_named_by_their_numbers():
    run_import(ROOT / "seeds", "--workers", "1")
    number = Article.objects.order_by("pk").values_list("pk", flat=True)[0]
    (line,) = export(number)
    assert json.loads(line)["error"] is None
    with pytest.raises(CommandError):
        export(999_999)
