"""Keeping the pairs of a translation in step with both its texts. On rows in memory; `run.py` loads and stores them.

A pair goes stale when its original's paragraph is no longer what was translated, and only then; it is itself again when
the paragraph is. Anchors say which paragraph is which, so moving one, or changing its neighbours, touches nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from articles.models import TranslationPair
from articles.models.translation import text_hash
from articles.text.normalise import fold
from articles.translations.align import align, segment
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


def _is_part(part: str, whole: str) -> bool:
    part, whole = "".join(fold(part).split()), "".join(fold(whole).split())
    return len(part) >= LEAST_PART and part in whole and part != whole


def _join_if_split(pair: TranslationPair, unit: Unit, neighbours: Sequence[TranslationPair | None]) -> None:
    """A paragraph cut off its neighbour stays translated where it was."""
    for other in filter(None, neighbours):
        if other.state != State.EMPTY and _is_part(unit.text, other.source_text):
            pair.target_anchors = [_first_anchor(other)]
            pair.state, pair.stale_since = quality(other), None


def _first_anchor(pair: TranslationPair) -> str:
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
        owner.state != State.EMPTY
        and unit.text != owner.source_text
        and _is_part(pair.source_text, unit.text)
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


def follow_target(
    pairs: Sequence[TranslationPair],
    before: Sequence[Unit],
    units: Sequence[Unit],
    order: Sequence[str],
    *,
    new: NewPair,
) -> tuple[list[TranslationPair], dict[str, str]]:
    """The pairs for the translation's new text, and what anchors of it must be called to be those of the original.

    `order` are the original's anchors. What was typed in the workbench meanwhile and is in no revision stays.
    """
    old, there = {u.anchor: u.text for u in before}, {u.anchor: u.text for u in units}
    owner = {a: pair for pair in pairs if not pair.is_joined for a in pair.target_anchors}
    was = {id(pair): _joined(pair.target_anchors, old) for pair in pairs if not pair.is_joined}
    added = _split_off(units, owner, was)
    kept = [pair for pair in pairs if not _is_lost(pair, units, there, owner, was)]
    made, names = _answered(added, units, kept, owner, order, new)
    places = {unit.anchor: n for n, unit in enumerate(units)}
    for pair in kept:
        if not pair.is_joined and pair.target_anchors:
            pair.target_anchors = sorted((a for a in pair.target_anchors if a in places), key=places.get)
            _take_text(pair, was.get(id(pair), ""), _joined(pair.target_anchors, there))
    kept = _as_in_translation([*kept, *made], places)
    for pair in kept:
        pair.target_anchors = [names.get(anchor, anchor) for anchor in pair.target_anchors]
    return kept, names


def _joined(anchors: Iterable[str], texts: dict[str, str]) -> str:
    return "\n\n".join(texts[anchor] for anchor in anchors if anchor in texts)


def _split_off(units: Sequence[Unit], owner: dict[str, TranslationPair], was: dict[int, str]) -> list[Unit]:
    """Give a paragraph cut off another to the pair of that one; the added ones that are left."""
    added = []
    for place, unit in enumerate(units):
        if unit.anchor in owner:
            continue
        around = [
            u for u in (*units[max(place - 1, 0) : place], *units[place + 1 : place + 2]) if u.anchor in owner
        ]
        pair = next((owner[u.anchor] for u in around if _is_part(unit.text, was[id(owner[u.anchor])])), None)
        if pair is None:
            added.append(unit)
        else:
            pair.target_anchors = [*pair.target_anchors, unit.anchor]
            owner[unit.anchor] = pair
    return added


def _is_lost(
    pair: TranslationPair,
    units: Sequence[Unit],
    there: dict[str, str],
    owner: dict[str, TranslationPair],
    was: dict[int, str],
) -> bool:
    """Whether the pair is to go. One whose paragraph was joined to another's, or deleted, is told so and stays."""
    if not pair.target_anchors or any(anchor in there for anchor in pair.target_anchors):
        return False
    if not pair.source_anchor:
        return True
    words = "" if pair.is_joined else was[id(pair)]
    host = next((u.anchor for u in units if u.anchor in owner and words and _is_part(words, u.text)), None)
    if pair.target_text and pair.target_text != words:  # typed in the workbench since: it still stands there
        pair.target_anchors = []
    elif host and owner[host] is not pair:
        pair.target_anchors, pair.target_text = [_first_anchor(owner[host])], ""
        pair.version += 1
    else:
        pair.target_anchors, pair.target_text = [], ""
        pair.state, pair.state_before, pair.stale_since = State.EMPTY, "", None
        pair.version += 1
    return False


def _answered(
    added: Sequence[Unit],
    units: Sequence[Unit],
    pairs: Sequence[TranslationPair],
    owner: dict[str, TranslationPair],
    order: Sequence[str],
    new: NewPair,
) -> tuple[list[TranslationPair], dict[str, str]]:
    """Paragraphs put in answer the empty pairs between their neighbours, or stand for themselves."""
    rank = {anchor: n for n, anchor in enumerate(order)}
    made, names = [], {}
    for run in _runs(added, units):
        first, last = units.index(run[0]), units.index(run[-1])
        begin = max((rank.get(_source(owner, u), -1) for u in units[:first]), default=-1)
        end = min(
            (r for u in units[last + 1 :] if (r := rank.get(_source(owner, u), -1)) > begin),
            default=len(order),
        )
        empty = sorted(
            (p for p in pairs if p.state == State.EMPTY and begin < rank.get(p.source_anchor, -1) < end),
            key=lambda p: rank[p.source_anchor],
        )
        kinds = dict.fromkeys(("p", "h", "q", "f"), "paragraph") | {
            "h": "heading",
            "q": "quotation",
            "f": "figure",
        }
        sources = [segment(kinds.get(p.source_anchor[:1], "paragraph"), p.source_text) for p in empty]
        for left, right in align(sources, [segment(u.kind, u.text) for u in run]):
            anchors = [run[place].anchor for place in right]
            if left and right:
                names[anchors[0]] = empty[left[0]].source_anchor
                for place in left:
                    pair = empty[place]
                    pair.target_anchors = anchors if place == left[0] else [anchors[0]]
                    pair.state = State.DRAFT
            elif right:
                text = run[right[0]].text
                made.append(new(position=0, target_anchors=anchors, target_text=text, state=State.DRAFT))
    return made, names


def _source(owner: dict[str, TranslationPair], unit: Unit) -> str:
    return owner[unit.anchor].source_anchor if unit.anchor in owner else ""


def _runs(added: Sequence[Unit], units: Sequence[Unit]) -> list[list[Unit]]:
    """Added units that stand one behind the other."""
    new, runs, current = {unit.anchor for unit in added}, [], []
    for unit in units:
        if unit.anchor in new:
            current.append(unit)
        elif current:
            runs.append(current)
            current = []
    return [*runs, current] if current else runs


def _take_text(pair: TranslationPair, was: str, text: str) -> None:
    if text == was:
        return
    if pair.target_text not in ("", was, text):
        pair.rival_text = text
        pair.version += 1
    elif pair.target_text != text:
        pair.target_text = text
        touched(pair)


def touched(pair: TranslationPair) -> None:
    """Its words were changed by somebody who did not say that they are reviewed."""
    if pair.state == State.STALE:
        pair.state_before = State.DRAFT
    else:
        pair.state = State.DRAFT
    pair.version += 1


def _as_in_translation(pairs: Sequence[TranslationPair], places: dict[str, int]) -> list[TranslationPair]:
    """Numbered as their paragraphs stand; a pair without one stays behind what it stood behind."""
    ordered = sorted(pairs, key=lambda pair: pair.position)
    groups: list[list[TranslationPair]] = [[]]
    for pair in ordered:
        has_place = not pair.is_joined and pair.target_anchors and pair.target_anchors[0] in places
        groups.append([pair]) if has_place else groups[-1].append(pair)
    head, *rest = groups
    rest.sort(key=lambda group: places[group[0].target_anchors[0]])
    ordered = [pair for group in [head, *rest] for pair in group]
    for place, pair in enumerate(ordered):
        pair.position = place
    return ordered
