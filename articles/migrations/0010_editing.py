"""The desk: whom work is given to, notes and notices, what is typed and not saved, pictures, jobs; an audit log that stays."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

EVIDENCE = "at, user_name, action, target_kind, target_number, target_name, summary, detail"
# The account of who did it may go (user_id), the name stays. SQLite lets rows go, so that tests can empty their tables.
SQLITE = [
    f"""CREATE TRIGGER audit_only_added_to BEFORE UPDATE OF {EVIDENCE} ON articles_auditentry
        BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END""",
]
POSTGRESQL = [
    """CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'the audit log is only ever added to'; END $$""",
    f"""CREATE TRIGGER audit_only_added_to BEFORE UPDATE OF {EVIDENCE} OR DELETE ON articles_auditentry
        FOR EACH ROW EXECUTE FUNCTION audit_refuse()""",
]
BACK = {
    "sqlite": ["DROP TRIGGER audit_only_added_to"],
    "postgresql": [
        "DROP TRIGGER audit_only_added_to ON articles_auditentry",
        "DROP FUNCTION audit_refuse",
    ],
}


def keep_the_log(apps, schema_editor) -> None:
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}.get(schema_editor.connection.vendor, ()):
        schema_editor.execute(statement)


def let_the_log_go(apps, schema_editor) -> None:
    for statement in BACK.get(schema_editor.connection.vendor, ()):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("articles", "0009_reading"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="Autosave",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "base",
                    models.PositiveIntegerField(help_text="the number of the revision that was being edited"),
                ),
                ("data", models.JSONField(default=dict, help_text="field → text as typed")),
                ("saved_at", models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.CreateModel(
            name="BulkChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.JSONField(default=dict, help_text="field → new value")),
                (
                    "before",
                    models.JSONField(
                        default=dict, help_text="article → its state and newest revision before and after"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("undone_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("task", models.CharField(max_length=60, verbose_name="task")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("running", "running"),
                            ("done", "done"),
                            ("failed", "failed"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0, verbose_name="done")),
                ("total", models.PositiveIntegerField(default=0, help_text="0: unknown", verbose_name="of")),
                ("details", models.JSONField(default=dict, help_text="what the task was started with")),
                ("words", models.CharField(blank=True, max_length=500, verbose_name="why it failed")),
                (
                    "address",
                    models.CharField(blank=True, help_text="where its result is shown", max_length=200),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("moved_at", models.DateTimeField(auto_now=True, verbose_name="last sign of life")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="finished")),
            ],
            options={
                "verbose_name": "job",
                "verbose_name_plural": "jobs",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "anchor",
                    models.CharField(
                        blank=True,
                        help_text="empty: about the whole article",
                        max_length=12,
                        verbose_name="paragraph",
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="note")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("resolved_at", models.DateTimeField(null=True, verbose_name="settled")),
            ],
            options={
                "verbose_name": "note",
                "verbose_name_plural": "notes",
                "ordering": ["created_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("assigned", "gave it to you"),
                            ("review", "sent it to review"),
                            ("sent_back", "sent it back"),
                            ("published", "published it"),
                            ("withdrawn", "withdrew it"),
                            ("note", "wrote a note"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=500)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("read_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-created_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Picture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        editable=False,
                        help_text="of the bytes; begins its files' names",
                        max_length=32,
                        unique=True,
                    ),
                ),
                ("suffix", models.CharField(editable=False, max_length=5)),
                (
                    "width",
                    models.PositiveIntegerField(editable=False, help_text="in pixels", verbose_name="width"),
                ),
                (
                    "height",
                    models.PositiveIntegerField(editable=False, help_text="in pixels", verbose_name="height"),
                ),
                (
                    "widths",
                    models.JSONField(default=list, editable=False, help_text="of all its files, ascending"),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "alt",
                    models.CharField(
                        blank=True,
                        help_text="What the picture shows, for those who cannot see it.",
                        max_length=500,
                        verbose_name="alternative text",
                    ),
                ),
                ("credit", models.CharField(blank=True, max_length=200, verbose_name="credit")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
            ],
            options={
                "verbose_name": "picture",
                "verbose_name_plural": "pictures",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Remit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "languages",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="none chosen: all languages",
                        verbose_name="languages",
                    ),
                ),
            ],
            options={
                "verbose_name": "remit",
                "verbose_name_plural": "remits",
            },
        ),
        migrations.AlterModelOptions(
            name="article",
            options={
                "ordering": ["-sorted_at", "-id"],
                "permissions": [
                    ("publish_article", "Can publish and withdraw articles"),
                    ("bulk_article", "Can change many articles at once"),
                ],
                "verbose_name": "article",
                "verbose_name_plural": "articles",
            },
        ),
        migrations.AddField(
            model_name="article",
            name="assignee",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="assigned_articles",
                to=settings.AUTH_USER_MODEL,
                verbose_name="assigned to",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="publish_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="to be published at"),
        ),
        migrations.AddField(
            model_name="article",
            name="withdraw_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="to be withdrawn at"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("publish_at__isnull", False)),
                fields=["publish_at"],
                name="article_publish_at",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("withdraw_at__isnull", False)),
                fields=["withdraw_at"],
                name="article_withdraw_at",
            ),
        ),
        migrations.AddField(
            model_name="autosave",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="autosaves", to="articles.article"
            ),
        ),
        migrations.AddField(
            model_name="autosave",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="bulkchange",
            name="user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="job",
            name="started_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="note",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="notes",
                to="articles.article",
                verbose_name="article",
            ),
        ),
        migrations.AddField(
            model_name="note",
            name="created_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="note",
            name="resolved_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="settled by",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.article"
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="notices",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="picture",
            name="created_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="remit",
            name="sources",
            field=models.ManyToManyField(
                blank=True, help_text="none chosen: all papers", to="articles.source", verbose_name="papers"
            ),
        ),
        migrations.AddField(
            model_name="remit",
            name="user",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="remit",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddConstraint(
            model_name="autosave",
            constraint=models.UniqueConstraint(fields=("article", "user"), name="autosave_once"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("read_at__isnull", True)),
                fields=["user", "-created_at"],
                name="notice_unread",
            ),
        ),
        migrations.RunPython(keep_the_log, let_the_log_go),
    ]
