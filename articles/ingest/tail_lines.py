"""The lines below an article: references, comments, then what the site put there."""

from articles.ingest.article_lines import Given, glued_neighbour
from articles.ingest.bylines import find_names, is_signature, says_by
from articles.ingest.comments import comments_below
from articles.ingest.features import Features
from articles.ingest.roles import BOX_LABELS, LABEL_REASONS, REFERENCE_ROLES, Roles

_NEAR = 12  # lines below the text in which its day, its by-line or a picture's credit may stand
_NAME_NEAR = 2


def mark_below(roles: Roles, run: tuple[int, int], language: str) -> None:
    """Gives the lines after the run their roles."""
    lines = roles.lines
    first = run[1] + 1 if run[1] >= run[0] else 0
    if not any(given and given[0].startswith("comment") for given in roles.given):
        for at, (role, confidence) in comments_below(lines, first, language).items():
            roles.give(at, role, "a reader's comment", confidence)
    named = bool(roles.places("byline")) or any(says_by(lines[at].text) for at in roles.places("date"))
    reason = ""
    for at in range(first, len(lines)):
        one = lines[at]
        if roles.role(at):
            reason = ""
            continue
        given = _below(one, language, distance=at - first, reason=reason, named=named)
        if one.label in BOX_LABELS or one.label in ("footer", "comments"):
            reason = given[0]
        roles.give(at, *given)


def _below(one: Features, language: str, *, distance: int, reason: str, named: bool) -> Given:
    if one.label:
        return LABEL_REASONS[one.label], f"label: {one.label}", 0.8
    said = _reference(one) if not reason else None
    if said:
        return said
    if distance < _NEAR and one.width <= 130 and not one.bullet:
        said = _signature(one, language, distance=distance, reason=reason, named=named)
        if said:
            return said
    if one.phrase:
        return one.phrase, f"says {one.phrase}", 0.7
    if one.prose and one.ends:
        return reason or "navigation", "a sentence below the article", 0.5
    return reason or "navigation", "below the article", 0.6


def _reference(one: Features) -> Given | None:
    has_address = "://" in one.text
    if one.prefix == "address" and has_address:
        return "address", "the page's own address", 0.85
    if one.prefix in ("reference", "credit") and has_address:
        return "source_address", "an address after a label", 0.8
    if one.prefix in REFERENCE_ROLES:
        return one.prefix, f"label: {one.prefix}", 0.8
    neighbour = glued_neighbour(one)
    if neighbour:
        return neighbour, "a neighbour's headline", 0.85
    if one.prefix == "section":
        return "section", "label: section", 0.7
    return None


def _signature(one: Features, language: str, *, distance: int, reason: str, named: bool) -> Given | None:
    """The day, the name or the picture's credit that closes an article."""
    if one.prefix == "credit" and not reason:
        return "figure", "a picture's credit", 0.7
    if one.is_date_line(language) and not reason:
        return "date", "a day below the text", 0.6
    if one.prose:
        return None
    if reason != "form" and (  # below the comments' label it is a reader's
        (says_by(one.text) and find_names(one.text, language)) or is_signature(one.text, language)
    ):
        return "byline", "a by-line below the text", 0.6
    alone = distance < _NAME_NEAR and not named and not reason and not one.cjk and one.width <= 44
    if alone and find_names(one.text, language, bare=True):
        return "byline", "a name below the text", 0.5
    return None
