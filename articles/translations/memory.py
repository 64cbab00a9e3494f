"""The translation memory: paragraphs that were translated before, found by the text of their source.

A source is known by the SKETCH smallest hashes of its runs of letters. Two texts that share most of their runs share
most of these, too, so a near match is found by a handful of index look-ups, however many pairs there are.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from hashlib import blake2b

from django.db.models import Count, QuerySet
from rapidfuzz.distance import Indel

from articles.models import MemoryGram, TranslationPair
from articles.models.translation import text_hash
from articles.text.normalise import fold
from articles.text.scripts import count_cjk
from articles.translations.markup import without_markup

SKETCH = 16  # with so many, a text of which a quarter was changed is missed once in a few hundred
LEAST = 0.6  # like so much of the text, a match is worth showing
CANDIDATES = 100  # that share most, of all languages; those of the right ones are compared in full
AT_ONCE = 500  # pairs of one statement
LONGEST = 4_000  # characters that are compared


@dataclass(frozen=True)
class Match:
    """A translation of a passage like the one asked for; `score` is 1 where the source is the same."""

    score: float
    source_text: str
    target_text: str
    article: int  # the translation's number
    anchor: str
    state: str


def similar(
    text: str, *, source_language: str, target_language: str, exclude: int | None = None, limit: int = 5
) -> list[Match]:
    """The nearest passages that are translated in this pair of languages, the best first, each translation once.

    `exclude` is the number of a translation to be left out.
    """
    key = _key(text)
    if not key:
        return []
    hashed = text_hash(text)
    sharing = MemoryGram.objects.filter(gram__in=_sketch(key)).values_list("pair")
    sharing = sharing.annotate(shared=Count("gram")).order_by("-shared", "pair")[:CANDIDATES]
    languages = (source_language, target_language)
    exact = _usable(_pairs().filter(source_hash=hashed).order_by("-pk")[:CANDIDATES], languages, exclude)
    near = _pairs().filter(pk__in=[pair for pair, _ in sharing]).exclude(source_hash=hashed)
    matches = [_match(pair, 1.0) for pair in exact]
    matches += [_match(pair, _score(key, pair.source_text)) for pair in _usable(near, languages, exclude)]
    matches.sort(key=lambda match: (-match.score, match.state != TranslationPair.State.REVIEWED))
    told = {match.target_text: match for match in reversed(matches) if match.score >= LEAST}
    return [match for match in matches if told.get(match.target_text) is match][:limit]


def remember(pairs: Iterable[TranslationPair]) -> None:
    """Index the sources of these stored pairs; those that are indexed as they are cost one query together."""
    pairs = [pair for pair in pairs if pair.pk]
    known: dict[int, set[int]] = defaultdict(set)
    for pair, gram in MemoryGram.objects.filter(pair__in=pairs).values_list("pair_id", "gram"):
        known[pair].add(gram)
    wanted = {pair.pk: _sketch(_key(pair.source_text)) for pair in pairs}
    changed = [pk for pk, grams in wanted.items() if grams != known[pk]]
    MemoryGram.objects.filter(pair__in=[pk for pk in changed if known[pk]]).delete()
    rows = [MemoryGram(gram=gram, pair_id=pk) for pk in changed for gram in sorted(wanted[pk])]
    MemoryGram.objects.bulk_create(rows, batch_size=5000)


def rebuild() -> int:
    """Index all pairs anew; the number of pairs."""
    numbers = list(TranslationPair.objects.order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(numbers), AT_ONCE):
        remember(
            TranslationPair.objects.filter(pk__in=numbers[first : first + AT_ONCE]).only("pk", "source_text")
        )
    return len(numbers)


def _usable(
    pairs: Iterable[TranslationPair], languages: tuple[str, str], exclude: int | None
) -> list[TranslationPair]:
    """Translated ones of these languages. Asked here: a database without statistics begins with all of a language."""
    return [
        pair
        for pair in pairs
        if pair.target_text
        and (pair.translation.translation_of.language, pair.translation.language) == languages
        and pair.translation_id != exclude
    ]


def _pairs() -> QuerySet[TranslationPair]:
    rows = TranslationPair.objects.order_by("pk").select_related("translation__translation_of")
    own = ("source_text", "target_text", "source_anchor", "state")
    return rows.filter(translation__translation_of__isnull=False).only(
        *own, "translation__language", "translation__translation_of__language"
    )


def _match(pair: TranslationPair, score: float) -> Match:
    return Match(
        score, pair.source_text, pair.target_text, pair.translation_id, pair.source_anchor, pair.state
    )


def _score(key: str, source: str) -> float:
    """Below 1 where markup, width or case differ, even if the words are the same."""
    return min(0.99, Indel.normalized_similarity(key[:LONGEST], _key(source)[:LONGEST]))


def _key(text: str) -> str:
    return fold(without_markup(text))


def _sketch(key: str) -> Collection[int]:
    length = 3 if count_cjk(key) * 2 > len(key) else 5
    runs = {key[begin : begin + length] for begin in range(max(1, len(key) - length + 1))} if key else set()
    return set(sorted(map(_hash, runs))[:SKETCH])


def _hash(run: str) -> int:
    return int.from_bytes(blake2b(run.encode(), digest_size=8).digest(), "big", signed=True)
