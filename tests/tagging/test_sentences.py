import pytest

from articles.tagging.sentences import LONGEST, Sentences


@pytest.mark.parametrize(
    ("text", "name", "sentence"),
    [
        ("晴れた。アスタナで会談した。終わった。", "アスタナ", "アスタナで会談した。"),
        ("It rained. Astana met 3.5 million guests! They left.", "Astana", " Astana met 3.5 million guests!"),
        ("Headline about Astana\n\nA text.", "Astana", "Headline about Astana\n"),
        ("Astana", "Astana", "Astana"),
    ],
)
def test_a_sentence_ends_at_its_marks_and_at_line_breaks(text, name, sentence):
    begin, end = Sentences(text).around(text.index(name))
    assert text[begin:end] == sentence


def test_a_long_sentence_is_cut_around_the_place():
    begin, end = Sentences("字" * 1000).around(500)
    assert begin < 500 < end
    assert end - begin == LONGEST
