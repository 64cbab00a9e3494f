"""Pages of tags: the index by kind, and one subject."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from articles.models import Tag, TagAlias, TagRedirect
from articles.reading.charts import chart_of
from articles.reading.counts import texts_by_year
from articles.reading.interfaces import autonym, interface_tag
from articles.reading.paging import page_of
from articles.reading.responses import reader_page
from articles.reading.rows import rows_of
from articles.reading.subjects import KINDS, seen_together, texts_about
from articles.text.collation import sort_key


@reader_page
def tag_list(request: HttpRequest) -> HttpResponse:
    tags = sorted(Tag.objects.used(), key=in_readers_order)
    groups = [(kind, heading, [t for t in tags if t.kind == kind]) for kind, heading in KINDS.items()]
    return render(request, "articles/tag_list.html", {"groups": [g for g in groups if g[2]]})


@reader_page
def tag_detail(request: HttpRequest, slug: str) -> HttpResponse:
    tag = Tag.objects.filter(slug=slug).first()
    if tag is None:
        there = moved(slug)
        return redirect(there, permanent=True) if there else render(request, "404.html", status=410)
    texts = texts_about(tag)
    page = page_of(texts, request.GET.get("before"))
    return render(
        request,
        "articles/tag_detail.html",
        {
            "tag": tag,
            "names": names_of(tag),
            "parents": sorted(tag.parents.all(), key=in_readers_order),
            "children": sorted(tag.children.used(), key=in_readers_order),
            "sources": tag.sources.all(),
            "chart": chart_of(texts_by_year(tag=tag)),
            "page": page,
            "rows": rows_of(page.articles),
            "together": seen_together(tag),
        },
    )


def in_readers_order(tag: Tag) -> tuple:
    """For sorting tags as the reader's language sorts their names; those with none in it stand last."""
    name, language = tag.name_in()
    interface = interface_tag()
    return (language != interface, sort_key(name, language, tag.reading_ja if language == "ja" else ""))


def moved(slug: str) -> Tag | None:
    """Where a renamed or merged tag went, None where it was deleted; 404 where there never was one."""
    found = TagRedirect.objects.select_related("tag").filter(slug=slug).first()
    if found is None:
        raise Http404
    return found.tag


def names_of(tag: Tag) -> list[tuple[str, str, str, list[str]]]:
    """(language, its own name, the tag's name in it, up to three other forms) for each language that has one."""
    aliases = tag.aliases.exclude(rule=TagAlias.Rule.MISSPELLING)
    others: dict[str, list[str]] = {}
    for alias in aliases:
        others.setdefault(alias.language, []).append(alias.text)
    return [
        (language, autonym(language), name, [o for o in others.get(language, []) if o != name][:3])
        for language, name in tag.all_names()
    ]
