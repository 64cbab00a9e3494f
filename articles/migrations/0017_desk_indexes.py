"""Indexes by which lists of the back office cost the same in any archive; settled conflicts leave their queue."""

from django.conf import settings
from django.db import migrations, models


def settle(apps, schema_editor) -> None:
    """Conflicts that a revision has answered wait no longer, and say so."""
    items = apps.get_model("articles", "ImportItem").objects.filter(outcome="conflict")
    answered = items.filter(capture__revisions__isnull=False).values("pk")
    apps.get_model("articles", "ImportItem").objects.filter(pk__in=answered).update(outcome="settled")


def unsettle(apps, schema_editor) -> None:
    apps.get_model("articles", "ImportItem").objects.filter(outcome="settled").update(outcome="conflict")


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0016_words"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="lineverdict",
            options={"verbose_name": "line verdict"},
        ),
        migrations.AlterField(
            model_name="comment",
            name="first_line",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="first line"),
        ),
        migrations.AlterField(
            model_name="comment",
            name="last_line",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="last line"),
        ),
        migrations.AlterField(
            model_name="importitem",
            name="outcome",
            field=models.CharField(
                choices=[
                    ("created", "created"),
                    ("updated", "updated"),
                    ("skipped", "skipped"),
                    ("conflict", "conflict"),
                    ("settled", "conflict, settled by an editor"),
                    ("failed", "failed"),
                ],
                max_length=20,
                verbose_name="outcome",
            ),
        ),
        migrations.AlterField(
            model_name="reference",
            name="position",
            field=models.PositiveIntegerField(verbose_name="position"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("state", "published"), _negated=True),
                fields=["-id"],
                name="article_unpublished",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("assignee__isnull", False)),
                fields=["assignee", "-changed_at"],
                name="article_mine",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["translation_of", "language", "state"], name="article_original"),
        ),
        migrations.AddIndex(
            model_name="quotation",
            index=models.Index(
                condition=models.Q(("quoted__isnull", True), models.Q(("title_key", ""), _negated=True)),
                fields=["title_key", "article"],
                name="quotation_wanted",
            ),
        ),
        migrations.RunPython(settle, unsettle),
    ]
