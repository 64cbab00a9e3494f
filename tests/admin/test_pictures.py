"""Pictures of the archive: kept in widths, without what a camera wrote, never without words."""

import io

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import ExifTags, Image

from articles.desk.pictures import store_picture
from articles.models import Article, Picture
from tests.admin.conftest import address


def picture(width=1200, height=600, form="JPEG", **options) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(target, form, **options)
    return target.getvalue()


def upload(client, content: bytes, name="port.jpg", alt="Cranes over a train"):
    file = SimpleUploadedFile(name, content, content_type="image/jpeg")
    return client.post(
        reverse("admin:articles_picture_add"), {"file": file, "name": "", "alt": alt, "credit": "Ministry"}
    )


@pytest.fixture
def disk(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def test_a_picture_is_kept_in_several_widths_without_what_the_camera_wrote(editor, disk, client):
    exif = Image.Exif()
    exif[0x010F] = "Camera of the ministry"
    upload(editor, picture(exif=exif))
    row = Picture.objects.get()
    assert (row.width, row.height, row.widths) == (1200, 600, [480, 960, 1200])
    answer = client.get(row.address)
    body = b"".join(answer.streaming_content)
    assert answer.headers["Content-Type"] == "image/webp"
    assert b"ministry" not in body
    assert Image.open(io.BytesIO(body)).size == (1200, 600)
    assert client.get(row.address.replace("-1200", "-1199")).status_code == 404


def test_a_picture_that_was_taken_sideways_is_kept_upright(editor, disk):
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    upload(editor, picture(1200, 600, exif=exif))
    row = Picture.objects.get()
    assert (row.width, row.height) == (600, 1200)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "no JPEG"),
        (picture()[:300], "damaged"),
        (b"", "empty"),
        (picture(9000, 6000, "PNG"), "million pixels"),
        (picture(form="BMP"), "no JPEG"),
    ],
)
def test_what_is_no_picture_is_refused_whatever_its_name(content, why, editor, disk):
    assert why in upload(editor, content).content.decode()
    assert not Picture.objects.exists()


def test_a_picture_without_words_for_the_blind_is_refused(editor, disk):
    assert "Say what the picture shows" in upload(editor, picture(), alt=" ").content.decode()


def test_the_same_picture_is_kept_once(editor, disk):
    upload(editor, picture())
    upload(editor, picture(), name="again.jpg")
    assert Picture.objects.count() == 1


def test_a_picture_is_kept_no_wider_than_any_screen_shows_it(editor, disk):
    upload(editor, picture(3000, 30))
    row = Picture.objects.get()
    assert (row.width, row.height, row.widths[-1]) == (2400, 24, 2400)


def test_a_file_that_is_too_large_is_refused_before_it_is_opened(editor, disk, monkeypatch):
    monkeypatch.setattr("articles.desk.pictures.MOST_BYTES", 1_000_000)
    answer = upload(editor, picture() + bytes(1_000_000))
    assert "larger than 1 MB" in answer.content.decode()
    assert not Picture.objects.exists()


def test_the_same_bytes_are_the_same_picture_whoever_brings_them(disk, db):
    first, again = (
        store_picture(picture(), name=name, alt="Cranes", credit="", user=None) for name in ("a", "b")
    )
    assert (again.pk, again.name) == (first.pk, "a")


def test_whoever_uploads_a_picture_again_is_led_to_it_and_keeps_the_words(editor, disk):
    upload(editor, picture())
    page = lxml.html.fromstring(upload(editor, picture(), alt="Other words").content)
    told = page.xpath(
        "//ul[contains(@class, 'errorlist')]/li[contains(., 'This picture is here already:')]/a/@href"
    )
    assert told == [reverse("admin:articles_picture_change", args=[Picture.objects.get().pk])]
    assert "Other words" in page.xpath("//*[@name='alt']")[0].value


def test_an_article_whose_picture_says_nothing_is_not_published(editor, disk, article):
    upload(editor, picture())
    address_of_it = Picture.objects.get().address
    fields = {"base": 1, "headline": "H", "body": f"Words.\n\n![A port]({address_of_it})", "_publish": "1"}
    answer = editor.post(address(article, "text"), fields, follow=True)
    assert "no alternative text" in answer.content.decode()
    article.refresh_from_db()
    assert article.state == Article.State.DRAFT
    assert article.revisions.count() == 2
    body = f'Words.\n\n![A port]({address_of_it}){{credit="Ministry" alt="Cranes"}}'
    editor.post(address(article, "text"), fields | {"base": 2, "body": body})
    article.refresh_from_db()
    assert article.state == Article.State.PUBLISHED
    assert " 480w, " in article.live_revision.rendered.html
