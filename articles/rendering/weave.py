"""Inline tokens → HTML, with marks at passages and languages of runs woven in across the inline markup."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import islice

from articles.rendering.inline import Token
from articles.rendering.language_runs import language_runs
from articles.text.spans import Span, segments

# Controls that HTML forbids, and embeddings and overrides of direction, which could turn the rest of a page around.
_FORBIDDEN = "\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff"
_UNSHOWN = re.compile(f"[{_FORBIDDEN}]")
_NOT_AS_IT_IS = re.compile(f"[&<>\"'{_FORBIDDEN}]")
_SAFE_ADDRESS = re.compile(r"https?://|mailto:|[^:/?#]*(?:[/?#]|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads: `detail` are short words beside it, `language` is that of the label. No url: words only."""

    url: str
    label: str
    detail: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage of the plain text that stands elsewhere too; `title` says so, `targets` are where."""

    begin: int
    end: int
    id: str
    title: str
    targets: Sequence[Target] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the plain text and the address that it leads to; of several with one address the first fit one does."""

    begin: int
    end: int
    url: str


@dataclass
class Weaver:
    """Weaves one body. `marks` and `names` lie inside the shown text, in order; `ended` collects marks that came to an end."""

    marks: Sequence[Mark] = ()
    names: Sequence[Name] = ()
    signs: Mapping[str, str] = field(default_factory=dict)  # of each mark's note, by its id
    footnotes: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # label → (number, anchor)
    ended: list[Mark] = field(default_factory=list)
    begun: set[str] = field(default_factory=set)
    cited: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)

    def weave(self, tokens: Sequence[Token], language: str, begin: int | None = None) -> str:
        """HTML of one part of a block that stands at `begin` in the plain text; None: outside it, so without marks."""
        text = "".join(token.text for token in tokens)
        runs = language_runs(text, language)
        marks = (
            [mark for mark in self.marks if mark.begin < begin + len(text) and begin < mark.end]
            if begin is not None
            else []
        )
        if not (runs or marks) and [token.kind for token in tokens] == ["text"]:
            return self._named(text, begin or 0, self.names if begin is not None else ())
        out, at, in_link, due = [], 0, False, []
        for token in tokens:
            if token.kind in ("open", "close"):
                out.append(_tag(token))
                in_link = token.kind == "open" if token.tag == "a" else in_link
            elif token.kind == "note":
                out.append(self._footnote(token.value))
            else:
                names = self.names if begin is not None and not in_link else ()
                due += self._piece(out, token, (at, at + len(token.text)), begin or 0, runs, marks, names)
                at += len(token.text)
            if due and not in_link:  # a link holds no link
                out += [self._note(mark) for mark in due]
                due = []
        return "".join(out)

    def _piece(self, out, token, bounds, begin, runs, marks, names) -> list[Mark]:
        """Adds one token's text, cut at the edges of marks and runs; answers the marks that end in it."""
        due = []
        spans = [(mark.begin - begin, mark.end - begin) for mark in marks]
        pieces = segments(bounds, spans)
        if token.kind == "ruby" and pieces:  # not to be cut
            pieces = [(*bounds, tuple(sorted({index for piece in pieces for index in piece[2]})))]
        for first, last, covering in pieces:
            inner = self._runs(token, bounds, (first, last), runs, names, begin)
            for index in reversed(covering):
                inner = self._mark(marks[index], inner)
            out.append(inner)
            due += [marks[index] for index in covering if bounds[0] < spans[index][1] <= last]
        return due

    def _runs(self, token, bounds, piece, runs, names, begin) -> str:
        cut = _cut(piece, runs) if token.kind == "text" else [(*piece, "")]
        out = []
        for first, last, language in cut:
            plain = token.text[first - bounds[0] : last - bounds[0]]
            text = self._named(plain, begin + first, names if token.kind == "text" else ())
            out.append(f'<span lang="{language}">{text}</span>' if language else text)
        inner = "".join(out)
        if token.kind == "code":
            return f"<code>{inner}</code>"
        if token.kind == "ruby":
            return f"<ruby>{inner}<rp>(</rp><rt>{shown(token.value)}</rt><rp>)</rp></ruby>"
        return inner

    def _named(self, plain: str, begin: int, names: Sequence[Name]) -> str:
        """Text as HTML, its names that lead somewhere linked where each stands first."""
        if not names:
            return _with_breaks(plain)
        out, at = [], 0
        for name in islice(names, bisect_left(names, begin, key=lambda name: name.begin), None):
            first, last = name.begin - begin, name.end - begin
            if first >= len(plain):
                break
            if first >= at and last <= len(plain) and name.url not in self.named:
                self.named.add(name.url)
                out += [
                    _with_breaks(plain[at:first]),
                    link(name.url),
                    _with_breaks(plain[first:last]),
                    "</a>",
                ]
                at = last
        return "".join([*out, _with_breaks(plain[at:])])

    def _mark(self, mark: Mark, inner: str) -> str:
        identity = "" if mark.id in self.begun else f' id="{shown(mark.id)}"'
        self.begun.add(mark.id)
        return f'<span class="shared"{identity}>{inner}</span>'

    def _note(self, mark: Mark) -> str:
        self.ended.append(mark)
        sign = self.signs[mark.id]
        return f'<a class="nref ui" href="#n-{shown(mark.id)}" aria-label="{shown(f"{sign} {mark.title}")}">{sign}</a>'

    def _footnote(self, label: str) -> str:
        if label not in self.footnotes:
            return f"<sup>[{shown(label)}]</sup>"
        number, anchor = self.footnotes[label]
        identity = "" if label in self.cited else f' id="{anchor}-ref"'
        self.cited.add(label)
        return f'<a class="nref ui"{identity} href="#{anchor}">{number}</a>'


def _cut(piece: Span, runs: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The piece cut at the runs, which are in order and apart: (begin, end, language or nothing)."""
    out, at = [], piece[0]
    for begin, end, language in islice(runs, bisect_right(runs, piece[0], key=lambda run: run[1]), None):
        if begin >= piece[1]:
            break
        if at < begin:
            out.append((at, begin, ""))
        out.append((max(begin, at), min(end, piece[1]), language))
        at = min(end, piece[1])
    if at < piece[1]:
        out.append((at, piece[1], ""))
    return out


def shown(text: str) -> str:
    """Text as HTML, also between quotation marks; what may not be shown is left out."""
    return escape(_UNSHOWN.sub("", text)) if _NOT_AS_IT_IS.search(text) else text


def with_number_kept(text: str) -> str:
    """The text with no line break between № and its figure."""
    return text.replace("№ ", "№\u00a0")


def _with_breaks(text: str) -> str:
    return with_number_kept(shown(text).replace("\n", "<br>\n"))


def is_safe(address: str) -> bool:
    """Whether an address is one of the web, of mail, or of this site."""
    return bool(_SAFE_ADDRESS.match(address)) and not _UNSHOWN.search(address)


def link(address: str, *, classes: str = "", language: str = "") -> str:
    """The opening tag of a link; to another site it says so in its rel."""
    href = f'<a href="{shown(address)}"'
    named = f' class="{classes}"' if classes else ""
    hreflang = f' hreflang="{shown(language)}"' if language else ""
    rel = ' rel="external noopener"' if re.match(r"https?://|//", address, re.IGNORECASE) else ""
    return href + named + hreflang + rel + ">"


def _tag(token: Token) -> str:
    if token.tag != "a":
        return f"<{token.tag}>" if token.kind == "open" else f"</{token.tag}>"
    return "</a>" if token.kind == "close" else link(token.value) if is_safe(token.value) else "<a>"
