"""Names in a text that lead to their tag's page, for the tags that editors want linked."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.db.models import Q

from articles.models import Article, LinkedNames, Revision, Tag
from articles.tagging.recognise import Found
from articles.tagging.stored_names import recognised_id, stored_recogniser

PLACES = 4  # mentions of a tag that are kept: the first may stand in a heading or a link, where none is set


def link_names(articles: Iterable[Article]) -> set[int]:
    """Find the names anew in what readers see and in the newest text; the articles that have or had any."""
    numbers = [article.pk for article in articles]
    shown = Q(pk__in=Article.objects.filter(pk__in=numbers).values("live_revision")) | Q(
        pk__in=Article.objects.filter(pk__in=numbers).values("latest_revision")
    )
    had = set(LinkedNames.objects.filter(revision__article__in=numbers).values_list("revision", flat=True))
    tags = linked_tags()
    if not tags and not had:
        return set()
    recogniser = stored_recogniser()
    texts = []
    for revision in Revision.objects.filter(shown).select_related("article"):
        lead = f"{revision.headline}\n\n{revision.subtitle}\n"
        found = recogniser.find(lead + revision.plain, revision.article.language) if tags else []
        texts.append((revision, found, len(lead)))
    changed = keep_linked(texts, tags)
    return changed | set(
        Revision.objects.filter(pk__in=had, article__in=numbers).values_list("article", flat=True)
    )


def linked_tags() -> dict[str, int]:
    """The recogniser's id of every tag that is to be linked → its number."""
    return {
        recognised_id(tag): tag.pk for tag in Tag.objects.filter(is_linked=True).only("gazetteer_id", "name")
    }


def keep_linked(texts: Sequence[tuple[Revision, Sequence[Found], int]], tags: dict[str, int]) -> set[int]:
    """Store the places of names found in texts whose plain text begins at an offset; the articles that have any."""
    rows = []
    for revision, found, offset in texts:
        seen: Counter[str] = Counter()
        places = []
        for name in found:
            if name.id in tags and name.begin >= offset and seen[name.id] < PLACES:
                seen[name.id] += 1
                places.append([name.begin - offset, name.end - offset, tags[name.id]])
        if places:
            rows.append(LinkedNames(revision=revision, places=places))
    LinkedNames.objects.filter(revision__in=[revision.pk for revision, _, _ in texts]).delete()
    LinkedNames.objects.bulk_create(rows)
    return {row.revision.article_id for row in rows}
