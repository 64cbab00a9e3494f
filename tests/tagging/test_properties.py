"""What holds for any text: spans in order and inside, forms that fold to known ones, folding with a way back."""

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.tagging.gazetteer import load
from articles.tagging.patterns import bare_name
from articles.tagging.recognise import Recogniser
from articles.tagging.spelling import fold

RECOGNISER = Recogniser.from_gazetteer()
FORMS = [form for entry in load().entries for form in entry.forms()]
QUOTES = '«»“”「」《》"'
LANGUAGES = ["ja", "en", "ru", "kk", "zh-Hans", "zh-Hant", "de", ""]

pieces = st.one_of(
    st.sampled_from([form.text for form in FORMS]),
    st.sampled_from(
        [" ", "・", "の", "。", "\n", "ー", "-", "«", "ﾞ", "\u0301", "\u00ad", "а", "ның", "s", "國"]
    ),
    st.text(max_size=3),
)
texts = st.lists(pieces, max_size=12).map("".join)


@settings(max_examples=300, deadline=None)
@given(text=texts, language=st.sampled_from(LANGUAGES))
def test_spans_are_in_order_inside_the_text_and_never_overlap(text, language):
    last = 0
    for found in RECOGNISER.find(text, language):
        assert last <= found.begin < found.end <= len(text)
        assert found.form == text[found.begin : found.end]
        last = found.end


def test_every_form_that_needs_no_context_is_found_in_a_text_of_its_language():
    data = load()
    ruled = {(fold(form).text, rule.entity) for rule in data.rules for form in rule.forms}
    missed = []
    for entry in data.entries:
        for form in entry.forms():
            if form.ambiguous or (fold(form.text).text, entry.id) in ruled:
                continue
            text = f"({bare_name(form.text)})"
            found = RECOGNISER.find(text, form.language)
            if [(f.begin, f.end) for f in found] != [(1, len(text) - 1)]:
                missed.append((form.text, entry.id, found))
    assert missed == []


@given(text=texts)
def test_folding_keeps_the_way_back(text):
    folded = fold(text)
    spans = [folded.span(place, place + 1) for place in range(len(folded.text))]
    assert spans == sorted(spans)
    assert [begin for begin, _ in spans] == [folded.place(place) for place in range(len(folded.text))]
    assert all(0 <= begin < end <= len(text) for begin, end in spans)


@given(form=st.sampled_from(FORMS))
def test_folding_a_form_twice_is_folding_it_once(form):
    once = fold(form.text).text
    assert fold(once).text == once
