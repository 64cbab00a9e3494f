"""The search index: entries in order of publication, names, and the full-text index of the database in use."""

import django.db.models.deletion
from django.db import migrations, models

SQLITE = (
    # The filters of a thousand hits are read for counts and facets: here they lie close together, apart from the texts.
    "CREATE INDEX articles_searchdoc_filters ON articles_searchdoc (id, filters)",
    """CREATE VIRTUAL TABLE articles_search USING fts5(
        filters, title, tags, body,
        content='articles_searchdoc', content_rowid='id', tokenize='ascii', prefix='1')""",
    # Fewer, larger parts: a little more work for a writer, half the work for every search.
    "INSERT INTO articles_search(articles_search, rank) VALUES ('automerge', 2)",
    """CREATE TRIGGER articles_searchdoc_added AFTER INSERT ON articles_searchdoc BEGIN
        INSERT INTO articles_search(rowid, filters, title, tags, body)
        VALUES (new.id, new.filters, new.title, new.tags, new.body); END""",
    """CREATE TRIGGER articles_searchdoc_removed AFTER DELETE ON articles_searchdoc BEGIN
        INSERT INTO articles_search(articles_search, rowid, filters, title, tags, body)
        VALUES ('delete', old.id, old.filters, old.title, old.tags, old.body); END""",
    """CREATE TRIGGER articles_searchdoc_changed AFTER UPDATE ON articles_searchdoc BEGIN
        INSERT INTO articles_search(articles_search, rowid, filters, title, tags, body)
        VALUES ('delete', old.id, old.filters, old.title, old.tags, old.body);
        INSERT INTO articles_search(rowid, filters, title, tags, body)
        VALUES (new.id, new.filters, new.title, new.tags, new.body); END""",
)
SQLITE_BACK = (
    "DROP TRIGGER articles_searchdoc_changed",
    "DROP TRIGGER articles_searchdoc_removed",
    "DROP TRIGGER articles_searchdoc_added",
    "DROP TABLE articles_search",
    "DROP INDEX articles_searchdoc_filters",
)

# PostgreSQL forgets positions after 16,383, so the parts of a long text lie over each other: each begins at position 1.
# 24,000 characters hold at most 12,000 tokens; fifty more let a phrase run over the end of a part.
VECTOR = """CREATE FUNCTION articles_search_vector(tokens text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN length(tokens) <= 24000 THEN to_tsvector('simple', tokens) ELSE (
        SELECT string_agg(quote_literal(lexeme) || ':' || places, ' ')::tsvector FROM (
            SELECT lexeme, string_agg(DISTINCT place::text, ',') AS places FROM (
                SELECT lexeme, unnest(positions) AS place
                FROM generate_series(0, length(tokens) / 2, 12000) AS begin,
                    unnest(to_tsvector('simple', array_to_string(
                        (string_to_array(tokens, ' '))[begin + 1 : begin + 12050], ' ')))
            ) AS placed GROUP BY lexeme
        ) AS lexemes
    ) END $$"""

# Three vectors, for three tiers: the first two are small, and the planner knows of each how often a word stands in it.
HEADING = "to_tsvector('simple', filters) || to_tsvector('simple', title)"
HEAD = f"{HEADING} || to_tsvector('simple', tags)"
POSTGRESQL = (
    VECTOR,
    f"""ALTER TABLE articles_searchdoc
        ADD COLUMN heading tsvector GENERATED ALWAYS AS ({HEADING}) STORED,
        ADD COLUMN head tsvector GENERATED ALWAYS AS ({HEAD}) STORED,
        ADD COLUMN whole tsvector GENERATED ALWAYS AS ({HEAD} || articles_search_vector(body)) STORED""",
    "CREATE INDEX articles_searchdoc_heading ON articles_searchdoc USING gin (heading)",
    "CREATE INDEX articles_searchdoc_head ON articles_searchdoc USING gin (head)",
    "CREATE INDEX articles_searchdoc_whole ON articles_searchdoc USING gin (whole)",
)
POSTGRESQL_BACK = (
    "ALTER TABLE articles_searchdoc DROP COLUMN heading, DROP COLUMN head, DROP COLUMN whole",
    "DROP FUNCTION articles_search_vector(text)",
)


def add_index(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def remove_index(apps, schema_editor):
    for statement in SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_nouns")]

    operations = [
        # The key of 0001 was the article's; it is now the order of publication. Entries are derived: none is kept.
        migrations.DeleteModel("SearchDoc"),
        migrations.CreateModel(
            name="SearchDoc",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_doc",
                        to="articles.article",
                    ),
                ),
                ("filters", models.TextField(default="")),
                ("title", models.TextField(default="")),
                ("tags", models.TextField(default="")),
                ("body", models.TextField(default="")),
                ("version", models.PositiveIntegerField(help_text="of the splitter that made the tokens")),
            ],
        ),
        migrations.CreateModel(
            name="SearchName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_names",
                        to="articles.tag",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_names",
                        to="articles.source",
                    ),
                ),
                ("text", models.CharField(max_length=200)),
                ("language", models.CharField(blank=True, max_length=16)),
                ("key", models.CharField(db_index=True, help_text="its words' stems", max_length=300)),
                ("folded", models.CharField(db_index=True, max_length=300)),
                ("is_certain", models.BooleanField(help_text="the form means this and nothing else")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("tag__isnull", True), ("source__isnull", True), _connector="XOR"),
                        name="search_name_of_one",
                    )
                ],
            },
        ),
        migrations.RunPython(add_index, remove_index),
    ]
