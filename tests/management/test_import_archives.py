"""Archives and records as ways in."""

import io
import json
import tarfile
import zipfile

import pytest

from articles.models import Article
from tests.conftest import ROOT
from tests.management.test_import_articles import COLUMN, run_import


def test_a_zip_file_is_read_member_by_member(tmp_path):
    path = tmp_path / "pages.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("folder/column.txt", COLUMN)
        archive.writestr("__MACOSX/._column.txt", "x")
        archive.writestr("empty.txt", "")
    out, err, status = run_import(path, "--dry-run", "--format", "json")
    records = [json.loads(line) for line in out.splitlines()]
    assert [r["file"] for r in records if not r["error"]] == [f"{path}/folder/column.txt"]
    assert "empty.txt" in err
    assert status == 1


def test_a_tar_file_is_read_and_its_links_are_not_followed(tmp_path):
    path = tmp_path / "pages.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        data = COLUMN.encode()
        member = tarfile.TarInfo("../../outside.txt")
        member.size = len(data)
        archive.addfile(member, io.BytesIO(data))
        link = tarfile.TarInfo("passwords.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    out, err, status = run_import(path, "--dry-run", "--format", "json")
    assert len(out.splitlines()) == 1
    assert status == 0
    assert not (tmp_path.parent.parent / "outside.txt").exists()


def test_an_archive_bomb_costs_one_member(tmp_path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", b"0" * 60_000_000)
        archive.writestr("column.txt", COLUMN)
    out, err, status = run_import(path, "--dry-run", "--format", "json")
    assert "bomb.txt" in err
    assert "too-large" in err
    assert "1 read" in err


def test_a_damaged_archive_is_named(tmp_path):
    path = tmp_path / "cut.tar.gz"
    path.write_bytes(b"\x1f\x8b\x08\x00" + b"\x00" * 40)
    out, err, status = run_import(path, "--dry-run")
    assert "cut.tar.gz" in err
    assert "damaged" in err
    assert status == 1


def test_records_printed_and_read_again_are_the_same(tmp_path):
    printed, _, _ = run_import(ROOT / "seeds", "--dry-run", "--format", "json")
    path = tmp_path / "records.jsonl"
    path.write_text(printed, encoding="utf-8")
    again, _, status = run_import(path, "--dry-run", "--format", "json")
    assert again == printed
    assert status == 0


def test_a_line_that_is_no_record_is_named_by_its_number(tmp_path):
    path = tmp_path / "records.jsonl"
    path.write_text('{"file": "a"\n[]\n{"file": "b", "sha256": "0"}\n{"file": "\\ud800"}\n', encoding="utf-8")
    out, err, status = run_import(path, "--dry-run")
    assert f"{path}:1" in err
    assert f"{path}:2" in err
    assert f"{path}:4" in err
    assert "4 failed" in err
    assert status == 1


@pytest.mark.django_db
def test_a_record_becomes_an_article_and_its_page_is_then_known(tmp_path):
    page = tmp_path / "column.txt"
    page.write_text(COLUMN, encoding="utf-8")
    printed, _, _ = run_import(page, "--dry-run", "--format", "json")
    records = tmp_path / "records.jsonl"
    records.write_text(printed, encoding="utf-8")
    run_import(page)
    out, err, status = run_import(records)
    assert "1 skipped" in err
    assert Article.objects.count() == 1
