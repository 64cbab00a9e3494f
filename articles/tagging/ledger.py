"""What a curation changes, row by row, so that it can be undone exactly.

rows before ─ the curation ─ rows after → changes (JSON) → put_back
An editor's later decision wins: a row that somebody changed since is left as it is, and counted.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q, TextField
from django.db.models.functions import Cast

from articles.models import (
    Article,
    Curation,
    KeptApart,
    Revision,
    Tag,
    TagAlias,
    TaggedArticle,
    TagRedirect,
    TagSuggestion,
    UnknownName,
)

Row = dict[str, Any]
Change = dict[
    str, Any
]  # {"table", "pk", "before": row or None, "after": row or None}, of a changed row what differs

# In an order in which rows can be put in: what others refer to comes first.
TABLES: dict[str, type[models.Model]] = {
    "tag": Tag,
    "alias": TagAlias,
    "redirect": TagRedirect,
    "parent": Tag.parents.through,
    "source": Tag.sources.through,
    "tagged": TaggedArticle,
    "suggestion": TagSuggestion,
    "unknown": UnknownName,
    "apart": KeptApart,
    "revision": Revision,
}


class Recording:
    """The tags that a curation is about; one that it makes is added while it runs."""

    def __init__(self, tags: Iterable[Tag]) -> None:
        tags = list(tags)
        self.tags = {tag.pk for tag in tags}
        self.slugs = {tag.slug for tag in tags}
        self.articles: set[int] = set()
        self.changes: list[Change] = []
        self.curation: Curation | None = None  # once it is over and anything changed


@contextmanager
def recording(
    tags: Iterable[Tag], articles: Iterable[int] = (), *, only: bool = False
) -> Iterator[Recording]:
    """Note what happens to the tags and all that hangs on them; `articles` change, too, or `only` they do."""
    record = Recording(tags)
    record.articles = set(articles) if only else {*carriers(record.tags, record.slugs), *articles}
    before = _snapshot(record, {})
    yield record
    record.changes = list(_differences(before, _snapshot(record, before)))


def carriers(tags: Iterable[int], slugs: Iterable[str]) -> set[int]:
    """The numbers of the articles that carry one of the tags, be it in a draft that waits beside what readers see."""
    found = set(TaggedArticle.objects.filter(tag__in=tags).values_list("content_object", flat=True))
    names_one = Q()
    for slug in slugs:
        names_one |= Q(text__contains=f'"{slug}"')
    if names_one:
        drafts = Article.objects.filter(live_revision__isnull=False).exclude(
            latest_revision=F("live_revision")
        )
        held = drafts.annotate(text=Cast("latest_revision__tags", TextField())).filter(names_one)
        found |= set(held.values_list("pk", flat=True))
    return found


def put_back(changes: Iterable[Change]) -> int:
    """Undo the changes; the number of rows that were left because they are no longer what the curation made of them."""
    by_table: dict[str, list[Change]] = {name: [] for name in TABLES}
    for change in changes:
        by_table[change["table"]].append(change)
    left = 0
    for name, rows in by_table.items():  # first, since what hangs on a tag goes with it
        left += _change_back(name, [c for c in rows if c["before"] and c["after"]])
    for name in reversed(TABLES):
        left += _take_out(name, [c for c in by_table[name] if c["before"] is None])
    for name, rows in by_table.items():
        left += _put_in(name, [c for c in rows if c["after"] is None])
    return left


def touched(changes: Iterable[Change]) -> set[tuple[str, int, str]]:
    """(table, row, column) of every value that the changes concern; a row that came or went is one with column ""."""
    places = set()
    for change in changes:
        whole = change["before"] is None or change["after"] is None
        for column in [""] if whole else change["after"]:
            places.add((change["table"], change["pk"], column))
    return places


def overlap(one: Iterable[Change], other: Iterable[Change]) -> bool:
    """Whether two curations concern the same value, or one concerns a row that came or went with the other."""
    first, second = touched(one), touched(other)
    rows = {(table, pk) for table, pk, column in first if not column}
    others = {(table, pk) for table, pk, column in second if not column}
    return bool(
        first & second
        or any((table, pk) in rows for table, pk, _ in second)
        or any((table, pk) in others for table, pk, _ in first)
    )


def _snapshot(record: Recording, earlier: dict[tuple[str, int], Row]) -> dict[tuple[str, int], Row]:
    rows: dict[tuple[str, int], Row] = {}
    for name in TABLES:
        rows |= {(name, pk): row for pk, row in _rows(name, _concerned(name, record)).items()}
        gone = [pk for table, pk in earlier if table == name and (name, pk) not in rows]
        if gone:  # from the tags, perhaps to another
            rows |= {(name, pk): row for pk, row in _rows(name, Q(pk__in=gone)).items()}
    return rows


def _concerned(name: str, record: Recording) -> Q:
    tags = record.tags
    if name == "tag":
        return Q(pk__in=tags)
    if name == "redirect":
        return Q(tag__in=tags) | Q(slug__in=record.slugs)
    if name == "parent":
        return Q(from_tag__in=tags) | Q(to_tag__in=tags)
    if name == "apart":
        return Q(one__in=tags) | Q(other__in=tags)
    if name == "revision":
        owners = Article.objects.filter(pk__in=record.articles)
        return Q(pk__in=owners.values("live_revision")) | Q(pk__in=owners.values("latest_revision"))
    return Q(tag__in=tags)


def _columns(name: str) -> list[str]:
    if name == "revision":
        return ["id", "tags"]
    derived = {"article_count"}
    return [field.attname for field in TABLES[name]._meta.concrete_fields if field.attname not in derived]


def _plain(row: Row) -> Row:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in row.items()}


def _differences(before: dict[tuple[str, int], Row], after: dict[tuple[str, int], Row]) -> Iterator[Change]:
    for table, pk in sorted(before.keys() | after.keys()):
        old, new = before.get((table, pk)), after.get((table, pk))
        if old is not None and new is not None:
            names = [name for name in old if old[name] != new[name]]
            old, new = ({name: row[name] for name in names} for row in (old, new))
            if not names:
                continue
        yield {"table": table, "pk": pk, "before": old, "after": new}


def _rows(name: str, which: Q) -> dict[int, Row]:
    rows = TABLES[name]._default_manager.order_by().filter(which).values(*_columns(name))
    return {row.pop("id"): _plain(row) for row in rows}


def _current(name: str, changes: list[Change]) -> dict[int, Row]:
    return _rows(name, Q(pk__in=[change["pk"] for change in changes]))


def _take_out(name: str, changes: list[Change]) -> int:
    if not changes:
        return 0
    current = _current(name, changes)
    same = [c["pk"] for c in changes if current.get(c["pk"]) == c["after"]]
    TABLES[name]._default_manager.filter(pk__in=same).delete()
    return len(changes) - len(same)


def _put_in(name: str, changes: list[Change]) -> int:
    if not changes:
        return 0
    model = TABLES[name]
    there = _current(name, changes)
    rows = [model(pk=c["pk"], **_typed(model, c["before"])) for c in changes if c["pk"] not in there]
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey):
            known = _existing(field, {getattr(row, field.attname) for row in rows})
            rows = [row for row in rows if getattr(row, field.attname) in known]
    moments = {f.attname for f in model._meta.concrete_fields if getattr(f, "auto_now_add", False)}
    model._default_manager.bulk_create(rows)
    for row, change in ((row, c) for row in rows for c in changes if moments and c["pk"] == row.pk):
        values = _typed(model, {name: change["before"][name] for name in moments})
        model._default_manager.filter(pk=row.pk).update(**values)  # the insert wrote the present moment
    return len(changes) - len(rows)


def _existing(field: models.ForeignKey, numbers: set) -> set:
    found = field.related_model._default_manager.filter(pk__in=numbers - {None})
    return {None, *found.values_list("pk", flat=True)}


def _change_back(name: str, changes: list[Change]) -> int:
    if not changes:
        return 0
    model = TABLES[name]
    current = _current(name, changes)
    alike: dict[str, list[Change]] = defaultdict(list)
    left = 0
    for change in changes:
        now = current.get(change["pk"])
        if now is None or any(now[column] != value for column, value in change["after"].items()):
            left += 1
        else:
            alike[json.dumps(change["before"], sort_keys=True)].append(change)
    for group in alike.values():
        rows = model._default_manager.filter(pk__in=[change["pk"] for change in group])
        rows.update(**_typed(model, group[0]["before"]))
    return left


def _typed(model: type[models.Model], row: Row) -> Row:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return {
        name: value if isinstance(fields[name], models.JSONField) else fields[name].to_python(value)
        for name, value in row.items()
    }
