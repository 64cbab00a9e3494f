"""Quotations and references → the articles of the archive that they name, also when those come later."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.db.models import Q
from rapidfuzz import fuzz

from articles.links.reasons import Reason, reason
from articles.links.texts import Text, Texts, title_keys
from articles.links.titles import articles_by_title, naming
from articles.models import Article, Quotation, Reference
from articles.text.addresses import host_of
from articles.text.normalise import plain_key

PART = 0.7  # for a reference that gives a part of the headline
SURE = 0.9  # score from which a name needs no editor
_TITLE, _PAPER, _DAY = 0.55, 0.2, 0.2  # what each adds; a day or paper that disagrees takes as much away
_CLOSE_DAYS = timedelta(days=2)  # a paper's site and its print edition, or two time zones
_ALIKE = 86  # per cent; titles of which one is mistyped or shortened


@dataclass(frozen=True)
class Named:
    """A quotation or a reference of the article `by` names the article `target`."""

    by: int
    target: int
    score: float
    reasons: tuple[Reason, ...]
    row: Quotation | Reference


def named_quotations(batch: Collection[Text], texts: Texts) -> list[Named]:
    """Of the batch's quotations the articles they name, and of the archive's those that name the batch; four queries."""
    keys = {key for text in batch for key in text.title_keys}
    own = {q.pk: q for text in batch for q in text.quotations}
    numbers = [text.pk for text in batch]
    named = Q(article__in=naming(Quotation, keys)) | Q(title_key__in=keys) | Q(quoted__in=numbers)
    others = Quotation.objects.filter(named).exclude(article__in=numbers).select_related("block")
    rows = [*own.values(), *(q for q in others if q.quoted_id in numbers or title_keys(q.title) & keys)]
    wanted = {key for row in rows for key in title_keys(row.title)}
    by_key = articles_by_title(wanted)
    _add_batch(batch, by_key)
    found = {row.pk: _candidates(row.title, by_key) | {row.quoted_id} - {None} for row in rows}
    texts.fetch({row.article_id for row in rows}.union(*found.values()))
    return [
        named
        for row in rows
        if row.article_id in texts and row in texts[row.article_id].quotations
        for named in _best(row, [_quoted(row, texts[pk]) for pk in found[row.pk] if pk in texts], texts)
    ]


def named_references(batch: Collection[Text], texts: Texts) -> list[Named]:
    """As `named_quotations`, by address and headline; five queries."""
    numbers = [text.pk for text in batch]
    keys = {key for text in batch for key in text.title_keys}
    addresses = {form for text in batch for url in text.addresses for form in address_forms(url)}
    rows = [
        row
        for row in Reference.objects.filter(
            Q(article__in=numbers)
            | Q(article__in=naming(Reference, keys))
            | Q(title_key__in=keys)
            | Q(url__in=addresses)
            | Q(target__in=numbers)
        )
        if row.article_id in numbers
        or row.target_id in numbers
        or row.url in addresses
        or title_keys(row.title) & keys
    ]
    by_key = articles_by_title({key for row in rows for key in title_keys(row.title)})
    _add_batch(batch, by_key)
    by_address = _articles_by_address({form for row in rows for form in address_forms(row.url)})
    found = {}
    for row in rows:
        at = {pk for form in address_forms(row.url) for pk in by_address.get(form, ())}
        found[row.pk] = (at or _candidates(row.title, by_key)) | {row.target_id} - {None}
    texts.fetch({row.article_id for row in rows}.union(*found.values()))
    return [
        named
        for row in rows
        if row.article_id in texts
        for named in _best(row, [_referred(row, texts[pk]) for pk in found[row.pk] if pk in texts], texts)
    ]


def address_forms(url: str) -> frozenset[str]:
    """The spellings under which one address may be stored: with and without www, the last slash, http or https."""
    host = host_of(url).removeprefix("www.")
    if not host:
        return frozenset()
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    query = f"?{parts.query}" if parts.query and "utm_" not in parts.query else ""
    return frozenset(
        f"{scheme}://{www}{host}{path}{slash}{query}"
        for scheme in ("http", "https")
        for www in ("", "www.")
        for slash in ("", "/")
    )


def agrees_in_title(title: str, text: Text) -> bool:
    """Whether a quoted title may be that of a text: the same, a part of it, or nearly the same."""
    keys = title_keys(title)
    if keys & text.title_keys:
        return True
    return any(fuzz.ratio(key, other) >= _ALIKE for key in keys for other in text.title_keys)


def _candidates(title: str, by_key: dict[str, set[int]]) -> set[int]:
    return {pk for key in title_keys(title) for pk in by_key.get(key, ())}


def _add_batch(batch: Iterable[Text], by_key: dict[str, set[int]]) -> None:
    """The batch is found by the other forms of its titles too, not only by the stored one."""
    for text in batch:
        for key in text.title_keys:
            by_key[key].add(text.pk)


def _articles_by_address(forms: Collection[str]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    if forms:
        rows = Article.objects.filter(Q(url__in=forms) | Q(source_url__in=forms))
        for pk, url, source_url in rows.values_list("pk", "url", "source_url"):
            for form in {url, source_url} & forms:
                found[form].add(pk)
    return found


def _quoted(row: Quotation, text: Text) -> Named:
    if row.chosen_id:
        return _chosen(row, text)
    score, reasons = 0.0, []
    if agrees_in_title(row.title, text):
        score += _TITLE
        reasons.append(reason("title"))
    if row.source_id and text.source:
        score += _PAPER if row.source_id == text.source else -_PAPER
        reasons.append(reason("same paper" if row.source_id == text.source else "other paper"))
    if row.date and text.first_day and text.first_day == text.last_day:
        near = abs(row.date - text.first_day)
        score += _DAY if near <= _CLOSE_DAYS else -_DAY
        reasons.append(reason("days apart", count=near.days) if near else reason("same day"))
    return Named(row.article_id, text.pk, max(0.0, min(1.0, score)), tuple(reasons), row)


def _chosen(row: Quotation | Reference, text: Text) -> Named:
    """Against the word of an editor no likeness counts."""
    return Named(row.article_id, text.pk, float(row.chosen_id == text.pk), (reason("by editor"),), row)


def _referred(row: Reference, text: Text) -> Named:
    if row.chosen_id:
        return _chosen(row, text)
    forms = address_forms(row.url)
    if forms and any(address in forms for address in text.addresses):
        return Named(row.article_id, text.pk, 1.0, (reason("address"),), row)
    if row.title_key and row.title_key == plain_key(text.headline)[:500]:
        return Named(row.article_id, text.pk, SURE, (reason("headline"),), row)
    if title_keys(row.title) & text.title_keys:
        return Named(row.article_id, text.pk, PART, (reason("part of headline"),), row)
    return Named(row.article_id, text.pk, 0.0, (), row)


def _best(row: Quotation | Reference, found: list[Named], texts: Texts) -> Iterator[Named]:
    """The article that is meant: none of the same family, the likeliest, an original before its translations."""
    family = texts[row.article_id].family
    others = [named for named in found if named.score > 0 and texts[named.target].family != family]
    if others:
        yield max(others, key=lambda n: (n.score, texts[n.target].family == n.target, -n.target))
