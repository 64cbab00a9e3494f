"""Keeping the pairs of a translation in step with its original. On rows in memory; `run.py` loads and stores them.

A pair goes stale when its original's paragraph is no longer what was translated, and only then; it is itself again when
the paragraph is. Anchors say which paragraph is which, so moving one, or changing its neighbours, touches nothing.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from articles.models import TranslationPair
from articles.models.translation import text_hash
from articles.text.normalise import fold
from articles.translations.units import Unit

State = TranslationPair.State
LEAST_PART = 8  # folded characters; a shorter text stands in too many others to say where it came from

NewPair = Callable[..., TranslationPair]


def translate_from(pair: TranslationPair, unit: Unit, revision: int) -> None:
    """The pair's translation is one of this text."""
    pair.source_text, pair.source_hash, pair.source_revision_id = unit.text, text_hash(unit.text), revision


def follow_source(
    pairs: Sequence[TranslationPair],
    before: Sequence[str],
    units: Sequence[Unit],
    *,
    revision: int,
    now: datetime,
    new: NewPair,
) -> list[TranslationPair]:
    """The pairs for the original's new text, in the translation's order; a pair that is not returned is to be deleted.

    `before` are the anchors of the original as the pairs followed it last.
    """
    by_anchor = {pair.source_anchor: pair for pair in pairs if pair.source_anchor}
    there = {unit.anchor for unit in units}
    dropped = _merged_into_neighbours(pairs, units, by_anchor, there)
    made: list[TranslationPair] = []
    for place, unit in enumerate(units):
        pair = by_anchor.get(unit.anchor)
        if pair is None:
            pair = by_anchor[unit.anchor] = new(source_anchor=unit.anchor)
            made.append(pair)
            translate_from(pair, unit, revision)
            pair.stale_since = now  # a paragraph that came later leaves the translation behind
            around = [*units[max(place - 1, 0) : place], *units[place + 1 : place + 2]]
            _join_if_split(pair, unit, [by_anchor.get(other.anchor) for other in around])
        elif pair.state == State.EMPTY:
            translate_from(pair, unit, revision)
        elif text_hash(unit.text) == pair.source_hash:
            _is_right_again(pair)
        else:
            _goes_stale(pair, now)
    for pair in pairs:
        if pair.source_anchor and pair.source_anchor not in there and pair not in dropped:
            if pair.state == State.EMPTY:
                dropped.append(pair)
            else:
                _goes_stale(pair, now)
    kept = [pair for pair in pairs if pair not in dropped]
    return _placed(kept, made, before, [unit.anchor for unit in units])


def _goes_stale(pair: TranslationPair, now: datetime) -> None:
    if pair.state != State.STALE:
        pair.state_before, pair.state, pair.stale_since = pair.state, State.STALE, now
        pair.version += 1


def _is_right_again(pair: TranslationPair) -> None:
    if pair.state == State.STALE:
        pair.state, pair.state_before, pair.stale_since = pair.state_before, "", None
        pair.version += 1


def quality(pair: TranslationPair) -> str:
    """The pair's state, going stale apart."""
    return pair.state_before if pair.state == State.STALE else pair.state


def is_part(part: str, whole: str) -> bool:
    part, whole = "".join(fold(part).split()), "".join(fold(whole).split())
    return len(part) >= LEAST_PART and part in whole and part != whole


def _join_if_split(pair: TranslationPair, unit: Unit, neighbours: Sequence[TranslationPair | None]) -> None:
    """A paragraph cut off its neighbour stays translated where it was."""
    for other in filter(None, neighbours):
        if other.state != State.EMPTY and is_part(unit.text, other.source_text):
            pair.target_anchors = [first_anchor(other)]
            pair.state, pair.stale_since = quality(other), None


def first_anchor(pair: TranslationPair) -> str:
    return pair.target_anchors[0] if pair.target_anchors else pair.source_anchor


def _merged_into_neighbours(
    pairs: Sequence[TranslationPair],
    units: Sequence[Unit],
    by_anchor: dict[str, TranslationPair],
    there: set[str],
) -> list[TranslationPair]:
    """Pairs whose original was joined to another paragraph: their translation goes along."""
    merged = []
    for pair in sorted(pairs, key=lambda pair: pair.position):
        if not pair.source_anchor or pair.source_anchor in there or pair.state == State.EMPTY:
            continue
        changed = (owner for u in units if (owner := by_anchor.get(u.anchor)) and _takes_in(owner, u, pair))
        if owner := next(changed, None):
            _merge(pair, owner)
            merged.append(pair)
    return merged


def _takes_in(owner: TranslationPair, unit: Unit, pair: TranslationPair) -> bool:
    return (
        owner.state != State.EMPTY and unit.text != owner.source_text and is_part(pair.source_text, unit.text)
    )


def _merge(pair: TranslationPair, owner: TranslationPair) -> None:
    if pair.is_joined or not pair.target_text:
        return
    both = [owner, pair] if owner.position < pair.position else [pair, owner]
    owner.target_text = "\n\n".join(part.target_text for part in both if part.target_text)
    owner.source_text = "\n\n".join(part.source_text for part in both)
    owner.source_hash = text_hash(owner.source_text)
    owner.target_anchors = [a for part in both for a in (part.target_anchors or [part.source_anchor])]
    owner.note = "\n".join(part.note for part in both if part.note)
    owner.version += 1


def _placed(
    kept: Sequence[TranslationPair],
    made: Sequence[TranslationPair],
    before: Sequence[str],
    now: Sequence[str],
) -> list[TranslationPair]:
    """Numbered in the translation's order: the original's, unless the translation has one of its own."""
    kept = sorted(kept, key=lambda pair: pair.position)
    old, rank = ({anchor: n for n, anchor in enumerate(anchors)} for anchors in (before, now))
    known = [old[pair.source_anchor] for pair in kept if pair.source_anchor in old]
    if known == sorted(known):
        groups: list[list[TranslationPair]] = [[]]
        for pair in kept:  # what only the translation has stays behind what it stood behind
            groups.append([pair]) if pair.source_anchor in rank else groups[-1].append(pair)
        head, *rest = groups
        rest += [[pair] for pair in made]
        rest.sort(key=lambda group: rank[group[0].source_anchor])
        kept = [pair for group in [head, *rest] for pair in group]
    else:
        for pair in made:
            earlier = set(now[: rank[pair.source_anchor]])
            last = max((n for n, p in enumerate(kept) if p.source_anchor in earlier), default=-1)
            kept.insert(last + 1, pair)
    for place, pair in enumerate(kept):
        pair.position = place
    return kept


def touched(pair: TranslationPair) -> None:
    """Its words were changed by somebody who did not say that they are reviewed."""
    if pair.state == State.STALE:
        pair.state_before = State.DRAFT
    else:
        pair.state = State.DRAFT
    pair.version += 1
