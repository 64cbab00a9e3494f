"""The engines against a server that speaks their protocols: what is sent, what is waited for, what is given up."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from articles.translations.machine.deepl import DeepL
from articles.translations.machine.engine import EngineError
from articles.translations.machine.engines import configured_engine
from articles.translations.machine.libretranslate import LibreTranslate
from tests.translations.machine.engine_server import EngineServer

KEY = "3e1f-secret-key:fx"


@pytest.fixture
def server():
    server = EngineServer()
    yield server
    server.close()


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture(params=[DeepL, LibreTranslate])
def engine(request, server, waits):
    return request.param(url=server.url, key=KEY, sleep=waits.append)


def test_each_text_has_its_translation_in_order(engine):
    assert engine.translate(["eins", "zwei"], source="ja", target="en") == ["EINS", "ZWEI"]


def test_libretranslate_is_asked_as_it_documents(server):
    LibreTranslate(url=server.url + "/", key=KEY).translate(["一"], source="ja", target="zh-Hans")
    path, _, body = server.asked[0]
    assert path == "/translate"
    assert body == {"q": ["一"], "source": "ja", "target": "zh-Hans", "format": "html", "api_key": KEY}


def test_deepl_is_asked_as_it_documents(server):
    DeepL(url=server.url, key=KEY).translate(["一"], source="zh-Hans", target="en")
    path, headers, body = server.asked[0]
    assert path == "/v2/translate"
    assert headers["Authorization"] == f"DeepL-Auth-Key {KEY}"
    assert body == {"text": ["一"], "source_lang": "ZH", "target_lang": "EN-GB", "tag_handling": "xml"}


def test_no_request_has_more_than_the_engine_takes(engine, server):
    texts = [f"{number} " + "x" * 900 for number in range(70)]
    assert engine.translate(texts, source="ja", target="en") == [text.upper() for text in texts]
    for _, _, body in server.asked:
        batch = body.get("text") or body["q"]
        assert len(batch) <= 50
        assert sum(map(len, batch)) <= 20_000


def test_a_busy_engine_is_asked_again_as_late_as_it_says(engine, server, waits):
    server.failures = [(429, {"Retry-After": "7"}), (503, {})]
    assert engine.translate(["a"], source="ja", target="en") == ["A"]
    assert waits == [7.0, 2.0]


def test_retry_after_may_be_a_date(engine, server, waits):
    later = datetime.now(UTC) + timedelta(seconds=30)
    server.failures = [(503, {"Retry-After": format_datetime(later, usegmt=True)})]
    engine.translate(["a"], source="ja", target="en")
    assert 0 < waits[0] <= 30


def test_who_asks_for_an_hour_is_given_up(engine, server, waits):
    server.failures = [(429, {"Retry-After": "3600"})]
    with pytest.raises(EngineError, match="429"):
        engine.translate(["a"], source="ja", target="en")
    assert waits == []


def test_tries_come_to_an_end(engine, server, waits):
    server.failures = [(500, {})] * 9
    with pytest.raises(EngineError, match="500"):
        engine.translate(["a"], source="ja", target="en")
    assert len(server.asked) == 4
    assert waits == [1.0, 2.0, 4.0]


@pytest.mark.parametrize("status", [400, 403, 413, 456])
def test_a_refusal_is_not_repeated(engine, server, status):
    server.failures = [(status, {})]
    with pytest.raises(EngineError, match=str(status)):
        engine.translate(["a"], source="ja", target="en")
    assert len(server.asked) == 1


def test_a_key_does_not_follow_a_redirect(engine, server):
    server.failures = [(307, {"Location": server.url + "/elsewhere"})]
    with pytest.raises(EngineError):
        engine.translate(["a"], source="ja", target="en")
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "raw",
    [
        b"<html>",
        b"[]",
        b"{}",
        b'{"translatedText": "A", "translations": "A"}',
        b'{"translatedText": [], "translations": []}',
    ],
)
def test_an_answer_that_is_none_is_told(engine, server, raw):
    server.raw = raw
    with pytest.raises(EngineError, match="answer"):
        engine.translate(["a"], source="ja", target="en")


def test_an_engine_that_is_not_there_is_told(waits):
    engine = LibreTranslate(url="http://127.0.0.1:9", key="", sleep=waits.append)
    with pytest.raises(EngineError, match="not reached"):
        engine.translate(["a"], source="ja", target="en")


def test_no_error_and_no_log_holds_the_key(engine, server, caplog):
    caplog.set_level(0)
    server.failures = [(500, {})] * 4
    with pytest.raises(EngineError) as error:
        engine.translate(["a"], source="ja", target="en")
    assert KEY not in f"{error.value!r} {caplog.text}"


def test_a_key_goes_over_https_only_but_to_this_machine():
    with pytest.raises(EngineError, match="https"):
        LibreTranslate(url="http://mt.example.org", key=KEY)
    assert LibreTranslate(url="https://mt.example.org", key=KEY)
    assert LibreTranslate(url="http://mt.example.org", key="")


def test_it_is_off_until_an_engine_is_named(monkeypatch):
    monkeypatch.delenv("KZ_MT_ENGINE", raising=False)
    monkeypatch.setenv("KZ_MT_KEY", KEY)
    assert configured_engine() is None
    monkeypatch.setenv("KZ_MT_ENGINE", "deepl")
    assert configured_engine().name == "DeepL"


@pytest.mark.parametrize(
    ("name", "key", "reason"),
    [("babelfish", KEY, "KZ_MT_ENGINE"), ("deepl", "", "KZ_MT_KEY"), ("libretranslate", KEY, "KZ_MT_URL")],
)
def test_a_wrong_set_up_says_what_is_wrong(monkeypatch, name, key, reason):
    monkeypatch.setenv("KZ_MT_ENGINE", name)
    monkeypatch.setenv("KZ_MT_KEY", key)
    monkeypatch.delenv("KZ_MT_URL", raising=False)
    with pytest.raises(EngineError, match=reason):
        configured_engine()
