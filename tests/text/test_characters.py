from hypothesis import given
from hypothesis import strategies as st

from articles.text.characters import CharacterTable

TABLE = {ord("A"): "a", ord("國"): "国", ord("Ё"): "е", 0x2F81A: "冬"}


@given(st.text(), st.text(alphabet="A國Ё字\ud800\U0002f81a "))
def test_a_table_replaces_what_str_translate_replaces(text, signs):
    for given_text in (text, signs, signs * 50):
        assert CharacterTable(TABLE).translate(given_text) == given_text.translate(TABLE)
