"""LibreTranslate: POST /translate with a list of texts."""

from collections.abc import Sequence

from articles.translations.machine.batches import batches
from articles.translations.machine.engine import EngineError
from articles.translations.machine.http import Client, texts_of

MOST, CHARACTERS = 20, 4_000


class LibreTranslate:
    name = "LibreTranslate"

    def __init__(self, *, url: str, key: str, **client):
        if not url:
            raise EngineError("LibreTranslate needs its address in KZ_MT_URL")
        self._key = key
        self._client = Client(f"{url.rstrip('/')}/translate", {}, has_key=bool(key), **client)

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        out: list[str] = []
        for batch in batches(texts, most=MOST, characters=CHARACTERS):
            asked = {"q": batch, "source": source, "target": target, "format": "html"}
            answer = self._client.post(asked | ({"api_key": self._key} if self._key else {}))
            out += texts_of(answer.get("translatedText"), len(batch))
        return out
