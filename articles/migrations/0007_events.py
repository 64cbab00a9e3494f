import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_curation")]

    operations = [
        migrations.AddField(
            model_name="comment",
            name="quoted",
            field=models.JSONField(
                blank=True,
                default=list,
                editable=False,
                help_text="objects with the block's anchor and the article's words; derived",
                verbose_name="sentences it quotes",
            ),
        ),
        migrations.AddField(
            model_name="link",
            name="put_off_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="put off"),
        ),
        migrations.AlterField(
            model_name="reference",
            name="kind",
            field=models.CharField(
                choices=[
                    ("reference", "reference"),
                    ("related", "related"),
                    ("next", "next"),
                    ("previous", "previous"),
                    ("text", "address in the text"),
                ],
                max_length=20,
                verbose_name="kind",
            ),
        ),
        migrations.CreateModel(
            name="Clue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.BigIntegerField()),
                ("first", models.DateField(null=True)),
                ("last", models.DateField(null=True)),
                ("is_implied", models.BooleanField(default=False)),
                (
                    "article",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.article",
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["key"], name="clue_key")]},
        ),
        migrations.CreateModel(
            name="TitleKey",
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
                            ("headline", "Headline"),
                            ("quotation", "Quotation"),
                            ("reference", "Reference"),
                        ],
                        max_length=20,
                    ),
                ),
                ("key", models.CharField(max_length=500)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.article"
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["key", "kind"], name="title_key_kind")]},
        ),
    ]
