"""All that the page of an article shows, in at most eight queries whatever the archive's size."""

from dataclasses import dataclass
from functools import cache, cached_property

from django.db.models import (
    BigIntegerField,
    DateTimeField,
    Exists,
    Expression,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Substr
from django.http import Http404

from articles.models import (
    Article,
    Block,
    Comment,
    Link,
    Listing,
    Quotation,
    Reference,
    RenderedArticle,
    Revision,
    Tag,
)
from articles.models.names import NAME_LANGUAGES
from articles.models.prepared import Asked, Prepared, asked_list, filled, size_for
from articles.reading.addresses import canonical_url
from articles.reading.comments import ThreadItem, thread_of
from articles.reading.excerpts import cut, is_dense
from articles.reading.interfaces import interface_tag
from articles.reading.links import LinkGroup, Tie, grouped, ties_of
from articles.reading.names_in_text import in_interface
from articles.reading.responses import Withdrawn
from articles.reading.subjects import KINDS, main_subject, tags_of
from articles.reading.versions import SHOWN, Version, changed_paragraphs, shown, versions_of
from articles.text.languages import detect_language

_LARGEST_KEY = 2**63 - 1
_BEGINNING = 1000  # characters of a text, from which its description is cut
_NAMES = [f"source__name_{ending}" for ending in NAME_LANGUAGES.values()]
_OF_BLOCK = (
    *("revision_id", "anchor", "begin", "end"),
    *(f"quotation__{name}" for name in ("title", "publisher", "author", "attribution", "date")),
    *(f"quotation__{name}" for name in _NAMES),
)


def get_published(number: int) -> Article:
    """The article that readers may see. Raises `Withdrawn` where they could once, else Http404."""
    found = _PUBLISHED(number=number) if number <= _LARGEST_KEY else []
    if found:
        return found[0]
    was_public = Article.objects.filter(state=Article.State.WITHDRAWN, first_published_at__isnull=False)
    if number <= _LARGEST_KEY and was_public.filter(pk=number).exists():
        raise Withdrawn
    raise Http404


def _published() -> QuerySet:
    """With its HTML and how its text begins, and whether there is anything to ask for beside it."""
    own = OuterRef("pk")
    return (
        Article.objects.published()
        .select_related("source", "live_revision__rendered")
        .defer(*(f"live_revision__{name}" for name in ("body", "plain", "attributes", "tags")))
        .annotate(
            beginning=Substr("live_revision__plain", 1, _BEGINNING),
            has_quotations=Exists(Quotation.objects.filter(article=own)),
            has_links=Exists(Link.objects.accepted().filter(Q(from_article=own) | Q(to_article=own))),
            has_references=Exists(_beside(own)),
            has_comments=Exists(Comment.objects.filter(article=own, is_hidden=False)),
            has_notes=Exists(Revision.objects.filter(article=own, is_note_public=True)),
        )
        .filter(pk=Asked("number"))
    )


def _beside(article) -> QuerySet:
    return Reference.objects.filter(article=article).exclude(kind=Reference.Kind.TEXT)


def public_notes(revisions: QuerySet[Revision], newest: int | Combinable) -> QuerySet[Revision]:
    """The revisions up to the live one that tell readers what they correct; before there were readers nothing was corrected."""
    had_readers = Q(article__first_published_at=None) | Q(created_at__gte=F("article__first_published_at"))
    return revisions.filter(had_readers, is_note_public=True, number__lte=newest).exclude(note="")


_PUBLISHED = Prepared(_published)
_CORRECTIONS = Prepared(
    lambda: (
        public_notes(Revision.objects.filter(article=Asked("article")), Asked("live"))
        .only("number", "note", "created_at")
        .order_by("-number")
    )
)
_BLOCKS = Prepared(
    lambda: (
        Block.objects.filter(revision=Asked("revision"))
        .select_related("quotation__source")
        .only(*_OF_BLOCK)
        .order_by("position")
    )
)
_REFERENCES = Prepared(lambda: _beside(Asked("article")).order_by("position"))
_COMMENTS = Prepared(
    lambda: Comment.objects.filter(article=Asked("article"), is_hidden=False).order_by("position")
)


@dataclass
class TagGroup:
    heading: str
    tags: list[Tag]


class ArticlePage:
    """Built from an article of `get_published`; each part asks once, when the template first shows it."""

    def __init__(self, article: Article):
        self.article = article
        self.interface = interface_tag()
        self.root_id = article.translation_of_id or article.pk

    # The text and its history

    @property
    def revision(self) -> Revision:
        """The state that readers see."""
        return self.article.live_revision

    @cached_property
    def rendered(self) -> RenderedArticle | None:
        return getattr(self.revision, "rendered", None)

    @property
    def html(self) -> str:
        """The text, its links into the archive under the reader's interface, its names told in their language."""
        return in_interface(self.rendered.html, self.tags)

    @cached_property
    def corrections(self) -> list[Revision]:
        """The states whose notes are public; newest first."""
        if not self.article.has_notes:
            return []
        return _CORRECTIONS(article=self.article.pk, live=self.revision.number)

    @cached_property
    def blocks(self) -> list[Block]:
        return _BLOCKS(revision=self.article.live_revision_id)

    @cached_property
    def quotations(self) -> list[Quotation]:
        """With the anchor of their block, for the list of papers beside a digest."""
        if not self.article.has_quotations:
            return []
        return [b.quotation for b in self.blocks if hasattr(b, "quotation")]

    @property
    def is_digest(self) -> bool:
        return len(self.quotations) > 1

    @cached_property
    def description(self) -> str:
        """A sentence or two for those who see only a link to the page."""
        text = self.article.subtitle or self.article.beginning
        return cut(text, 90 if is_dense(self.article.language) else 180)

    @property
    def original_headline_language(self) -> str:
        return detect_language(self.article.original_headline)

    # What stands beside it

    @cached_property
    def tags(self) -> list[Tag]:
        """Those of all versions; a translation whose original readers may not see has its own."""
        return tags_of(self.root_id) or list(self.article.tags.order_by("-article_count", "slug"))

    @cached_property
    def tag_groups(self) -> list[TagGroup]:
        groups = ((heading, [t for t in self.tags if t.kind == kind]) for kind, heading in KINDS.items())
        return [TagGroup(heading, members) for heading, members in groups if members]

    @cached_property
    def subject(self) -> Tag | None:
        """The tag whose articles come before and after."""
        return main_subject(self.tags)

    @cached_property
    def _around(self) -> dict[int, Article]:
        """All published articles that the page leads to, by number, in one query."""
        named = [tie.other for tie in self._ties]
        named += [reference.target_id for reference in self.references if reference.target_id]
        size = size_for(named)
        asked = {"root": self.root_id, "place": self.article.sorted_at, **filled("named", named, size)}
        if self.subject is None:
            found = _around(size, in_subject=False)(**asked)
        else:
            found = _around(size, in_subject=True)(**asked, subject=self.subject.pk)
        return {article.pk: article for article in found if article.is_published}

    @cached_property
    def _ties(self) -> list[Tie]:
        return ties_of(self.article, lambda: self.blocks) if self.article.has_links else []

    @cached_property
    def versions(self) -> list[Version]:
        return versions_of(self.article, self._around.values())

    @cached_property
    def readable_versions(self) -> list[Version]:
        return [v for v in self.versions if v.article]

    @property
    def current(self) -> Version:
        return next(v for v in self.versions if v.is_current)

    @cached_property
    def changed_paragraphs(self) -> list[str]:
        return changed_paragraphs(self.article)

    @property
    def alternates(self) -> list[tuple[str, str]]:
        """(hreflang, address) of the versions that search engines are told of, and of the one for all others."""
        listed = [v for v in self.readable_versions if v.is_listed]
        pairs = [(v.language, canonical_url(v.article)) for v in listed]
        return pairs + [("x-default", pairs[0][1])] if len(pairs) > 1 else []

    @property
    def own_version(self) -> Version | None:
        """The version in the reader's language, where this page is not it."""
        return next(
            (v for v in self.readable_versions if v.language == self.interface and not v.is_current), None
        )

    @property
    def is_foreign(self) -> bool:
        """In a language that the reader did not choose, with no version in theirs."""
        return self.article.language != self.interface and self.own_version is None

    @property
    def original(self) -> Article | None:
        """The text that this one translates, where readers may see it."""
        return next((v.article for v in self.versions if v.article and v.article.pk == self.root_id), None)

    @property
    def previous(self) -> Article | None:
        return self._around.get(self._around[self.article.pk].previous_number)

    @property
    def next(self) -> Article | None:
        return self._around.get(self._around[self.article.pk].next_number)

    @cached_property
    def link_groups(self) -> list[LinkGroup]:
        return grouped(self._ties, self._around)

    @property
    def link_count(self) -> int:
        return sum(len(group.neighbours) for group in self.link_groups)

    # What its page brought along

    @cached_property
    def references(self) -> list[Reference]:
        return _REFERENCES(article=self.article.pk) if self.article.has_references else []

    @property
    def references_with_targets(self) -> list[tuple[Reference, Article | None]]:
        """Each with its article where readers may see it."""
        return [(reference, self._around.get(reference.target_id)) for reference in self.references]

    @cached_property
    def thread(self) -> list[ThreadItem]:
        comments = _COMMENTS(article=self.article.pk) if self.article.has_comments else []
        return thread_of(comments, self.article.language)


@cache
def _around(size: int, *, in_subject: bool) -> Prepared:
    """The family of a text, what it names in `size` places, and the texts before and after it in a subject."""

    def build():
        previous, following = _neighbours() if in_subject else [Value(None, BigIntegerField())] * 2
        return (
            shown()
            .select_related("source")
            .only("state", *SHOWN, *_NAMES)
            .annotate(previous_number=previous, next_number=following)
            .filter(
                Q(pk=Asked("root"))
                | Q(translation_of=Asked("root"))
                | Q(pk__in=asked_list("named", size))
                | Q(pk=previous)
                | Q(pk=following)
            )
        )

    return Prepared(build)


def _neighbours() -> tuple[Expression, Expression]:
    """The numbers of the texts before and after one in its subject."""
    place, number = Asked("place", DateTimeField()), Asked("root")
    same = Listing.objects.about(Asked("subject"))
    earlier = same.filter(sorted_at__lte=place).filter(Q(sorted_at__lt=place) | Q(article__lt=number))
    later = same.filter(sorted_at__gte=place).filter(Q(sorted_at__gt=place) | Q(article__gt=number))
    return (
        Subquery(earlier.newest_first().values("article")[:1]),
        Subquery(later.newest_first().reverse().values("article")[:1]),
    )
