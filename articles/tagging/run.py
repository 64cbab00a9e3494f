"""Suggestions in the database: made by the recogniser, decided by editors, never made again once rejected."""

from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from articles.models import Article, Tag, TaggedArticle, TagSuggestion
from articles.revisions.content import content_of_revision
from articles.revisions.write import publish, write_revision
from articles.tagging.stored_names import recognised_id, stored_recogniser
from articles.tagging.suggest import Suggestion, suggest_tags

State = TagSuggestion.State


def suggest_for(article: Article) -> list[TagSuggestion]:
    """Make the article's open suggestions those of its newest revision; decided ones stay as they are."""
    revision = article.latest_revision
    if revision is None:
        return []
    lead = f"{revision.subtitle}\n{revision.plain.strip().partition(chr(10))[0]}"
    text = f"{revision.subtitle}\n{revision.plain}" if revision.subtitle else revision.plain
    made = suggest_tags(revision.headline, lead, text, article.language, stored_recogniser())
    wanted = _by_tag(made)
    settled = set(article.tagged_items.values_list("tag_id", flat=True))
    settled |= set(article.tag_suggestions.exclude(state=State.SUGGESTED).values_list("tag_id", flat=True))
    rows = [
        TagSuggestion(article=article, tag_id=tag_id, score=s.score, count=s.count, sentence=s.sentence)
        for tag_id, s in wanted.items()
        if tag_id not in settled
    ]
    with transaction.atomic():
        article.tag_suggestions.filter(state=State.SUGGESTED).exclude(
            tag__in=[r.tag_id for r in rows]
        ).delete()
        TagSuggestion.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["article", "tag"],
            update_fields=["score", "count", "sentence"],
        )
    return list(article.tag_suggestions.filter(state=State.SUGGESTED))


def accept(suggestion: TagSuggestion, user) -> None:
    """Tag the article so; the caller refreshes what is derived from it."""
    accept_all([suggestion], user=user)


def accept_all(suggestions: Iterable[TagSuggestion], *, user) -> None:
    """Accept suggestions of one article in one revision; readers see the tags at once if nothing else waits."""
    suggestions = list(suggestions)
    if not suggestions:
        return
    with transaction.atomic():
        article = Article.objects.select_related("live_revision", "latest_revision").get(
            pk=suggestions[0].article_id
        )
        for suggestion in suggestions:
            TaggedArticle.objects.get_or_create(
                content_object=article,
                tag=suggestion.tag,
                defaults={"origin": TaggedArticle.Origin.SUGGESTION},
            )
            _decide(suggestion, State.ACCEPTED, user)
        if article.latest_revision is None:
            return
        content = content_of_revision(article.latest_revision)
        slugs = dict.fromkeys([*content.tags, *(suggestion.tag.slug for suggestion in suggestions)])
        is_current = article.is_published and not article.has_draft
        write_revision(article, replace(content, tags=tuple(slugs)), cause="editor", user=user)
        if is_current:
            publish(article)


def reject(suggestion: TagSuggestion, user) -> None:
    """Never suggest this tag for this article again."""
    _decide(suggestion, State.REJECTED, user)


def _decide(suggestion: TagSuggestion, state: str, user) -> None:
    suggestion.state, suggestion.decided_by, suggestion.decided_at = state, user, timezone.now()
    suggestion.save(update_fields=["state", "decided_by", "decided_at"])


def _by_tag(made: list[Suggestion]) -> dict[int, Suggestion]:
    """Tag number → suggestion, through the ids that the recogniser uses."""
    ids = {suggestion.tag_id: suggestion for suggestion in made}
    plain = [int(i.removeprefix("tag-")) for i in ids if i.startswith("tag-") and i[4:].isdigit()]
    tags = Tag.objects.filter(gazetteer_id__in=ids) | Tag.objects.filter(pk__in=plain, gazetteer_id="")
    return {tag.pk: ids[recognised_id(tag)] for tag in tags}
