"""Findings of the checks in the reader's words."""

from django.utils.translation import gettext_lazy as _

from articles.translations.checks.finding import Finding

_TEXTS = {
    "empty": _("Not translated yet."),
    "added": _("The original has no such paragraph."),
    "not-translated": _("This is still the original."),
    "leftover": _("Left in the original's language: %(target)s"),
    "number-differs": _("%(source)s has become %(target)s."),
    "number-missing": _("%(source)s is missing."),
    "number-added": _("The original does not say %(target)s."),
    "unit-differs": _("Another unit: %(source)s has become %(target)s."),
    "share-differs": _("Another share: %(source)s has become %(target)s."),
    "share-missing": _("%(source)s is missing."),
    "share-added": _("The original does not say %(target)s."),
    "date-differs": _("Another date: %(source)s has become %(target)s."),
    "date-missing": _("%(source)s is missing."),
    "date-added": _("The original does not say %(target)s."),
    "clock-differs": _("Another time: %(source)s has become %(target)s."),
    "clock-missing": _("%(source)s is missing."),
    "clock-added": _("The original does not say %(target)s."),
    "name-differs": _("%(source)s is written “%(target)s”; accepted: %(accepted)s"),
    "name-missing": _("%(source)s is not named; accepted: %(accepted)s"),
    "name-added": _("The original does not say %(target)s."),
    "quotes-unpaired": _("%(target)s has no partner."),
    "quotes-kind": _("Quotation marks of another language: %(target)s"),
    "quotation-missing": _("The original quotes somebody's words here; the translation does not."),
    "quotation-added": _("The translation quotes words; the original does not."),
    "repeated": _("Twice in a row: %(target)s"),
    "too-short": _("Far shorter than usual (%(percent)s %%): is something missing?"),
    "too-long": _("Far longer than usual (%(percent)s %%): has something been added?"),
    "paragraph-missing": _("This paragraph is missing from the translation."),
    "paragraph-added": _("The original has no such paragraph."),
    "paragraph-repeated": _("The same translation stands for another paragraph."),
}


def finding_text(finding: Finding) -> str:
    """One sentence in the language of the interface."""
    return str(_TEXTS[finding.code]) % finding.values if finding.values else str(_TEXTS[finding.code])
