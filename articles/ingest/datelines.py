"""Who wrote, where the text itself says so: with the place that opens a report, in brackets at its end."""

import re

from articles.ingest.tables import HOUSES

_HAN = "[\u3400-\u9fff々ヶ]"
_HAN_NAME = re.compile(f"{_HAN}{{2,4}}$")
_END_OF_TEXT = re.compile(
    rf"[(（【]\s*(?:[^()（）【】]{{0,10}}(?:记者|記者|通讯员|实习生|特派员)\s*[:：]?\s*({_HAN}{{2,4}}(?:[ 、，]{{1,2}}{_HAN}{{2,4}}){{0,4}})|({_HAN}{{2,4}})\s+{_HAN}{{2,4}}报道)[^()（）【】]{{0,8}}[)）】]\s*$"
)
_SIGNED = re.compile(f"[。」]（({_HAN}{{1,4}}[ \u3000]{_HAN}{{1,4}})）$")  # a surname and a given name
_AGENCIES = frozenset({"共同", "時事", "新華社", "新华社", "本报"})
_DATELINE = re.compile(
    rf"【[^【】＝=]{{1,16}}[＝=]\s?(?P<ja>{_HAN}{{2,5}}(?:[、・]{_HAN}{{2,5}}){{0,3}})】"
    rf"|[^。（(]{{2,40}}[电電]\s?[（(](?:[^（()）\s]{{0,8}})?(?:记者|記者|通讯员)\s?[:：]?\s?(?P<zh>{_HAN}{{2,4}}(?:[ 、，]{_HAN}{{2,4}}){{0,4}})[)）]"
)
_NEWS = re.compile(
    r"(?!本[报報刊])[^。（(]{2,20}[讯訊]\s?[（(]([^（）()。]{0,8}(?:记者|記者|通讯员)[^（）()。]{2,30})[)）]"
)
_AGENCY = re.compile(r"[A-Z][A-Za-z .,/'’\-]{2,60}?\d{0,2} ?\(([A-Z][^()]{1,30})\) ?[-–—] ?\S")
_SPACE_OR_COMMA = re.compile("[ 、，]+")
_ROLE_WORDS = re.compile("[^\\s、，]{0,6}(?:记者|記者|通讯员)[:：]?")


def names_at_end(text: str) -> list[str]:
    """The names in brackets that close an article's last paragraph: （記者 …）, （… 报道）."""
    signed = _SIGNED.search(text[-20:])
    if signed:
        return [signed[1]]
    m = _END_OF_TEXT.search(text[-80:])
    if not m:
        return []
    return [name for name in _SPACE_OR_COMMA.split(m[1] or m[2]) if name]


def is_dateline(text: str) -> bool:
    """Whether a line opens as a report does: with its place and who wrote it from there."""
    return _DATELINE.match(text[:120]) is not None


def names_in_news(text: str) -> list[str]:
    """The names that open a Chinese report: …讯（记者 …）. 本报讯 says not which paper: in most places it was copied."""
    m = _NEWS.match(text[:80])
    names = _SPACE_OR_COMMA.split(_ROLE_WORDS.sub(" ", m[1])) if m else []
    return [name for name in names if _HAN_NAME.match(name)]


def names_in_dateline(text: str) -> list[str]:
    """The names that open an article's first paragraph beside its place: 【…＝…】, …电（记者 …）."""
    m = _DATELINE.match(text[:120])
    names = [name.removeprefix("记者") for name in re.split("[ 、，・]", m["ja"] or m["zh"])] if m else []
    return [name for name in names if name not in _AGENCIES and not name.endswith(HOUSES)]


def agency_in_dateline(text: str) -> str | None:
    """The agency that an English report names behind its place and day: ASTANA, Sept 20 (…) - …"""
    m = _AGENCY.match(text[:140])
    return m[1] if m else None
