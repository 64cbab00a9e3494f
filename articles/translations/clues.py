"""What a paragraph and its translation have in common, whatever their languages: values of numbers, and names."""

from articles.tagging.recognise import Recogniser
from articles.translations.checks.amount import Firmness
from articles.translations.checks.amounts import read_amounts

_SAID_IN_MANY_UNITS = {"percent": 100, "tenth": 10}  # 3割, 30 %, 三成: one share


def clues_in(text: str, language: str, recogniser: Recogniser) -> frozenset[str]:
    """150,000 and 15万 are one clue, Тоқаев and トカエフ another."""
    values = {
        f"={float(amount.values[0] / _SAID_IN_MANY_UNITS.get(amount.unit, 1)):g}"
        for amount in read_amounts(text, language)
        if amount.firmness > Firmness.HINT
    }
    return frozenset(values | {f"@{name.id}" for name in recogniser.find(text, language, every=True)})
