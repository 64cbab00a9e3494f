"""The index of text reuse, and which text of each article it was asked with."""

import django.db.models.deletion
from django.db import migrations, models

TABLE = """CREATE TABLE articles_gram (
    gram bigint NOT NULL, article bigint NOT NULL, place integer NOT NULL CHECK (place >= 0), PRIMARY KEY (gram, article))"""


def create_table(apps, schema_editor) -> None:
    # The rows are looked up by their key only: on SQLite the key's tree can hold them, without a second one.
    schema_editor.execute(TABLE + (" WITHOUT ROWID" if schema_editor.connection.vendor == "sqlite" else ""))


def drop_table(apps, schema_editor) -> None:
    schema_editor.execute("DROP TABLE articles_gram")


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_search_index"),
    ]

    operations = [
        migrations.CreateModel(
            name="LinkedArticle",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="articles.article",
                    ),
                ),
                ("finder", models.PositiveIntegerField()),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.revision"
                    ),
                ),
            ],
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(create_table, drop_table)],
            state_operations=[
                migrations.CreateModel(
                    name="Gram",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "gram",
                                "article",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("gram", models.BigIntegerField()),
                        ("article", models.BigIntegerField()),
                        ("place", models.PositiveIntegerField()),
                    ],
                ),
            ],
        ),
    ]
