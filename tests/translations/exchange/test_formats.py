"""Exchange files: what goes out comes back the same, real tools can read it, hostile files are refused."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.translations.exchange.bundle import STATES, Bundle, ExchangeError, Unit
from articles.translations.exchange.formats import FORMATS, read, write
from articles.translations.markup import without_markup

UNITS = (
    Unit("headline", "海が戻る", "Море возвращается", "reviewed", kind="headline", version=3),
    Unit(
        "p1",
        "**三つ**の[道](https://a.example/x_(1))が{草原|そうげん}を走る。[^1]",
        "Через степь идут **три** [дороги](https://a.example/x_(1)).[^1]",
        "draft",
        "Проверить & <уточнить>",
        version=1,
    ),
    Unit("p2", "駅は\n静かだ。\\*", "", "empty", version=0),
    Unit(
        "p3",
        "二〇二二年に増えた。",
        "С 2023 года стало больше.",
        "stale",
        previous="二〇二三年に増えた。",
        version=9,
    ),
    Unit(
        "q1",
        '> 「道は一つではない」\n> {title="道" publisher="大陸" date=2024-10-29}',
        '> «Дорога не одна»\n> {title="Дорога" date=2024-10-29}',
        "machine",
        kind="quotation",
        version=2,
    ),
    Unit("p4", "~~~~ target\n## p9 [draft]", '<ph id="1"/> ]]> &amp; #, fuzzy', "draft"),
)
BUNDLE = Bundle(771, "ja", "ru", "海が戻る", UNITS)

signs = st.sampled_from(list("*_`[](){}|<>&\\~#^-!\"'\n\t 「」«»абв漢字\x0b\x1e\x85\u2028\ufffe"))
texts = st.text(
    st.one_of(signs, st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r")), max_size=60
)
words = st.text(st.characters(categories=["L", "N", "P"]), max_size=20)


@st.composite
def units(draw, number: int) -> Unit:
    target = draw(texts)
    state = draw(st.sampled_from(STATES[1:])) if target else "empty"
    return Unit(
        id=f"p{number}",
        source=draw(texts.filter(bool)),
        target=target,
        state=state,
        note=draw(words),
        previous=draw(words),
        version=draw(st.none() | st.integers(0, 99)),
    )


@st.composite
def bundles(draw) -> Bundle:
    return Bundle(7, "ja", "en", "Headline", tuple(draw(units(n)) for n in range(draw(st.integers(0, 4)))))


@pytest.mark.parametrize("name", FORMATS)
def test_what_goes_out_comes_back_the_same(name):
    assert read(write(BUNDLE, name)) == BUNDLE


@pytest.mark.parametrize("name", FORMATS)
@given(bundle=bundles())
def test_any_paragraph_comes_back_the_same(name, bundle):
    assert read(write(bundle, name)) == bundle


@given(text=texts)
def test_markup_is_blanked_without_moving_anything(text):
    plain = without_markup(text)
    assert len(plain) == len(text)
    assert all(now in (before, " ") for now, before in zip(plain, text, strict=True))


@pytest.mark.parametrize("name", ["xliff", "xliff2"])
def test_the_translate_toolkit_reads_and_saves_it_and_nothing_is_lost(name):
    module = "translate.storage.xliff" if name == "xliff" else "translate.storage.xliff2"
    xliff = pytest.importorskip(module, reason="translate-toolkit is not installed")
    kept = replace(BUNDLE, units=UNITS[:5])
    store = (xliff.xlifffile if name == "xliff" else xliff.Xliff2File).parsestring(write(kept, name))
    assert len([unit for unit in store.units if unit.source]) == 5
    assert read(bytes(store)) == kept


def test_the_translate_toolkit_sees_states_as_we_mean_them():
    xliff = pytest.importorskip("translate.storage.xliff", reason="translate-toolkit is not installed")
    store = xliff.xlifffile.parsestring(write(BUNDLE, "xliff"))
    by_id = {unit.getid().rpartition("\x04")[2]: unit for unit in store.units}
    assert by_id["headline"].isapproved()
    assert by_id["p1"].target
    assert by_id["q1"].isfuzzy()
    assert not by_id["p2"].istranslated()


def test_polib_and_the_translate_toolkit_read_the_po_file():
    data = write(BUNDLE, "po")
    file = polib.pofile(data.decode())
    assert [entry.msgctxt for entry in file] == [unit.id for unit in UNITS]
    assert [entry.msgctxt for entry in file.fuzzy_entries()] == ["p3", "q1"]
    po = pytest.importorskip("translate.storage.pypo", reason="translate-toolkit is not installed")
    store = po.pofile.parsestring(data)
    assert [str(unit.source) for unit in store.units if not unit.isheader()] == [
        unit.source for unit in UNITS
    ]
    assert read(bytes(store)) == BUNDLE


@pytest.mark.skipif(not shutil.which("msgcat"), reason="GNU gettext is not installed")
def test_gettext_s_own_tools_write_it_back_whole():
    data = write(BUNDLE, "po")
    assert read(subprocess.run(["msgcat", "-"], input=data, capture_output=True, check=True).stdout) == BUNDLE


SAVED = {  # by OmegaT 3.6 and Poedit 3.2.2, after one paragraph was worded otherwise in them
    "omegat.xlf": ("p1", {"target": "Степь пересекают **три** [дороги](https://a.example/x_(1)).[^1]"}),
    "poedit.xlf": ("p3", {"target": "С 2023 года стало больше.Yes", "state": "draft"}),
    "poedit.po": ("headline", {"target": "Море возвращаетсяYes"}),
    "poedit-2.0.xliff": ("p1", {"target": UNITS[1].target + "Yes"}),  # it takes 2.0, and not yet 2.1
}


@pytest.mark.parametrize("name", SAVED)
def test_what_omegat_and_poedit_saved_has_lost_nothing(name):
    anchor, changes = SAVED[name]
    units = tuple(replace(unit, **changes) if unit.id == anchor else unit for unit in UNITS)
    assert read((Path(__file__).parent / "saved" / name).read_bytes()) == replace(BUNDLE, units=units)


def test_who_takes_the_fuzzy_flag_away_has_looked_at_it():
    file = polib.pofile(write(BUNDLE, "po").decode())
    for entry in file.fuzzy_entries():
        entry.flags.remove("fuzzy")
    assert {unit.id: unit.state for unit in read(str(file).encode()).units}["q1"] == "draft"


def test_a_tool_that_writes_codes_back_empty_keeps_the_markup():
    data = write(Bundle(1, "ja", "en", "", (Unit("p1", "**強い**風", "", "empty"),)), "xliff").decode()
    data = data.replace('<target state="new"></target>', '<target><x id="1"/>strong<x id="2"/> wind</target>')
    assert data.count('<x id="1"/>')
    assert read(data.encode()).units[0].target == "**strong** wind"


def test_segments_that_a_tool_made_of_a_paragraph_come_back_as_one():
    data = write(Bundle(1, "ja", "en", "", (Unit("p1", "朝。夜。", "", "empty"),)), "xliff2").decode()
    segment = '<segment state="initial"><source>朝。夜。</source></segment>'
    assert segment in data
    parts = (
        '<segment state="final"><source>朝。</source><target>Morning.</target></segment>'
        "<ignorable><source></source><target> </target></ignorable>"
        '<segment state="translated"><source>夜。</source><target>Night.</target></segment>'
    )
    (unit,) = read(data.replace(segment, parts).encode()).units
    assert (unit.source, unit.target, unit.state) == ("朝。夜。", "Morning. Night.", "draft")


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
HOSTILE = {
    "entity bomb": BOMB + b'<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2">&c;</xliff>',
    "external entity": b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><xliff xmlns="urn:oasis:names:tc:xliff:document:1.2">&e;</xliff>',
    "external document type": b'<!DOCTYPE xliff SYSTEM "http://127.0.0.1:9/x.dtd"><xliff xmlns="urn:oasis:names:tc:xliff:document:1.2"/>',
    "in UTF-16": '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]><xliff xmlns="urn:oasis:names:tc:xliff:document:1.2"/>'.encode(
        "utf-16"
    ),
    "huge depth": b"<a>" * 100_000,
    "no XLIFF": b"<html/>",
    "no file": b'<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2"/>',
    "no number": b'<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="../1"/></xliff>',
    "another namespace": b'<xliff xmlns="urn:example"/>',
    "bad character": b'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0"><file original="1"><unit id="p1"><segment><source><cp hex="110000"/></source></segment></unit></file></xliff>',
    "broken JSON": b'{"format": "kzsite translation 1"',
    "deep JSON": b'{"a":' + b"[" * 100_000,
    "another JSON": b'{"format": "x"}',
    "a path": b"/etc/passwd",
    "nothing": b"",
    "no text": bytes(range(256)),
    "Markdown of somebody else": b"# Translation of a poem",
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_or_strange_file_is_refused_with_a_reason(data):
    with pytest.raises(ExchangeError, match=r"\w"):
        read(data)


def test_a_file_beyond_all_measure_is_refused():
    with pytest.raises(ExchangeError, match="larger"):
        read(b"<" + b" " * 20_000_001)


@given(data=st.binary(max_size=200))
def test_any_other_bytes_are_refused(data):
    with pytest.raises(ExchangeError):
        read(data)
