"""The forms of the names of tags and sources as rows of the index: what is looked up for a query and a completion."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q

from articles.models import Source, Tag, TagAlias
from articles.models.search_doc import SearchName
from articles.search.folding import fold
from articles.search.split import runs
from articles.search.stems import all_stems

_ABBREVIATION = re.compile(r"[A-ZА-ЯЁҚҒҮҰӨӘҢІҺ]{2,5}")
_EVERYDAY_WORDS = {"IT", "IS", "IN", "AM", "NO", "HAN", "WHO"}
_SHORTEST_SURNAME = 4
_TELLING = 4  # Chinese or Japanese characters


class NameRow(NamedTuple):
    """What a SearchName holds."""

    tag_id: int | None
    source_id: int | None
    text: str
    language: str
    key: str
    folded: str
    is_certain: bool


def index_names(*, tags: Iterable[Tag] | None = None, sources: Iterable[Source] | None = None) -> None:
    """Write the forms of these tags and sources anew; without any, those of all."""
    if tags is None and sources is None:
        tags, sources = Tag.objects.all(), Source.objects.all()
    tags, sources = list(tags or ()), list(sources or ())
    aliases: dict[int, list[TagAlias]] = {}
    for alias in TagAlias.objects.filter(tag__in=tags):
        aliases.setdefault(alias.tag_id, []).append(alias)
    wanted = {row for tag in tags for row in _tag_rows(tag, aliases.get(tag.pk, []))}
    wanted |= {row for source in sources for row in _source_rows(source)}
    with transaction.atomic():
        old = SearchName.objects.filter(Q(tag__in=tags) | Q(source__in=sources))
        stored = {NameRow(*row): pk for pk, *row in old.values_list("pk", *NameRow._fields)}
        SearchName.objects.filter(pk__in=[pk for row, pk in stored.items() if row not in wanted]).delete()
        new = sorted(wanted - stored.keys(), key=lambda row: (row.tag_id or 0, row.source_id or 0, row.text))
        SearchName.objects.bulk_create((SearchName(**row._asdict()) for row in new), batch_size=1000)


def index_missing_names() -> None:
    """Write all names where there are none yet: in a new archive, once its tags are loaded."""
    if not SearchName.objects.exists():
        index_names()


@lru_cache(maxsize=16384)
def name_keys(text: str) -> tuple[str, ...]:
    """The stems of a name's words: equal for all its inflected forms; more than one where the language is not known."""
    found = list(runs(text))
    if not found:
        return ()
    choices = [(run.text,) if run.is_cjk else all_stems(run.text) for run in found]
    most = max(map(len, choices))
    keys = (" ".join(choice[min(n, len(choice) - 1)] for choice in choices)[:300] for n in range(most))
    return tuple(dict.fromkeys(keys))


def is_abbreviation(text: str) -> bool:
    """ЕС in Russian and EU in English texts are searched too, though only in texts of that language."""
    return bool(_ABBREVIATION.fullmatch(text)) and text not in _EVERYDAY_WORDS


def _tag_rows(tag: Tag, aliases: list[TagAlias]) -> Iterator[NameRow]:
    forms: dict[tuple[str, str], bool] = {}
    unsure = {alias.text for alias in aliases if alias.rule == TagAlias.Rule.AMBIGUOUS}
    names = tag.all_names()
    if tag.name not in [name for _, name in names]:
        names.append(("", tag.name))
    for language, name in names:
        # An ambiguous main name is still what the tag is called, unless it is an abbreviation.
        forms[name, language] = name not in unsure or not (is_abbreviation(name) or len(name) == 1)
    for alias in aliases:
        says_enough = is_telling if alias.rule == TagAlias.Rule.AMBIGUOUS else is_long
        certain = alias.rule != TagAlias.Rule.MISSPELLING and says_enough(alias.text)
        forms.setdefault((alias.text, alias.language), certain)
    for (text, language), certain in forms.items():
        for key in name_keys(text):
            yield NameRow(tag.pk, None, text, language, key, _folded(text), certain)
    if tag.reading_ja:
        name = dict(names).get("ja", tag.name)
        for key in name_keys(tag.reading_ja):
            yield NameRow(tag.pk, None, name, "ja", key, _folded(tag.reading_ja), is_certain=True)
    if tag.kind == Tag.Kind.PERSON:
        known = {text for text, _ in forms}
        yield from (row for row in _surname_rows(tag, names) if row.folded not in map(_folded, known))


def _surname_rows(tag: Tag, names: list[tuple[str, str]]) -> Iterator[NameRow]:
    """Takaichi alone may be the name of Sanae Takaichi; it is no sure one."""
    for language, name in names:
        surname = name.rpartition(" ")[2]
        if surname != name and len(surname) >= _SHORTEST_SURNAME:
            for key in name_keys(surname):
                yield NameRow(tag.pk, None, name, language, key, _folded(surname), is_certain=False)


def _source_rows(source: Source) -> Iterator[NameRow]:
    names = {name: language for language, name in source.all_names()}
    for alias in source.aliases.all():
        if not alias.is_ambiguous:
            names.setdefault(alias.text, "")
    for text, language in names.items():
        for key in name_keys(text):
            yield NameRow(None, source.pk, text, language, key, _folded(text), is_certain=True)


@lru_cache(maxsize=16384)
def _folded(text: str) -> str:
    return fold(text).strip()[:300]


def is_telling(name: str) -> bool:
    """Whether even an ambiguous form is meant where it stands: 1月事件 and January events, not Қаңтар."""
    found = list(runs(name))
    return len(found) > 1 or any(run.is_cjk and len(run.text) >= _TELLING for run in found)


def is_long(name: str) -> bool:
    """Whether a form alone says what is meant: 露 and РК do not."""
    found = list(runs(name))
    return any(len(run.text) > (1 if run.is_cjk else 3) for run in found)
