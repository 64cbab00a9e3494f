"""Listing, Byline and MonthCount: which texts stand in which list, and how many by month. Derived; `articles.listing` keeps them.

A list in an archive of a hundred thousand articles costs what it costs in one of a thousand: its rows lie in its order,
and nothing is counted when a page is made.
"""

from django.db import models


class ListingQuerySet(models.QuerySet):
    def about(self, tag) -> "ListingQuerySet":
        return self.filter(tag=tag)

    def newest_first(self) -> "ListingQuerySet":
        return self.order_by("-sorted_at", "-article_id")


class Listing(models.Model):
    """A published original in the list of a tag that one of its published versions carries; without a tag, in that of all."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="listings")
    tag = models.ForeignKey(
        "articles.Tag", models.CASCADE, null=True, related_name="listings", db_index=False
    )
    source = models.ForeignKey("articles.Source", models.CASCADE, null=True, related_name="+", db_index=False)
    sorted_at = models.DateTimeField()
    month = models.PositiveIntegerField(help_text="in the site's time zone: 202405")

    objects = ListingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "tag"], name="listed_once"),
            models.UniqueConstraint(
                fields=["article"], condition=models.Q(tag__isnull=True), name="listed_once_in_all"
            ),
        ]
        indexes = [
            models.Index(fields=["tag", "-sorted_at", "-article"], name="listing_order"),
            models.Index(fields=["tag", "month", "source"], name="listing_month"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} in {self.tag_id or 'all'}"


class BylineQuerySet(models.QuerySet):
    def newest_first(self) -> "BylineQuerySet":
        return self.order_by("-sorted_at", "-article_id")


class Byline(models.Model):
    """A published original in the list of an author whom one of its published versions names; `slug` is the name folded."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="bylines")
    slug = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    sorted_at = models.DateTimeField()

    objects = BylineQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "slug"], name="byline_once")]
        indexes = [models.Index(fields=["slug", "-sorted_at", "-article"], name="byline_order")]

    def __str__(self) -> str:
        return self.name


class MonthCount(models.Model):
    """How many texts of a month stand in a tag's list, a source's, or, with neither, in that of all."""

    tag = models.ForeignKey(
        "articles.Tag", models.CASCADE, null=True, related_name="month_counts", db_index=False
    )
    source = models.ForeignKey(
        "articles.Source", models.CASCADE, null=True, related_name="month_counts", db_index=False
    )
    month = models.PositiveIntegerField(help_text="in the site's time zone: 202405")
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(tag__isnull=True) | models.Q(source__isnull=True),
                name="month_count_of_one",
            )
        ]
        indexes = [
            models.Index(fields=["tag", "month"], name="month_count_tag"),
            models.Index(fields=["source", "month"], name="month_count_source"),
        ]

    def __str__(self) -> str:
        return f"{self.month}: {self.number}"
