"""Which engine is configured: from environment variables only, so that no key gets into settings, database or logs."""

import os

from articles.translations.machine.deepl import DeepL
from articles.translations.machine.engine import Engine, EngineError
from articles.translations.machine.libretranslate import LibreTranslate

ENGINES = {"deepl": DeepL, "libretranslate": LibreTranslate}
_MOST_CHARACTERS = 100_000


def configured_engine() -> Engine | None:
    """The engine of KZ_MT_ENGINE; None where machine translation is off. Raises EngineError where it is set up wrongly."""
    name = os.environ.get("KZ_MT_ENGINE", "").strip().lower()
    if not name:
        return None
    if name not in ENGINES:
        raise EngineError(f"KZ_MT_ENGINE must be one of {', '.join(ENGINES)}")
    return ENGINES[name](url=os.environ.get("KZ_MT_URL", ""), key=os.environ.get("KZ_MT_KEY", ""))


def most_characters() -> int:
    """How many characters of one translation may be sent: what an engine costs is counted in them."""
    given = os.environ.get("KZ_MT_LIMIT", "")
    return int(given) if given.isdigit() else _MOST_CHARACTERS
