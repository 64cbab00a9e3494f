"""Gives every non-blank line of a page a role, the rule that said so, and a confidence.

features ─ profile ─ hints ─ quotations ─ comments ─ the article's run ─ headline ─ lines under it, in it, above it, below it.
"""

from articles.ingest.article_lines import mark_article
from articles.ingest.article_run import find_run
from articles.ingest.comments import find_comments
from articles.ingest.confidence import with_chances
from articles.ingest.edges import behind_form, with_end
from articles.ingest.features import features_of
from articles.ingest.head_lines import (
    find_anchor,
    mark_above,
    mark_headline,
    mark_other_posts,
    mark_signed,
    mark_under,
)
from articles.ingest.headings import mark_numbered
from articles.ingest.headline import find_repeated_headline
from articles.ingest.hinted_lines import is_hinted, read_hints
from articles.ingest.mail_head import find_mail_head
from articles.ingest.page import Page
from articles.ingest.profile import Profile, profile_of, roles_by_profile
from articles.ingest.quotations import find_closings, find_quotations
from articles.ingest.record import LedgerEntry
from articles.ingest.roles import CONFIDENT, ROLES, Roles
from articles.ingest.tail_lines import mark_below
from articles.text.languages import detect_language

__all__ = ["CONFIDENT", "ROLES", "classify"]


def classify(page: Page) -> list[LedgerEntry]:
    """One entry for each non-blank line, in the page's order; confidences are chances of being right."""
    return with_chances(page, _voted(page))


def _voted(page: Page) -> list[LedgerEntry]:
    profile = profile_of(page)
    if is_hinted(page):
        return _refined(page, read_hints(page, page_language), profile)
    lines = features_of(page)
    if not lines:
        return []
    language = page_language(page)
    roles = Roles(lines)
    if profile:
        for at, given in roles_by_profile(profile, [one.text for one in lines]).items():
            roles.give(at, *given)
    _take_hints(roles)
    for at, given in find_mail_head(lines).items():
        roles.give(at, *given)
    _mark_running(roles)
    _mark_quotations(roles)
    for at, (role, confidence) in find_comments(lines, language).items():
        roles.give(at, role, "a reader's comment", confidence)
    if page.kind == "text":
        mark_signed(roles, language)
    repeated = find_repeated_headline(lines, language)
    run = mark_numbered(roles, _run(roles, language, repeated))
    run = (run[0], mark_other_posts(roles, run, language))
    anchor = find_anchor(roles, run, language)
    headline = mark_headline(roles, run, language, anchor=anchor, repeated=repeated)
    if anchor is not None and anchor >= run[0]:
        run = (anchor + 1, run[1])
    if headline is not None and headline >= run[0] and run[1] >= run[0]:
        run = (headline + 1, run[1])
    mark_under(roles, headline, run, language)
    run = mark_article(roles, run, language)
    mark_above(roles, headline, run, language)
    mark_below(roles, run, language)
    return roles.entries()


def _refined(page: Page, entries: list[LedgerEntry], profile: Profile | None) -> list[LedgerEntry]:
    """The ledger of a page with hints, where a profile knows better."""
    if profile is None:
        return entries
    text_of = {line.number: line.text.strip() for line in page.lines}
    told = roles_by_profile(profile, [text_of[entry.line] for entry in entries])
    return [LedgerEntry(entry.line, *told[at]) if at in told else entry for at, entry in enumerate(entries)]


def page_language(page: Page) -> str:
    """The language of a page's long lines, with its own declaration as a hint."""
    sample, size = [], 0
    for line in page.lines:
        if len(line.text) > 40:
            sample.append(line.text[:800])
            size += len(sample[-1])
            if size > 2000:
                break
    text = "\n".join(sample) or "\n".join(line.text[:200] for line in page.lines[:200])
    return detect_language(text, page.language_hint)


def _take_hints(roles: Roles) -> None:
    for one in roles.lines:
        hint = one.line.hint
        if hint and hint.role in ROLES and hint.confidence >= CONFIDENT:
            roles.give(one.at, hint.role, hint.rule or "markup", hint.confidence)


def _mark_running(roles: Roles) -> None:
    """The head of a PDF's pages is the paper's name where the first page begins with it."""
    first = roles.lines[0]
    for one in roles.lines[1:]:
        if (
            one.label == "running"
            and first.text.startswith(one.text)
            and not one.separators
            and one.text != first.text
        ):
            roles.give(one.at, "publisher", "a running head", 0.7)
            return


def _mark_quotations(roles: Roles) -> None:
    for run in find_quotations(roles.lines):
        roles.give(run.first, "quotation-title", "asterisks open a quotation", 0.95)
        for at in range(run.first + 1, run.last + 1):
            is_row = at == run.last and run.closed and not run.repeated
            roles.give(at, "quotation-end" if is_row else "quotation", "inside a quotation", 0.95)
        if run.repeated:
            for at in range(run.repeated[0], run.repeated[1] + 1):
                roles.give(at, "duplicate", "repeats the quotation word for word", 0.95)
    taken = {at for at, given in enumerate(roles.given) if given}
    for first, last, titled in find_closings(roles.lines, taken):
        for at in range(first, last + 1):
            role = "quotation-title" if titled and at == first else "quotation"
            roles.give(at, role, "closed by day and paper", 0.8)


def _run(roles: Roles, language: str, repeated: int | None) -> tuple[int, int]:
    hinted = roles.places("body", "list", "heading", "body+")
    if hinted:
        return hinted[0], hinted[-1]
    walls = {at for at, given in enumerate(roles.given) if given and given[0].startswith("comment")}
    run = with_end(
        roles.lines, find_run(roles.lines, language, walls, 0 if repeated is None else repeated + 1)
    )
    box, run = behind_form(roles.lines, run)
    for at in box:
        roles.give(at, "promotion", "a box in the text that asks for something", 0.7)
    quoted = roles.places("quotation-title", "quotation", "quotation-end", "duplicate")
    if quoted and run[1] >= run[0]:
        run = (min(run[0], quoted[0]), max(run[1], quoted[-1]))
    return run
