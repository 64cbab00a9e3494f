"""The form of a tag and of its other forms: what would make no sense is refused in words."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.admin.lists import LabelledFormSet
from articles.models import Tag, TagAlias
from articles.tagging.gazetteer import loop_among
from articles.tagging.spelling import fold, fold_pattern

PATTERNS = ("not_before", "not_after", "need_near")


class TagForm(forms.ModelForm):
    def clean_parents(self):
        parents = self.cleaned_data["parents"]
        own = self.instance.pk or 0
        edges: dict[str, list[str]] = {}
        for child, parent in Tag.parents.through.objects.exclude(from_tag=own).values_list(
            "from_tag", "to_tag"
        ):
            edges.setdefault(str(child), []).append(str(parent))
        edges[str(own)] = [str(parent.pk) for parent in parents]
        if loop_among(edges):
            names = ", ".join(map(str, parents))
            raise ValidationError(_("The tag would be its own ancestor: %s lies below it.") % names)
        return parents

    def clean(self):
        data = super().clean()
        begins, ends = data.get("begins_on"), data.get("ends_on")
        if ends and not begins:
            self.add_error("begins_on", _("An end needs a beginning."))
        elif ends and begins and ends < begins:
            self.add_error("ends_on", _("It cannot end before it begins."))
        return data


class AliasForm(forms.ModelForm):
    class Meta:
        model = TagAlias
        fields = ["text", "language", "rule", *PATTERNS]

    def clean_text(self) -> str:
        text = " ".join(self.cleaned_data["text"].split())
        if not any(map(str.isalnum, fold(text).text)):
            raise ValidationError(_("A form needs letters."))
        return text

    def clean(self):
        data = super().clean()
        for name in PATTERNS:
            if problem := trouble_with(data.get(name, "")):
                self.add_error(name, problem)
        return data


class AliasFormSet(LabelledFormSet):
    def clean(self) -> None:
        super().clean()
        seen: set[tuple[str, str]] = set()
        for form in self.forms:
            data = getattr(form, "cleaned_data", None) or {}
            if data.get("DELETE") or not data.get("text"):
                continue
            key = (data.get("language", ""), data["text"])
            if key in seen:
                form.add_error("text", _("This form stands twice."))
            seen.add(key)


def trouble_with(pattern: str) -> str:
    """Why a pattern cannot be used beside a form; empty where it can."""
    if not pattern:
        return ""
    if re.search(r"\\[A-Z]", pattern):
        return _("Text is compared in small letters: \\S, \\W and the like cannot be used.")
    try:
        compiled = re.compile(fold_pattern(pattern))
    except re.error as error:
        return _("This is no regular expression: %s.") % error
    if compiled.match(""):
        return _("This matches everywhere; take out the empty alternative.")
    return ""
