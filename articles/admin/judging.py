"""An editor's verdict on what machines suggested; every verdict can be taken back."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles import pipeline
from articles.links.run import link_articles
from articles.models import (
    Article,
    AuditEntry,
    ContentVersion,
    Link,
    Quotation,
    Reference,
    TaggedArticle,
    TagSuggestion,
)
from articles.revisions.content import content_of_revision
from articles.revisions.render import render_articles
from articles.tagging.run import accept_all, reject

Former = dict[str, Any]  # what a link was before a verdict, as JSON
VERDICTS = {"accept": "accepted", "reject": "rejected", "suggest": "suggested"}


def judge_links(links: Iterable[Link], verdict: str, *, user, kind: str = "") -> list[Former]:
    """Accept, reject or put off links, or make them suggestions again; quotations, references and both pages follow.

    `kind` changes theirs. Returns what they were before, for `undo_links`.
    """
    links = list(links)
    with transaction.atomic():
        former = [_former(link) for link in links]
        for link in links:
            AuditEntry.objects.record(
                user=user, action=f"link.{verdict}", target=link, before=link.state, kind=kind or link.kind
            )
        if kind:
            Link.objects.filter(pk__in=[link.pk for link in links]).update(kind=kind)
        if verdict == "later":
            Link.objects.filter(pk__in=[link.pk for link in links]).update(put_off_at=timezone.now())
            if kind:
                _show({n for link in links for n in (link.from_article_id, link.to_article_id)})
        else:
            _settle({link.pk: (link, _decided(verdict, user)) for link in links}, user=user)
    return former


def undo_links(former: Iterable[Former], *, user) -> list[Link]:
    """Make links again what they were before a verdict."""
    former = {item["link"]: item for item in former}
    with transaction.atomic():
        links = list(Link.objects.filter(pk__in=former).order_by("pk"))
        for link in links:
            was = former[link.pk]
            AuditEntry.objects.record(
                user=user, action="link.undo", target=link, before=link.state, after=was["state"]
            )
            Link.objects.filter(pk=link.pk).update(kind=was["kind"], put_off_at=was["put_off_at"])
        _settle({link.pk: (link, _values_of(former[link.pk])) for link in links}, user=user)
    return links


def _settle(wanted: dict[int, tuple[Link, dict]], *, user) -> None:
    """Give links their state; what the finder may take away again stands as accepted until it has looked."""
    for number, (_, values) in wanted.items():
        held = (
            values
            if values["decided_at"]
            else {"state": "accepted", "decided_by_id": user.pk, "decided_at": timezone.now()}
        )
        Link.objects.filter(pk=number).update(**held)
    numbers = {n for link, _ in wanted.values() for n in (link.from_article_id, link.to_article_id)}
    numbers |= link_articles(numbers)
    for number, (link, values) in wanted.items():
        Link.objects.filter(pk=number).update(**values)
        link.refresh_from_db()
        if link.state != Link.State.ACCEPTED:
            _unname(link)
    _show(numbers)


def _show(numbers: Iterable[int]) -> None:
    """The articles with their links as they are by now."""
    render_articles(Article.objects.filter(pk__in=numbers).select_related("live_revision", "latest_revision"))
    ContentVersion.move()


def _unname(link: Link) -> None:
    """Readers are no longer led to what the link alone says is meant."""
    by, meant = link.from_article_id, link.to_article_id
    if link.kind == Link.Kind.QUOTES:
        Quotation.objects.filter(article=by, quoted=meant).update(quoted=None, is_chosen=False)
    elif link.kind == Link.Kind.REFERS:
        Reference.objects.filter(article=by, target=meant).update(target=None, is_chosen=False)


def _decided(verdict: str, user) -> dict:
    if verdict == "suggest":
        return {"state": Link.State.SUGGESTED, "decided_by_id": None, "decided_at": None}
    return {"state": VERDICTS[verdict], "decided_by_id": user.pk, "decided_at": timezone.now()}


def _former(link: Link) -> Former:
    return {
        "link": link.pk,
        "state": link.state,
        "kind": link.kind,
        "put_off_at": link.put_off_at and link.put_off_at.isoformat(),
        "decided_by_id": link.decided_by_id,
        "decided_at": link.decided_at and link.decided_at.isoformat(),
    }


def _values_of(former: Former) -> dict:
    return {name: former[name] for name in ("state", "decided_by_id", "decided_at")}


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
