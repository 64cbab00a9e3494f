"""What a request asks for, freed of all that must not change the answer."""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from articles.reading.responses import PARAMETERS

LONGEST = 1000  # characters of a query; longer ones are nobody's bookmark
# Below a language, or a sitemap. The front door is left alone: it answers by the browser's languages.
_READERS = re.compile(rf"/(?:{'|'.join(code for code, _ in settings.LANGUAGES)})/|/sitemap")
_KEPT_HEADERS = {"HTTP_HOST", "HTTP_X_FORWARDED_PROTO"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A page by its path and the parameters that pages read, in one order; and the encoding to send it in."""

    path: str
    query: str
    encoding: str


def asked_of(environ: dict) -> Asked | None:
    """The reader's page that is asked for; None where Django itself must answer."""
    path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
    if (
        environ["REQUEST_METHOD"] not in ("GET", "HEAD")
        or environ.get("SCRIPT_NAME")
        or not _READERS.match(path)
        or len(query) > LONGEST
        or not _is_admitted(
            environ.get("HTTP_HOST", ""), environ["wsgi.url_scheme"], environ.get("HTTP_X_FORWARDED_PROTO")
        )
    ):
        return None
    return Asked(path, query and _in_order(query), _encoding(environ.get("HTTP_ACCEPT_ENCODING", "")))


def bare_environ(environ: dict, asked: Asked) -> dict:
    """The request as Django sees it: no cookie, no language, no condition, only parameters that pages read."""
    bare = {k: v for k, v in environ.items() if not k.startswith("HTTP_") or k in _KEPT_HEADERS}
    return bare | {"REQUEST_METHOD": "GET", "QUERY_STRING": asked.query, "CONTENT_LENGTH": ""}


@lru_cache(maxsize=256)
def _is_admitted(host: str, scheme: str, forwarded: str | None) -> bool:
    """Whether Django would neither refuse the host nor send the reader on to https."""
    if settings.SECURE_SSL_REDIRECT and scheme != "https":
        header, value = settings.SECURE_PROXY_SSL_HEADER or (None, None)
        if header != "HTTP_X_FORWARDED_PROTO" or (forwarded or "").split(",")[0].strip() != value:
            return False
    domain, _ = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def _in_order(query: str) -> str:
    pairs = parse_qsl(query, errors="replace")
    return urlencode(sorted((pair for pair in pairs if pair[0] in PARAMETERS), key=lambda pair: pair[0]))


@lru_cache(maxsize=256)
def _encoding(accepted: str) -> str:
    """The best of br and gzip that the client takes, else identity."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _, parameters = part.partition(";")
        weights[name.strip()] = _weight(parameters)
    for name in ("br", "gzip"):
        if weights.get(name, weights.get("*", 0)) > 0:
            return name
    return "identity"


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    try:
        return float(value) if name.strip() == "q" else 1
    except ValueError:
        return 0
