"""Names of a translation against the forms that the tags accept in its language."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from rapidfuzz.fuzz import partial_ratio_alignment

from articles.tagging.gazetteer import Entry, Gazetteer, load
from articles.tagging.recognise import Found, Recogniser
from articles.text.spans import Span
from articles.translations.checks.amounts import family
from articles.translations.checks.finding import Finding, whole
from articles.translations.checks.peoples import PEOPLES

_CHECKED = {"person", "place", "organisation", "agreement"}  # the rest are topics, which no text has to name
_NEAR = 72  # from so many per cent alike, words of the translation are the name misspelt

# A country that was named may be `the country` in the next sentence.
_THE_COUNTRY = {
    "en": re.compile(r"\b(?:the|this|that|its|own|home) (?:country|nation|republic)\b", re.I),
    "ru": re.compile(r"\b(?:стран[аыуе]|стране|страной|республик\w+|государств\w+)\b", re.I),
    "kk": re.compile(r"\b(?:ел|елдің|елге|елдегі|елі|еліміз\w*|республика\w*)\b", re.I),
    "ja": re.compile("同国|この国|自国|両国|我が国|わが国"),
    "zh": re.compile("该国|这个国家|本国|我国|两国|这一国家"),
}


class Names:
    """The names that are known: where they stand in a text, and how each may be written in a language."""

    def __init__(self, recogniser: Recogniser, entries: Iterable[Entry]):
        self._recogniser = recogniser
        self._entries = {entry.id: entry for entry in entries}

    @classmethod
    def from_gazetteer(cls, gazetteer: Gazetteer | None = None) -> "Names":
        """The names of the project's own data files."""
        gazetteer = gazetteer or load()
        return cls(Recogniser.from_gazetteer(gazetteer), gazetteer.entries)

    def in_text(self, text: str, language: str) -> list[Found]:
        """The names that a translation has to keep, in order."""
        found = self._recogniser.find(text, language, every=True)
        return [
            name for name in found if name.id in self._entries and self._entries[name.id].kind in _CHECKED
        ]

    def accepted(self, name: str, language: str) -> tuple[str, ...]:
        """The forms of a name in a language, the usual one first; none where the tag has no name in it."""
        entry = self._entries[name]
        spellings = [language] if language in entry.names else [language.split("-")[0]]
        wrong = {form for _, form in entry.misspellings}
        forms = [entry.names.get(s, "") for s in spellings]
        aliases = [alias for s in spellings for alias in entry.aliases.get(s, ())]
        forms += sorted(aliases, key=lambda alias: alias in entry.ambiguous)
        return tuple(form for form in dict.fromkeys(forms) if form and form not in wrong)

    def is_person(self, name: str) -> bool:
        """Somebody whom a translation has no cause to name where the source does not."""
        return self._entries[name].kind == "person"

    def is_named(self, name: str, text: str, language: str, found: Sequence[Found]) -> bool:
        """Whether a text names it: by a form, by an adjective (Kazakh), or an organisation by what it belongs to."""
        if any(other.id == name for other in found) or _has_people(name, text, language):
            return True
        entry = self._entries[name]
        small = text.casefold()
        if any(_stem(form.casefold()) in small for form in self.accepted(name, language) if len(form) > 2):
            return True
        if name in PEOPLES and entry.kind == "place" and _THE_COUNTRY[family(language)].search(text):
            return True
        parents = entry.parents if entry.kind in ("organisation", "agreement") else ()
        return any(
            any(other.id == parent for other in found) or _has_people(parent, text, language)
            for parent in parents
        )


def check_names(
    source: str, target: str, source_language: str, target_language: str, names: Names
) -> Iterator[Finding]:
    """Names of the source that the translation lacks; a name that stands there in their place is told with them."""
    ours, theirs = names.in_text(source, source_language), names.in_text(target, target_language)
    told: set[str] = set()
    new = [name for name in theirs if not names.is_named(name.id, source, source_language, ours)]
    for name in ours:
        accepted = names.accepted(name.id, target_language)
        if name.id in told or not accepted or names.is_named(name.id, target, target_language, theirs):
            continue
        told.add(name.id)
        values = {"source": name.form, "accepted": ", ".join(accepted[:4])}
        other = _misspelt(accepted, target) or next(((n.begin, n.end) for n in new), None)
        if other:  # one place in the translation answers for one name
            new = [n for n in new if not (n.begin < other[1] and other[0] < n.end)]
            values["target"] = target[other[0] : other[1]]
            yield Finding("name-differs", (name.begin, name.end), other, values)
        else:
            yield Finding("name-missing", (name.begin, name.end), whole(target), values, "warning")
    for name in new:
        if names.is_person(name.id) and name.id not in told:
            told.add(name.id)
            span = (name.begin, name.end)
            yield Finding("name-added", whole(source), span, {"target": name.form}, "warning")


def _misspelt(accepted: Sequence[str], target: str) -> Span | None:
    """The words of the translation that are nearly one of the forms."""
    best, best_score = None, _NEAR
    for form in accepted:
        if len(form) >= 3:
            found = partial_ratio_alignment(form, target, score_cutoff=best_score)
            if found and found.score > best_score:
                best, best_score = (found.dest_start, found.dest_end), found.score
    return best and _whole_words(target, *best)


def _stem(form: str) -> str:
    """What stays of a form under the endings of Russian and Kazakh, in a translation that also quotes or declines it."""
    return form[:-1] if len(form) > 4 and re.search("[аеийоуыьюя]$", form) else form


def _whole_words(text: str, begin: int, end: int) -> Span:
    if text[begin:end].isascii() or re.search("[\u0400-\u04ff]", text[begin:end]):
        while begin and text[begin - 1].isalpha():
            begin -= 1
        while end < len(text) and text[end].isalpha():
            end += 1
    return begin, end


def _has_people(name: str, text: str, language: str) -> bool:
    pattern = _people(name, family(language))
    return bool(pattern and pattern.search(text))


@cache
def _people(name: str, language: str) -> re.Pattern | None:
    words: Mapping[str, str] = PEOPLES.get(name, {})
    return re.compile(words[language]) if language in words else None
