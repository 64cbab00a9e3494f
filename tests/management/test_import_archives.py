"""Archives and records as ways in."""

import io
import json
import tarfile
import zipfile

import pytest

from articles.ingest import archives
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


def test_a_member_that_is_larger_than_it_says_is_damage(tmp_path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", b"0" * 60_000_000)
    said, true = (1000).to_bytes(4, "little"), (60_000_000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(true, said))
    out, err, status = run_import(path, "--dry-run", "--format", "json")
    assert [json.loads(line)["error"]["code"] for line in out.splitlines()] == ["bad-archive"]
    assert status == 1
    assert "bomb.zip" in err
    assert "damaged" in err


@pytest.mark.parametrize(("packed", "taken"), [("zip", 0), ("tar", 2)])
def test_an_archive_of_too_many_files_is_refused_with_the_way_out(tmp_path, monkeypatch, packed, taken):
    """A zip file says beforehand how many it holds."""
    monkeypatch.setattr(archives, "MAX_MEMBERS", 2)
    path, data = tmp_path / f"pages.{packed}", COLUMN.encode()
    if packed == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            for number in range(3):
                archive.writestr(f"{number}.txt", data)
    else:
        with tarfile.open(path, "w") as archive:
            for number in range(3):
                member = tarfile.TarInfo(f"{number}.txt")
                member.size = len(data)
                archive.addfile(member, io.BytesIO(data))
    out, err, status = run_import(path, "--dry-run", "--format", "json")
    assert status == 1
    assert "at most 2 are taken at a time" in err or "more than 2 files" in err
    assert len([line for line in out.splitlines() if not json.loads(line)["error"]]) == taken


def test_a_locked_archive_is_named_with_the_way_out(tmp_path):
    path = tmp_path / "locked.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("column.txt", COLUMN)
    content = bytearray(path.read_bytes())
    for begin, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(begin) + flags] |= 1
    path.write_bytes(bytes(content))
    out, err, status = run_import(path, "--dry-run", "--format", "json")
    assert [json.loads(line)["error"]["code"] for line in out.splitlines()] == ["bad-archive"]
    assert status == 1
    assert "locked by a password; unlock it first" in err


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
