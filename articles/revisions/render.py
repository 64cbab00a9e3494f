"""Storing a revision's text as safe HTML, with its quotations' ways into the archive and its shared passages marked.

An address inside the archive begins with /_/: the reader's interface language is known only when a page is answered.
"""

from collections import defaultdict

from articles.models import Article, Link, Passage, Quotation, RenderedArticle, Revision
from articles.rendering.body import parse_body
from articles.rendering.html import Mark, Target, render_body
from articles.rendering.words import date_text
from articles.text.reading_time import reading_minutes

ARCHIVE = "/_/"
LEAST_MARKED = 20  # characters; a shorter passage is left out of the margin
NEAR = 3  # characters between two passages that are shown as one

# Words beside the text, in the article's own language.
IN_ARCHIVE = {
    "ja": "アーカイブ内の記事",
    "en": "In the archive",
    "ru": "Есть в архиве",
    "kk": "Мұрағатта бар",
    "zh": "本馆所藏",
}
STANDS_ELSEWHERE = {
    "ja": "この一節はほかの記事にも現れる",
    "en": "This passage stands in another article too",
    "ru": "Этот отрывок есть и в другой статье",
    "kk": "Бұл үзінді басқа мақалада да бар",
    "zh": "这段文字也见于其他文章",
}


def render_article(article: Article) -> None:
    """Store the HTML of the revision that readers see and of the newest."""
    revisions = {r.pk: r for r in (article.live_revision, article.latest_revision) if r is not None}
    for revision in revisions.values():
        render_revision(article, revision)
    RenderedArticle.objects.filter(revision__article=article).exclude(revision__in=revisions).delete()


def render_revision(article: Article, revision: Revision) -> RenderedArticle:
    rows = list(revision.blocks.all())
    body = render_body(
        parse_body(revision.body),
        language=article.language,
        anchors=[row.anchor for row in rows],
        marks=_marks(article, revision),
        quotation_links=_quotation_links(article, revision),
    )
    rendered, _ = RenderedArticle.objects.update_or_create(
        revision=revision,
        defaults={
            "html": body.html,
            "contents": [[entry.anchor, entry.text, entry.level] for entry in body.contents],
            "minutes": reading_minutes(revision.plain, article.language),
        },
    )
    return rendered


def _quotation_links(article: Article, revision: Revision) -> dict[str, Target]:
    quotations = Quotation.objects.filter(
        block__revision=revision, quoted__state=Article.State.PUBLISHED
    ).select_related("block", "quoted")
    label = _words(IN_ARCHIVE, article.language)
    return {q.block.anchor: Target(address(q.quoted), label) for q in quotations}


def _marks(article: Article, revision: Revision) -> list[Mark]:
    """Passages that stand in other published articles too, near ones joined, each with where it stands."""
    spans: dict[tuple[int, int], list[Article]] = defaultdict(list)
    for own, other in (("from", "to"), ("to", "from")):
        passages = (
            Passage.objects.filter(
                **{f"{own}_revision": revision, f"link__{other}_article__state": Article.State.PUBLISHED},
                link__state=Link.State.ACCEPTED,
                relation__in=(Passage.Relation.EQUAL, Passage.Relation.CHANGED),
            )
            .select_related(f"link__{other}_article__source")
            .order_by("link", f"{own}_begin")
        )
        for other_article, begin, end in _joined(passages, own, other):
            if end - begin >= LEAST_MARKED:
                spans[begin, end].append(other_article)
    title = _words(STANDS_ELSEWHERE, article.language)
    return [
        Mark(begin, end, f"s{number}", title, [_target(other, article.language) for other in others])
        for number, ((begin, end), others) in enumerate(sorted(spans.items()), 1)
    ]


def _joined(passages, own: str, other: str):
    """(the other article, begin, end), passages of one link joined where hardly anything parts them."""
    current = None
    for passage in passages:
        begin, end = getattr(passage, f"{own}_begin"), getattr(passage, f"{own}_end")
        article = getattr(passage.link, f"{other}_article")
        if current and current[0].pk == article.pk and begin - current[2] <= NEAR:
            current = (article, current[1], max(end, current[2]))
            continue
        if current:
            yield current
        current = (article, begin, end)
    if current:
        yield current


def _target(other: Article, language: str) -> Target:
    details = []
    if other.source:
        details.append(other.source.name_in(language.lower())[0])
    if other.published_on:
        details.append(date_text(other.published_on.isoformat(), language) or "")
    return Target(address(other), other.headline, " · ".join(details), other.language)


def address(article: Article) -> str:
    slug = f"{article.slug}/" if article.slug else ""
    return f"{ARCHIVE}articles/{article.pk}/{slug}"


def _words(table: dict[str, str], language: str) -> str:
    return table.get(language.split("-")[0], table["en"])
