"""Suggestions in the database: made by the recogniser, decided by editors, never made again once rejected.

Everything takes many articles at once, in a fixed number of queries; one is a list of one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from articles.models import Article, Revision, Tag, TaggedArticle, TagSuggestion
from articles.models.rows import insert_rows
from articles.revisions.content import content_of_revision, with_revisions
from articles.revisions.write import Draft, publish, write_revisions
from articles.tagging.events import described_events, occasions_known
from articles.tagging.linked import keep_linked, linked_tags
from articles.tagging.queue import note_unknown_names
from articles.tagging.read import Reading, read_names
from articles.tagging.recognise import Recogniser
from articles.tagging.stored_names import recognised_id, stored_recogniser
from articles.tagging.suggest import Suggestion, weigh
from articles.tagging.unknown import Unknown, unknown_names

State = TagSuggestion.State


def suggest_for(article: Article) -> list[TagSuggestion]:
    """`suggest_for_all` of one article; its open suggestions, the surest first."""
    suggest_for_all([article])
    return list(article.tag_suggestions.filter(state=State.SUGGESTED))


def suggest_for_all(articles: Sequence[Article]) -> dict[int, Reading]:
    """Make the open suggestions of each article those of its newest revision; decided ones stay as they are.

    Answers what was read, by the revision's number, for whoever goes on with the names.
    """
    recogniser = stored_recogniser()
    articles = [article for article in with_revisions(articles) if article.latest_revision]
    readings = {a.pk: _read(a.latest_revision, a.language, recogniser) for a in articles}
    occasions = occasions_known()
    made = {}
    for article in articles:
        named = weigh(readings[article.pk].composed, readings[article.pk].names)
        made[article.pk] = [*named, *described_events(article, named, occasions)]
    if linked := linked_tags():
        texts = ((a.latest_revision, readings[a.pk]) for a in articles)
        keep_linked([(revision, r.names, r.plain_from) for revision, r in texts], linked)
    note_unknown_names({a.pk: _unknown(readings[a.pk], a.language) for a in articles})
    numbers = _tag_numbers({s.tag_id for suggestions in made.values() for s in suggestions})
    carried = set(
        TaggedArticle.objects.filter(content_object__in=made).values_list("content_object_id", "tag_id")
    )
    open_rows, decided = {}, set()
    present = TagSuggestion.objects.filter(article__in=made)
    for pk, article, tag, state in present.values_list("pk", "article", "tag", "state"):
        if state == State.SUGGESTED:
            open_rows[article, tag] = pk
        else:
            decided.add((article, tag))
    closed = carried | decided
    wanted = {
        key: suggestion
        for pk, suggestions in made.items()
        for suggestion in suggestions
        if suggestion.tag_id in numbers and (key := (pk, numbers[suggestion.tag_id])) not in closed
    }
    stale = [pk for key, pk in open_rows.items() if key not in wanted]
    seen = {article for article, _ in open_rows}
    with transaction.atomic():
        if stale:
            TagSuggestion.objects.filter(pk__in=stale).delete()
        _add({key: s for key, s in wanted.items() if key[0] not in seen})
        _add_or_change({key: s for key, s in wanted.items() if key[0] in seen})
    return {article.latest_revision_id: readings[article.pk] for article in articles}


def accept(suggestion: TagSuggestion, user) -> None:
    """Tag the article so; the caller refreshes what is derived from it."""
    accept_all([suggestion], user=user)


def accept_all(suggestions: Iterable[TagSuggestion], *, user) -> None:
    """Accept suggestions in one revision an article; readers see the tags at once, also while a draft waits."""
    tags: dict[int, list[Tag]] = defaultdict(list)
    suggestions = list(suggestions)
    for suggestion in suggestions:
        tags[suggestion.article_id].append(suggestion.tag)
    articles = Article.objects.select_related("latest_revision").filter(pk__in=tags)
    with transaction.atomic():
        TaggedArticle.objects.bulk_create(
            (
                TaggedArticle(content_object_id=pk, tag=tag, origin=TaggedArticle.Origin.SUGGESTION)
                for pk, wanted in tags.items()
                for tag in wanted
            ),
            ignore_conflicts=True,
        )
        current = [article for article in articles if article.is_published and not article.has_draft]
        write_revisions(
            [_tagged(article, tags[article.pk], user) for article in articles if article.latest_revision]
        )
        publish(current)
        _decide(suggestions, State.ACCEPTED, user)


def reject(suggestion: TagSuggestion, user) -> None:
    """Never suggest this tag for this article again."""
    _decide([suggestion], State.REJECTED, user)


def _read(revision: Revision, language: str, recogniser: Recogniser) -> Reading:
    return read_names(revision.headline, revision.subtitle, revision.plain, language, recogniser)


def _unknown(reading: Reading, language: str) -> list[Unknown]:
    return unknown_names(reading.composed.whole, language, [(name.begin, name.end) for name in reading.names])


def _add(wanted: Mapping[tuple[int, int], Suggestion]) -> None:
    """Suggestions by the numbers of article and tag, of articles that have none."""
    fields = ("article", "tag", "score", "count", "sentence", "state")
    rows = [(*key, s.score, s.count, s.sentence, State.SUGGESTED.value) for key, s in wanted.items()]
    insert_rows(TagSuggestion, fields, rows)


def _add_or_change(wanted: Mapping[tuple[int, int], Suggestion]) -> None:
    TagSuggestion.objects.bulk_create(
        [
            TagSuggestion(article_id=article, tag_id=tag, score=s.score, count=s.count, sentence=s.sentence)
            for (article, tag), s in wanted.items()
        ],
        update_conflicts=True,
        unique_fields=["article", "tag"],
        update_fields=["score", "count", "sentence"],
    )


def _tagged(article: Article, tags: Sequence[Tag], user) -> Draft:
    content = content_of_revision(article.latest_revision)
    slugs = dict.fromkeys([*content.tags, *(tag.slug for tag in tags)])
    return Draft(article, replace(content, tags=tuple(slugs)), cause="editor", user=user)


def _decide(suggestions: Sequence[TagSuggestion], state: str, user) -> None:
    for suggestion in suggestions:
        suggestion.state, suggestion.decided_by, suggestion.decided_at = state, user, timezone.now()
    TagSuggestion.objects.bulk_update(suggestions, ["state", "decided_by", "decided_at"])


def _tag_numbers(ids: set[str]) -> dict[str, int]:
    """Id of the recogniser → number of the tag."""
    plain = [int(i.removeprefix("tag-")) for i in ids if i.startswith("tag-") and i[4:].isdigit()]
    tags = Tag.objects.filter(gazetteer_id__in=ids) | Tag.objects.filter(pk__in=plain, gazetteer_id="")
    return {recognised_id(tag): tag.pk for tag in tags}
