"""Queries whose SQL is written once: on a page of many small queries Django takes ten times longer to write them than the
database to answer."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.db import connections
from django.db.models import BigIntegerField, Field, QuerySet, Value
from django.db.models.query import ModelIterable, get_related_populators
from django.db.models.sql.compiler import SQLCompiler


class Asked(Value):
    """Stands in a prepared query for a value that each asking brings; a number, where no other field is named."""

    def __init__(self, name: str, output_field: Field | None = None):
        super().__init__(name, output_field or BigIntegerField())

    def as_sql(self, compiler, connection) -> tuple[str, list]:
        return "%s", [self]

    def bound(self, given: dict, connection):
        value = given[self.value]
        if type(value) is int:  # as nearly all are: the field would do no more, in three times as long
            return connection.ops.adapt_integerfield_value(value, self.output_field.get_internal_type())
        return self.output_field.get_db_prep_value(value, connection)


def asked_list(name: str, size: int, output_field: Field | None = None) -> list[Asked]:
    """For `__in`: as many places as a query has, which `filled` fills."""
    return [Asked(f"{name}{place}", output_field) for place in range(size)]


def filled(name: str, values: Collection, size: int, *, nothing: int | str = -1) -> dict[str, object]:
    """The values for `asked_list`; places that are left over ask for the value that no row has."""
    whole = [*values, *[nothing] * (size - len(values))]
    return {f"{name}{place}": value for place, value in enumerate(whole)}


def size_for(values: Collection) -> int:
    """Places enough for the values: 8, 16, 32, …, so that few statements do for all."""
    return max(8, 1 << len(values).bit_length())


class Prepared:
    """Made from a function that gives a query set of instances or of `values_list`, with `Asked` in it.

    Called with the values by name it gives all instances, or all tuples, as the query set would.
    """

    def __init__(self, build: Callable[[], QuerySet]):
        self._build = build
        self._queryset: QuerySet | None = None
        self._written: dict[str, _Written] = {}

    def __call__(self, **given) -> list:
        if self._queryset is None:
            self._queryset = self._build()
        alias = self._queryset.db
        written = self._written.get(alias)
        if written is None:
            written = self._written[alias] = _write(self._queryset, alias)
        connection = connections[alias]
        values = [v.bound(given, connection) if isinstance(v, Asked) else v for v in written.parameters]
        with connection.cursor() as cursor:
            cursor.execute(written.sql, values)
            rows = cursor.fetchall()
        return written.read(rows, alias)


@dataclass(frozen=True)
class _Written:
    """A query's SQL and how its rows are read; both follow Django's `SQLCompiler` and `ModelIterable`."""

    sql: str
    parameters: tuple
    compiler: SQLCompiler
    converters: dict
    gives_instances: bool

    def read(self, rows: list[tuple], alias: str) -> list:
        if self.converters:
            rows = list(self.compiler.apply_converters(rows, self.converters))
        return self._instances(rows, alias) if self.gives_instances else rows

    def _instances(self, rows: list, alias: str) -> list:
        compiler = self.compiler
        model, places = compiler.klass_info["model"], compiler.klass_info["select_fields"]
        first, end = places[0], places[-1] + 1
        names = [column[0].target.attname for column in compiler.select[first:end]]
        related = get_related_populators(compiler.klass_info, compiler.select, alias)
        found = []
        for row in rows:
            instance = model.from_db(alias, names, row[first:end])
            for populator in related:
                populator.populate(row, instance)
            for name, place in compiler.annotation_col_map.items():
                setattr(instance, name, row[place])
            found.append(instance)
        return found


def _write(queryset: QuerySet, alias: str) -> _Written:
    compiler = queryset.query.get_compiler(using=alias)
    sql, parameters = compiler.as_sql()
    converters = compiler.get_converters([column[0] for column in compiler.select])
    gives_instances = issubclass(queryset._iterable_class, ModelIterable)
    return _Written(sql, tuple(parameters), compiler, converters, gives_instances)
