"""A machine translates what nobody has; readers and search engines are told whose words they are."""

import json

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection

from articles import pipeline
from articles.models import Article, TranslationPair
from articles.translations.machine.engine import EngineError
from articles.translations.machine.libretranslate import LibreTranslate
from articles.translations.write import save_pair, start_translation
from tests.factories import make_article
from tests.translations.machine.engine_server import EngineServer

pytestmark = pytest.mark.django_db

KEY = "3e1f-secret-key"
SOURCE = "The **first** paragraph.\n\nThe second paragraph.\n"


@pytest.fixture
def server():
    server = EngineServer()
    yield server
    server.close()


@pytest.fixture
def engine(server):
    return LibreTranslate(url=server.url, key=KEY, sleep=lambda seconds: None)


@pytest.fixture
def user(db):
    return get_user_model().objects.create_user("lena")


@pytest.fixture
def translation(user):
    original = make_article("A headline", SOURCE, language="en")
    return start_translation(original, "ru", user=user)


def pairs(translation: Article) -> dict[str, TranslationPair]:
    return {pair.source_anchor: pair for pair in translation.pairs.all()}


def test_empty_paragraphs_get_a_machine_s_words_and_say_so(translation, engine, user):
    filled = pipeline.machine_translate(translation, engine, user=user)
    assert filled.taken == ["headline", "p1", "p2"]
    assert {a: (p.target_text, p.state) for a, p in pairs(translation).items()} == {
        "headline": ("A HEADLINE", "machine"),
        "p1": ("THE **FIRST** PARAGRAPH.", "machine"),
        "p2": ("THE SECOND PARAGRAPH.", "machine"),
    }


def test_the_article_names_the_engine_and_stays_a_draft(translation, engine, user):
    pipeline.machine_translate(translation, engine, user=user)
    translation.refresh_from_db()
    assert translation.engine == "LibreTranslate"
    assert not translation.is_published
    assert "THE SECOND" in translation.latest_revision.body


def test_what_somebody_wrote_is_left_alone(translation, engine, user):
    pair = pairs(translation)["p2"]
    save_pair(pair.pk, text="Второй абзац.", version=pair.version, user=user)
    assert pipeline.machine_translate(translation, engine, user=user).taken == ["headline", "p1"]
    assert pairs(translation)["p2"].target_text == "Второй абзац."


def test_a_paragraph_written_while_the_machine_worked_wins(translation, engine, server, user):
    pair = pairs(translation)["p2"]

    class Slow(LibreTranslate):
        def translate(self, texts, **languages):
            save_pair(pair.pk, text="Второй абзац.", version=pair.version, user=user)
            return super().translate(texts, **languages)

    filled = pipeline.machine_translate(translation, Slow(url=server.url, key=""), user=user)
    assert [anchor for anchor, _ in filled.refused] == ["p2"]
    assert pairs(translation)["p2"].target_text == "Второй абзац."


def test_markup_that_the_machine_loses_costs_the_markup_and_not_the_words(translation, engine, server, user):
    server.answer_text = lambda text: text.replace("<x", "<y")
    pipeline.machine_translate(translation, engine, user=user)
    assert pairs(translation)["p1"].target_text == "The first paragraph."


def test_a_machine_that_fails_stores_nothing(translation, engine, server, user):
    server.failures = [(400, {})]
    with pytest.raises(EngineError):
        pipeline.machine_translate(translation, engine, user=user)
    assert {pair.state for pair in pairs(translation).values()} == {"empty"}


def test_more_characters_than_allowed_are_not_sent(translation, engine, server, user, monkeypatch):
    monkeypatch.setenv("KZ_MT_LIMIT", "20")
    with pytest.raises(EngineError, match="KZ_MT_LIMIT"):
        pipeline.machine_translate(translation, engine, user=user)
    assert server.asked == []


def test_search_engines_hear_of_it_once_somebody_reviewed_it(translation, engine, user, client):
    pipeline.machine_translate(translation, engine, user=user)
    pipeline.publish_articles([Article.objects.get(pk=translation.pk)])
    page = client.get(f"/en/articles/{translation.translation_of_id}/", follow=True).content.decode()
    assert 'hreflang="ru"' not in page.split("</head>")[0]
    for pair in pairs(translation).values():
        save_pair(pair.pk, text=pair.target_text, state="reviewed", version=pair.version, user=user)
    pipeline.save_translation(translation, user=user)
    pipeline.publish_articles([Article.objects.get(pk=translation.pk)])
    page = client.get(f"/en/articles/{translation.translation_of_id}/", follow=True).content.decode()
    assert 'hreflang="ru"' in page.split("</head>")[0]


def test_the_database_never_holds_the_key(translation, engine, user, caplog):
    caplog.set_level(0)
    pipeline.machine_translate(translation, engine, user=user)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            assert KEY not in json.dumps(cursor.fetchall(), default=str), table
    assert KEY not in caplog.text


def test_the_command_does_the_same(translation, server, user, monkeypatch, capsys):
    monkeypatch.setenv("KZ_MT_ENGINE", "libretranslate")
    monkeypatch.setenv("KZ_MT_URL", server.url)
    call_command("translations", "machine", str(translation.pk))
    assert "3 paragraphs" in capsys.readouterr().out
