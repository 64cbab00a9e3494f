"""DeepL: POST /v2/translate, at most 50 texts and 128 KiB a request."""

from collections.abc import Sequence

from articles.translations.machine.batches import batches
from articles.translations.machine.engine import EngineError
from articles.translations.machine.http import Client, texts_of

MOST, CHARACTERS = 50, 20_000  # characters: six bytes each in the worst case stay below 128 KiB
_FREE, _PAID = "https://api-free.deepl.com", "https://api.deepl.com"
_TARGETS = {"en": "EN-GB", "zh-Hans": "ZH-HANS", "zh-Hant": "ZH-HANT"}


class DeepL:
    name = "DeepL"

    def __init__(self, *, url: str, key: str, **client):
        if not key:
            raise EngineError("DeepL needs a key in KZ_MT_KEY")
        base = url or (_FREE if key.endswith(":fx") else _PAID)
        headers = {"Authorization": f"DeepL-Auth-Key {key}"}
        self._client = Client(f"{base.rstrip('/')}/v2/translate", headers, has_key=True, **client)

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        out: list[str] = []
        for batch in batches(texts, most=MOST, characters=CHARACTERS):
            answer = self._client.post(
                {
                    "text": batch,
                    "source_lang": source.split("-")[0].upper(),
                    "target_lang": _TARGETS.get(target, target.split("-")[0].upper()),
                    "tag_handling": "xml",
                }
            )
            found = answer.get("translations")
            rows = found if isinstance(found, list) else []
            out += texts_of([row.get("text") if isinstance(row, dict) else None for row in rows], len(batch))
        return out
