"""The number of published texts that each tag keeps, so that no page view counts them."""

from collections.abc import Iterable

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from articles.models import Article, Revision, Tag, TaggedArticle


def recount_tags(articles: Iterable[Article]) -> None:
    """Count anew the tags that these articles carry or ever carried."""
    numbers = [article.pk for article in articles]
    frozen = Revision.objects.filter(article__in=numbers).values_list("tags", flat=True)
    slugs = {slug for tags in frozen for slug in tags}
    carried = TaggedArticle.objects.filter(content_object__in=numbers).values("tag")
    recount(Tag.objects.filter(Q(pk__in=carried) | Q(slug__in=slugs) | Q(redirects__slug__in=slugs)))


def recount_all_tags() -> None:
    """Count every tag anew."""
    recount(Tag.objects.all())


def recount(tags: QuerySet[Tag]) -> None:
    """A text counts once, in however many languages it can be read: that is how lists show it."""
    published = (
        TaggedArticle.objects.filter(tag=OuterRef("pk"), content_object__in=Article.objects.published())
        .order_by()
        .values("tag")
        .annotate(number=Count(Coalesce("content_object__translation_of", "content_object"), distinct=True))
        .values("number")
    )
    tags.update(article_count=Coalesce(Subquery(published), 0))
