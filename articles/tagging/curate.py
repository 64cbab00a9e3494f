"""Curating tags: merge, rename, split, alias, change of kind, deletion, tagging many articles; each to be undone.

Every act is one transaction, is written down with what undoing it needs, leaves redirects, and brings up to date what
is derived from tags. The lists of tags in an article's live and newest revision follow, as references follow what they
refer to: no revision is written, since nobody changed the text.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from articles.models import AuditEntry, Curation, Tag, TagAlias, TaggedArticle, TagRedirect, TagSuggestion
from articles.models.names import LANGUAGE_OF_FIELD
from articles.models.tag import free_slug
from articles.tagging.curations import CannotCurate, bring_up_to_date, follow, rewrite, written_down

Action = Curation.Action
State = TagSuggestion.State

NAMES = [f"name_{ending}" for ending in LANGUAGE_OF_FIELD]
FILLED = [
    *NAMES,
    "reading_ja",
    *(f"description_{ending}" for ending in LANGUAGE_OF_FIELD),
    "homepage",
    "begins_on",
    "ends_on",
]
_WEIGHT = {State.SUGGESTED: 0, State.REJECTED: 1, State.ACCEPTED: 2}


def merge_tags(tags: Sequence[Tag], into: Tag, *, user) -> Curation:
    """Make several tags one: `into` keeps its names and takes over articles, forms, kin and addresses of the others."""
    tags = [tag for tag in tags if tag.pk != into.pk]
    if not tags:
        raise CannotCurate("there is nothing to merge")
    summary = f"{', '.join(map(str, tags))} → {into}"
    with written_down(Action.MERGE, [into, *tags], into, summary, user) as record:
        for tag in tags:
            _move_names(tag, into)
            _move_kin(tag, into)
            _move_articles(tag, into)
            _leave_redirect(tag, into)
        follow(record.articles, {tag.slug: into.slug for tag in tags})
        Tag.objects.filter(pk__in=[tag.pk for tag in tags]).delete()
        into.save()
    return record.curation


def rename_tag(
    tag: Tag, names: dict[str, str], *, slug: str = "", keeps_former: bool = True, user
) -> Curation:
    """Give a tag other names by field; the old ones stay as former names, the old slug redirects.

    Without a `slug` one is made of the new name, where that gives another.
    """
    old_name, old_slug = tag.name, tag.slug
    before = tag.all_names()
    new = _main_name(names, own=tag.pk)
    with written_down(Action.RENAME, [tag], tag, f"{old_name} → {new}", user) as record:
        for field in NAMES:
            setattr(tag, field, names.get(field, ""))
        tag.reading_ja = names.get("reading_ja", tag.reading_ja)
        tag.name = new
        tag.slug = free_slug(slug or tag.plain_slug(tag.name), own=tag.pk)
        if keeps_former:
            _keep_forms(tag, before, TagAlias.Rule.FORMER)
        if tag.slug != old_slug:
            TagRedirect.objects.filter(slug=tag.slug, tag=tag).delete()
            TagRedirect.objects.create(slug=old_slug, tag=tag)
            follow(record.articles, {old_slug: tag.slug})
        tag.save()
    return record.curation


def split_tag(
    tag: Tag,
    *,
    names: dict[str, str],
    kind: str,
    aliases: Iterable[int] = (),
    articles: Iterable[int] = (),
    keeps: bool = False,
    user,
) -> Curation:
    """Make a second tag of some forms and articles of one; `keeps`: the articles carry both."""
    name = _main_name(names)
    with written_down(Action.SPLIT, [tag], tag, f"{tag} → {tag} + {name}", user) as record:
        new = Tag(name=name, kind=kind, **{field: names.get(field, "") for field in (*NAMES, "reading_ja")})
        new.save()
        record.tags.add(new.pk)
        tag.aliases.filter(pk__in=aliases).update(tag=new)
        rows = tag.tagged_items.filter(content_object__in=articles)
        numbers = list(rows.values_list("content_object", flat=True))
        if keeps:
            _carry(new, numbers)
            rewrite(numbers, lambda slugs: [*slugs, new.slug] if tag.slug in slugs else slugs)
        else:
            rows.update(tag=new)
            tag.suggestions.filter(article__in=numbers).update(tag=new)
            follow(numbers, {tag.slug: new.slug})
    return record.curation


def add_alias(tag: Tag, text: str, language: str, rule: str, *, user) -> Curation:
    """Another form by which the tag is known."""
    if tag.aliases.filter(text=text, language=language).exists():
        raise CannotCurate(f"{tag} has the form {text} already")
    with written_down(Action.ALIAS, [tag], tag, f"{tag}: + {text}", user) as record:
        TagAlias.objects.create(tag=tag, text=text, language=language, rule=rule)
    return record.curation


def change_kind(tag: Tag, kind: str, *, user) -> Curation:
    """Make a topic of an event, or the like."""
    if kind not in Tag.Kind.values:
        raise CannotCurate(f"{kind} is no kind of tag")
    with written_down(Action.KIND, [tag], tag, f"{tag}: {tag.kind} → {kind}", user) as record:
        tag.kind = kind
        tag.save(update_fields=["kind"])
    return record.curation


def delete_tag(tag: Tag, *, user) -> Curation:
    """Take a tag away; its addresses say that it is gone and are never given to another."""
    with written_down(Action.DELETE, [tag], None, str(tag), user) as record:
        TagRedirect.objects.create(slug=tag.slug, tag=None, gazetteer_id=tag.gazetteer_id)
        follow(record.articles, {tag.slug: None})
        Tag.objects.filter(pk=tag.pk).delete()
    return record.curation


def tag_articles(tag: Tag, articles: Iterable[int], *, user, remove: bool = False) -> Curation:
    """Let all these articles carry the tag, or none of them."""
    numbers = set(articles)
    carrying = set(
        tag.tagged_items.filter(content_object__in=numbers).values_list("content_object", flat=True)
    )
    changed = numbers & carrying if remove else numbers - carrying
    if not changed:
        raise CannotCurate("no article would change")
    summary = f"{'−' if remove else '+'} {tag} ({len(changed)})"
    with written_down(Action.TAGGING, [tag], tag, summary, user, articles=changed, only=True) as record:
        suggested = tag.suggestions.filter(article__in=changed)
        decided = {"decided_by": user, "decided_at": timezone.now()}
        if remove:
            tag.tagged_items.filter(content_object__in=changed).delete()
            suggested.update(state=State.REJECTED, **decided)
            follow(changed, {tag.slug: None})
        else:
            _carry(tag, changed)
            suggested.update(state=State.ACCEPTED, **decided)
            rewrite(changed, lambda slugs: slugs if tag.slug in slugs else [*slugs, tag.slug])
    return record.curation


@contextmanager
def edited(tag: Tag, *, user) -> Iterator[None]:
    """Around an editor's change of the tag's own form; nothing is written down where nothing changed."""
    with written_down(Action.EDIT, [tag], tag, str(tag), user, may_be_empty=True):
        yield


def _move_names(tag: Tag, into: Tag) -> None:
    for field in FILLED:
        if getattr(tag, field) and not getattr(into, field):
            setattr(into, field, getattr(tag, field))
    into.is_linked = into.is_linked or tag.is_linked
    if not into.gazetteer_id:
        into.gazetteer_id, tag.gazetteer_id = tag.gazetteer_id, ""
        Tag.objects.filter(pk=tag.pk).update(gazetteer_id="")
    present = {(a.language, a.text) for a in into.aliases.all()} | set(into.all_names())
    for alias in tag.aliases.all():
        if (alias.language, alias.text) not in present:
            present.add((alias.language, alias.text))
            alias.tag = into
            alias.save(update_fields=["tag"])
    _keep_forms(into, tag.all_names() or [("", tag.name)], TagAlias.Rule.PLAIN)


def _keep_forms(tag: Tag, forms: Iterable[tuple[str, str]], rule: str) -> None:
    present = set(tag.aliases.values_list("language", "text")) | set(tag.all_names())
    TagAlias.objects.bulk_create(
        TagAlias(tag=tag, text=text, language=language, rule=rule)
        for language, text in dict.fromkeys(forms)
        if (language, text) not in present
    )


def _move_kin(tag: Tag, into: Tag) -> None:
    """Parents and children, but none that would make a tag its own ancestor."""
    through = Tag.parents.through
    edges = set(through.objects.values_list("from_tag", "to_tag"))
    for child, parent in sorted(edge for edge in edges if tag.pk in edge):
        edges.discard((child, parent))
        edge = (into.pk if child == tag.pk else child, into.pk if parent == tag.pk else parent)
        if edge[0] != edge[1] and edge not in edges and not _is_above(edge[0], edge[1], edges):
            edges.add(edge)
            through.objects.create(from_tag_id=edge[0], to_tag_id=edge[1])
    into.sources.add(*tag.sources.all())


def _is_above(tag: int, start: int, edges: set[tuple[int, int]]) -> bool:
    """Whether `tag` is an ancestor of `start`, or `start` itself."""
    seen, pending = set(), [start]
    while pending:
        node = pending.pop()
        if node == tag:
            return True
        if node not in seen:
            seen.add(node)
            pending += [parent for child, parent in edges if child == node]
    return False


def _move_articles(tag: Tag, into: Tag) -> None:
    both = into.tagged_items.values("content_object")
    tag.tagged_items.filter(content_object__in=both).delete()
    tag.tagged_items.update(tag=into)
    ours = {row.article_id: row for row in into.suggestions.all()}
    for row in tag.suggestions.filter(article__in=ours):
        own = ours[row.article_id]
        if _WEIGHT[row.state] > _WEIGHT[own.state]:
            own.state, own.decided_by, own.decided_at = row.state, row.decided_by, row.decided_at
            own.save(update_fields=["state", "decided_by", "decided_at"])
    tag.suggestions.exclude(article__in=ours).update(tag=into)


def _leave_redirect(tag: Tag, into: Tag) -> None:
    tag.redirects.update(tag=into)
    TagRedirect.objects.create(slug=tag.slug, tag=into, gazetteer_id=tag.gazetteer_id)


def _carry(tag: Tag, articles: Iterable[int]) -> None:
    TaggedArticle.objects.bulk_create(
        (TaggedArticle(content_object_id=number, tag=tag) for number in sorted(articles)),
        ignore_conflicts=True,
    )


def create_tag(names: dict[str, str], kind: str, *, user) -> Tag:
    """A new tag, which only an editor makes."""
    name = _main_name(names)
    with transaction.atomic():
        tag = Tag(name=name, kind=kind, **{field: names.get(field, "") for field in (*NAMES, "reading_ja")})
        tag.save()
        AuditEntry.objects.record(user=user, action="tag.add", target=tag)
        bring_up_to_date({tag.pk}, set())
    return tag


def name_tag(tag: Tag, text: str, language: str, *, user) -> None:
    """Let the tag be known by the text, if it is not yet."""
    if text not in {tag.name, *dict(tag.all_names()).values(), *tag.aliases.values_list("text", flat=True)}:
        add_alias(tag, text, language, TagAlias.Rule.PLAIN, user=user)


def _main_name(names: dict[str, str], *, own: int | None = None) -> str:
    """The name by which taggit knows the tag, which no other tag may have."""
    name = names.get("name_en") or next((names[field] for field in NAMES if names.get(field)), "")
    if not name:
        raise CannotCurate("a tag needs a name")
    if Tag.objects.filter(name=name[:100]).exclude(pk=own).exists():
        raise CannotCurate(f"another tag is called {name[:100]}")
    return name[:100]
