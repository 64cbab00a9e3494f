"""The public site → a folder of static pages that any plain web server can serve, search aside.

The site is walked as a reader would walk it, link by link. A plain server knows only files: a page with parameters gets a
folder of its own, a feed a file name with its ending, and the links that lead there are written anew.
"""

import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.utils.translation import get_language, override
from lxml import html as lxml_html

from articles.keeping.folder import NotKept, new_folder

ENDINGS = {
    "application/atom+xml": "atom", "application/feed+json": "json", "application/json": "json",
    "application/xml": "xml", "text/plain": "txt", "application/x-bibtex": "bib",
    "application/x-research-info-systems": "ris", "application/vnd.citationstyles.csl+json": "csl.json",
    "image/svg+xml": "svg", "image/x-icon": "ico",
}  # fmt: skip
BEGINNINGS = ["/", "/sitemap.xml", "/robots.txt", "/.well-known/security.txt", "/favicon.ico"]
_SEARCH = re.compile(r"/[a-z-]+/search/")
_SITEMAP_ADDRESS = re.compile(r"<loc>([^<]+)</loc>")


def export_site(folder: Path) -> Iterator[int]:
    """Write every public page; yields how many are written so far. Raises NotKept."""
    new_folder(folder)
    language = get_language()
    walk = _Walk(folder, WSGIHandler())
    with override(language):
        yield from walk.fetch_all()
        walk.write_links()
    _copy_static(folder / settings.STATIC_URL.strip("/"))


class _Walk:
    def __init__(self, folder: Path, application: WSGIHandler) -> None:
        self.folder, self.application = folder, application
        self.files: dict[str, str] = {}  # address on the site → file in the folder
        self.gone: set[str] = set()
        self.pages: list[tuple[str, Path]] = []

    def fetch_all(self) -> Iterator[int]:
        waiting = list(reversed(BEGINNINGS))
        seen = set(waiting)
        while waiting:
            address = waiting.pop()
            for found in self.fetch(address):
                if found not in seen:
                    seen.add(found)
                    waiting.append(found)
            yield len(self.files)

    def fetch(self, address: str) -> list[str]:
        """Write what stands at an address; returns the addresses it leads to."""
        status, headers, body = self.ask(address)
        kind = headers.get("content-type", "").split(";")[0]
        if status in (301, 302, 308):
            target = self.own(urljoin(address, headers["location"]))
            self.write(address, _forward(headers["location"]), "text/html")
            return [target] if target else []
        if status >= 500:
            raise NotKept(f"{address} answers {status}; the log says why")
        if status != 200:
            self.gone.add(address)
            return []
        path = self.write(address, body, kind)
        if kind == "text/html":
            self.pages.append((address, path))
            return [found for _, _, found in self.links(address, lxml_html.fromstring(body))]
        if kind == "application/xml":
            return [own for found in _SITEMAP_ADDRESS.findall(body.decode()) if (own := self.own(found))]
        return []

    def ask(self, address: str) -> tuple[int, dict[str, str], bytes]:
        """What Django answers to a reader."""
        site, (_, _, path, query, _) = urlsplit(settings.SITE_URL), urlsplit(address)
        answer: dict = {}

        def start(status: str, headers: list[tuple[str, str]], exc_info=None) -> None:
            answer.update(status=int(status[:3]), headers={name.lower(): value for name, value in headers})

        body = self.application(
            {
                "REQUEST_METHOD": "GET", "PATH_INFO": unquote(path).encode().decode("latin-1"),
                "QUERY_STRING": query, "SERVER_NAME": site.hostname, "HTTP_HOST": site.netloc,
                "SERVER_PORT": str(site.port or 443), "wsgi.url_scheme": site.scheme, "wsgi.input": io.BytesIO(),
                "wsgi.errors": io.StringIO(), "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
            },
            start,
        )  # fmt: skip
        try:
            return answer["status"], answer["headers"], b"".join(body)
        finally:
            body.close()

    def own(self, address: str) -> str:
        """The address as one of this site's pages, without its fragment; empty where it is none."""
        scheme, host, path, query, _ = urlsplit(address)
        if scheme not in ("", "http", "https") or (host and host != urlsplit(settings.SITE_URL).netloc):
            return ""
        is_page = path.startswith("/") and not path.startswith(
            ("/admin/", f"/{settings.STATIC_URL.strip('/')}/")
        )
        return urlunsplit(("", "", path, query, "")) if is_page and not _SEARCH.match(path) else ""

    def links(self, address: str, page) -> Iterator[tuple[object, str, str]]:
        """(element, attribute, own address) of every link to a page or a picture of this site."""
        for element, attribute, link, _ in page.iterlinks():
            if attribute in ("href", "src") and (own := self.own(_joined(address, link))):
                yield element, attribute, own
        for element in page.xpath("//*[@srcset]"):
            for choice in element.get("srcset").split(","):
                if own := self.own(_joined(address, choice.split()[0])):
                    yield element, "srcset", own

    def write(self, address: str, body: bytes, kind: str) -> Path:
        name = file_name(address, kind)
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
        self.files[address] = name
        return path

    def write_links(self) -> None:
        """Let every link lead to the file; what a plain server cannot do is no link any more."""
        for address, path in self.pages:
            page = lxml_html.fromstring(path.read_bytes(), parser=lxml_html.HTMLParser(encoding="utf-8"))
            for element, attribute, own in list(self.links(address, page)):
                if own in self.files and attribute == "href":
                    fragment = urlsplit(element.get(attribute)).fragment
                    element.set(
                        attribute, _address_of(self.files[own]) + (f"#{fragment}" if fragment else "")
                    )
            for element in page.xpath(
                "//search | //form[@role='search'] | //form[contains(@action, '/search/')]"
            ):
                element.drop_tree()
            for element in page.xpath("//a[@href]"):
                if _SEARCH.match(urlsplit(_joined(address, element.get("href"))).path):
                    del element.attrib["href"]
            path.write_bytes(lxml_html.tostring(page, encoding="utf-8", doctype="<!DOCTYPE html>"))


def _joined(address: str, link: str) -> str:
    """Where a link of the page leads; nothing where that is no address, as an article's text may have it."""
    try:
        whole = urljoin(address, link)
        urlsplit(whole)
    except ValueError:
        return ""
    return whole


def file_name(address: str, kind: str) -> str:
    """The file of a page: `index.html` of a folder, and for other kinds a name with their ending."""
    _, _, path, query, _ = urlsplit(address)
    path = unquote(path).lstrip("/")
    if ".." in path.split("/"):
        raise NotKept(f"the address {address} leads out of the folder")
    folder = path if path.endswith("/") or not path else ""
    if query:
        folder = f"{folder or path + '/'}_{quote(unquote(query), safe='=.,-')[:150]}/"
    if not folder and path:
        return path
    return f"{folder}index.{ENDINGS.get(kind, 'html')}"


def _address_of(name: str) -> str:
    return "/" + quote(name.removesuffix("index.html"))


def _forward(location: str) -> bytes:
    """A plain server cannot send readers on; a page can."""
    address = quote(location, safe="/:#?=&%")
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{address}</title>'
        f'<meta http-equiv="refresh" content="0;url={address}"></head><body><a href="{address}">{address}</a></body></html>\n'
    ).encode()


def _copy_static(folder: Path) -> None:
    """What readers' pages use of the collected files; the admin's stay behind."""
    root = Path(settings.STATIC_ROOT)
    if not root.is_dir():
        raise NotKept(f"{root} holds no static files; run `manage.py init` first")
    shutil.copytree(
        root, folder, ignore=shutil.ignore_patterns("admin", "ks", "*.gz", "*.br", "staticfiles.json")
    )
