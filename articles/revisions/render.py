"""Storing a revision's text as safe HTML, with its quotations' ways into the archive and its shared passages marked.

An address inside the archive begins with /_/: the reader's interface language is known only when a page is answered.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from django.db.models import OuterRef, Q, Subquery

from articles.models import (
    Article,
    Block,
    Link,
    LinkedNames,
    Passage,
    Quotation,
    RenderedArticle,
    Revision,
    Tag,
    TranslationPair,
)
from articles.rendering.body import BodyBlock, parse_body
from articles.rendering.html import Mark, Name, Target, render_body
from articles.rendering.words import date_text
from articles.revisions.content import with_revisions
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


def render_articles(articles: Iterable[Article], parsed: Mapping[int, Sequence[BodyBlock]] = {}) -> None:
    """Store the HTML of the revision that readers see and of the newest; seven queries at most, however many there are.

    `parsed` holds by number the bodies of revisions that the caller has as blocks.
    """
    shown: dict[int, tuple[Article, Revision]] = {}
    for article in with_revisions(articles):
        for revision in (article.live_revision, article.latest_revision):
            if revision is not None:
                shown[revision.pk] = (article, revision)
    anchors: dict[int, list[str]] = defaultdict(list)
    for number, anchor in (
        Block.objects.filter(revision__in=shown)
        .order_by("revision", "position")
        .values_list("revision", "anchor")
    ):
        anchors[number].append(anchor)
    quotation_links = _quotation_links(shown)
    marks = _marks(shown)
    names = _names(shown)
    joined = _joined_anchors(shown)
    rows = []
    for number, (article, revision) in shown.items():
        body = render_body(
            parsed.get(number) or parse_body(revision.body),
            language=article.language,
            anchors=anchors[number],
            marks=marks[number],
            quotation_links=quotation_links[number],
            names=names.get(number, ()),
        )
        rows.append(
            RenderedArticle(
                revision=revision,
                html=_with_joined(body.html, joined.get(article.pk, {})),
                contents=[[entry.anchor, entry.text, entry.level] for entry in body.contents],
                minutes=reading_minutes(revision.plain, article.language),
            )
        )
    RenderedArticle.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["revision"], update_fields=["html", "contents", "minutes"]
    )
    owners = {article.pk for article, _ in shown.values()}
    # Numbers, not a subquery: PostgreSQL joins the table with itself for it, and looks at all of it.
    former = list(
        Revision.objects.filter(article__in=owners).exclude(pk__in=shown).values_list("pk", flat=True)
    )
    if former:
        RenderedArticle.objects.filter(pk__in=former).delete()


def leaning_on(numbers: Collection[int]) -> set[int]:
    """The articles whose stored HTML names these or leads to them, where readers may see them."""
    linked = Link.objects.accepted().filter(Q(from_article__in=numbers) | Q(to_article__in=numbers))
    pairs = linked.values_list("from_article", "to_article")
    quoting = Quotation.objects.filter(quoted__in=numbers).values_list("article", flat=True)
    return {number for pair in pairs for number in pair} | set(quoting)


Shown = Mapping[int, tuple[Article, Revision]]


def _joined_anchors(shown: Shown) -> dict[int, dict[str, list[str]]]:
    """Of each translation: its anchor → the original's paragraphs that are translated there, too."""
    translations = [article.pk for article, _ in shown.values() if article.translation_of_id]
    hosts: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    if translations:
        for pair in TranslationPair.objects.filter(translation__in=translations).order_by("position"):
            if pair.is_joined:
                hosts[pair.translation_id][pair.target_anchors[0]].append(pair.source_anchor)
    return hosts


def _with_joined(html: str, hosts: Mapping[str, list[str]]) -> str:
    """The HTML with a place for every paragraph of the original, so that #p6 leads somewhere in all versions."""
    for host, guests in hosts.items():
        places = "".join(f'<span id="{guest}"></span>' for guest in guests if f' id="{guest}"' not in html)
        html = re.sub(rf'(<[a-z0-9]+ [^<>]*?id="{re.escape(host)}")', rf"{places}\1", html, count=1)
    return html


def _names(shown: Shown) -> dict[int, list[Name]]:
    """Where the texts name tags that editors want linked."""
    rows = LinkedNames.objects.filter(revision__in=shown)
    places = dict(rows.values_list("revision", "places"))
    numbers = {tag for found in places.values() for _, _, tag in found}
    slugs = dict(Tag.objects.filter(pk__in=numbers).values_list("pk", "slug")) if numbers else {}
    return {
        number: [
            Name(begin, end, f"{ARCHIVE}tags/{slugs[tag]}/") for begin, end, tag in found if tag in slugs
        ]
        for number, found in places.items()
    }


def _quotation_links(shown: Shown) -> dict[int, dict[str, Target]]:
    links: dict[int, dict[str, Target]] = defaultdict(dict)
    quotations = list(
        Quotation.objects.filter(
            block__revision__in=shown, quoted__state=Article.State.PUBLISHED
        ).select_related("block", "quoted")
    )
    places = _places(quotations)
    for q in quotations:
        article, _ = shown[q.block.revision_id]
        label = _words(IN_ARCHIVE, article.language)
        target = Target(address(q.quoted) + places.get(q.pk, ""), label)
        links[q.block.revision_id][q.block.anchor] = target
    return links


def _places(quotations: Sequence[Quotation]) -> dict[int, str]:
    """Where in the quoted article the words of each quotation begin, as the end of an address."""
    if not quotations:
        return {}
    revisions = {q.block.revision_id for q in quotations}
    block = Block.objects.filter(
        revision=OuterRef("to_revision"), begin__lte=OuterRef("to_begin"), end__gt=OuterRef("to_begin")
    )
    passages = (
        Passage.objects.filter(from_revision__in=revisions, to_revision__isnull=False)
        .annotate(anchor=Subquery(block.values("anchor")[:1]))
        .order_by("-from_begin")
        .values_list("from_revision", "link__to_article", "from_begin", "anchor")
    )
    between: dict[tuple[int, int], list[Quotation]] = defaultdict(list)
    for q in quotations:
        between[q.block.revision_id, q.quoted_id].append(q)
    found: dict[int, str] = {}
    for revision, article, begin, anchor in passages:
        for q in between[revision, article] if anchor else ():
            if q.block.begin <= begin < q.block.end:
                found[q.pk] = f"#{anchor}"
    return found


def _marks(shown: Shown) -> dict[int, list[Mark]]:
    """Passages that stand in other published articles too, near ones joined, each with where it stands."""
    spans: dict[int, dict[tuple[int, int], list[int]]] = defaultdict(lambda: defaultdict(list))
    for own, other in (("from", "to"), ("to", "from")):
        passages = (
            Passage.objects.filter(
                **{f"{own}_revision__in": shown, f"link__{other}_article__state": Article.State.PUBLISHED},
                link__state=Link.State.ACCEPTED,
                relation__in=(Passage.Relation.EQUAL, Passage.Relation.CHANGED),
            )
            .order_by("link", f"{own}_revision", f"{own}_begin")
            .values_list(f"{own}_revision", f"link__{other}_article", f"{own}_begin", f"{own}_end")
        )
        if own == "from":  # a quotation's card says already whose words these are
            passages = passages.exclude(link__kind=Link.Kind.QUOTES)
        for number, other_article, begin, end in _joined(passages):
            if end - begin >= LEAST_MARKED:
                spans[number][begin, end].append(other_article)
    numbers = {pk for found in spans.values() for others in found.values() for pk in others}
    others = Article.objects.select_related("source").in_bulk(numbers)
    marks: dict[int, list[Mark]] = defaultdict(list)
    for number, found in spans.items():
        article, _ = shown[number]
        title = _words(STANDS_ELSEWHERE, article.language)
        marks[number] = [
            Mark(begin, end, f"s{place}", title, [_target(others[pk], article.language) for pk in sharing])
            for place, ((begin, end), sharing) in enumerate(sorted(found.items()), 1)
        ]
    return marks


def _joined(passages: Iterable[tuple[int, int, int, int]]) -> Iterator[tuple[int, int, int, int]]:
    """(revision, the other article, begin, end), passages of one link joined where hardly anything parts them."""
    current = None
    for revision, other, begin, end in passages:
        if current and current[:2] == (revision, other) and begin - current[3] <= NEAR:
            current = (revision, other, current[2], max(end, current[3]))
            continue
        if current:
            yield current
        current = (revision, other, begin, end)
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
