"""Paragraphs of an imported translation find what they translate."""

from hypothesis import given
from hypothesis import strategies as st

from articles.tagging.recognise import Recogniser
from articles.translations.align import align, segment
from articles.translations.clues import clues_in
from tests.translations.alignment import measure

FLOORS = {  # precision and recall: what `python -m tests.translations.alignment` prints, less a little
    "as it is": (1, 1),
    "split, joined, left out, put in": (0.97, 0.99),
    "moved among others": (0.96, 0.965),
}

texts = st.lists(
    st.tuples(st.sampled_from(["paragraph", "heading", "figure"]), st.text("あ漢a я.19", max_size=40)),
    max_size=8,
)


@given(texts, texts)
def test_every_paragraph_of_both_sides_stands_in_one_bead(source, target):
    beads = align([segment(*block) for block in source], [segment(*block) for block in target])
    assert sorted(i for left, _ in beads for i in left) == list(range(len(source)))
    assert sorted(j for _, right in beads for j in right) == list(range(len(target)))


def test_the_samples_are_aligned_as_well_as_ever():
    figures = measure()
    for name, (precision, recall) in FLOORS.items():
        assert figures[name][0] >= precision, name
        assert figures[name][1] >= recall, name


def test_one_value_and_one_name_are_one_clue_in_every_language():
    recogniser = Recogniser.from_gazetteer()
    japanese = clues_in("トカエフ大統領は15万トンの小麦を数えた。", "ja", recogniser)
    english = clues_in("Tokayev counted 150,000 tonnes of wheat.", "en", recogniser)
    russian = clues_in("Токаев насчитал 150 тысяч тонн пшеницы.", "ru", recogniser)
    assert len(japanese & english & russian) == 2  # the value and the man
