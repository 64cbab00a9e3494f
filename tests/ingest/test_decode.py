"""What a user may rely on: pages in everyday encodings are read, and what is no page is told from one."""

import pytest

from articles.ingest.decode import LIMIT, Unreadable, decode

JAPANESE = "カザフスタンの油田から港までの道は一本しかない。だから隣国との話し合いは、いつも長くなる。\n" * 5
RUSSIAN = (
    "Нефть из Казахстана идёт к морю по одной трубе, и поэтому переговоры с соседом тянутся долго.\n" * 5
)
SIMPLIFIED = "哈萨克斯坦的石油只有一条路可以走到海边，所以他们和邻国的谈判总是要很长时间。\n" * 5
TRADITIONAL = "哈薩克的石油只有一條路可以走到海邊，所以他們和鄰國的談判總是要很長時間。\n" * 5
FRENCH = (
    "Le pétrole n’a qu’une route vers la mer ; les négociations avec le voisin sont toujours très longues.\n"
    * 5
)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (JAPANESE, "utf-8"),
        (JAPANESE, "utf-8-sig"),
        (JAPANESE, "utf-16"),
        (JAPANESE, "utf-16-le"),
        (JAPANESE, "utf-16-be"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (RUSSIAN, "utf-16-le"),
        (SIMPLIFIED, "gb18030"),
        (TRADITIONAL, "big5"),
        (FRENCH, "cp1252"),
    ],
)
def test_text_comes_back_from_an_encoding_that_nobody_declared(text, encoding):
    assert decode(text.encode(encoding)).text == text


def test_a_declared_charset_decides_where_it_fits():
    assert decode("Ärger über Öl".encode("cp1252"), declared="iso-8859-1").text == "Ärger über Öl"


def test_a_wrong_declaration_does_not_spoil_utf_8():
    assert decode(RUSSIAN.encode(), declared="windows-1251").text == RUSSIAN


def test_a_meta_element_names_the_charset():
    page = f'<html><head><meta charset="euc-jp"></head><body><p>{JAPANESE}</p></body></html>'
    assert JAPANESE in decode(page.encode("euc_jp")).text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        ("\ufeff \u3000\n".encode(), "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "binary"),
        (b"%PDF-1.7\n%\xe2\xe3", "binary"),
        (b"PK\x03\x04" + bytes(50), "binary"),
        (bytes(range(256)) * 40, "binary"),
        (b"a" * (LIMIT + 1), "too-large"),
        (b"a\n" * 60_000, "too-large"),
        (bytes(b for b in range(128, 256) for _ in range(7)), "unknown-encoding"),
    ],
)
def test_what_is_no_page_is_refused_with_its_reason(data, code):
    with pytest.raises(Unreadable) as caught:
        decode(data)
    assert caught.value.code == code
    assert caught.value.message


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Plain words.\nNothing else.", "page.txt", "text"),
        ("<!DOCTYPE html><html><p>Words</p></html>", "saved", "html"),
        ("<div><p>a</p><p>b</p><p>c</p></div>", "part", "html"),
        ("1 < 2 and 3 > 2\nis no markup", "page.txt", "text"),
        ("---\ntitle: Words\n---\n\nText.", "page.txt", "markdown"),
        ("# Words\n\nText.", "page.md", "markdown"),
        ("--- \nno key here\n", "page.txt", "text"),
    ],
)
def test_the_kind_of_page_is_told_from_its_beginning_or_its_name(text, name, kind):
    assert decode(text.encode(), name=name).kind == kind


def test_a_null_character_keeps_its_place_but_not_its_code():
    assert decode(b"five\x00six" + b" words" * 100).text.startswith("five\ufffdsix")


def test_a_page_cut_inside_a_character_is_still_read():
    assert decode(JAPANESE.encode()[:-2]).text.startswith(JAPANESE[:80])
