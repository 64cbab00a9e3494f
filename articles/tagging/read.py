"""A text searched for names, once for all that is made of them: suggestions, names that lead to their tags, clues to events."""

from dataclasses import dataclass

from articles.tagging.recognise import Found, Recogniser
from articles.tagging.suggest import Composed


@dataclass(frozen=True, slots=True)
class Reading:
    """Headline, subtitle and plain text as one, the names in it in their order, and where in it the plain text begins."""

    composed: Composed
    names: list[Found]
    plain_from: int


def read_names(headline: str, subtitle: str, plain: str, language: str, recogniser: Recogniser) -> Reading:
    """All names of a text, rare generic words included."""
    text = f"{subtitle}\n{plain}" if subtitle else plain
    first, _, _ = plain.lstrip().partition("\n")
    composed = Composed.of(headline, text[: text.find(first) + len(first)], text)
    names = recogniser.find(composed.whole, language, every=True)
    return Reading(composed, names, len(composed.whole) - len(plain))
