"""The beginning of a text, cut where a reader would pause."""

from collections.abc import Iterable
from functools import cache

from django.db.models.functions import Substr

from articles.models import Article, Revision
from articles.models.prepared import Prepared, asked_list, filled, size_for

EXCERPT = 180  # characters of a dense script under a headline that has no subtitle, twice as many letters
_SENTENCE_ENDS = ("。", "！", "？", "! ", "? ", ". ")


def is_dense(language: str) -> bool:
    """Whether a character says about as much as two or three letters elsewhere."""
    return language.startswith(("ja", "zh"))


def cut(text: str, most: int) -> str:
    """The beginning of a text's first paragraph: whole sentences where one ends in time, else with an ellipsis."""
    text = text.strip().split("\n")[0]
    if len(text) <= most:
        return text
    end = max(text.rfind(sign, most // 3, most) for sign in _SENTENCE_ENDS)
    if end > 0:
        return text[: end + 1]
    word = text.rfind(" ", most // 2, most)
    return text[: word if word > 0 else most].rstrip("、,，;；:：") + "…"


def beginnings_of(articles: Iterable[Article]) -> dict[int, str]:
    """By number, the subtitle of each article, else how its text begins; at most one query for all."""
    articles = list(articles)
    untold = [a.live_revision_id for a in articles if not a.subtitle]
    size = size_for(untold)
    plain = dict(_beginnings(size)(**filled("revision", untold, size))) if untold else {}
    return {a.pk: a.subtitle or _cut_for(a, plain.get(a.live_revision_id, "")) for a in articles}


def _cut_for(article: Article, plain: str) -> str:
    return cut(plain, EXCERPT if is_dense(article.language) else EXCERPT * 2)


@cache
def _beginnings(size: int) -> Prepared:
    wanted = Revision.objects.order_by().filter(pk__in=asked_list("revision", size))
    return Prepared(lambda: wanted.values_list("pk", Substr("plain", 1, EXCERPT * 3)))
