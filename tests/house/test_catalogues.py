"""The interface speaks five languages, each completely."""

import re

import polib
import pytest
from django.conf import settings

from articles.management.messages import CATALOGUES, find_messages, in_python, in_template, is_translated

NAMED = re.compile(r"%\((\w+)\)[sd]")


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(settings.LOCALE_PATHS[0] / language / "LC_MESSAGES" / "django.po"))


@pytest.mark.parametrize("language", CATALOGUES)
def test_every_message_is_translated(language):
    said = {(e.msgid, e.msgid_plural, e.msgctxt or "") for e in catalogue(language) if is_translated(e)}
    wanted = {(m.text, m.plural, m.context) for m in find_messages(settings.BASE_DIR)}
    assert sorted(wanted - said)[:10] == []


@pytest.mark.parametrize("language", CATALOGUES)
def test_no_translation_loses_or_invents_a_placeholder(language):
    for entry in filter(is_translated, catalogue(language)):
        wanted = set(NAMED.findall(entry.msgid + entry.msgid_plural))
        for text in [entry.msgstr] if not entry.msgid_plural else entry.msgstr_plural.values():
            named = set(NAMED.findall(text))
            assert named <= wanted, entry.msgid
            assert entry.msgid_plural or named == wanted, entry.msgid


def test_messages_are_found_in_templates_as_django_reads_them():
    source = """{% load i18n %}{% translate "Search" context "verb" %}{% blocktranslate trimmed count n=n %}
      {{ n }} article
    {% plural %}
      {{ n }} articles
    {% endblocktranslate %}{{ _("Page") }}{% include "x.html" with label=_("Next") %}"""
    found = {(m.text, m.plural, m.context) for m in in_template(source)}
    assert found == {
        ("Search", "", "verb"),
        ("%(n)s article", "%(n)s articles", ""),
        ("Page", "", ""),
        ("Next", "", ""),
    }


def test_messages_are_found_in_code():
    source = 'a = _("One " "text")\nb = ngettext("%(n)d day", "%(n)d days", n)\nc = pgettext_lazy("noun", "Draft")\nd = _(name)'
    found = {(m.text, m.plural, m.context) for m in in_python(source)}
    assert found == {("One text", "", ""), ("%(n)d day", "%(n)d days", ""), ("Draft", "", "noun")}
