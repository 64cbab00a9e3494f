"""How many published articles carry a tag: kept with the tag, so that no page counts."""

from collections.abc import Iterable

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from articles.models import Article, Tag, TaggedArticle


def recount_tags(articles: Iterable[Article], *, also: Iterable[int] = ()) -> None:
    """Make the counts of the articles' tags true; `also` names tags (primary keys) that they lost."""
    rows = TaggedArticle.objects.filter(content_object__in=[article.pk for article in articles])
    _recount(Tag.objects.filter(pk__in={*rows.values_list("tag_id", flat=True), *also}))


def recount_all_tags() -> None:
    _recount(Tag.objects.all())


def _recount(tags: QuerySet[Tag]) -> None:
    published = (
        TaggedArticle.objects.filter(tag=OuterRef("pk"), content_object__state=Article.State.PUBLISHED)
        .order_by()
        .values("tag")
        .annotate(count=Count("pk"))
        .values("count")
    )
    count = Coalesce(Subquery(published), 0)
    tags.exclude(article_count=count).update(article_count=count)
