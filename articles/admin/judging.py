"""An editor's verdict on what machines suggested; every verdict can be taken back."""

from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from articles import pipeline
from articles.links.run import link_articles
from articles.models import Article, ContentVersion, Link, TaggedArticle, TagSuggestion
from articles.revisions.content import content_of_revision
from articles.revisions.render import render_articles
from articles.tagging.run import accept_all, reject

VERDICTS = {"accept": "accepted", "reject": "rejected", "suggest": "suggested"}


def judge_links(links: Iterable[Link], verdict: str, *, user) -> None:
    """Accept or reject links, or make them suggestions again; quotations, references and both pages follow."""
    links = list(links)
    with transaction.atomic():
        _decide(links, "accept" if verdict == "suggest" else verdict, user=user)
        numbers = {number for link in links for number in (link.from_article_id, link.to_article_id)}
        numbers |= link_articles(numbers)
        if verdict == "suggest":  # only now: a link without a verdict is the finder's to keep or drop
            _decide(links, verdict, user=None)
        articles = Article.objects.filter(pk__in=numbers)
        render_articles(articles.select_related("live_revision", "latest_revision"))
        ContentVersion.move()


def _decide(links: list[Link], verdict: str, *, user) -> None:
    for link in links:
        link.state = VERDICTS[verdict]
        link.decided_by, link.decided_at = user, None if verdict == "suggest" else timezone.now()
        link.save(update_fields=["state", "decided_by", "decided_at"])


def judge_tags(suggestions: Iterable[TagSuggestion], verdict: str, *, user) -> None:
    """Accept or reject suggested tags, or suggest them again."""
    by_article: dict[int, list[TagSuggestion]] = {}
    for suggestion in suggestions:
        by_article.setdefault(suggestion.article_id, []).append(suggestion)
    with transaction.atomic():
        for rows in by_article.values():
            _judge_tags_of_one(rows, verdict, user=user)
            pipeline.refresh_articles([Article.objects.get(pk=rows[0].article_id)])


def _judge_tags_of_one(rows: list[TagSuggestion], verdict: str, *, user) -> None:
    if verdict == "accept":
        accept_all(rows, user=user)
        return
    for row in rows:
        if row.state == TagSuggestion.State.ACCEPTED:
            _untag(row, user=user)
        if verdict == "reject":
            reject(row, user)
        else:
            row.state, row.decided_by, row.decided_at = TagSuggestion.State.SUGGESTED, None, None
            row.save(update_fields=["state", "decided_by", "decided_at"])


def _untag(row: TagSuggestion, *, user) -> None:
    """Take back the tag that accepting the suggestion gave."""
    article = row.article
    TaggedArticle.objects.filter(
        content_object=article, tag=row.tag, origin=TaggedArticle.Origin.SUGGESTION
    ).delete()
    content = content_of_revision(article.latest_revision)
    tags = tuple(slug for slug in content.tags if slug != row.tag.slug)
    is_current = article.is_published and not article.has_draft
    pipeline.save_edit(article, replace(content, tags=tags), user=user)
    if is_current:
        pipeline.publish_articles([article])
