"""The index of text reuse with sketches of what stands around each gram; derived, so it begins anew."""

from django.db import migrations, models

COLUMNS = "gram integer NOT NULL, article integer NOT NULL, place integer NOT NULL CHECK (place >= 0)"
SKETCHES = '"before" bigint NOT NULL, "behind" bigint NOT NULL'


def begin_anew(schema_editor, columns: str) -> None:
    schema_editor.execute("DROP TABLE articles_gram")
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    table = f"CREATE TABLE articles_gram ({columns}, PRIMARY KEY (gram, article))"
    schema_editor.execute(table + (" WITHOUT ROWID" if is_sqlite else ""))
    schema_editor.execute("DELETE FROM articles_linkedarticle")


def add_sketches(apps, schema_editor) -> None:
    begin_anew(schema_editor, f"{COLUMNS}, {SKETCHES}")


def drop_sketches(apps, schema_editor) -> None:
    begin_anew(schema_editor, COLUMNS)


class Migration(migrations.Migration):
    dependencies = [("articles", "0014_desk")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(add_sketches, drop_sketches)],
            state_operations=[
                migrations.AddField("gram", "before", models.BigIntegerField(), preserve_default=False),
                migrations.AddField("gram", "behind", models.BigIntegerField(), preserve_default=False),
            ],
        ),
    ]
