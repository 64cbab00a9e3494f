from collections import Counter

import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone

from articles.text.slugs import slug_of_author

BATCH = 500


def list_what_is_there(apps, schema_editor):
    """Fill the lists and counts of an archive that is older than they are; `articles.listing` keeps them from then on."""
    Article, Tagged = apps.get_model("articles", "Article"), apps.get_model("articles", "TaggedArticle")
    Listing, MonthCount = apps.get_model("articles", "Listing"), apps.get_model("articles", "MonthCount")
    Byline = apps.get_model("articles", "Byline")
    published = Article.objects.filter(state="published")
    originals = published.filter(translation_of__isnull=True).order_by("pk")
    counts, last = Counter(), 0
    while texts := {
        pk: (source, moment)
        for pk, source, moment in originals.filter(pk__gt=last).values_list("pk", "source", "sorted_at")[
            :BATCH
        ]
    }:
        places = {(pk, None) for pk in texts}
        for own, of in (
            ("content_object", "content_object"),
            ("content_object__translation_of", "content_object"),
        ):
            carried = Tagged.objects.filter(**{f"{own}__in": texts, f"{of}__state": "published"})
            places |= set(carried.values_list(own, "tag"))
        rows = []
        for text, tag in sorted(places, key=lambda place: (place[0], place[1] or 0)):
            source, moment = texts[text]
            local = timezone.localtime(moment)
            month = local.year * 100 + local.month
            rows.append(
                Listing(
                    article_id=text,
                    tag_id=tag,
                    source_id=None if tag else source,
                    sorted_at=moment,
                    month=month,
                )
            )
            counts[tag, None, month] += 1
            if source and not tag:
                counts[None, source, month] += 1
        Listing.objects.bulk_create(rows)
        named = published.filter(models.Q(pk__in=texts) | models.Q(translation_of__in=texts))
        authors = {
            (original or pk, slug_of_author(name)): name
            for pk, original, names in named.values_list("pk", "translation_of", "authors")
            for name in names
        }
        Byline.objects.bulk_create(
            Byline(article_id=text, slug=slug, name=name[:200], sorted_at=texts[text][1])
            for (text, slug), name in authors.items()
            if slug
        )
        last = max(texts)
    MonthCount.objects.bulk_create(
        MonthCount(tag_id=tag, source_id=source, month=month, number=number)
        for (tag, source, month), number in counts.items()
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_translations")]

    operations = [
        migrations.CreateModel(
            name="Listing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sorted_at", models.DateTimeField()),
                ("month", models.PositiveIntegerField(help_text="in the site's time zone: 202405")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="listings",
                        to="articles.article",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.source",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="listings",
                        to="articles.tag",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["tag", "-sorted_at", "-article"], name="listing_order"),
                    models.Index(fields=["tag", "month", "source"], name="listing_month"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("article", "tag"), name="listed_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("tag__isnull", True)),
                        fields=("article",),
                        name="listed_once_in_all",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Byline",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.CharField(max_length=100)),
                ("name", models.CharField(max_length=200)),
                ("sorted_at", models.DateTimeField()),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bylines",
                        to="articles.article",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["slug", "-sorted_at", "-article"], name="byline_order")],
                "constraints": [models.UniqueConstraint(fields=("article", "slug"), name="byline_once")],
            },
        ),
        migrations.CreateModel(
            name="MonthCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.PositiveIntegerField(help_text="in the site's time zone: 202405")),
                ("number", models.PositiveIntegerField()),
                (
                    "source",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="month_counts",
                        to="articles.source",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="month_counts",
                        to="articles.tag",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["tag", "month"], name="month_count_tag"),
                    models.Index(fields=["source", "month"], name="month_count_source"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("tag__isnull", True), ("source__isnull", True), _connector="OR"),
                        name="month_count_of_one",
                    )
                ],
            },
        ),
        migrations.RunPython(list_what_is_there, migrations.RunPython.noop),
    ]
