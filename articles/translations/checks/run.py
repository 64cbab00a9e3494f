"""All checks of a paragraph, and those of a whole article's paragraphs."""

from collections.abc import Iterable, Sequence

from articles.text.normalise import plain_key
from articles.translations.checks.amounts import family
from articles.translations.checks.finding import Finding, whole
from articles.translations.checks.leftovers import check_leftovers
from articles.translations.checks.lengths import check_length
from articles.translations.checks.names import Names, check_names
from articles.translations.checks.numbers import check_numbers
from articles.translations.checks.quotes import check_quotes
from articles.translations.checks.repeats import check_repeats
from articles.translations.markup import without_markup

_LETTERS_TO_REPEAT = 12  # a shorter paragraph (`Yes.`) may stand twice


def check_pair(
    source: str,
    target: str,
    *,
    source_language: str,
    target_language: str,
    names: Names | None = None,
) -> list[Finding]:
    """What speaks against a translation (both in the body's Markdown), in the order of places in it.

    Without `names` none are checked. Spans are places in the texts as they were given.
    """
    source, target = without_markup(source), without_markup(target)
    if not target.strip():
        return [Finding("empty", whole(source), whole(target))] if source.strip() else []
    if not source.strip():
        return [Finding("added", whole(source), whole(target), severity="warning")]
    languages = (source_language, target_language)
    leftovers = list(check_leftovers(source, target, *languages))
    if any(finding.code == "not-translated" for finding in leftovers):
        return leftovers
    findings = [
        *leftovers,
        *check_numbers(source, target, *languages),
        *(check_names(source, target, *languages, names) if names else ()),
        *check_quotes(source, target, *languages),
        *check_repeats(source, target, *languages),
        *check_length(source, target, *languages),
    ]
    return sorted(findings, key=lambda finding: finding.target_span)


def check_paragraphs(
    pairs: Iterable[tuple[str, str, str]], *, source_language: str, target_language: str
) -> dict[str, list[Finding]]:
    """Findings that only the whole article shows, by the key of its pair; pairs are (key, source, target) in order.

    A paragraph without translation, one without source, and one translation that stands under two sources.
    """
    found: dict[str, list[Finding]] = {}
    sources: dict[str, str] = {}
    for key, source, target in pairs:
        source, target = without_markup(source), without_markup(target)
        if source.strip() and not target.strip():
            found.setdefault(key, []).append(Finding("paragraph-missing", whole(source), whole(target)))
        elif target.strip() and not source.strip():
            found.setdefault(key, []).append(
                Finding("paragraph-added", whole(source), whole(target), severity="warning")
            )
        told = plain_key(target)
        if len(told) >= _LETTERS_TO_REPEAT and family(source_language) != family(target_language):
            said = plain_key(source)
            if sources.setdefault(told, said) != said:
                found.setdefault(key, []).append(Finding("paragraph-repeated", whole(source), whole(target)))
    return found


def unwaived(findings: Sequence[Finding], waived: Iterable[str]) -> list[Finding]:
    """Those that nobody waived; `waived` holds keys of findings."""
    waived = set(waived)
    return [finding for finding in findings if finding.key not in waived]
