import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_events"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="TranslationPair",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source_anchor", models.CharField(blank=True, max_length=12)),
                ("position", models.PositiveIntegerField(help_text="in the translation's order")),
                ("target_anchors", models.JSONField(default=list)),
                (
                    "source_text",
                    models.TextField(blank=True, help_text="as it was translated, not as it is now"),
                ),
                ("source_hash", models.CharField(blank=True, db_index=True, max_length=32)),
                (
                    "target_text",
                    models.TextField(blank=True, help_text="as the workbench has it, a revision or not yet"),
                ),
                (
                    "rival_text",
                    models.TextField(blank=True, help_text="saved elsewhere while this was being worked on"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("empty", "empty"),
                            ("machine", "machine"),
                            ("draft", "draft"),
                            ("reviewed", "reviewed"),
                            ("stale", "stale"),
                        ],
                        default="empty",
                        max_length=10,
                    ),
                ),
                (
                    "state_before",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("empty", "empty"),
                            ("machine", "machine"),
                            ("draft", "draft"),
                            ("reviewed", "reviewed"),
                            ("stale", "stale"),
                        ],
                        help_text="it went stale",
                        max_length=10,
                    ),
                ),
                ("stale_since", models.DateTimeField(null=True)),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=0, help_text="moves with every save of its text or state"
                    ),
                ),
                ("edited_at", models.DateTimeField(null=True)),
                (
                    "live_state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("empty", "empty"),
                            ("machine", "machine"),
                            ("draft", "draft"),
                            ("reviewed", "reviewed"),
                            ("stale", "stale"),
                        ],
                        max_length=10,
                    ),
                ),
                ("live_source_hash", models.CharField(blank=True, max_length=32)),
                ("is_live_stale", models.BooleanField(default=False)),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "waived",
                    models.JSONField(
                        default=dict, help_text="finding of a check → its reason, by whom, when"
                    ),
                ),
                (
                    "edited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source_revision",
                    models.ForeignKey(
                        help_text="that was translated",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="articles.revision",
                    ),
                ),
                (
                    "translation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pairs",
                        to="articles.article",
                    ),
                ),
            ],
            options={
                "ordering": ["translation", "position"],
                "indexes": [models.Index(fields=["translation", "position"], name="translation_pair_order")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("source_anchor", ""), _negated=True),
                        fields=("translation", "source_anchor"),
                        name="translation_pair_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TranslationTask",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(max_length=16, verbose_name="language")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="due on")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("empty", "empty"),
                            ("machine", "machine"),
                            ("draft", "draft"),
                            ("reviewed", "reviewed"),
                            ("stale", "stale"),
                        ],
                        default="empty",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "live_state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("empty", "empty"),
                            ("machine", "machine"),
                            ("draft", "draft"),
                            ("reviewed", "reviewed"),
                            ("stale", "stale"),
                        ],
                        help_text="of the text that readers see; empty where they see none",
                        max_length=10,
                    ),
                ),
                ("empty", models.PositiveIntegerField(default=0)),
                ("machine", models.PositiveIntegerField(default=0)),
                ("draft", models.PositiveIntegerField(default=0)),
                ("reviewed", models.PositiveIntegerField(default=0)),
                ("stale", models.PositiveIntegerField(default=0)),
                (
                    "is_revised",
                    models.BooleanField(default=False, help_text="its target revision names a reviser"),
                ),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                (
                    "assignee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="translation_tasks",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="translator",
                    ),
                ),
                (
                    "original",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="translation_tasks",
                        to="articles.article",
                        verbose_name="original",
                    ),
                ),
                (
                    "source_revision",
                    models.ForeignKey(
                        help_text="the original's, which the pairs follow",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="articles.revision",
                    ),
                ),
                (
                    "target_revision",
                    models.ForeignKey(
                        help_text="the translation's, which the pairs follow",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="articles.revision",
                    ),
                ),
                (
                    "translation",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="translation_task",
                        to="articles.article",
                        verbose_name="translation",
                    ),
                ),
            ],
            options={
                "verbose_name": "translation",
                "verbose_name_plural": "translations",
                "ordering": ["due_on", "id"],
                "indexes": [
                    models.Index(fields=["language", "state"], name="translation_task_state"),
                    models.Index(fields=["assignee", "due_on"], name="translation_task_assignee"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("original", "language"), name="translation_task_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="MemoryGram",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "gram",
                        "pair_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("gram", models.BigIntegerField()),
                (
                    "pair",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memory_grams",
                        to="articles.translationpair",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("original_headline", ""), _negated=True),
                fields=["original_headline"],
                name="article_original_headline",
            ),
        ),
    ]
