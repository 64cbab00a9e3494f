from hypothesis import given
from hypothesis import strategies as st

from articles.text.spans import clip, segments

spans = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted).map(tuple), max_size=8)


@given(spans)
def test_segments_are_the_whole_and_name_what_covers_them(given_spans):
    pieces = segments((5, 25), given_spans)
    assert [place for begin, end, _ in pieces for place in range(begin, end)] == list(range(5, 25))
    for begin, end, covering in pieces:
        for place in range(begin, end):
            assert set(covering) == {i for i, span in enumerate(given_spans) if span[0] <= place < span[1]}


def test_a_span_is_clipped_to_its_bounds():
    assert clip((0, 9), (3, 5)) == (3, 5)
    assert clip((0, 3), (3, 5)) is None
