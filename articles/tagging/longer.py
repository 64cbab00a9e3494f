"""A name of ours inside a longer one that means something else: a street, a university, a company, a dish.

Names that are few and known by heart stand among the `blocks` of the rules; here is what makes such names in general.
"""

import re
from dataclasses import dataclass

from articles.tagging.spelling import Folded, fold_pattern

_QUOTED = re.compile(r'[^"\n]{1,60}"')
_LIST = re.compile(" [-—] |,")  # «Алматы — Ташкент» names both


@dataclass(frozen=True, slots=True)
class LongerNames:
    """Patterns of what stands beside a name of a place or a person and makes another of it.

    `after_place` comes after a place (インド料理, Denmark Street), `after_capital` after a place or a person and begins
    with a capital (Nazarbayev University), `after_person` after a person (Назарбаев даңғылы), `before` before either
    (улица Назарбаева), `quoting` before the quotation marks in which all of a name stands (телеканал «Россия 24»).
    """

    after_place: str = ""
    after_capital: str = ""
    after_person: str = ""
    before: str = ""
    quoting: str = ""


NO_LONGER = LongerNames()


class LongerNameFinder:
    """The patterns compiled."""

    def __init__(self, names: LongerNames):
        self._after_place = _compiled(names.after_place)
        self._after_capital = _compiled(names.after_capital)
        self._after_person = _compiled(names.after_person)
        self._before = _compiled(names.before, at_end=True)
        self._quoting = _compiled(names.quoting, at_end=True)

    def holds(self, text: str, folded: Folded, begin: int, end: int, *, is_person: bool) -> bool:
        """Whether the place or person at begin to end of the folded text is only a part of a longer name."""
        small = folded.text
        after = self._after_person if is_person else self._after_place
        return (
            after.match(small, end) is not None
            or self._after_capital.match(small, end) is not None
            and text[folded.place(end + 1)].isupper()
            or self._before.search(small[max(0, begin - 24) : begin]) is not None
            or self._is_quoted(small, begin, end)
        )

    def _is_quoted(self, small: str, begin: int, end: int) -> bool:
        """Whether quotation marks with a word like "channel" before them hold the name and more."""
        opening = small.rfind('"', max(0, begin - 40), begin)
        if opening < 0 or not self._quoting.search(small[max(0, opening - 24) : opening]):
            return False
        quoted = _QUOTED.match(small, opening + 1)
        return (
            quoted is not None
            and quoted.end() > end
            and (opening + 1 < begin or end + 1 < quoted.end())
            and _LIST.search(quoted[0]) is None
        )


def _compiled(pattern: str, *, at_end: bool = False) -> re.Pattern[str]:
    folded = fold_pattern(pattern) or "(?!)"  # nothing is matched by no pattern
    return re.compile(f"(?:{folded})$" if at_end else f"(?:{folded})")
