"""Numbers, dates and units of a translation against those of its source."""

from collections.abc import Iterator

from articles.translations.checks.amount import Amount, Firmness
from articles.translations.checks.amounts import read_amounts
from articles.translations.checks.finding import Finding, whole

_MOST = 200  # amounts in doubt that are looked at: nobody reads more findings of one paragraph
_PARTS_OF_DATES = {"of-year", "of-month", "of-day", "weekday"}


def check_numbers(source: str, target: str, source_language: str, target_language: str) -> Iterator[Finding]:
    """Amounts of one text that the other doesn't name; what is lost and what is new are told as one where they pair."""
    ours, theirs = read_amounts(source, source_language), read_amounts(target, target_language)
    named = _Named(ours), _Named(theirs)
    lost = [amount for amount in ours if amount.firmness > Firmness.HINT and not named[1].has(amount)][:_MOST]
    new = [amount for amount in theirs if not named[0].has(amount)][:_MOST]
    lost = [amount for amount in lost if not _may_go(amount, theirs)]
    new = [amount for amount in new if amount.firmness > Firmness.HINT and not _may_come(amount, ours)]
    for amount in lost:
        partner = _partner(amount, new, len(source), len(target))
        if partner is not None:
            new.remove(partner)
            yield _differing(amount, partner, source, target)
        else:
            yield Finding(
                f"{_noun(amount)}-missing",
                (amount.begin, amount.end),
                whole(target),
                {"source": source[amount.begin : amount.end]},
            )
    for amount in new:
        if amount.firmness == Firmness.DIGITS:
            yield Finding(
                f"{_noun(amount)}-added",
                whole(source),
                (amount.begin, amount.end),
                {"target": target[amount.begin : amount.end]},
            )


class _Named:
    """The different amounts of a text; a long one names the same years again and again."""

    def __init__(self, amounts: list[Amount]):
        self._amounts = list({(amount.values, amount.unit): amount for amount in amounts}.values())
        self._known: dict[tuple, bool] = {}

    def has(self, amount: Amount) -> bool:
        key = amount.values, amount.unit
        if key not in self._known:
            self._known[key] = any(amount.equals(other) for other in self._amounts)
        return self._known[key]


def _may_go(amount: Amount, target: list[Amount]) -> bool:
    """A day may become a weekday and a weekday a day; a weekday beside its date may be left out."""
    if amount.unit == "weekday":
        return not any(other.unit == "weekday" for other in target)
    return amount.unit == "of-day" and any(other.unit == "weekday" for other in target)


def _may_come(amount: Amount, source: list[Amount]) -> bool:
    """A translation may complete a date: the month of a bare day, the year of a bare month, a weekday."""
    units = {other.unit for other in source}
    if amount.unit == "weekday":
        return "weekday" not in units
    if amount.unit == "of-month":
        return "of-month" not in units
    if amount.unit == "of-day":
        return "weekday" in units and "of-day" not in units
    return (
        amount.unit == "of-year"
        and "of-year" not in units
        and not any(1800 <= value <= 2100 for other in source for value in other.values if not other.unit)
    )


def _partner(amount: Amount, new: list[Amount], source_length: int, target_length: int) -> Amount | None:
    """Of what is new in the translation, that which most likely stands for the amount."""

    def distance(other: Amount) -> tuple:
        places = abs(amount.begin / max(source_length, 1) - other.begin / max(target_length, 1))
        return not amount.looks_like(other), amount.kind != other.kind, places

    def is_likely(other: Amount) -> bool:
        if (amount.unit in _PARTS_OF_DATES) != (other.unit in _PARTS_OF_DATES):
            return amount.looks_like(other) or "" in (amount.unit, other.unit)
        return True

    return min(filter(is_likely, new), key=distance, default=None)


def _differing(ours: Amount, theirs: Amount, source: str, target: str) -> Finding:
    values = {"source": source[ours.begin : ours.end], "target": target[theirs.begin : theirs.end]}
    is_unit = ours.unit and theirs.unit and ours.kind != theirs.kind and ours.looks_like(theirs)
    code = "unit-differs" if is_unit else f"{_noun(ours)}-differs"
    return Finding(code, (ours.begin, ours.end), (theirs.begin, theirs.end), values)


def _noun(amount: Amount) -> str:
    if amount.unit in _PARTS_OF_DATES:
        return "date"
    return {"clock": "clock", "share": "share"}.get(amount.kind, "number")
