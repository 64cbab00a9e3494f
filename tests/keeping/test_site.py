"""The static site: what a plain web server, which knows only files, shows of the archive."""

import io
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings
from lxml import etree, html

from articles.keeping import site as keeping_site
from articles.keeping.folder import NotKept
from articles.keeping.site import file_name
from articles.models import Article, Picture
from tests.factories import make_article, make_source, make_tag, make_translation
from tests.kzsite.conftest import connections_stay

pytestmark = pytest.mark.django_db  # what was exported has been read from one: each kind is asked


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, tmp_path_factory) -> Path:
    """A small archive, exported once; no test changes it."""
    home = tmp_path_factory.mktemp("home")
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    changed = {
        "STATIC_ROOT": home / "static",
        "MEDIA_ROOT": home / "media",
        "STORAGES": settings.STORAGES | {"staticfiles": plain},
    }
    with django_db_blocker.unblock(), connections_stay(), override_settings(**changed), transaction.atomic():
        _fill(home)
        call_command("export_site", str(home / "site"), stdout=io.StringIO(), stderr=io.StringIO())
        transaction.set_rollback(True)
    return home / "site"


def _fill(home: Path) -> None:
    static = home / "static"
    (static / "css").mkdir(parents=True)
    (static / "css/site.css").write_text("p { margin: 0 }")
    (static / "admin").mkdir()
    (static / "admin/base.css").write_text("")
    picture = Picture.objects.create(
        key="0" * 32, suffix="webp", width=800, height=600, widths=[480, 800], name="The train"
    )
    for width in picture.widths:
        default_storage.save(f"pictures/{picture.file_name(width)}", ContentFile(b"%d pixels" % width))
    original = make_article(
        "Uranium by rail",
        f"The train left Aktau before dawn.\n\n![The train](/pictures/{picture.file_name(800)})\n",
        source=make_source(),
        tags=(make_tag("Uranium"),),
    )
    make_translation(original, "ja", headline="鉄路のウラン")
    make_article("Not for readers", state=Article.State.DRAFT)


def file_at(site: Path, address: str) -> Path:
    path = site / unquote(urlsplit(address).path).lstrip("/")
    return path / "index.html" if path.is_dir() else path


def test_every_link_leads_to_a_file_and_readers_see_what_is_published(site):
    lost = set()
    pages = list(site.rglob("*.html"))
    for page in pages:
        for _, attribute, link, _ in html.fromstring(page.read_bytes()).iterlinks():
            is_own = attribute in ("href", "src") and link.startswith("/") and not link.startswith("/static/")
            if is_own and not file_at(site, link).is_file():
                lost.add((str(page.relative_to(site)), link))
    assert lost == set()
    words = "".join(page.read_text() for page in pages)
    assert "before dawn" in words
    assert "鉄路のウラン" in words
    assert "Not for readers" not in words


def test_what_the_sitemap_names_is_there(site):
    index = etree.parse(site / "sitemap.xml")
    parts = [element.text for element in index.iter("{*}loc")]
    assert parts
    for part in parts:
        pages = [element.text for element in etree.parse(file_at(site, part)).iter("{*}loc")]
        assert pages
        assert all(file_at(site, page).is_file() for page in pages)


def test_the_front_door_leads_on_without_a_server(site):
    assert 'http-equiv="refresh" content="0;url=/' in (site / "index.html").read_text()


def test_an_address_that_leads_out_of_the_folder_is_not_written():
    with pytest.raises(NotKept, match="leads out"):
        file_name("/en/../../etc/", "text/html")


def test_a_page_that_is_broken_stops_the_export_by_its_name(tmp_path, monkeypatch):
    def broken(environ, start_response):
        start_response("500 Internal Server Error", [])
        return io.BytesIO(b"")

    monkeypatch.setattr(keeping_site, "WSGIHandler", lambda: broken)
    with pytest.raises(CommandError, match=r"/sitemap.xml answers 500|/ answers 500"):
        call_command("export_site", str(tmp_path / "site"), stdout=io.StringIO(), stderr=io.StringIO())


def test_feeds_and_citations_keep_their_kind_by_their_ending(site):
    endings = {path.name for path in site.rglob("index.*")}
    assert {"index.html", "index.atom", "index.bib", "index.ris"} <= endings


def test_nothing_leads_to_search_or_to_the_editors(site):
    for page in site.rglob("*.html"):
        assert "/search/" not in page.read_text()
        assert "/admin/" not in page.read_text()


def test_static_files_of_readers_come_along(site):
    assert (site / "static/css/site.css").is_file()
    assert not (site / "static/admin").exists()


def test_the_archives_own_pictures_come_along_in_every_width(site):
    files = {path.name[-8:]: path.read_text() for path in (site / "pictures").iterdir()}
    assert files == {"480.webp": "480 pixels", "800.webp": "800 pixels"}


def test_an_export_needs_a_new_folder(site):
    with pytest.raises(CommandError, match="not empty"):
        call_command("export_site", str(site))


def test_a_link_that_is_no_address_stops_no_export(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    (settings.STATIC_ROOT / "site.css").write_text("body {}")
    article = make_article("Broken", "Words of a page.\n", url="http://[bad")
    with connections_stay():
        call_command("export_site", str(tmp_path / "site"), stdout=io.StringIO(), stderr=io.StringIO())
    page = file_at(tmp_path / "site", article.get_absolute_url())
    assert 'href="http://[bad"' in page.read_text("utf-8")
