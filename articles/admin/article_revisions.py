"""The tab of an article's revisions: two of them compared, and an older one brought back as a whole or by field."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles import pipeline
from articles.admin.acts import told_hour
from articles.admin.article_form import TEXTS, SourceForm, TagsForm, TextForm
from articles.admin.rights import may_edit, require
from articles.ingest.reasons import told_basis
from articles.models import ARTICLE_LANGUAGES, Article, AuditEntry, Revision, Source, Tag
from articles.revisions.changes import FieldRow, field_rows, paragraph_rows
from articles.revisions.content import ATTRIBUTES, MOMENTS, Content, content_of_revision


def context(request: HttpRequest, article: Article) -> dict[str, Any]:
    """Two revisions side by side: the one before the newest and the newest, or those that were chosen."""
    rows = list(
        article.revisions.select_related("created_by", "run").defer("body", "plain", "attributes", "subtitle")
    )
    numbers = [row.number for row in rows]
    new = _number(request.GET.get("new"), numbers, default=numbers[0])
    older = [number for number in numbers if number < new]
    old = _number(request.GET.get("old"), numbers, default=older[0] if older else new)
    before, after = (article.revisions.get(number=number) for number in (old, new))
    contents = content_of_revision(before), content_of_revision(after)
    return {
        "revisions": rows,
        "old": before,
        "new": after,
        "rows": paragraph_rows(contents[0].body, contents[1].body),
        "fields": told_fields(field_rows(*contents)),
    }


def told_fields(rows: list[FieldRow]) -> list[dict[str, Any]]:
    """The rows as people read them: fields, tags and papers by name, moments by the clock."""
    slugs: dict[str, list[str]] = {"tags": [], "source": []}
    for row in rows:
        slugs.setdefault(row.name, []).extend(text for _op, *texts in row.parts for text in texts if text)
    names: dict[str, dict[str, Any]] = {
        "tags": Tag.objects.by_slugs(slugs["tags"]),
        "source": Source.objects.by_slugs(slugs["source"]),
        "language": dict(ARTICLE_LANGUAGES),
        "is_headline_proposed": {"True": "✓"},
        "state": dict(Article.State.choices),
    }

    def word(name: str, text: str) -> str:
        if name == "estimate_basis":
            return told_basis(text)
        if text and name in MOMENTS:
            return told_hour(text)
        return str(names.get(name, {}).get(text, text))

    return [
        {
            "name": row.name,
            "label": _label(row.name),
            "is_list": row.is_list,
            "parts": [(op, word(row.name, old), word(row.name, new)) for op, old, new in row.parts],
        }
        for row in rows
    ]


def _label(name: str) -> str:
    """What the field is called on its tab."""
    for form in (TextForm, SourceForm, TagsForm):
        if name in form.base_fields:
            return str(form.base_fields[name].label)
    return capfirst(str(Article._meta.get_field(name).verbose_name))


def _restored(request: HttpRequest, article: Article, revision: Revision) -> Content:
    """The old content, or of the newest one only the fields that were ticked."""
    old, new = content_of_revision(revision), content_of_revision(article.latest_revision)
    names = set(request.POST.getlist("field"))
    if not names:
        return old
    texts = {name: getattr(old, name) for name in (*TEXTS, "tags") if name in names}
    attributes = {name: old.attributes.get(name) for name in ATTRIBUTES if name in names}
    return replace(new, **texts, attributes={**new.attributes, **attributes})


def act(request: HttpRequest, article: Article, verb: str, number: int) -> bool:
    """Bring a revision back, or what was ticked of it, as a new one."""
    revision = article.revisions.filter(number=number).first()
    if revision is None:
        raise Http404
    names = request.POST.getlist("field")
    if verb != "restore" or not {*names} <= {*TEXTS, "tags", *ATTRIBUTES}:
        return False
    content = _restored(request, article, revision)
    require(may_edit(request.user, _as_it_would_be(article, content)))
    fields = ", ".join(map(_label, names))
    note, text = _words(fields)
    made = pipeline.save_edit(
        article,
        content,
        user=request.user,
        note=(note % {"number": number, "fields": fields})[:500],
        cause=Revision.Cause.RESTORE,
    )
    same = _("The newest revision says the same already.")
    if made:
        AuditEntry.objects.record(
            user=request.user,
            action="article.restore",
            target=article,
            revision=made.number,
            of=number,
            fields=names,
        )
    told = {"new": made and made.number, "old": number, "fields": fields}
    messages.success(request, text % told if made else same)
    return True


def _words(fields: str) -> tuple[str, str]:
    """The note of a restored revision and what is said of it."""
    if fields:
        return (
            _("Brought back from revision %(number)d: %(fields)s"),
            _("Revision %(new)d has this of revision %(old)d: %(fields)s. Nothing is lost."),
        )
    return (
        _("Revision %(number)d brought back"),
        _("Revision %(new)d has the text of revision %(old)d; nothing is lost."),
    )


def _as_it_would_be(article: Article, content: Content) -> Article:
    """The article's place with that content: bringing back moves none to where it would not be this person's."""
    slug = content.attributes.get("source")
    return Article(
        state=article.state,
        language=content.attributes.get("language", article.language),
        source=Source.objects.by_slugs([slug]).get(slug) if slug else None,
        translation_of=article.translation_of,
    )


def _number(given: str | None, numbers: list[int], *, default: int) -> int:
    return int(given) if given and given.isdigit() and int(given) in numbers else default
