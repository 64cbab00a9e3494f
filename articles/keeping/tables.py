"""Which tables an export holds, and how a row becomes a JSON object and back, the same on every database."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models

# Made anew from the rest, at any time.
DERIVED = {
    "byline",
    "contentversion",
    "gram",
    "linkednames",
    "listing",
    "monthcount",
    "renderedarticle",
    "searchdoc",
    "searchname",
    "searchword",
}
DERIVED_COLUMNS = {("tag", "article_count")}
# Secrets of people who are signed in.
PRIVATE = {"session"}
USER_FIELDS = (
    "id", "username", "first_name", "last_name", "email", "is_active", "is_staff", "is_superuser", "date_joined",
)  # fmt: skip


def kept_models() -> list[type[models.Model]]:
    """All tables of the archive but the derived ones, by name; people come first, without their passwords."""
    own = apps.get_app_config("articles").get_models(include_auto_created=True)
    kept = [model for model in own if model._meta.model_name not in DERIVED | PRIVATE and model._meta.managed]
    return [get_user_model(), *sorted(kept, key=table_name)]


def table_name(model: type[models.Model]) -> str:
    return model._meta.model_name


def fields_of(model: type[models.Model]) -> list[models.Field]:
    """The columns that an export holds."""
    fields = model._meta.concrete_fields
    if model is get_user_model():
        return [field for field in fields if field.attname in USER_FIELDS]
    return [field for field in fields if not field.generated and not _is_left_out(field)]


def _is_left_out(field: models.Field) -> bool:
    """Bytes are files of their own; what is derived is made anew."""
    column = (table_name(field.model), field.attname)
    return isinstance(field, models.BinaryField) or column in DERIVED_COLUMNS


def rows(model: type[models.Model]) -> Iterator[dict[str, Any]]:
    """The table's rows in the order of their keys; a few hundred in memory at a time."""
    fields = fields_of(model)
    query = model._base_manager.order_by("pk").only(*(field.name for field in fields))
    for item in query.iterator(chunk_size=500):
        row = {field.attname: _plain(field.value_from_object(item)) for field in fields}
        if isinstance(item, get_user_model()):
            row["groups"] = sorted(item.groups.values_list("name", flat=True))
        yield row


def instance(model: type[models.Model], row: dict[str, Any]) -> models.Model:
    """The row as an object that was not stored yet. Raises ValidationError where a value is none of its column's."""
    values = {}
    for field in fields_of(model):
        if field.attname in row:
            value = row[field.attname]
            values[field.attname] = value if isinstance(field, models.JSONField) else field.to_python(value)
    return model(**values)


def insert(model: type[models.Model], items: list[models.Model]) -> None:
    """Store the objects as they are: `bulk_create` would set moments of change to now."""
    fields = [*fields_of(model), *filter(_is_left_out, model._meta.concrete_fields)]
    if model is get_user_model():
        fields = list(model._meta.concrete_fields)
    model._base_manager._insert(items, fields=fields, using="default", raw=True)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value
