"""Files that come back: each paragraph is taken or refused for itself, and nothing is published."""

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.utils.translation import override

from articles import pipeline
from articles.models import Article, AuditEntry
from articles.revisions.content import content_of_revision
from articles.translations.exchange.apply import apply_bundle, archive_of, bundle_of
from articles.translations.exchange.bundle import Bundle, ExchangeError
from articles.translations.exchange.formats import FORMATS, read, write
from articles.translations.write import save_pair
from tests.factories import make_article

pytestmark = pytest.mark.django_db

SOURCE = "最初の段落である。\n\n二つ目の**段落**である。\n\n三つ目の段落である。\n"
TARGET = "The first paragraph.\n\nThe second **paragraph**.\n\nThe third paragraph.\n"


@pytest.fixture
def user(db):
    return get_user_model().objects.create_user("lena", first_name="Lena")


@pytest.fixture
def translation(db) -> Article:
    original = make_article("見出し", SOURCE, language="ja")
    row = make_article(
        "A headline",
        TARGET,
        translation_of=original,
        translated_revision=original.live_revision,
        translator="T.",
    )
    pipeline.refresh_articles([row])
    return row


def texts(translation: Article) -> dict[str, tuple[str, str]]:
    return {pair.source_anchor: (pair.target_text, pair.state) for pair in translation.pairs.all()}


def changed(bundle: Bundle, **targets: str) -> Bundle:
    """The bundle as a translator sends it back, with other words under some anchors."""
    rows = (replace(u, target=targets[u.id], state="draft") if u.id in targets else u for u in bundle.units)
    return replace(bundle, units=tuple(rows))


def edit_original(translation: Article, body: str) -> None:
    original = translation.translation_of
    original.refresh_from_db()
    pipeline.save_edit(original, replace(content_of_revision(original.latest_revision), body=body), user=None)
    pipeline.publish_articles([Article.objects.get(pk=original.pk)])


@pytest.mark.parametrize("format", FORMATS)
def test_out_and_in_again_changes_nothing(translation, user, format):
    before = texts(translation)
    report = apply_bundle(read(write(bundle_of(translation), format)), user=user)
    assert (report.taken, report.refused) == ([], [])
    assert texts(translation) == before


@pytest.mark.parametrize("format", FORMATS)
def test_a_new_wording_is_taken_into_its_paragraph(translation, user, format):
    out = changed(read(write(bundle_of(translation), format)), p2="Paragraph **number** two.")
    report = apply_bundle(read(write(out, format)), user=user)
    assert report.taken == ["p2"]
    assert texts(translation)["p2"] == ("Paragraph **number** two.", "draft")


def test_readers_see_nothing_of_it_until_it_is_published(translation, user):
    apply_bundle(changed(bundle_of(translation), p1="Another first paragraph."), user=user)
    pipeline.save_translation(translation, user=user)
    translation.refresh_from_db()
    assert "Another" not in translation.live_revision.body
    assert "Another" in translation.latest_revision.body


def test_a_paragraph_whose_original_changed_is_refused_and_the_others_are_taken(translation, user):
    bundle = changed(bundle_of(translation), p1="First.", p2="Second.")
    edit_original(translation, SOURCE.replace("二つ目", "2番目"))
    with override("en"):  # the reason is told in the editor's language
        report = apply_bundle(bundle, user=user)
    assert report.taken == ["p1"]
    assert [(anchor, "original" in reason) for anchor, reason in report.refused] == [("p2", True)]
    assert texts(translation)["p2"][0] == "The second **paragraph**."


def test_a_paragraph_that_was_edited_here_meanwhile_is_refused(translation, user):
    bundle = changed(bundle_of(translation), p1="From the file.")
    pair = translation.pairs.get(source_anchor="p1")
    save_pair(pair.pk, text="From the workbench.", version=pair.version, user=user)
    report = apply_bundle(bundle, user=user)
    assert [anchor for anchor, _ in report.refused] == ["p1"]
    assert texts(translation)["p1"][0] == "From the workbench."


def test_a_paragraph_that_is_gone_is_refused(translation, user):
    bundle = bundle_of(translation)
    bundle = replace(bundle, units=(replace(bundle.units[0], id="p99"),))
    assert [anchor for anchor, _ in apply_bundle(bundle, user=user).refused] == ["p99"]


def test_a_stale_paragraph_goes_out_with_what_it_translates_and_comes_back_right(translation, user):
    edit_original(translation, SOURCE.replace("二つ目", "2番目"))
    stale = next(unit for unit in bundle_of(translation).units if unit.state == "stale")
    assert (stale.id, stale.previous) == ("p2", "二つ目の**段落**である。")
    apply_bundle(changed(bundle_of(translation), p2="The 2nd **paragraph**."), user=user)
    assert texts(translation)["p2"] == ("The 2nd **paragraph**.", "draft")


def test_a_reviewer_s_word_counts_and_a_new_wording_has_to_be_reviewed_again(translation, user):
    def with_p1(**values) -> Bundle:
        bundle = bundle_of(translation)
        return replace(bundle, units=tuple(replace(u, **values) if u.id == "p1" else u for u in bundle.units))

    apply_bundle(with_p1(state="reviewed"), user=user)
    assert texts(translation)["p1"][1] == "reviewed"
    apply_bundle(with_p1(target="Worded anew."), user=user)
    assert texts(translation)["p1"] == ("Worded anew.", "draft")


def test_notes_come_back(translation, user):
    bundle = bundle_of(translation)
    noted = replace(bundle, units=(replace(bundle.units[1], note="Is this the station?"), *bundle.units[2:]))
    apply_bundle(noted, user=user)
    assert bundle_of(translation).units[1].note == "Is this the station?"


@pytest.mark.parametrize("format", FORMATS)
def test_a_note_holds_nothing_that_a_format_could_not_carry_back(translation, user, format):
    bundle = bundle_of(translation)
    noted = replace(bundle, units=(replace(bundle.units[1], note="Is this\x0bthe station?"),))
    apply_bundle(noted, user=user)
    assert read(write(bundle_of(translation), format)).units[1].note == "Is this the station?"


def test_a_tool_that_empties_a_paragraph_takes_no_translation_away(translation, user):
    with override("en"):
        report = apply_bundle(changed(bundle_of(translation), p1="", p2="Paragraph two."), user=user)
    assert report.taken == ["p2"]
    assert report.refused == [("p1", "the file has no translation of it; the one here stays")]
    assert texts(translation)["p1"][0] == "The first paragraph."


def test_a_file_of_another_translation_is_refused_as_a_whole(translation, user):
    bundle = bundle_of(translation)
    with pytest.raises(ExchangeError, match="no translation"):
        apply_bundle(replace(bundle, number=10**9), user=user)
    with pytest.raises(ExchangeError, match="ja → en"):
        apply_bundle(replace(bundle, target_language="ru"), user=user)


def test_the_import_is_written_down(translation, user):
    apply_bundle(changed(bundle_of(translation), p1="First."), user=user)
    entry = AuditEntry.objects.get(action="translation.import")
    assert (entry.user, entry.detail["taken"]) == (user, ["p1"])


def test_several_translations_go_out_as_one_archive(translation):
    with zipfile.ZipFile(BytesIO(archive_of([translation], "po"))) as archive:
        (name,) = archive.namelist()
        assert name == f"{translation.pk}-ja-en.po"
        assert read(archive.read(name)) == bundle_of(translation)


def test_the_command_exports_and_imports(translation, user, tmp_path, capsys):
    call_command("translations", "export", str(translation.pk), "--format", "md", "--to", str(tmp_path))
    (path,) = tmp_path.iterdir()
    path.write_text(path.read_text("utf-8").replace("The first paragraph.", "First of all."), "utf-8")
    call_command("translations", "import", str(path), "--user", "lena")
    translation.refresh_from_db()
    assert "First of all." in translation.latest_revision.body
    assert "1 paragraphs taken" in capsys.readouterr().out


def test_the_command_names_what_it_refuses(translation, tmp_path, capsys):
    path = tmp_path / "bomb.xlf"
    path.write_bytes(b'<!DOCTYPE x [<!ENTITY a "b">]><xliff>&a;</xliff>')
    with pytest.raises(CommandError):
        call_command("translations", "import", str(path))
    assert "document type" in capsys.readouterr().err
