"""Engine: what every machine translator offers, and how it fails."""

from collections.abc import Sequence
from typing import Protocol


class EngineError(Exception):
    """The machine did not translate, with the reason; never holds a key."""


class Engine(Protocol):
    name: str

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        """One translation for each text, in order. Texts are XML: escaped, with empty <x id="…"></x> to be kept.

        Languages are BCP 47 tags. Raises EngineError.
        """
