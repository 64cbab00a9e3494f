"""The back office, one file a noun. Django looks for them here."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin import (
    account,
    article,
    audit,
    capture,
    comment,
    import_run,
    job,
    link,
    picture,
    quotation,
    revision,
    source,
    tag,
    translation,
)

__all__ = [
    "account",
    "article",
    "audit",
    "capture",
    "comment",
    "import_run",
    "job",
    "link",
    "picture",
    "quotation",
    "revision",
    "source",
    "tag",
    "translation",
]

admin.site.site_header = _("kzsite back office")
admin.site.site_title = _("kzsite back office")
admin.site.index_title = _("Work waiting")
admin.site.site_url = "/"
