"""What the confidence of a line says: how often such a line, on pages with known answers, was what it was taken for. Pure.

Rules give their votes while a page is classified; when all roles are given, the votes are made into chances. They depend on the rule,
on the line's length, and on how near the line stands to where the article begins or ends. The odds were fitted once, by pages held out in turn.
"""

from functools import lru_cache
from itertools import pairwise
from math import exp

from articles.ingest.page import Page
from articles.ingest.record import LedgerEntry
from articles.ingest.roles import BODY_ROLES, DROP_ROLES, QUOTATION_ROLES
from articles.ingest.tables import CONFIDENCE

UNSURE = 0.7  # below this chance a role is a guess that somebody should see: of such lines a third are wrong

_OWN_KIND = ("title", "date", "byline")
_KEPT = frozenset((*BODY_ROLES, *QUOTATION_ROLES)) - {"figure", "credit"}
_LEFT = frozenset(DROP_ROLES)
_LONGEST = 9  # doublings of a line's length that count
_FAR = 9  # lines; what is so far from an edge is far


def with_chances(page: Page, ledger: list[LedgerEntry]) -> list[LedgerEntry]:
    """The ledger with each confidence as a chance; roles of which no answers are known keep their rule's own."""
    if page.kind not in CONFIDENCE:
        return ledger
    out = []
    for entry, edge in zip(ledger, _edges(ledger), strict=True):
        doublings = min(len(page.lines[entry.line - 1].text).bit_length(), _LONGEST)
        chance = _chance(page.kind, entry.role, entry.rule, entry.confidence, doublings, edge)
        out.append(LedgerEntry(entry.line, entry.role, entry.rule, chance))
    return out


def kind_of(role: str) -> str:
    """The kind of answer that says whether a role is right; nothing where there is none."""
    if role in _OWN_KIND:
        return role
    return "kept" if role in _KEPT else "left" if role in _LEFT else ""


def rule_of(rule: str) -> str:
    """A rule's name without the word that it found."""
    return "says" if rule.startswith("says ") else rule.partition(": ")[0]


@lru_cache(maxsize=4096)
def _chance(form: str, role: str, rule: str, vote: float, doublings: int, edge: int) -> float:
    kind = kind_of(role)
    if not kind or rule.startswith("profile "):
        return vote
    table, weights = CONFIDENCE[form][kind], CONFIDENCE["weights"]
    odds = table.get(rule_of(rule), table["other"])
    if kind == "title":
        odds += weights["score"] * (vote - 0.8) * 5
    elif kind in ("kept", "left"):
        odds += weights["edge"] / edge
        if kind == "kept":
            odds += weights["length"] * doublings
    return round(1 / (1 + exp(-odds)), 3)


def _edges(ledger: list[LedgerEntry]) -> list[int]:
    """How many lines each stands from the next that is kept where it is left out, or the other way round."""
    kept = [entry.role in _KEPT for entry in ledger]
    near = [_FAR] * len(kept)
    for order in (range(len(kept)), range(len(kept) - 1, -1, -1)):
        for before, at in pairwise(order):
            near[at] = min(near[at], 1 if kept[before] != kept[at] else near[before] + 1)
    return near


def unsure_lines(ledger: list[LedgerEntry]) -> list[int]:
    """The lines whose role is a guess."""
    return [entry.line for entry in ledger if entry.confidence < UNSURE]
