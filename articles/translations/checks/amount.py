"""Amount: a number, share, date part or clock that a text names, comparable across languages."""

from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction

# Units of one kind by what they are in its base unit. Kinds differ from one another: 5 km is never 5 kg.
UNITS: dict[str, tuple[str, Fraction]] = {
    **{unit: (unit, Fraction(1)) for unit in ("dollar", "euro", "yen", "yuan", "tenge", "rouble", "pound")},
    "times": ("times", Fraction(1)),
    "kilo": ("kilo", Fraction(1)),  # キロ: kilometres or kilograms
    "percent": ("share", Fraction(1, 100)),
    "tenth": ("share", Fraction(1, 10)),
    "share": ("share", Fraction(1)),
    "mm": ("length", Fraction(1, 1000)),
    "cm": ("length", Fraction(1, 100)),
    "m": ("length", Fraction(1)),
    "km": ("length", Fraction(1000)),
    "mile": ("length", Fraction(1609344, 1000)),
    "gram": ("mass", Fraction(1, 1000)),
    "kg": ("mass", Fraction(1)),
    "tonne": ("mass", Fraction(1000)),
    "hectare": ("area", Fraction(10_000)),
    "km2": ("area", Fraction(1_000_000)),
    "m2": ("area", Fraction(1)),
    "m3": ("volume", Fraction(1)),
    "litre": ("volume", Fraction(1, 1000)),
    "barrel": ("barrel", Fraction(1)),
    "kw": ("power", Fraction(1)),
    "mw": ("power", Fraction(1000)),
    "gw": ("power", Fraction(1_000_000)),
    "kwh": ("energy", Fraction(1)),
    "second": ("hours", Fraction(1, 60)),
    "minute": ("hours", Fraction(1)),
    "hour": ("hours", Fraction(60)),
    "day": ("hours", Fraction(1440)),
    "week": ("hours", Fraction(10080)),
    "month": ("months", Fraction(1)),
    "year": ("months", Fraction(12)),
    "decade": ("months", Fraction(120)),
    "century": ("months", Fraction(1200)),
    # Parts of a date: they are compared with nothing but their like and bare numbers.
    "of-year": ("of-year", Fraction(1)),
    "of-month": ("of-month", Fraction(1)),
    "of-day": ("of-day", Fraction(1)),
    "weekday": ("weekday", Fraction(1)),
    "clock": ("clock", Fraction(1)),
    "": ("", Fraction(1)),
}


# Units that one word can mean: 25日 is a day of a month or a number of days.
_SAME_WORD = ({"year", "of-year"}, {"day", "of-day"}, {"kilo", "km"}, {"kilo", "kg"})


class Firmness(IntEnum):
    """How surely the words are an amount: only what is WRITTEN in words or digits has to come again in a translation."""

    HINT = 0  # "both", "bilateral", "first": satisfies an amount, asks for none
    WORD = 1  # "three"
    DIGITS = 2


@dataclass(frozen=True)
class Amount:
    """One of `values` of the unit, at begin to end; several where the words can be read in several ways."""

    values: tuple[Fraction, ...]
    begin: int
    end: int
    unit: str = ""
    firmness: Firmness = Firmness.DIGITS

    @property
    def kind(self) -> str:
        return UNITS[self.unit][0]

    def equals(self, other: "Amount") -> bool:
        """Whether both can mean the same; where one has no unit, its number alone counts."""
        if self.kind == other.kind:
            return not self._based.isdisjoint(other._based)
        kinds, units = {self.kind, other.kind}, {self.unit, other.unit}
        if units in _SAME_WORD or ("" in kinds and not kinds & {"weekday", "clock"}):
            return not set(self.values).isdisjoint(other.values)
        if "clock" in kinds and ("hours" in kinds or "" in kinds):
            clock, hours = (self, other) if self.kind == "clock" else (other, self)
            return any(
                value * 60 % 720 == minutes % 720 for value in hours.values for minutes in clock.values
            )
        return False

    def looks_like(self, other: "Amount") -> bool:
        """The same number, whatever the unit."""
        return not set(self.values).isdisjoint(other.values)

    @property
    def _based(self) -> set[Fraction]:
        factor = UNITS[self.unit][1]
        return {value * factor for value in self.values}
