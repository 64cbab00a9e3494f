"""Rows for tests, with the least that is asked for; texts are given as Markdown and rendered as the site renders them."""

from datetime import date
from itertools import count

from django.db.models import Model, OuterRef, Subquery

from articles.listing.keep import list_articles
from articles.models import (
    Article,
    Block,
    Comment,
    Link,
    Passage,
    Quotation,
    Reference,
    RenderedArticle,
    Revision,
    Source,
    Tag,
    TaggedArticle,
    TranslationTask,
)
from articles.rendering.anchors import assign_anchors
from articles.rendering.blocks import plain_text
from articles.rendering.body import parse_body
from articles.revisions.render import render_articles
from articles.translations.run import follow_translations

_numbers = count(1)


def make_source(slug: str = "", **names) -> Source:
    number = next(_numbers)
    return Source.objects.create(slug=slug or f"paper-{number}", **({"name_en": f"Paper {number}"} | names))


def make_tag(name: str = "", *, kind: str = Tag.Kind.TOPIC, **fields) -> Tag:
    name = name or f"Subject {next(_numbers)}"
    return Tag.objects.create(name=name, kind=kind, **({"name_en": name} | fields))


def make_article(
    headline: str = "",
    body: str = "The first paragraph.\n\nThe second paragraph.\n",
    *,
    language: str = "en",
    state: str = Article.State.PUBLISHED,
    tags: tuple[Tag, ...] = (),
    anchors: list[str] | None = None,
    **fields,
) -> Article:
    """An article with one revision, its blocks and its rendered text; published unless said otherwise."""
    headline = headline or f"Headline {next(_numbers)}"
    fields = {"published_on": date(2024, 5, 1), "slug": "story"} | fields
    article = Article.objects.create(headline=headline, language=language, **fields)
    revision = make_revision(article, body, anchors=anchors)
    article.live_revision = article.latest_revision = revision
    article.state = state
    article.save()
    render_articles([article])
    for tag in tags:
        article.tags.add(tag)
    list_articles([article.pk])
    return article


def make_revision(article: Article, body: str, *, anchors: list[str] | None = None, **fields) -> Revision:
    """The next revision of an article; it is not made live."""
    blocks = parse_body(body)
    anchors = anchors or assign_anchors(blocks)
    plain, spans = plain_text(blocks)
    number = article.revisions.count() + 1
    revision = Revision.objects.create(
        article=article,
        **({"number": number, "cause": Revision.Cause.IMPORT} | fields),
        headline=article.headline,
        body=body,
        plain=plain,
    )
    for position, (block, anchor, (begin, end)) in enumerate(zip(blocks, anchors, spans, strict=True)):
        kind = block.kind if block.kind in Block.Kind.values else Block.Kind.PARAGRAPH
        row = Block.objects.create(
            revision=revision, position=position, kind=kind, anchor=anchor, begin=begin, end=end
        )
        if block.kind == "quotation":
            Quotation.objects.create(
                block=row, article=article, title=block.title or "", publisher=block.publisher or ""
            )
    return revision


def copies_of(article: Article, number: int) -> list[Article]:
    """The published article again and again as lists show it, with its tags and without its blocks, all at once."""
    revision, rendered = article.live_revision, article.live_revision.rendered
    tags = list(article.tags.all())
    nothing = {"live_revision": None, "latest_revision": None, "state": Article.State.DRAFT}
    copies = Article.objects.bulk_create(_again(article, **nothing) for _ in range(number))
    revisions = Revision.objects.bulk_create(_again(revision, article=copy) for copy in copies)
    RenderedArticle.objects.bulk_create(_again(rendered, revision=revision) for revision in revisions)
    TaggedArticle.objects.bulk_create(TaggedArticle(content_object=c, tag=t) for c in copies for t in tags)
    own = Subquery(Revision.objects.filter(article=OuterRef("pk")).values("pk")[:1])
    numbers = [copy.pk for copy in copies]
    Article.objects.filter(pk__in=numbers).update(live_revision=own, latest_revision=own, state=article.state)
    list_articles(numbers)
    return copies


def _again(row: Model, **changed) -> Model:
    """A new instance with the values of another, but for its key and those named."""
    values = {f.name: getattr(row, f.name) for f in row._meta.concrete_fields if not f.primary_key}
    return type(row)(**(values | changed))


def make_translation(original: Article, language: str, **fields) -> Article:
    """A translation of the original's live text, made by a person unless `engine` is given, and tied to it."""
    translation = make_article(
        **(
            {
                "language": language,
                "translation_of": original,
                "translated_revision": original.live_revision,
                "translator": "A. Translator",
                "published_on": original.published_on,
            }
            | fields
        )
    )
    follow_translations([translation])
    return translation


def make_task(original: Article, language: str, **fields) -> TranslationTask:
    """The task of a translation into the language, which is made with it."""
    return TranslationTask.objects.get(translation=make_translation(original, language, **fields))


def make_link(
    from_article: Article, to_article: Article, kind: str = Link.Kind.QUOTES, *, state=Link.State.ACCEPTED
) -> Link:
    return Link.objects.create(
        from_article=from_article, to_article=to_article, kind=kind, score=1, state=state, reasons=["named"]
    )


def make_passage(link: Link, *, anchor: str) -> Passage:
    """The first letters of the later text, found again as the whole of one paragraph of the earlier one."""
    later, earlier = link.from_article.live_revision, link.to_article.live_revision
    block = earlier.blocks.get(anchor=anchor)
    return Passage.objects.create(
        link=link,
        position=0,
        relation=Passage.Relation.EQUAL,
        from_revision=later,
        from_begin=0,
        from_end=5,
        to_revision=earlier,
        to_begin=block.begin,
        to_end=block.end,
    )


def make_comment(article: Article, text: str = "A comment.", **fields) -> Comment:
    fields = {"position": article.comments.count(), "author": "reader"} | fields
    return Comment.objects.create(article=article, text=text, **fields)


def make_reference(article: Article, title: str, **fields) -> Reference:
    fields = {"position": article.references.count(), "kind": Reference.Kind.REFERENCE} | fields
    return Reference.objects.create(article=article, title=title, **fields)
