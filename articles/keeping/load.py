"""A folder that `export_archive` wrote → an empty database, with all that is derived made anew."""

import json
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.management.color import no_style
from django.db import DatabaseError, connection, models, transaction

from articles.keeping.export import FORMAT, KIND, capture_path
from articles.keeping.folder import NotKept, read_manifest
from articles.keeping.tables import insert, instance, kept_models, table_name
from articles.links.index import look_up
from articles.links.texts import Texts
from articles.listing.keep import relist_all
from articles.models import Article, Capture, ContentVersion
from articles.revisions.render import render_articles
from articles.search.index import rebuild as rebuild_search

BATCH = 200


def load_archive(folder: Path) -> dict[str, int]:
    """Take an export in, whole or not at all; returns how many rows each table got. Raises NotKept."""
    about = read_manifest(folder, kind=KIND, newest=FORMAT)
    tables = {table_name(model): model for model in kept_models()}
    if unknown := sorted(about["rows"].keys() - tables.keys()):
        raise NotKept(f"{folder} holds tables that this kzsite does not know: {', '.join(unknown)}")
    with transaction.atomic():
        for name, model in tables.items():
            if model._base_manager.exists():
                raise NotKept(
                    f"the table {name} is not empty; take an export into a new database (`manage.py migrate`, not `init`)"
                )
        for name, model in tables.items():
            if name in about["rows"]:
                _load_table(folder, model)
        _check_references()
        _count_on(tables.values())
        for articles in _in_batches(Article.objects.order_by("pk").values_list("pk", flat=True)):
            _derive(articles)
        deque(rebuild_search(), maxlen=0)
        deque(relist_all(), maxlen=0)
        ContentVersion.move()
    _store_files(folder / "media")
    return about["rows"]


def _load_table(folder: Path, model: type[models.Model]) -> None:
    path = folder / "tables" / f"{table_name(model)}.jsonl"
    with path.open(encoding="utf-8") as lines:
        for numbered in _in_batches(enumerate(lines, 1)):
            table_rows = [(f"{path}:{number}", json.loads(line)) for number, line in numbered]
            items = [_read(folder, model, row, place) for place, row in table_rows]
            try:
                insert(model, items)
                for _, row in table_rows:
                    for name in row.get("groups", ()):
                        Group.objects.get_or_create(name=name)[0].user_set.add(row["id"])
            except DatabaseError as error:
                first, last = numbered[0][0], numbered[-1][0]
                raise NotKept(f"{path}, lines {first} to {last}: {error}") from error


def _read(folder: Path, model: type[models.Model], row: dict[str, Any], place: str) -> models.Model:
    try:
        item = instance(model, row)
    except ValidationError as error:
        raise NotKept(f"{place}: {'; '.join(error.messages)}") from error
    if isinstance(item, Capture):
        item.content = capture_path(folder, item.sha256).read_bytes()
    if isinstance(item, get_user_model()):
        item.password = make_password(None)  # an export holds no secrets: people choose a new one
    return item


def _check_references() -> None:
    try:
        connection.check_constraints()
    except DatabaseError as error:
        raise NotKept(f"the export is not whole: {error}") from error


def _count_on(kept: Iterable[type[models.Model]]) -> None:
    """New rows get numbers after those that came with their own."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(kept)):
            cursor.execute(statement)


def _derive(numbers: list[int]) -> None:
    """HTML and the index of shared text; links are not looked for: the export holds them with their verdicts."""
    articles = Article.objects.filter(pk__in=numbers, latest_revision__isnull=False)
    render_articles(articles.select_related("live_revision", "latest_revision"))
    texts = Texts()
    texts.fetch(numbers)
    look_up(list(texts.values()), former={})


def _store_files(media: Path) -> None:
    for path in sorted(media.rglob("*")):
        if path.is_file():
            name = str(path.relative_to(media))
            with path.open("rb") as source:
                if default_storage.exists(name):
                    default_storage.delete(name)
                default_storage.save(name, source)


def _in_batches(entries: Iterable) -> Iterator[list]:
    entries = iter(entries)
    while batch := list(islice(entries, BATCH)):
        yield batch
