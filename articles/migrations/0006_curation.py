import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0005_versions_and_audit"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LinkedNames",
            fields=[
                (
                    "revision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="linked_names",
                        serialize=False,
                        to="articles.revision",
                    ),
                ),
                (
                    "places",
                    models.JSONField(
                        default=list, help_text="[begin, end, tag's number] in its plain text, in order"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="tag",
            name="is_linked",
            field=models.BooleanField(
                default=False,
                help_text="where an article's text first names it, the name leads to its page",
                verbose_name="link it in texts",
            ),
        ),
        migrations.AddField(
            model_name="tag",
            name="reading_ja",
            field=models.CharField(
                blank=True,
                help_text="in kana; puts a name in kanji in its place in lists, and into its address where nothing else can",
                max_length=200,
                verbose_name="Japanese reading",
            ),
        ),
        migrations.AddField(
            model_name="tag",
            name="sources",
            field=models.ManyToManyField(
                blank=True,
                help_text="papers or sites that are this organisation",
                related_name="organisations",
                to="articles.source",
                verbose_name="sources",
            ),
        ),
        migrations.AddField(
            model_name="tagredirect",
            name="gazetteer_id",
            field=models.CharField(blank=True, max_length=100, verbose_name="gazetteer id"),
        ),
        migrations.AlterField(
            model_name="tagredirect",
            name="slug",
            field=models.SlugField(allow_unicode=True, max_length=100, unique=True, verbose_name="slug"),
        ),
        migrations.AlterField(
            model_name="tagredirect",
            name="tag",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="redirects",
                to="articles.tag",
                verbose_name="tag",
            ),
        ),
        migrations.CreateModel(
            name="Curation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="at")),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("merge", "merge"),
                            ("rename", "rename"),
                            ("split", "split"),
                            ("alias", "alias"),
                            ("kind", "change of kind"),
                            ("delete", "deletion"),
                            ("edit", "edit"),
                            ("tagging", "bulk tagging"),
                        ],
                        max_length=20,
                        verbose_name="action",
                    ),
                ),
                ("summary", models.CharField(max_length=500, verbose_name="summary")),
                (
                    "changes",
                    models.JSONField(
                        default=list,
                        help_text="rows before and after: see tagging/ledger.py",
                    ),
                ),
                (
                    "articles",
                    models.JSONField(
                        default=list, help_text="numbers of those it changed", verbose_name="articles"
                    ),
                ),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="undone")),
                (
                    "tag",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="curations",
                        to="articles.tag",
                        verbose_name="tag",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="undone by",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "curation of tags",
                "verbose_name_plural": "curations of tags",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="UnknownName",
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
                        help_text="one for all its inflected forms", max_length=120, unique=True
                    ),
                ),
                (
                    "text",
                    models.CharField(
                        help_text="as it was first printed", max_length=120, verbose_name="name"
                    ),
                ),
                ("language", models.CharField(blank=True, max_length=16, verbose_name="language")),
                ("is_page_tag", models.BooleanField(default=False, verbose_name="a tag of a page")),
                ("article_count", models.PositiveIntegerField(default=0, verbose_name="articles")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("tagged", "belongs to a tag"),
                            ("refused", "refused"),
                        ],
                        default="waiting",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="articles.tag",
                        verbose_name="tag",
                    ),
                ),
            ],
            options={
                "verbose_name": "unknown name",
                "verbose_name_plural": "unknown names",
                "ordering": ["-article_count", "id"],
            },
        ),
        migrations.CreateModel(
            name="NameSighting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("count", models.PositiveIntegerField(default=1)),
                ("sentence", models.TextField(blank=True)),
                (
                    "is_page_tag",
                    models.BooleanField(default=False, help_text="the page itself gives it as its tag"),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="unknown_names",
                        to="articles.article",
                    ),
                ),
                (
                    "name",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sightings",
                        to="articles.unknownname",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="KeptApart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.tag"
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.tag"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("one", "other"), name="kept_apart_once"),
                    models.CheckConstraint(
                        condition=models.Q(("one__lt", models.F("other"))),
                        name="kept_apart_lower_number_first",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="unknownname",
            index=models.Index(fields=["state", "-article_count"], name="unknown_name_queue"),
        ),
        migrations.AddConstraint(
            model_name="namesighting",
            constraint=models.UniqueConstraint(fields=("article", "name"), name="name_sighted_once"),
        ),
    ]
