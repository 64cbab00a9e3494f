"""The upload: several files, archives of files, or a pasted text, on the same way in as the import command."""

import tempfile
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Source


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files, none of them empty of a name."""

    widget = FilesInput

    def clean(self, data, initial=None) -> list:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(file, initial) for file in files]


class UploadForm(forms.Form):
    files = FilesField(
        label=_("Files"),
        required=False,
        allow_empty_file=True,
        help_text=_("Saved pages: text, HTML or Markdown; also zip and tar archives of them."),
    )
    text = forms.CharField(
        label=_("Or a pasted text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "All that was on the page, as it was copied: what does not belong to the article is told apart."
        ),
    )
    name = forms.CharField(
        label=_("Name of the pasted text"), required=False, max_length=200, help_text=_("As a file's name.")
    )
    address = forms.URLField(
        label=_("Address it was copied from"), required=False, max_length=2000, assume_scheme="https"
    )
    source = forms.ModelChoiceField(
        Source.objects.all(),
        label=_("Paper"),
        required=False,
        widget=AutocompleteSelect(Article._meta.get_field("source"), admin.site),
        help_text=_("Only if all pages are from one paper; else each page says it."),
    )
    publish = forms.BooleanField(label=_("Publish at once"), required=False)

    def clean(self):
        data = super().clean()
        if not data.get("files") and not (data.get("text") or "").strip():
            raise forms.ValidationError(_("Choose files, or paste a text."))
        return data


def keep_upload(form: UploadForm) -> dict[str, Any]:
    """Lay what was uploaded where the work that takes it in will find it; its folder, and the pasted text, if there is one."""
    data = form.cleaned_data
    home = settings.MEDIA_ROOT / "uploads"
    home.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=home))
    for number, file in enumerate(data["files"]):
        place = folder / str(number)
        place.mkdir()
        with (place / file.name).open("wb") as target:
            for chunk in file.chunks():
                target.write(chunk)
    text = data["text"].replace("\r\n", "\n")
    pasted = {"name": str(data["name"] or _("pasted text")), "text": text, "address": data["address"]}
    return {"folder": str(folder), "pasted": pasted if text.strip() else None}
