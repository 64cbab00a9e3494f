"""Whether a form means its entity here: the rules of the gazetteer, asked of the folded text around it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from articles.tagging.gazetteer import Rule
from articles.tagging.spelling import fold, fold_pattern

REACH = 200  # characters on each side in which a word counts as near
_TOUCH = 24  # characters that a pattern beside the form may look at


@dataclass(frozen=True, slots=True)
class Context:
    """A compiled rule. Its patterns are folded like the text, so case and width do not matter in them."""

    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    not_before: re.Pattern[str] | None
    not_after: re.Pattern[str] | None
    near: re.Pattern[str] | None
    not_near: re.Pattern[str] | None
    sure_after: re.Pattern[str] | None
    least: int

    def touches(self, text: str, begin: int, end: int) -> bool:
        """Whether what stands directly before and after lets the form stand."""
        head = text[max(0, begin - _TOUCH) : begin]
        tail = text[end : end + _TOUCH]
        return (
            (self.before is None or self.before.search(head) is not None)
            and (self.after is None or self.after.match(tail) is not None)
            and (self.not_before is None or self.not_before.search(head) is None)
            and (self.not_after is None or self.not_after.match(tail) is None)
        )

    def is_near(self, text: str, begin: int, end: int) -> bool:
        return (
            self.near is None or self._is_sure(text, begin) or _distance(self.near, text, begin, end) <= REACH
        )

    def is_spoilt(self, text: str, begin: int, end: int) -> bool:
        """Whether a word stands near that speaks against the entity, and nearer than any that speaks for it."""
        if self.not_near is None or self._is_sure(text, begin):
            return False
        against = _distance(self.not_near, text, begin, end)
        return against <= REACH and (self.near is None or against <= _distance(self.near, text, begin, end))

    def _is_sure(self, text: str, begin: int) -> bool:
        return (
            self.sure_after is not None
            and self.sure_after.search(text[max(0, begin - _TOUCH) : begin]) is not None
        )


def _distance(pattern: re.Pattern[str], text: str, begin: int, end: int) -> int:
    """How many characters lie between the form and what the pattern finds nearest to it, more than REACH if nothing."""
    least = REACH + 1
    for match in pattern.finditer(text, max(0, begin - REACH), begin):
        least = begin - match.end()
    match = pattern.search(text, end, end + REACH)
    return min(least, match.start() - end) if match else least


def compile_rules(rules: Iterable[Rule]) -> dict[tuple[str, str], Context]:
    """(folded form, entity id) → its context; two rules for one form and entity are refused."""
    contexts: dict[tuple[str, str], Context] = {}
    for rule in rules:
        context = Context(
            before=_compile(rule.before, at_end=True),
            after=_compile(rule.after),
            not_before=_compile(rule.not_before, at_end=True),
            not_after=_compile(rule.not_after),
            near=_compile(rule.near),
            not_near=_compile(rule.not_near),
            sure_after=_compile(rule.sure_after, at_end=True),
            least=rule.least,
        )
        for form in {fold(form).text for form in rule.forms}:
            if (form, rule.entity) in contexts:
                raise ValueError(f"two rules for {form} as {rule.entity}")
            contexts[form, rule.entity] = context
    return contexts


@cache
def _compile(pattern: str, *, at_end: bool = False) -> re.Pattern[str] | None:
    if not pattern:
        return None
    folded = fold_pattern(pattern)
    return re.compile(f"(?:{folded})$" if at_end else f"(?:{folded})")
