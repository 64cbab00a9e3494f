"""An article's reference in the formats that programs for references read."""

import json
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext_lazy

from articles.models import Article
from articles.reading.addresses import canonical_url
from articles.reading.article_page import ArticlePage, get_published
from articles.reading.responses import reader_page


def plain_text(article: Article) -> str:
    parts = [
        ", ".join(article.authors),
        f"“{article.headline}”",
        article.source.local_name if article.source else "",
        _day(article),
        _translated(article),
    ]
    return f"{'. '.join(filter(None, parts))}. {canonical_url(article)}"


def bibtex(article: Article) -> str:
    fields = {
        "author": " and ".join(f"{{{_tex(name)}}}" for name in article.authors),
        "title": f"{{{_tex(article.headline)}}}",
        "journal": _tex(article.source.local_name) if article.source else "",
        "date": _day(article),
        "year": _day(article)[:4],
        "language": article.language,
        "url": canonical_url(article),
        "note": _tex(_translated(article)),
    }
    lines = [f"  {key} = {{{value}}}" for key, value in fields.items() if value]
    return f"@article{{kzsite{article.pk},\n" + ",\n".join(lines) + "\n}\n"


def ris(article: Article) -> str:
    lines = [("TY", "NEWS"), *(("AU", name) for name in article.authors), ("TI", article.headline)]
    if article.source:
        lines.append(("T2", article.source.local_name))
    if _day(article):
        lines += [("PY", _day(article)[:4]), ("DA", _day(article).replace("-", "/"))]
    lines += [("LA", article.language), ("UR", canonical_url(article)), ("ER", "")]
    return "\r\n".join(f"{tag}  - {' '.join(value.split())}" for tag, value in lines) + "\r\n"


def csl_json(article: Article) -> str:
    item = {
        "id": f"kzsite{article.pk}",
        "type": "article-newspaper",
        "title": article.headline,
        "author": [{"literal": name} for name in article.authors],
        "container-title": article.source.local_name if article.source else "",
        "issued": {"date-parts": [[int(part) for part in _day(article).split("-")]]}
        if _day(article)
        else None,
        "language": article.language,
        "translator": [{"literal": article.translator}] if article.translator else [],
        "URL": canonical_url(article),
    }
    return json.dumps([{k: v for k, v in item.items() if v}], ensure_ascii=False, indent=2) + "\n"


FORMATS: dict[str, tuple[object, Callable[[Article], str], str, str]] = {
    "text": (gettext_lazy("Plain text"), plain_text, "text/plain", "txt"),
    "bibtex": ("BibTeX", bibtex, "application/x-bibtex", "bib"),
    "ris": ("RIS", ris, "application/x-research-info-systems", "ris"),
    "csl": ("CSL-JSON", csl_json, "application/vnd.citationstyles.csl+json", "json"),
}


@reader_page
def article_cite(request: HttpRequest, number: int) -> HttpResponse:
    article = get_published(number)
    wanted = request.GET.get("format")
    if wanted is None:
        citations = [(key, label, write(article)) for key, (label, write, _, _) in FORMATS.items()]
        return render(
            request,
            "articles/article_cite.html",
            {"article": article, "page": ArticlePage(article), "citations": citations},
        )
    if wanted not in FORMATS:
        raise Http404
    _, write, content_type, ending = FORMATS[wanted]
    name = slugify(article.slug) or "article"
    return HttpResponse(
        write(article),
        content_type=f"{content_type}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{article.pk}-{name}.{ending}"'},
    )


def _day(article: Article) -> str:
    """ISO, or empty where the page gives no day."""
    return article.published.isoformat()[:10] if article.published else ""


def _translated(article: Article) -> str:
    return f"Translated by {article.translator}" if article.translator else ""


def _tex(text: str) -> str:
    table = {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
    return "".join(table.get(sign, sign) for sign in " ".join(text.split()))
