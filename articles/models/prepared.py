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
    instances: "_Instances | None"

    def read(self, rows: list[tuple], alias: str) -> list:
        if self.converters:
            rows = list(self.compiler.apply_converters(rows, self.converters))
        return self.instances.made_of(rows, alias) if self.instances else rows


class _Instances:
    """How rows become instances. Names of columns are kept as a set: Django looks each of a model's fields up among them."""

    def __init__(self, compiler: SQLCompiler, alias: str):
        self._model, places = compiler.klass_info["model"], compiler.klass_info["select_fields"]
        self._columns = slice(places[0], places[-1] + 1)
        self._names = frozenset(column[0].target.attname for column in compiler.select[self._columns])
        self._related = get_related_populators(compiler.klass_info, compiler.select, alias)
        for populator in self._related:
            populator.init_list = frozenset(populator.init_list)
        self._annotations = list(compiler.annotation_col_map.items())

    def made_of(self, rows: list, alias: str) -> list:
        found = []
        for row in rows:
            instance = self._model.from_db(alias, self._names, row[self._columns])
            for populator in self._related:
                populator.populate(row, instance)
            for name, place in self._annotations:
                setattr(instance, name, row[place])
            found.append(instance)
        return found


def _write(queryset: QuerySet, alias: str) -> _Written:
    compiler = queryset.query.get_compiler(using=alias)
    sql, parameters = compiler.as_sql()
    converters = compiler.get_converters([column[0] for column in compiler.select])
    gives_instances = issubclass(queryset._iterable_class, ModelIterable)
    instances = _Instances(compiler, alias) if gives_instances else None
    return _Written(sql, tuple(parameters), compiler, converters, instances)
