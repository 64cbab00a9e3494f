"""The upload: several files, archives of files, or a pasted text, on the same way in as the import command."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.utils.translation import gettext_lazy as _

from articles.ingest.gather import gather
from articles.ingest.incoming import Incoming, Refused
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


@contextmanager
def uploaded_files(form: UploadForm) -> Iterator[Iterator[Incoming | Refused]]:
    """The pages in what was uploaded, one at a time, while the files lie in a folder of their own."""
    data = form.cleaned_data
    with tempfile.TemporaryDirectory() as folder:
        yield _pages(Path(folder), data)


def _pages(folder: Path, data: dict) -> Iterator[Incoming | Refused]:
    for number, file in enumerate(data["files"]):
        place = folder / str(number)
        place.mkdir()
        path = place / file.name
        with path.open("wb") as target:
            for chunk in file.chunks():
                target.write(chunk)
        for page in gather([str(path)]):
            yield replace(page, name=page.name.removeprefix(f"{place}/"))
        path.unlink()
    text = data["text"].replace("\r\n", "\n")
    if text.strip():
        name = data["name"] or _("pasted text")
        yield Incoming(str(name), text.encode(), data["address"])
