"""Whatever happens to an original: never a stale pair unmarked, never an untouched one marked, no translation lost."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.models import TranslationPair
from articles.models.translation import text_hash
from articles.rendering.anchors import assign_anchors
from articles.rendering.blocks import BodyBlock
from articles.translations.follow import follow_source
from articles.translations.units import Unit

NOW = datetime(2024, 5, 1, tzinfo=UTC)
WORDS = [
    "貨物",
    "列車",
    "国境",
    "検問",
    "朝",
    "夜",
    "駅",
    "cargo",
    "border",
    "night",
    "queue",
    "station",
    "поезд",
    "граница",
    "очередь",
    "ночь",
]

paragraphs = st.lists(st.lists(st.sampled_from(WORDS), min_size=2, max_size=9), min_size=1, max_size=6).map(
    lambda texts: [f"№{number} {' '.join(words)}." for number, words in enumerate(texts, 100)]
)


class Original:
    """An original as the archive keeps it: every new text's paragraphs get anchors by what they continue."""

    def __init__(self, texts: list[str]):
        self.blocks = [BodyBlock("paragraph", text) for text in texts]
        self.anchors = assign_anchors(self.blocks)
        self.used = set(self.anchors)

    def edit(self, texts: list[str]) -> None:
        blocks = [BodyBlock("paragraph", text) for text in texts]
        self.anchors = assign_anchors(blocks, list(zip(self.blocks, self.anchors, strict=True)), self.used)
        self.blocks, self.used = blocks, self.used | set(self.anchors)

    @property
    def units(self) -> list[Unit]:
        return [Unit(a, "paragraph", b.source) for a, b in zip(self.anchors, self.blocks, strict=True)]


def translated(original: Original) -> list[TranslationPair]:
    return [
        TranslationPair(
            source_anchor=unit.anchor,
            position=place,
            target_anchors=[unit.anchor],
            target_text=f"Translation of {unit.text}",
            source_text=unit.text,
            source_hash=text_hash(unit.text),
            state="reviewed",
        )
        for place, unit in enumerate(original.units)
    ]


@st.composite
def edits(draw, texts: list[str]) -> list[str]:
    texts = list(texts)
    for number in range(draw(st.integers(1, 3))):
        if not texts:
            return ["All anew."]
        at = draw(st.integers(0, len(texts) - 1))
        change = draw(st.sampled_from(["change", "insert", "delete", "move", "split", "join"]))
        if change == "change":
            texts[at] = texts[at].replace(" ", f" {draw(st.sampled_from(WORDS))}-{number} ", 1)
        elif change == "insert":
            texts.insert(at, f"New {number}{draw(st.integers(0, 999))} {draw(st.sampled_from(WORDS))}.")
        elif change == "delete":
            del texts[at]
        elif change == "move":
            texts.insert(draw(st.integers(0, len(texts) - 1)), texts.pop(at))
        elif change == "split" and " " in texts[at]:
            words = texts[at].split(" ")
            middle = draw(st.integers(1, len(words) - 1))
            texts[at : at + 1] = [" ".join(words[:middle]), " ".join(words[middle:])]
        elif change == "join" and at + 1 < len(texts):
            texts[at : at + 2] = [f"{texts[at]} {texts[at + 1]}"]
    return texts or ["All anew."]


@st.composite
def histories(draw) -> list[list[str]]:
    states = [draw(paragraphs)]
    for _ in range(draw(st.integers(1, 4))):
        states.append(draw(edits(states[-1])))
    return states


@settings(max_examples=400)
@given(histories())
def test_exactly_the_changed_paragraphs_go_stale(history):
    original = Original(history[0])
    pairs = translated(original)
    for revision, texts in enumerate(history[1:], 2):
        before = list(original.anchors)
        original.edit(texts)
        pairs = follow_source(pairs, before, original.units, revision=revision, now=NOW, new=TranslationPair)
        by_anchor = {pair.source_anchor: pair for pair in pairs if pair.source_anchor}
        assert len(by_anchor) == len(pairs)
        assert sorted(pair.position for pair in pairs) == list(range(len(pairs)))
        for unit in original.units:
            pair = by_anchor[unit.anchor]
            if pair.state == "empty":
                assert pair.target_text == ""
            else:
                assert (pair.state == "stale") == (unit.text != pair.source_text)
            if unit.text in history[0] and pair.source_text == unit.text and not pair.is_joined:
                assert pair.state in ("reviewed", "empty")
        for anchor in set(by_anchor) - {unit.anchor for unit in original.units}:
            assert by_anchor[anchor].state == "stale"
        together = "\n".join(pair.target_text for pair in pairs)
        assert all(f"Translation of {text}" in together for text in history[0])


@given(paragraphs, st.data())
def test_a_paragraph_that_nobody_touched_keeps_its_state_and_words(texts, data):
    original = Original(texts)
    pairs = translated(original)
    changed = data.draw(edits(texts))
    before = list(original.anchors)
    original.edit(changed)
    pairs = follow_source(pairs, before, original.units, revision=2, now=NOW, new=TranslationPair)
    states = {pair.source_text: pair for pair in pairs}
    for text in set(texts) & set(changed):
        assert (states[text].state, states[text].target_text) == ("reviewed", f"Translation of {text}")
