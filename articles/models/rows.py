"""Many rows at once, without an instance for each: an import writes hundreds of small rows for every page."""

from collections.abc import Iterable, Sequence

from django.db import connections, models, router


def insert_rows(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence]) -> None:
    """Add rows of values in the order of the named fields, all that have no default of the database.

    The key of another row stands for the row.
    """
    connection = connections[router.db_for_write(model)]
    table, columns, rows = _prepared(connection, model, names, rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", rows)


def update_rows(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence]) -> None:
    """Set the named fields of rows known by their key, which stands last in each row of values."""
    connection = connections[router.db_for_write(model)]
    table, columns, rows = _prepared(connection, model, [*names, model._meta.pk.name], rows)
    *changed, key = (f"{column} = %s" for column in columns)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {', '.join(changed)} WHERE {key}", rows)


def _prepared(connection, model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence]):
    """The names of table and columns, and the rows as the database wants them."""
    fields = [model._meta.get_field(name) for name in names]
    quote = connection.ops.quote_name
    ready = [
        [
            value if value is None or type(value) in (int, str) else field.get_db_prep_save(value, connection)
            for field, value in zip(fields, row, strict=True)
        ]
        for row in rows
    ]
    return quote(model._meta.db_table), [quote(field.column) for field in fields], ready
