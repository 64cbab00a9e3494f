"""The back office, one file a noun. Django looks for them here."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin import (
    account,
    article,
    capture,
    comment,
    import_run,
    job,
    link,
    quotation,
    revision,
    source,
    tag,
)

__all__ = [
    "account",
    "article",
    "capture",
    "comment",
    "import_run",
    "job",
    "link",
    "quotation",
    "revision",
    "source",
    "tag",
]

admin.site.site_header = _("kzsite back office")
admin.site.site_title = _("kzsite back office")
admin.site.index_title = _("Work waiting")
admin.site.site_url = "/"
