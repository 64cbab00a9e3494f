"""SQLite: a full-text index for each tier, so that a search of headlines does not go through the words of all names."""

from django.db import migrations

TIERS = {"articles_search_title": ("filters", "title"), "articles_search_head": ("filters", "title", "tags")}


def add(apps, schema_editor) -> None:
    if schema_editor.connection.vendor != "sqlite":
        return
    for table, columns in TIERS.items():
        listed = ", ".join(columns)
        old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("old", "new"))
        forget = f"INSERT INTO {table}({table}, rowid, {listed}) VALUES ('delete', old.id, {old})"
        take = f"INSERT INTO {table}(rowid, {listed}) VALUES (new.id, {new})"
        for statement in (
            f"""CREATE VIRTUAL TABLE {table} USING fts5(
                {listed}, content='articles_searchdoc', content_rowid='id', tokenize='ascii', prefix='1')""",
            f"INSERT INTO {table}({table}, rank) VALUES ('automerge', 2)",
            f"CREATE TRIGGER {table}_added AFTER INSERT ON articles_searchdoc BEGIN {take}; END",
            f"CREATE TRIGGER {table}_removed AFTER DELETE ON articles_searchdoc BEGIN {forget}; END",
            f"CREATE TRIGGER {table}_changed AFTER UPDATE ON articles_searchdoc BEGIN {forget}; {take}; END",
            f"INSERT INTO {table}({table}) VALUES ('rebuild')",
        ):
            schema_editor.execute(statement)


def remove(apps, schema_editor) -> None:
    if schema_editor.connection.vendor != "sqlite":
        return
    for table in TIERS:
        for trigger in ("added", "removed", "changed"):
            schema_editor.execute(f"DROP TRIGGER {table}_{trigger}")
        schema_editor.execute(f"DROP TABLE {table}")


class Migration(migrations.Migration):
    dependencies = [("articles", "0017_desk_indexes")]

    operations = [migrations.RunPython(add, remove)]
