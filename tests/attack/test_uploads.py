"""Uploads that are not what their name and their type say: taken for what their bytes are, or refused with the reason."""

import io
import tarfile
import zipfile

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from articles.models import Article, ImportItem, ImportRun, Picture

pytestmark = pytest.mark.django_db
WORDS = (
    "The nearest sea is far away from the dry port, and the wagons wait for the evening train from the west."
)
TEXT = f"The dry port waits\n\n12 March 2024\n\n{WORDS}\n".encode()
HTML = f"<html><body><h1>The dry port waits</h1><p>12 March 2024</p><p>{WORDS}</p><script>steal()</script></body></html>".encode()


@pytest.fixture
def editor(settings, tmp_path) -> Client:
    settings.MEDIA_ROOT = tmp_path / "media"
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("root"))
    return client


def png(**options) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(target, "PNG", **options)
    return target.getvalue()


def zipped(**members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target.getvalue()


def taken(editor: Client, name: str, content: bytes, kind: str) -> list[tuple[str, str]]:
    """What became of an uploaded page: the outcome and the reason of each item of its run."""
    file = SimpleUploadedFile(name, content, content_type=kind)
    assert editor.post(reverse("admin:articles_importrun_add"), {"files": file}).status_code == 302
    items = ImportItem.objects.filter(run=ImportRun.objects.latest("pk"))
    return [(item.outcome, str(item.reason)) for item in items]


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("page.html", TEXT, "text/html"),
        ("page.txt", HTML, "text/plain"),
        ("page.png", HTML, "image/png"),
        ("page.zip", HTML, "application/zip"),
        ("page", zipped(**{"a.txt": TEXT}), "text/plain"),
        ("page.txt", zipped(**{"a.txt": TEXT}), "text/plain"),
    ],
)  # fmt: skip
def test_a_page_is_read_for_what_it_is_or_its_fault_is_told(editor, name, content, kind):
    ((outcome, reason),) = taken(editor, name, content, kind)
    assert outcome == "created" or reason
    for article in Article.objects.all():
        assert "steal" not in article.latest_revision.body


@pytest.mark.parametrize(
    "content",
    [png(), b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", b"\x7fELF\x02\x01\x01" + bytes(200), b"MZ" + bytes(300), bytes(5000), b"PK\x03\x04" + bytes(40)],
)  # fmt: skip
def test_what_is_no_page_becomes_none_under_the_name_of_one(editor, content):
    ((outcome, reason),) = taken(editor, "page.html", content, "text/html")
    assert (outcome, bool(reason)) == ("failed", True)
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    "name", ["../../outside.txt", "..\\..\\outside.txt", "/etc/outside.txt", "a/../../outside.txt"]
)
def test_a_name_that_leads_out_of_the_folder_leads_nowhere(editor, tmp_path, name):
    content = (
        f'--x\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'.encode()
        + TEXT
        + b"\r\n--x--\r\n"
    )
    answer = editor.post(
        reverse("admin:articles_importrun_add"), content, content_type="multipart/form-data; boundary=x"
    )
    assert answer.status_code in (200, 302)
    assert list(tmp_path.parent.rglob("outside.txt")) == []


def test_a_tar_within_a_zip_reaches_nothing_outside(editor, tmp_path):
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        for name, kind in (("../../outside.txt", tarfile.REGTYPE), ("passwd.txt", tarfile.SYMTYPE)):
            member = tarfile.TarInfo(name)
            member.type, member.linkname, member.size = (
                kind,
                "/etc/passwd",
                len(TEXT) if kind == tarfile.REGTYPE else 0,
            )
            archive.addfile(member, io.BytesIO(TEXT))
    taken(editor, "pages.zip", zipped(**{"inner.tar": target.getvalue()}), "application/zip")
    assert list(tmp_path.parent.rglob("outside.txt")) == []
    assert not Article.objects.filter(latest_revision__body__contains="root:").exists()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="steal()"><script>steal()</script></svg>'


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.png", SVG, "image/png"),
        ("a.svg", SVG, "image/svg+xml"),
        ("a.jpg", HTML, "image/jpeg"),
        ("a.gif", b"GIF89a" + HTML, "image/gif"),
        ("a.png", png()[:60], "image/png"),
        ("a.webp", zipped(**{"a.png": png()}), "image/webp"),
        ("a.png", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 60 40\n", "image/png"),
    ],
)  # fmt: skip
def test_what_is_no_picture_is_kept_as_none(editor, tmp_path, name, content, kind):
    _upload_picture(editor, name, content, kind)
    assert not Picture.objects.exists()
    assert not list((tmp_path / "media").rglob("pictures/*"))


def test_a_picture_that_is_a_page_too_is_served_as_pixels_only(editor, tmp_path):
    _upload_picture(editor, "a.html", png() + HTML, "text/html")
    picture = Picture.objects.get()
    files = list((tmp_path / "media/pictures").iterdir())
    assert {file.suffix for file in files} == {".webp"}
    assert not any(b"steal" in file.read_bytes() for file in files)
    answer = Client().get(picture.address)
    assert answer["Content-Type"] == "image/webp"
    assert answer["X-Content-Type-Options"] == "nosniff"


def _upload_picture(editor: Client, name: str, content: bytes, kind: str) -> None:
    file = SimpleUploadedFile(name, content, content_type=kind)
    editor.post(
        reverse("admin:articles_picture_add"), {"file": file, "name": "", "alt": "A wagon", "credit": ""}
    )
