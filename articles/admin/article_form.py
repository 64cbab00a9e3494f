"""The forms of an article: each edits a part of the newest revision's content and leaves the rest as it is."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from articles.ingest.reasons import kept_basis, told_basis
from articles.models import ARTICLE_LANGUAGES, Article, Source, Tag, TaggedArticle
from articles.revisions.content import ATTRIBUTES, DATES, MOMENTS, Content

TEXTS = ("headline", "original_headline", "subtitle", "body")
ROW_ONLY = ("slug", "translation_of")


class BodyField(forms.CharField):
    """Markdown as typed; a browser's line ends and blank lines at the end are no change."""

    widget = forms.Textarea

    def __init__(self, **kwargs):
        super().__init__(strip=False, **kwargs)

    def to_python(self, value):
        return unix_lines(super().to_python(value))

    def has_changed(self, initial, data) -> bool:
        return unix_lines(initial).rstrip() != unix_lines(data).rstrip()


class LinesField(forms.CharField):
    """A list of strings, one a line."""

    widget = forms.Textarea

    def to_python(self, value) -> list[str]:
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def prepare_value(self, value) -> str:
        return value if isinstance(value, str) else "\n".join(value or ())

    def has_changed(self, initial, data) -> bool:
        return list(initial or ()) != self.to_python(data)


FIRST_YEAR, LAST_YEAR = 1600, 2100  # from the first newspapers on; what lies outside is a slip of the pen


def validate_year(when: date) -> None:
    """Raises ValidationError for a year in which there was no press, or none yet."""
    if not FIRST_YEAR <= when.year <= LAST_YEAR:
        words = _("The year %(year)s lies outside of %(first)s to %(last)s.")
        raise ValidationError(words, params={"year": when.year, "first": FIRST_YEAR, "last": LAST_YEAR})


class DayField(forms.DateField):
    default_validators = [validate_year]
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class MomentField(forms.DateTimeField):
    default_validators = [validate_year]
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class EditForm(forms.Form):
    """`base` is the number of the revision that the person had before them; an edit never lands on a newer one unseen."""

    base = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("What changed, and why"),
        max_length=500,
        required=False,
        help_text=_("Stands in the revisions. Good manners when a published text changes."),
    )
    is_note_public = forms.BooleanField(label=_("Show readers this note"), required=False)

    def edited(self, content: Content) -> Content:
        """The content with what this person changed."""
        changes = {name: plain_value(name, self.cleaned_data[name]) for name in self.changed_content}
        texts = {name: value for name, value in changes.items() if name in TEXTS or name == "tags"}
        attributes = {name: value for name, value in changes.items() if name in ATTRIBUTES}
        return replace(content, **texts, attributes={**content.attributes, **attributes})

    @property
    def changed_content(self) -> list[str]:
        return [name for name in self.changed_data if name in (*TEXTS, "tags", *ATTRIBUTES)]

    @property
    def changed_row(self) -> dict[str, Any]:
        """Columns of the article that no revision holds."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name in ROW_ONLY}


class BasisField(forms.CharField):
    """On what an estimate rests: the reader's own codes in the language of whoever looks, and kept as codes."""

    def prepare_value(self, value: str | None) -> str:
        return told_basis(value or "")

    def to_python(self, value: str | None) -> str:
        return kept_basis(super().to_python(value))

    def has_changed(self, initial: str | None, data: str | None) -> bool:
        return super().has_changed(initial, self.to_python(data))


class TextForm(EditForm):
    headline = forms.CharField(label=_("Headline"), max_length=500)
    original_headline = forms.CharField(
        label=_("Headline as printed"),
        max_length=500,
        required=False,
        help_text=_("In its own language, where the page shows it in two."),
    )
    subtitle = forms.CharField(label=_("Subtitle"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    body = BodyField(
        label=_("Text (Markdown)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 24, "class": "ks-md"}),
    )


class SourceForm(EditForm):
    language = forms.ChoiceField(label=_("Language"))
    source = forms.ModelChoiceField(
        Source.objects.all(),
        label=_("Paper"),
        required=False,
        widget=AutocompleteSelect(Article._meta.get_field("source"), admin.site),
    )
    section = forms.CharField(label=_("Section"), max_length=200, required=False)
    authors = LinesField(
        label=_("Authors"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line. None printed: leave it empty."),
    )
    published_on = DayField(label=_("Published on"), required=False)
    published_at = MomentField(
        label=_("Published at"), required=False, help_text=_("Only where the page gives a clock.")
    )
    updated_on = DayField(label=_("Updated on"), required=False)
    updated_at = MomentField(label=_("Updated at"), required=False)
    estimate_not_before = DayField(label=_("Not before"), required=False)
    estimate_not_after = DayField(label=_("Not after"), required=False)
    estimate_basis = BasisField(label=_("Basis of the estimate"), max_length=500, required=False)
    url = forms.URLField(label=_("Its own address"), max_length=2000, required=False, assume_scheme="https")
    source_url = forms.URLField(
        label=_("Address it was translated from"), max_length=2000, required=False, assume_scheme="https"
    )
    slug = forms.SlugField(
        label=_("Ending of the address here"), max_length=100, required=False, help_text=_("May be empty.")
    )
    translation_of = forms.ModelChoiceField(
        Article.objects.originals(),
        label=_("Translation of"),
        required=False,
        widget=AutocompleteSelect(Article._meta.get_field("translation_of"), admin.site),
    )
    translator = forms.CharField(label=_("Translator"), max_length=200, required=False)
    reviser = forms.CharField(label=_("Reviser"), max_length=200, required=False)
    engine = forms.CharField(
        label=_("Engine"),
        max_length=100,
        required=False,
        help_text=_("The machine that made it, if one did."),
    )

    def __init__(self, *args, article: Article, **kwargs):
        super().__init__(*args, **kwargs)
        self.article = article
        self.fields["language"].choices = language_choices(article.language)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for day, moment in (("published_on", "published_at"), ("updated_on", "updated_at")):
            if data.get(moment) and not data.get(day):
                data[day] = localtime(data[moment]).date()
                self.changed_data.append(day)
            elif {day, moment} & {*self.changed_data} and not _is_day_of(data.get(day), data.get(moment)):
                self.add_error(day, _("The clock beside it says another day; change it too, or clear it."))
        begin, end = data.get("estimate_not_before"), data.get("estimate_not_after")
        if begin and end and begin > end:
            self.add_error("estimate_not_after", _("This day is before the first one."))
        self.clean_original(data)
        return data

    def clean_original(self, data: dict[str, Any]) -> None:
        original, language = data.get("translation_of"), data.get("language")
        if original is None:
            return
        if original.pk == self.article.pk or self.article.translations.exists():
            self.add_error("translation_of", _("A text that is translated itself is no translation."))
        elif original.language == language:
            self.add_error("translation_of", _("That article is in the same language."))
        elif original.translations.filter(language=language).exclude(pk=self.article.pk).exists():
            self.add_error("translation_of", _("That article has a translation in this language already."))


class TagsForm(EditForm):
    tags = forms.ModelMultipleChoiceField(
        Tag.objects.all(),
        label=_("Tags"),
        required=False,
        widget=AutocompleteSelectMultiple(TaggedArticle._meta.get_field("tag"), admin.site),
    )


class AddForm(TextForm):
    language = forms.ChoiceField(label=_("Language"), choices=ARTICLE_LANGUAGES)
    source = SourceForm.base_fields["source"]
    base = None
    field_order = ["language", "source"]


def _is_day_of(day: date | None, moment: datetime | None) -> bool:
    """Whether it is that day somewhere at that moment: a paper's day is that of its own place."""
    if not day or not moment:
        return True
    first, last = (moment.astimezone(timezone(timedelta(hours=hours))).date() for hours in (-12, 14))
    return first <= day <= last


def initial_of(article: Article, content: Content) -> dict[str, Any]:
    """A content as the forms show it."""
    attributes = content.attributes
    initial: dict[str, Any] = {name: getattr(content, name) for name in TEXTS}
    initial |= {name: attributes.get(name) for name in ATTRIBUTES if name != "source"}
    for name in DATES:
        initial[name] = date.fromisoformat(initial[name]) if initial[name] else None
    for name in MOMENTS:
        moment = datetime.fromisoformat(initial[name]) if initial[name] else None
        initial[name] = moment and localtime(moment).replace(second=0, microsecond=0)
    slug = attributes.get("source")
    source = Source.objects.by_slugs([slug]).get(slug) if slug else None
    initial["source"] = source and source.pk
    initial["tags"] = list(Tag.objects.filter(slug__in=content.tags).values_list("pk", flat=True))
    initial["slug"], initial["translation_of"] = article.slug, article.translation_of_id
    return initial


def plain_value(name: str, value: Any) -> Any:
    """A cleaned value as a Content holds it."""
    if name in DATES or name in MOMENTS:
        return value.isoformat() if value else None
    if name == "source":
        return value.slug if value else None
    if name == "tags":
        return tuple(sorted(tag.slug for tag in value))
    return value


def changed_between(old: Content, new: Content) -> set[str]:
    """The names of what differs."""
    names = {name for name in (*TEXTS, "tags") if getattr(old, name) != getattr(new, name)}
    return names | {n for n in ATTRIBUTES if old.attributes.get(n) != new.attributes.get(n)}


def language_choices(present: str) -> list[tuple[str, str]]:
    known = dict(ARTICLE_LANGUAGES)
    return [*ARTICLE_LANGUAGES, *([(present, present)] if present and present not in known else [])]


def unix_lines(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n").replace("\r", "\n")


def labels(form: forms.Form, names: Iterable[str]) -> list[str]:
    return [str(form.fields[name].label) for name in names if name in form.fields]
