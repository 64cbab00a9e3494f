"""The tags command: names found in JSON lines, tags written to a file and merged from one."""

import io
import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from rdflib import SKOS, Graph, Literal

from articles.models import ContentVersion, Source, Tag, TagAlias
from articles.tagging.curate import delete_tag, merge_tags
from articles.tagging.load import load_gazetteer
from articles.tagging.stored_names import recognised_id
from tests.factories import make_tag


@pytest.fixture
def run(monkeypatch):
    """Run `tags …` with a text on standard input; what it prints."""

    def call(*args: str, text: str = "") -> str:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        out = io.StringIO()
        call_command("tags", *args, stdout=out, stderr=io.StringIO())
        return out.getvalue()

    return call


LINE = json.dumps({"id": 7, "language": "ru", "text": "Токаев прилетел в Астану"}, ensure_ascii=False)
FOUND = {
    "id": 7,
    "found": [{"begin": 0, "end": 6, "id": "tokayev"}, {"begin": 18, "end": 24, "id": "astana"}],
}


@pytest.mark.django_db
def test_recognise_answers_each_line_with_places_and_ids(run):
    assert json.loads(run("recognise", text=LINE + "\n")) == FOUND


@pytest.mark.django_db
def test_recognise_finds_the_same_with_the_tags_of_the_archive(run):
    load_gazetteer()
    assert json.loads(run("recognise", text=LINE)) == FOUND


def test_recognise_needs_no_database(tmp_path):
    done = subprocess.run(
        [sys.executable, "manage.py", "tags", "recognise"],
        input=LINE,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/none/none.sqlite3"},
    )
    assert json.loads(done.stdout) == FOUND


@pytest.mark.django_db
def test_a_line_that_is_no_json_is_named(run):
    with pytest.raises(CommandError, match="line 2"):
        run("recognise", text=LINE + "\n{")


@pytest.mark.django_db
@pytest.mark.parametrize("ending", ["json", "csv", "ttl", "rdf"])
def test_what_is_exported_can_be_imported_into_an_empty_archive(run, tmp_path, ending):
    load_gazetteer()
    file = tmp_path / f"tags.{ending}"
    run("export", str(file))
    before = run("export", "-")
    tags, aliases = Tag.objects.count(), TagAlias.objects.count()
    names = set(Tag.objects.values_list("gazetteer_id", "name_ja", "name_kk", "begins_on"))
    Tag.objects.all().delete()
    assert f"{tags} added" in run("import", str(file))
    assert set(Tag.objects.values_list("gazetteer_id", "name_ja", "name_kk", "begins_on")) == names
    assert TagAlias.objects.count() == aliases
    assert run("export", "-") == before


@pytest.mark.django_db
def test_a_dry_run_tells_and_changes_nothing(run):
    item = [{"id": "almaty-metro", "kind": "place", "names": {"en": "Almaty Metro"}}]
    assert "would be: 1 added" in run("import", "-", "--dry-run", text=json.dumps(item))
    assert not Tag.objects.exists()


@pytest.mark.django_db
def test_an_import_fills_gaps_and_keeps_what_editors_wrote(run):
    load_gazetteer()
    Tag.objects.filter(gazetteer_id="almaty").update(name_en="Almaty (city)", homepage="")
    item = [
        {
            "id": "almaty",
            "kind": "place",
            "names": {"en": "Almaty"},
            "aliases": {"en": ["Almatı"]},
            "homepage": "https://example.org/",
        }
    ]
    assert "2 filled in, 1 kept" in run("import", "-", text=json.dumps(item))
    tag = Tag.objects.get(gazetteer_id="almaty")
    assert (tag.name_en, tag.homepage) == ("Almaty (city)", "https://example.org/")
    assert tag.aliases.filter(text="Almatı", language="en").exists()


@pytest.mark.django_db
def test_a_file_that_holds_no_entities_is_refused(run, tmp_path):
    with pytest.raises(CommandError, match="no such file|No such file"):
        run("import", str(tmp_path / "none.json"))
    with pytest.raises(CommandError, match="not what an import takes"):
        run("import", "-", text='{"a": 1}')


@pytest.mark.django_db
def test_parents_in_a_circle_and_unknown_kinds_are_refused(run):
    circle = [
        {"id": "a", "kind": "topic", "names": {"en": "A"}, "parents": ["b"]},
        {"id": "b", "kind": "topic", "names": {"en": "B"}, "parents": ["a"]},
    ]
    with pytest.raises(CommandError, match="ancestor"):
        run("import", "-", text=json.dumps(circle))
    with pytest.raises(CommandError, match="no kind"):
        run("import", "-", text=json.dumps([{"id": "a", "kind": "thing", "names": {"en": "A"}}]))
    assert not Tag.objects.exists()


@pytest.mark.django_db
def test_skos_has_names_as_labels_and_parents_as_broader(run, tmp_path):
    load_gazetteer()
    file = tmp_path / "tags.ttl"
    run("export", str(file))
    graph = Graph().parse(file)

    def concept(name: str, language: str):
        (found,) = graph.subjects(SKOS.prefLabel, Literal(name, lang=language))
        return found

    assert concept("Қасым-Жомарт Тоқаев", "kk") == concept("Kassym-Jomart Tokayev", "en")
    assert (concept("Kazakhstan", "en"), SKOS.broader, concept("Central Asia", "en")) in graph


@pytest.mark.django_db
def test_an_ending_that_nothing_reads_is_refused(run, tmp_path):
    with pytest.raises(CommandError, match="ending"):
        run("import", str(tmp_path / "tags.xlsx"))
    with pytest.raises(CommandError, match="ending"):
        run("export", str(tmp_path / "tags.pdf"))


@pytest.mark.django_db
def test_the_same_file_again_changes_nothing(run, tmp_path):
    load_gazetteer()
    for ending in ("json", "rdf"):
        file = tmp_path / f"tags.{ending}"
        run("export", str(file))
        assert run("import", str(file)) == "0 added, 0 filled in, 0 kept against the file\n"


THESAURUS = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<http://example.org/thesaurus#c_17> a skos:Concept ; skos:notation "17" ;
  skos:prefLabel "saxaul"@en, "саксаул"@ru, "梭梭樹"@zh-TW, "Saxaul"@de ;
  skos:altLabel "haloxylon"@en-GB ; skos:broader <http://example.org/thesaurus#c_4> .
<http://example.org/thesaurus#c_4> a skos:Concept ; skos:prefLabel "plants"@en .
"""


@pytest.mark.django_db
def test_a_thesaurus_of_others_is_taken_in_by_its_notations_and_addresses(run, tmp_path):
    file = tmp_path / "plants.ttl"
    file.write_text(THESAURUS, encoding="utf-8")
    assert run("import", str(file)).startswith("2 added")
    tag = Tag.objects.get(gazetteer_id="17")
    assert (tag.name_en, tag.name_ru, tag.name_zh_hans, tag.kind) == ("saxaul", "саксаул", "梭梭樹", "topic")
    assert set(tag.aliases.values_list("language", "text")) == {("en", "haloxylon"), ("zh-Hant", "梭梭樹")}
    assert tag.parents.get().name_en == "plants"


RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#"><skos:Concept rdf:about="urn:x:a"><skos:prefLabel xml:lang="en">{}</skos:prefLabel></skos:Concept></rdf:RDF>'


@pytest.mark.django_db
@pytest.mark.parametrize(
    "hostile",
    [
        '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>' + RDF.format("&b;"),
        '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + RDF.format("&a;"),
        '<!DOCTYPE r SYSTEM "http://127.0.0.1/x.dtd">' + RDF.format("a"),
        RDF.format("a")[:-9],
        "\x00" + RDF.format("a"),
        "",
    ],
)
def test_hostile_and_broken_xml_is_refused(hostile, run, tmp_path):
    file = tmp_path / "tags.rdf"
    file.write_text(hostile, encoding="utf-8")
    with pytest.raises(CommandError, match="not what an import takes"):
        run("import", str(file))
    file.write_text(RDF.format("plain"), encoding="utf-8")
    assert run("import", str(file)).startswith("1 added")


@pytest.mark.django_db
def test_a_dry_run_names_what_would_be_new_and_what_an_editor_keeps(run, tmp_path, capsys):
    load_gazetteer()
    Tag.objects.filter(gazetteer_id="almaty").update(name_kk="")
    items = [
        {"id": "almaty", "kind": "topic", "names": {"en": "Almaty", "kk": "Алматы"}},
        {"id": "almaty-metro", "kind": "place", "names": {"en": "Almaty Metro"}},
    ]
    told = run("import", "-", "--dry-run", text=json.dumps(items))
    assert "almaty-metro: new" in told
    assert "almaty: name_kk" in told
    assert told.endswith("would be: 1 added, 1 filled in, 1 kept against the file\n")


def steppe(**more) -> str:
    """A file of one entity."""
    item = {"id": "steppe", "kind": "place", "names": {"en": "Steppe", "ja": "ステップ"}}
    return json.dumps([item | more])


@pytest.mark.django_db
def test_what_editors_merged_or_deleted_does_not_come_back_by_an_import_and_is_told():
    load_gazetteer()
    editor = get_user_model().objects.create_user("editor")
    by_id = {
        tag.gazetteer_id: tag for tag in Tag.objects.filter(gazetteer_id__in=("almaty", "astana", "maldives"))
    }
    merge_tags([by_id["almaty"]], by_id["astana"], user=editor)
    delete_tag(by_id["maldives"], user=editor)
    items = [{"id": key, "kind": "place", "names": {"en": key.title()}} for key in ("almaty", "maldives")]
    out, told = io.StringIO(), io.StringIO()
    file = io.TextIOWrapper(io.BytesIO(json.dumps(items).encode()))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", file)
        call_command("tags", "import", "-", stdout=out, stderr=told)
    assert out.getvalue() == "0 added, 0 filled in, 2 kept against the file\n"
    merged, deleted = told.getvalue().splitlines()
    assert merged.startswith("almaty: an editor has merged into")
    assert deleted.startswith("maldives: an editor has deleted")
    assert not Tag.objects.filter(gazetteer_id__in=("almaty", "maldives")).exists()


@pytest.mark.django_db
def test_imported_names_are_completed_by_the_search_at_once(run, client):
    run("import", "-", text=steppe())
    run("import", "-", text=steppe(aliases={"ru": ["Сарыарка"]}))
    for typed, name in (("Step", "Steppe"), ("Сарыар", "Сарыарка")):
        assert client.get("/en/search/complete/", {"q": typed}).json() == {"names": [name]}


@pytest.mark.django_db
def test_the_rule_of_a_form_comes_with_it_also_into_a_tag_that_is_there(run):
    run("import", "-", text=steppe())
    rules = [{"form": "Step", "not_before": "by ", "not_after": " back", "near": "horse"}]
    text = steppe(aliases={"en": ["Step"]}, rules=rules)
    assert run("import", "-", text=text).startswith("0 added, 1 filled in, 0 kept")
    row = TagAlias.objects.get(text="Step")
    assert (row.not_before, row.not_after, row.need_near) == ("by ", " back", "horse")
    (item,) = json.loads(run("export", "-"))
    assert item["rules"] == rules
    Tag.objects.all().delete()
    run("import", "-", text=text)
    assert json.loads(run("export", "-"))[0]["rules"] == rules


@pytest.mark.django_db
def test_a_rule_that_an_editor_wrote_stays_and_is_told(run):
    run("import", "-", text=steppe(aliases={"en": ["Step"]}))
    TagAlias.objects.filter(text="Step").update(need_near="saddle")
    text = steppe(aliases={"en": ["Step"]}, rules=[{"form": "Step", "near": "horse"}])
    assert run("import", "-", text=text).startswith("0 added, 0 filled in, 1 kept")
    assert TagAlias.objects.get(text="Step").need_near == "saddle"


@pytest.mark.django_db
def test_an_import_ties_a_tag_that_is_there_to_its_paper(run):
    run("import", "-", text=steppe())
    Source.objects.create(slug="steppe-daily", name_en="Steppe Daily")
    run("import", "-", text=steppe(publishers=["steppe-daily", "unknown"]))
    assert Tag.objects.get().sources.get().slug == "steppe-daily"


@pytest.mark.django_db
def test_an_import_gives_parents_to_a_tag_that_is_there_and_readers_see_it_at_once(run):
    land = [{"id": "land", "kind": "place", "names": {"en": "Land"}}]
    run("import", "-", text=json.dumps([*json.loads(steppe()), *land]))
    before = ContentVersion.current()
    assert "1 filled in" in run("import", "-", text=steppe(parents=["land"]))
    assert Tag.objects.get(name_en="Steppe").parents.get().name_en == "Land"
    assert ContentVersion.current() != before


@pytest.mark.django_db
def test_a_tag_of_another_archive_with_the_same_number_is_another_tag(run):
    ours = make_tag("Salt")
    item = {"id": recognised_id(ours), "kind": "topic", "names": {"en": "Wool"}}
    assert run("import", "-", text=json.dumps([item])).startswith("1 added, 0 filled in, 0 kept")
    assert set(Tag.objects.values_list("name_en", flat=True)) == {"Salt", "Wool"}
