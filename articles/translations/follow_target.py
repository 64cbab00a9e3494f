"""Keeping the pairs of a translation in step with its own text, as `follow.py` does with its original's."""

from collections.abc import Iterable, Sequence

from articles.models import TranslationPair
from articles.translations.align import align, segment
from articles.translations.follow import NewPair, State, first_anchor, is_part, touched
from articles.translations.units import Unit


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
        pair = next((owner[u.anchor] for u in around if is_part(unit.text, was[id(owner[u.anchor])])), None)
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
    host = next((u.anchor for u in units if u.anchor in owner and words and is_part(words, u.text)), None)
    if pair.target_text and pair.target_text != words:  # typed in the workbench since: it still stands there
        pair.target_anchors = []
    elif host and owner[host] is not pair:
        pair.target_anchors, pair.target_text = [first_anchor(owner[host])], ""
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
