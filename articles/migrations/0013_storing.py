"""The index of text reuse with another hash and narrower columns; derived, so it begins anew."""

from django.db import migrations, models

TABLE = """CREATE TABLE articles_gram (
    gram {number} NOT NULL, article {number} NOT NULL, place integer NOT NULL CHECK (place >= 0), PRIMARY KEY (gram, article))"""


def begin_anew(schema_editor, number: str) -> None:
    schema_editor.execute("DROP TABLE articles_gram")
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    schema_editor.execute(TABLE.format(number=number) + (" WITHOUT ROWID" if is_sqlite else ""))
    schema_editor.execute("DELETE FROM articles_linkedarticle")


def narrow(apps, schema_editor) -> None:
    begin_anew(schema_editor, "integer")


def widen(apps, schema_editor) -> None:
    begin_anew(schema_editor, "bigint")


class Migration(migrations.Migration):
    dependencies = [("articles", "0012_ingest")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(narrow, widen)],
            state_operations=[
                migrations.AlterField("gram", "gram", models.IntegerField()),
                migrations.AlterField("gram", "article", models.IntegerField()),
            ],
        ),
    ]
