"""Blocks → the safe HTML of an article's text and its list of contents.

blocks ─ renderer of each kind ─ weave (marks, languages) ─ join ─ clean (nh3, last) ─ RenderedBody
Everything said in it is in the article's language, so that one rendering serves all interfaces.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from articles.rendering.anchors import assign_anchors
from articles.rendering.blocks import BodyBlock, plain_text
from articles.rendering.clean import clean
from articles.rendering.inline import Token, inline_text, parse_inline
from articles.rendering.language_runs import block_language, block_languages
from articles.rendering.pictures import srcset_of
from articles.rendering.weave import Mark, Name, Target, Weaver, is_safe, link, shown
from articles.rendering.words import date_text, original_words, words_of
from articles.text.spans import Span, clip

__all__ = ["ContentsEntry", "Mark", "Name", "RenderedBody", "Target", "render_body"]


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    anchor: str
    level: int  # 2 to 4
    text: str  # plain: escape it


@dataclass(frozen=True, slots=True)
class RenderedBody:
    """`html` is safe to put into a page inside an element with the article's `lang`."""

    html: str
    contents: tuple[ContentsEntry, ...]


def render_body(
    blocks: Sequence[BodyBlock],
    *,
    language: str,
    anchors: Sequence[str] | None = None,
    marks: Sequence[Mark] = (),
    quotation_links: Mapping[str, Target] | None = None,
    names: Sequence[Name] = (),
) -> RenderedBody:
    """HTML of a body. `marks` and `names` are spans of its `plain_text`; `quotation_links` say by anchor where a quoted
    article is."""
    anchors = list(anchors) if anchors is not None else assign_anchors(blocks)
    rendering = _Rendering(blocks, language, anchors, marks, quotation_links or {}, names)
    languages = block_languages([block.text for block in blocks], language)
    html = "\n".join(map(rendering.block, blocks, anchors, rendering.places, languages))
    contents = tuple(
        ContentsEntry(anchor, block.level, block.text)
        for block, anchor in zip(blocks, anchors, strict=True)
        if block.kind == "heading"
    )
    return RenderedBody(clean(html), contents)


class _Rendering:
    """What the renderers of one body share."""

    def __init__(self, blocks, language, anchors, marks, quotation_links, names=()):
        self.language = language
        self.words = words_of(language)
        self.quotation_links = quotation_links
        _, offsets = plain_text(blocks)
        self.places = [_places(block, begin) for block, (begin, _) in zip(blocks, offsets, strict=True)]
        kept = _shown_marks(marks, [place for places in self.places for place in places if place])
        self.weaver = Weaver(
            marks=kept,
            signs={mark.id: self.words.note.format(number) for number, mark in enumerate(kept, 1)},
            footnotes=_footnotes(blocks, anchors),
            names=_linkable(names, blocks, self.places),
        )

    def block(self, block: BodyBlock, anchor: str, places: Sequence[Span | None], language: str) -> str:
        """The HTML of a block in a language of its own, with the notes that belong to it."""
        html = RENDERERS[block.kind](self, block, anchor, places, language)
        notes = [self.note(mark) for mark in self.weaver.ended]
        self.weaver.ended.clear()
        return "".join([html, *notes])

    def parts(self, block: BodyBlock, places: Sequence[Span | None], language: str) -> list[str]:
        return [
            self.weaver.weave(parse_inline(part), language, place[0] if place else None)
            for part, place in zip(block.parts, places, strict=True)
        ]

    def plain(self, text: str, language: str, place: Span | None = None) -> str:
        return self.weaver.weave([Token("text", text)], language, place[0] if place else None)

    def lang(self, language: str) -> str:
        return f' lang="{shown(language)}"' if language != self.language else ""

    def note(self, mark: Mark) -> str:
        """The note in the margin that belongs to a marked passage."""
        items = "".join(f"<li>{self.target(target)}</li>" for target in mark.targets)
        return (
            f'<aside class="mnote ui" id="n-{shown(mark.id)}" aria-label="{shown(mark.title)}">'
            f"<strong>{self.weaver.signs[mark.id]} {self.plain(mark.title, self.language)}</strong>"
            + (f"<ul>{items}</ul>" if items else "")
            + f'<a href="#{shown(mark.id)}">{self.words.back}</a></aside>'
        )

    def target(self, target: Target, classes: str = "") -> str:
        language = target.language or self.language
        label = self.plain(target.label, language)
        if language != self.language:
            label = f'<span lang="{shown(language)}">{label}</span>'
        detail = (
            f" <small>{self.plain(target.detail, self.language)}</small>"
            if target.detail and not classes
            else ""
        )
        if not target.url or not is_safe(target.url):
            return f'<span class="out">{label}</span>{detail}'
        return link(target.url, classes=classes, language=target.language) + f"{label}</a>{detail}"


def _paragraph(r: _Rendering, block: BodyBlock, anchor: str, places, language: str) -> str:
    return (
        f'<p id="{anchor}"{r.lang(language)}>{_number(anchor, r.words.paragraph)}'
        f"{r.parts(block, places, language)[0]}</p>"
    )


@lru_cache(maxsize=4096)
def _number(anchor: str, words: str) -> str:
    """The link that a paragraph's number is, with its accessible name."""
    number = anchor.lstrip("p")
    named = shown(words.format(number))
    return f'<a class="pno ui" href="#{anchor}" aria-label="{named}">{number}</a>'


def _heading(r: _Rendering, block: BodyBlock, anchor: str, places, language: str) -> str:
    return f'<h{block.level} id="{anchor}"{r.lang(language)}>{r.parts(block, places, language)[0]}</h{block.level}>'


def _list(r: _Rendering, block: BodyBlock, anchor: str, places, language: str) -> str:
    if "\t" in block.text:
        return _table(r, block, anchor, places, language)
    items = "\n".join(f"<li>{item}</li>" for item in r.parts(block, places, language))
    if block.start is None:
        return f'<ul id="{anchor}"{r.lang(language)}>{items}</ul>'
    start = f' start="{block.start}"' if block.start != 1 else ""
    return f'<ol id="{anchor}"{start}{r.lang(language)}>{items}</ol>'


def _table(r: _Rendering, block: BodyBlock, anchor: str, places, language: str) -> str:
    """A list whose items are rows; a cell's inline Markdown stands by itself, so the row is cut before it is read."""
    rows = []
    for part, (at, _) in zip(block.parts, places, strict=True):
        cells = []
        for cell in part.split("\t"):
            cells.append(f"<td>{r.weaver.weave(parse_inline(cell), language, at)}</td>")
            at += len(inline_text(cell)) + 1
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f'<table id="{anchor}"{r.lang(language)}><tbody>{"".join(rows)}</tbody></table>'


def _quotation(r: _Rendering, block: BodyBlock, anchor: str, places, language: str) -> str:
    language = block.lang or language
    words = "".join(f"<p>{part}</p>" for part in r.parts(block, places, language))
    quoted = f'<blockquote lang="{shown(language)}">{words}</blockquote>' if words else ""
    return f'<figure class="quote" id="{anchor}">{quoted}{_original(r, block)}{_origin(r, block, anchor)}</figure>'


def _original(r: _Rendering, block: BodyBlock) -> str:
    if not block.original:
        return ""
    parts = block.original.split("\n\n")
    text = "\n".join(inline_text(part) for part in parts)
    language = block.original_lang or block_language(text, r.language)
    words = "".join(
        f'<p lang="{shown(language)}">{r.weaver.weave(parse_inline(part), language)}</p>' for part in parts
    )
    return f"<details><summary>{shown(original_words(r.language, language))}</summary>{words}</details>"


def _origin(r: _Rendering, block: BodyBlock, anchor: str) -> str:
    """The caption of a quotation: title, paper, author, country, date, and where the article is."""
    target = r.quotation_links.get(anchor)
    date = date_text(block.date, r.language) if block.date else None
    parts = []
    if block.title:
        parts.append(f'<span class="t">{r.plain(block.title, r.language)}</span>')
    if block.publisher:
        parts.append(f"<b>{r.plain(block.publisher, r.language)}</b>")
    if target and target.detail:
        parts.append(f'<span class="org">{r.plain(target.detail, r.language)}</span>')
    if block.author:
        parts.append(f"<span>{r.plain(block.author, r.language)}</span>")
    if date:
        inferred = f"<small>{shown(r.words.inferred)}</small>" if block.date_inferred else ""
        parts.append(f'<span><time datetime="{shown(block.date)}">{shown(date)}</time>{inferred}</span>')
    if block.attribution and not (block.publisher or block.author or date):
        parts.append(f"<span>{r.plain(block.attribution, r.language)}</span>")
    if target and target.label:
        parts.append(r.target(target, classes="go"))
    return f'<figcaption class="ui">{"".join(parts)}</figcaption>' if parts else ""


def _figure(r: _Rendering, block: BodyBlock, anchor: str, places, language: str) -> str:
    picture = ""
    if block.src and is_safe(block.src):
        widths = srcset_of(block.src)
        widths = f' srcset="{widths}" sizes="(min-width: 48rem) 40rem, 100vw"' if widths else ""
        picture = f'<img src="{shown(block.src)}"{widths} alt="{shown(block.alt or "")}" loading="lazy">'
    caption_place, credit_place = places
    if block.source or block.credit:
        begin = caption_place[0] if caption_place else None
        caption = r.weaver.weave(parse_inline(block.source), r.language, begin) if block.source else ""
        credit = r.plain(block.credit, r.language, credit_place) if block.credit else ""
        caption += f'<span class="credit">{credit}</span>' if credit else ""
    else:
        caption = r.plain(block.page_text or "", r.language, caption_place)
    caption = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure class="fig ui" id="{anchor}">{picture}{caption}</figure>'


def _footnote(r: _Rendering, block: BodyBlock, anchor: str, places, language: str) -> str:
    number, place = r.weaver.footnotes[block.label]
    back = f"<sup>{number}</sup> "
    if block.label in r.weaver.cited:
        back = f'<a class="nref ui" href="#{place}-ref" aria-label="{shown(r.words.back)}">{number}</a>'
    return (
        f'<p class="footnote" id="{anchor}"{r.lang(language)}>{back}{r.parts(block, places, language)[0]}</p>'
    )


RENDERERS = {
    "paragraph": _paragraph,
    "heading": _heading,
    "list": _list,
    "quotation": _quotation,
    "figure": _figure,
    "footnote": _footnote,
}


def _places(block: BodyBlock, begin: int) -> list[Span | None]:
    """Where the shown parts of a block stand in the plain text; of a figure its caption (or whole text) and credit."""
    if block.kind == "figure":
        return _figure_places(block, begin)
    places = []
    for part in block.parts:
        length = len(inline_text(part))
        places.append((begin, begin + length))
        begin += length + 1
    return places


def _figure_places(block: BodyBlock, begin: int) -> list[Span | None]:
    caption, credit = block.caption or ("" if block.credit else block.text), block.credit or ""
    at = block.text.find(caption) if caption else -1
    credit_at = block.text.find(credit, at + len(caption) if at >= 0 else 0) if credit else -1
    return [
        (begin + place, begin + place + len(text)) if place >= 0 else None
        for place, text in ((at, caption), (credit_at, credit))
    ]


def _shown_marks(marks: Sequence[Mark], places: Sequence[Span]) -> list[Mark]:
    """The marks in order, drawn in to the text that is shown; those outside it left out."""
    kept = []
    for mark in sorted(marks, key=lambda mark: (mark.begin, -mark.end)):
        pieces = [piece for place in places if (piece := clip((mark.begin, mark.end), place))]
        if pieces:
            kept.append(Mark(pieces[0][0], pieces[-1][1], mark.id, mark.title, mark.targets))
    return kept


def _linkable(names: Sequence[Name], blocks, places: Sequence[Sequence[Span | None]]) -> list[Name]:
    """The names that stand in running text: a heading or a caption is no place for a link."""
    spans = [
        place
        for block, own in zip(blocks, places, strict=True)
        if block.kind in ("paragraph", "list", "quotation")
        for place in own
        if place
    ]
    begins = [begin for begin, _ in spans]
    return [
        name
        for name in sorted(names, key=lambda name: name.begin)
        if (before := bisect_right(begins, name.begin)) and name.end <= spans[before - 1][1]
    ]


def _footnotes(blocks: Sequence[BodyBlock], anchors: Sequence[str]) -> dict[str, tuple[str, str]]:
    """(number, anchor) of each footnote by its label; the first of two with one label counts."""
    numbered: dict[str, tuple[str, str]] = {}
    for block, anchor in zip(blocks, anchors, strict=True):
        if block.kind == "footnote" and block.label not in numbered:
            numbered[block.label] = (str(len(numbered) + 1), anchor)
    return numbered
