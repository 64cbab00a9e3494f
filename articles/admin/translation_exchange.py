"""Taking translations away as exchange files, and taking in what comes back, paragraph by paragraph."""

import io
import zipfile
from collections.abc import Iterator, Sequence

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import pipeline
from articles.admin.rights import may_edit
from articles.models import Article
from articles.translations.exchange.apply import apply_bundle, archive_of
from articles.translations.exchange.bundle import ExchangeError
from articles.translations.exchange.formats import read

MOST_BYTES = 20_000_000  # of an upload, and of all that an archive unpacks to
MOST_FILES = 500


class ImportForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Exchange file that came back"),
        help_text=gettext_lazy("XLIFF, PO, Markdown or JSON as it was exported, or a zip archive of them."),
    )


def take_away(translations: Sequence[Article], format: str) -> HttpResponse:
    """A zip archive with a file for each translation."""
    response = HttpResponse(archive_of(translations, format), content_type="application/zip")
    day = timezone.localdate().isoformat()
    response["Content-Disposition"] = f'attachment; filename="translations-{day}.zip"'
    return response


def bring_back(request: HttpRequest) -> None:
    """Put what came back into the pairs, a draft revision for each translation; what is refused is said with its reason."""
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid() or form.cleaned_data["file"].size > MOST_BYTES:
        messages.error(request, _("Choose an exchange file of at most 20 MB."))
        return
    for name, data in _files(request, form.cleaned_data["file"]):
        _bring_one(request, name, data)


def _bring_one(request: HttpRequest, name: str, data: bytes) -> None:
    try:
        bundle = read(data)
        translation = Article.objects.filter(pk=bundle.number, translation_of__isnull=False).first()
        if translation is not None and not may_edit(request.user, translation):
            messages.error(request, _("%(name)s: this translation is not yours to change.") % {"name": name})
            return
        report = apply_bundle(bundle, user=request.user)
    except ExchangeError as error:
        messages.error(request, f"{name}: {error}")
        return
    if report.taken:
        pipeline.save_translation(translation, user=request.user, note=name[:500])
    told = _("%(name)s: taken %(taken)d, as they were %(same)d, refused %(refused)d.") % {
        "name": name,
        "taken": len(report.taken),
        "same": len(report.unchanged),
        "refused": len(report.refused),
    }
    reasons = "; ".join(f"{anchor}: {reason}" for anchor, reason in report.refused)
    (messages.warning if reasons else messages.success)(request, " ".join(filter(None, [told, reasons])))


def _files(request: HttpRequest, upload) -> Iterator[tuple[str, bytes]]:
    data = upload.read()
    if not zipfile.is_zipfile(io.BytesIO(data)):
        yield upload.name, data
        return
    left = MOST_BYTES
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.infolist()[:MOST_FILES]:
            if entry.is_dir():
                continue
            left -= entry.file_size
            if left < 0:
                messages.error(request, _("The archive unpacks to more than 20 MB; the rest was left out."))
                return
            try:
                yield entry.filename, archive.read(entry)
            except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
                messages.error(request, f"{entry.filename}: {error}")
