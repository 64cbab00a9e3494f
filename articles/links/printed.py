"""Links as the JSON of the link-record contract."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import Any

from django.utils.translation import override

from articles.links.places import BlockPlace, lines_of
from articles.links.reasons import told
from articles.models import Block, Capture, Link, Revision

AT_ONCE = 100  # links held in memory together


def link_records(
    links: Iterable[Link], page_lines: Callable[[Capture], Sequence[str]]
) -> Iterator[dict[str, Any]]:
    """One dict a link, in the order given, reasons in English; `page_lines` reads the lines of a capture."""
    links = iter(links)
    while group := list(islice(links, AT_ONCE)):
        passages = [p for link in group for p in link.passages.all()]
        pages = _Pages(
            {p.from_revision_id for p in passages} | {p.to_revision_id for p in passages}, page_lines
        )
        names = _file_names({pk for link in group for pk in (link.from_article_id, link.to_article_id)})
        for link in group:
            yield {
                "kind": link.kind,
                "from": {"article": link.from_article_id, "file": names.get(link.from_article_id)},
                "to": {"article": link.to_article_id, "file": names.get(link.to_article_id)},
                "score": link.score,
                "state": link.state,
                "reasons": _in_english(link.reasons),
                "passages": [
                    {
                        "from": pages.span(p.from_revision_id, p.from_begin, p.from_end),
                        "to": pages.span(p.to_revision_id, p.to_begin, p.to_end),
                        "relation": p.relation,
                    }
                    for p in link.passages.all()
                ],
            }


def _in_english(reasons: Sequence) -> list[str]:
    with override("en"):
        return [told(why) for why in reasons]


class _Pages:
    """Revisions with the pages they came from; a page's lines are read when a passage first asks for them."""

    def __init__(self, numbers: set[int | None], page_lines: Callable[[Capture], Sequence[str]]) -> None:
        rows = Revision.objects.filter(pk__in=numbers - {None}).select_related("capture").defer("body")
        self._revisions = {row.pk: row for row in rows}
        blocks = Block.objects.filter(revision__in=self._revisions, first_line__isnull=False)
        places = blocks.order_by("revision", "position").values_list(
            "revision", "begin", "end", "first_line", "last_line"
        )
        self._blocks = {
            pk: [BlockPlace(*row[1:]) for row in rows] for pk, rows in groupby(places, lambda row: row[0])
        }
        self._page_lines = page_lines
        self._lines: dict[int, Sequence[str]] = {}

    def span(self, revision: int | None, begin: int | None, end: int | None) -> dict[str, Any] | None:
        if revision is None or begin is None:
            return None
        plain = self._revisions[revision].plain
        lines = lines_of((begin, end), plain, self._blocks.get(revision, ()), self._page(revision))
        return {"lines": lines and list(lines), "begin": begin, "end": end, "text": plain[begin:end]}

    def _page(self, revision: int) -> Sequence[str]:
        capture = self._revisions[revision].capture
        if capture is None:
            return ()
        if capture.pk not in self._lines:
            self._lines[capture.pk] = self._page_lines(capture)
        return self._lines[capture.pk]


def _file_names(articles: set[int]) -> dict[int, str]:
    """The name of each article's newest capture."""
    return dict(Capture.objects.filter(article__in=articles).order_by("pk").values_list("article", "name"))
