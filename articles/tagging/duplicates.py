"""Pairs of tags that may be one: the same form, or one letter's difference in a long one."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz.distance import OSA

from articles.models import KeptApart, Tag, TagAlias
from articles.tagging.spelling import fold

MOST = 200
_LONG = 7  # letters from which one may be wrong; below, two names are two
_CROWD = 6  # tags that share a form: no duplicates, but a word that means many


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tags and the two forms that make them look like one; equal forms are the same form."""

    one: Tag
    other: Tag
    form: str
    other_form: str

    @property
    def is_same_form(self) -> bool:
        return fold(self.form).text == fold(self.other_form).text


def likely_duplicates() -> list[Pair]:
    """The same forms first, then close ones; pairs that an editor keeps apart are left out.

    The time is linear in the number of forms: two that differ by a letter share what is left once one is dropped.
    """
    tags = {tag.pk: tag for tag in Tag.objects.all()}
    forms = _forms(tags)
    apart = set(KeptApart.objects.values_list("one", "other"))
    kin = {tuple(sorted(edge)) for edge in Tag.parents.through.objects.values_list("from_tag", "to_tag")}
    pairs: dict[tuple[int, int], Pair] = {}
    for (one, form), (other, other_form) in (*_same(forms), *_close(forms)):
        if one > other:
            one, other, form, other_form = other, one, other_form, form
        key = (one, other)
        if key not in apart | kin and tags[one].kind == tags[other].kind:
            pairs.setdefault(key, Pair(tags[one], tags[other], form, other_form))
        if len(pairs) >= MOST:
            break
    return list(pairs.values())


Form = tuple[int, str]  # tag, form as written


def _forms(tags: dict[int, Tag]) -> dict[str, dict[int, str]]:
    """Folded form → the tags that surely have it, each with its spelling."""
    forms: dict[str, dict[int, str]] = defaultdict(dict)
    for tag in tags.values():
        for text in {tag.name, *dict(tag.all_names()).values()}:
            forms[fold(text).text].setdefault(tag.pk, text)
    sure = TagAlias.objects.filter(rule__in=(TagAlias.Rule.PLAIN, TagAlias.Rule.FORMER))
    for tag, text in sure.values_list("tag", "text"):
        forms[fold(text).text].setdefault(tag, text)
    return forms


def _same(forms: dict[str, dict[int, str]]) -> Iterator[tuple[Form, Form]]:
    for owners in forms.values():
        if 1 < len(owners) <= _CROWD:
            yield from combinations(sorted(owners.items()), 2)


def _close(forms: dict[str, dict[int, str]]) -> Iterator[tuple[Form, Form]]:
    shortened: dict[str, set[str]] = defaultdict(set)
    for form in forms:
        if len(form) >= _LONG and not any(map(str.isdigit, form)):
            for place in range(len(form)):
                shortened[form[:place] + form[place + 1 :]].add(form)
            shortened[form].add(form)
    seen = set()
    for alike in shortened.values():
        for one, other in combinations(sorted(alike), 2):
            if (one, other) in seen or OSA.distance(one, other, score_cutoff=1) > 1:
                continue
            if _is_another_word(one, other):
                continue
            seen.add((one, other))
            for tag, text in forms[one].items():
                for rival, other_text in forms[other].items():
                    if tag != rival:
                        yield (tag, text), (rival, other_text)


def _is_another_word(one: str, other: str) -> bool:
    """A Chinese character is a word: 東 for 北 is no slip of the pen."""
    place = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    return any(
        "\u3400" <= character <= "\u9fff" for character in one[place : place + 1] + other[place : place + 1]
    )
