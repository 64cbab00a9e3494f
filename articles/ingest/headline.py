"""Chooses the line that is the page's headline among those above the article's text."""

import re
from collections.abc import Collection

from articles.ingest.bylines import find_names, says_by
from articles.ingest.features import Features
from articles.ingest.figures import is_figure
from articles.ingest.tables import HOUSES

HASHES = re.compile(r"#{1,6}[ \t]+(?=\S)")
_WORD = re.compile(r"[^\W\d_]{3,}|\d{3,}")
_SPACED_WORD = re.compile(r"[A-Za-z\u00c0-\u052f]{3,}|\d{3,}")
_HAN_RUN = re.compile("[\u3041-\u30ff\u3400-\u9fff]{2,}")
_SITE = re.compile(r"(?:(?<!\s)\s+)?[|｜＞>»]\s*|(?<!\s)\s+[-–—:：_«]\s+|_(?=[^_]{2,20}$)")
_PATH = re.compile(r"(?:(?<!\s)\s+)?[»›＞]\s*|(?<!\s)\s+>\s+")
_HAS_SITE = re.compile(r"[|｜»›＞>_]|\s[-–—:：]\s")
_COMPANY = re.compile(
    r"^(?:株式|有限|合同)会社|(?:株式|有限|合同)会社$|有限公司$|^(?:ООО|АО|ТОО|ЖШС|АҚ) [«\"]|,? (?:Inc|Ltd|LLC|GmbH)\.?$"
)
_LONGEST = 500  # characters of a line that may be a headline
_REACH = 70  # lines above the text that are looked at
_THRESHOLD = 1.2
_SHORT = (12, 40)  # columns of a headline that little but its place tells
_WHOLE_BRACKETS = re.compile(r"【[^【】]+】$")


def find_headline(
    lines: list[Features],
    run: tuple[int, int],
    anchor: int | None,
    language: str,
    *,
    headings: Collection[int] = (),
) -> tuple[int, float, str] | None:
    """(place among the lines, score, the headline) or None; a site's name at its end or beginning is taken off.

    `headings` are places of lines that are known to head parts of the text.
    """
    first, last = run
    if last < first:
        first, last = min(len(lines), 12), len(lines) - 1
    if anchor is not None and anchor > first:
        first = anchor
    sample = _sample(lines[first : last + 1])
    texts = [one.text for one in lines[:_REACH]]
    best: tuple[float, int, str] | None = None
    for at in range(max(0, first - _REACH), min(first + 3, last + 1, len(lines))):
        one = lines[at]
        if at > run[0] and _is_text(lines[at - 1], beyond=at > first):
            break  # below the first sentences a short line is a heading
        if at in headings or not _possible(one, lines, language):
            continue
        text = without_site(one.body or one.text, texts)
        score = _score(one, text, first, lines, sample, language) + _echo(one.text, lines[:_REACH])
        if best is None or score > best[0] + 1e-9:
            best = (score, at, text)
    if best is None or best[0] < _THRESHOLD:
        return _short_headline(lines, first, language)
    return best[1], best[0], best[2]


def _short_headline(lines: list[Features], first: int, language: str) -> tuple[int, float, str] | None:
    """A Chinese or Japanese line of a few characters above the text or above its day and names, longer than the menu's words above it."""
    if not 0 < first < len(lines) or not lines[first].prose:
        return None
    at, dated = first - 1, False
    while at > 0 and (tells := _tells_of_page(lines[at], language)):
        dated = dated or tells == "day"
        at -= 1
    one = lines[at]
    if not (dated or (at == first - 1 and lines[first].gap)):
        return None
    plain = one.cjk and not (
        one.prose or one.bullet or one.separators or one.prefix or one.phrase or one.ends
    )
    if not plain or not _SHORT[0] <= one.width <= _SHORT[1] or not _possible(one, lines, language):
        return None
    if any(other.width + 3 > one.width and not other.label for other in lines[max(0, at - 3) : at]):
        return None
    return one.at, _THRESHOLD, one.text


def _tells_of_page(one: Features, language: str) -> str:
    """`day` for a line of the day or the names, `else` for a label or a rubric, nothing for any other line."""
    if one.width <= 120 and (one.is_date_line(language) or _names_writer(one, language)):
        return "day"
    if one.cjk and one.width <= 8 and find_names(one.text, language, bare=True) == [one.text]:
        return "day"
    return "else" if one.label or one.prefix in ("tags", "section") else ""


def _is_text(one: Features, *, beyond: bool) -> bool:
    return one.prose and (beyond or one.width > 220)


def find_repeated_headline(lines: list[Features], language: str) -> int | None:
    """The line that a longer line at the page's top repeats with the site's name or as a path's end, if there is one."""
    top = lines[:_REACH]
    for longer in top[:12]:
        if longer.label or not 24 <= longer.width <= 300 or not _HAS_SITE.search(longer.text):
            continue
        for one in top[longer.at + 1 :]:
            text = one.text
            if (
                one.width >= 16
                and len(longer.text) > len(text) + 2
                and len(text) * 3 > len(longer.text)
                and text in longer.text
                and _possible(one, lines, language)
            ):
                rest = longer.text.replace(text, "", 1)
                if longer.text.startswith(text) or longer.text.endswith(text) and _SITE.search(rest + " "):
                    return one.at
    return None


def _possible(one: Features, lines: list[Features], language: str) -> bool:
    if (
        one.label
        or not 4 <= one.width <= 260
        or one.phrase in ("footer", "form")
        or one.prefix in ("credit", "tags", "section", "next", "previous")
    ):
        return False
    if one.width <= 120 and one.is_date_line(language) and len(one.text) < 50:
        return False
    if is_figure(one):
        return False
    if _WHOLE_BRACKETS.match(one.text) and sum(1 for other in lines if _WHOLE_BRACKETS.match(other.text)) > 1:
        return False
    if one.prose and one.width > 150 and one.text.endswith("."):
        return False
    if one.width <= 160 and not one.prose and says_by(one.text) and find_names(one.text, language):
        return False
    return not (one.cjk and one.text.endswith("。"))


def _score(one: Features, text: str, first: int, lines: list[Features], sample: str, language: str) -> float:
    """How much a line is like a headline; the weights were tuned together on development pages."""
    score = _by_width(one) + _by_form(one) + _below(one, lines, language)
    own = _units(text)
    if one.prose and one.at >= first:
        sample = sample.replace(
            one.text[:1200].casefold(), ""
        )  # a sentence of the text shares no words with itself
    if own and sample:
        score += 2.6 * _shared(own, sample) * min(1.0, len(own) / (10 if one.cjk else 5))
    distance = first - one.at
    score -= 0.06 * distance if distance >= 0 else 0.9 - 0.5 * distance
    if one.gap or one.at == 0:
        score += 0.3
    if _is_under_day(one, lines, sample, language):
        score += 0.7
    if one.at and _is_below_head(one, lines, sample, language):
        score -= 2.0
    above = lines[one.at - 1] if one.at else None
    if above is not None and above.width >= 24 and _is_plain_headline(above, sample, language):
        score -= 0.9  # the deck stands under the headline
    elif (one.prose or one.width > 90) and any(
        _is_plain_headline(above, sample, language) for above in lines[max(0, one.at - 5) : one.at]
    ):
        score -= 1.2
    return score


def _by_form(one: Features) -> float:
    score = (0.8 if one.width >= 24 and not one.bullet else 0.4) if one.repeats > 1 else 0.0
    if one.bullet:
        score -= 1.6
    if one.text.startswith("# "):
        score += 0.9
    if one.separators:
        score -= 0.5 * min(one.separators, 4)
    if one.prose and one.ends and one.text[-1] not in '?!？！」』”"»':
        score -= 1.2 + one.width / 200
    if one.text.isupper() and one.width < 30:
        score -= 0.7
    if one.text[:1] in "«‹<←→＜[［(（" or one.text[-1:] in "…":
        score -= 0.8
    if one.text[:1].islower() or one.text[-1:] in ",:：":
        score -= 0.9
    if one.phrase:
        score -= 1.0
    if one.prefix:
        score -= 1.2
    if is_house(one):
        score -= 2.5
    return score


def is_house(one: Features) -> bool:
    """Whether a line is nothing but the name of a paper, an agency or a firm."""
    plain = one.width <= 60 and not (one.prose or one.bullet or one.label or one.separators or one.prefix)
    return plain and bool(
        _COMPANY.search(one.text)
        or (one.cjk and one.width <= 24 and one.text.endswith(HOUSES) and one.text.isalpha())
    )


def _is_below_head(one: Features, lines: list[Features], sample: str, language: str) -> bool:
    """Whether the day under another headline stands between that headline and this line."""
    for at in range(one.at - 1, max(-1, one.at - 6), -1):
        other = lines[at]
        if other.prose and other.width > 400:
            return False
        if (
            not other.bullet
            and other.width <= 130
            and other.full_date(language)
            and other.is_date_line(language)
        ):
            above = lines[max(0, at - 3) : at]
            return any(_is_plain_headline(head, sample, language) for head in above)
    return False


def _is_under_day(one: Features, lines: list[Features], sample: str, language: str) -> bool:
    """Whether the day or the by-line of the page stands right above this line, and no headline above that."""
    above = lines[max(0, one.at - 2) : one.at]
    head = lines[max(0, one.at - 6) : one.at]
    return any(
        other.width <= 120
        and not other.bullet
        and (other.is_date_line(language) and other.full_date(language) or _names_writer(other, language))
        for other in above
    ) and not any(_is_plain_headline(other, sample, language) for other in head)


def _names_writer(one: Features, language: str) -> bool:
    return one.width <= 120 and not one.prose and says_by(one.text) and bool(find_names(one.text, language))


def _is_plain_headline(one: Features, sample: str, language: str) -> bool:
    if one.label or one.bullet or one.separators or not 18 <= one.width <= 130 or one.prefix or one.phrase:
        return False
    own = _units(one.text)
    shared = _shared(own, sample)
    enough = shared * 4 >= 1 if len(own) > 2 else len(own) == 2 and shared * 2 >= 1
    return enough and not one.is_date_line(language)


def _by_width(one: Features) -> float:
    width = one.width
    if width < 10:
        return -1.0
    if width < 20:
        return 0.3 if one.cjk and width >= 14 else -0.3
    if width <= 95:
        return 0.8
    return 0.8 - (width - 95) / 50


def _below(one: Features, lines: list[Features], language: str) -> float:
    """Whether what follows is what follows headlines: a day, a by-line, a deck, the text."""
    score = 0.0
    for other in lines[one.at + 1 : one.at + 5]:
        if other.width <= 120 and (other.is_date_line(language) or _names_writer(other, language)):
            score += 1.0
            break
        if other.prose and other.width > 200:
            score += 0.3
            break
    following = lines[one.at + 1] if one.at + 1 < len(lines) else None
    if following is not None and following.gap and not following.bullet:
        score += 0.4
    if following is not None and following.bullet and not following.prose:
        score -= 0.3
    return score


def _echo(text: str, lines: list[Features]) -> float:
    """What it is worth that other lines hold this one: the page's own title, a breadcrumb. In a sentence it may be the site's name."""
    worth = 0.0
    for one in lines:
        other = one.text
        if len(other) >= 12 and other != text and one.label != "running":
            if len(other) > len(text) and text in other:
                held = not one.prose or other.startswith(text) or other.endswith(text)
                worth = max(worth, 0.9 if held else 0.0)
            elif len(other) < len(text) and (text.startswith(other) or text.endswith(other)):
                worth = min(worth, -0.8)
    return worth


def without_site(text: str, texts: list[str]) -> str:
    """A headline without ` | Site`; another line that is the shorter form settles it."""
    if len(text) > _LONGEST:
        return text.strip()
    path = [part.strip() for part in _PATH.split(text)]
    if len(path) > 2 and len(path[-1]) >= 12:
        return path[-1]
    parts = [part for part in _SITE.split(text) if part.strip()]
    if len(parts) > 1 and re.search(r"[|｜_]", text):
        longest = max(parts, key=len).strip()
        if len(longest) * 2 > len(text):
            return longest
    return text.strip()


def without_hashes(text: str) -> str:
    """A headline or heading without the signs that Markdown sets before it."""
    m = HASHES.match(text)
    return text[m.end() :].strip("*_ ") if m else text


def _sample(lines: list[Features]) -> str:
    """The beginning of the text, folded, to look a headline's words up in."""
    sample, size = [], 0
    for one in lines:
        if one.prose:
            sample.append(one.text[:1200])
            size += len(sample[-1])
            if size > 2000:
                break
    return " ".join(sample)[:2500].casefold()


def _shared(units: set[str], sample: str) -> float:
    """The share of a headline's words that the text has too."""
    return sum(1 for unit in units if unit in sample) / len(units) if units else 0.0


def words_shared(text: str, sample: str) -> float:
    """The share of a line's words that a folded sample of the article has too."""
    return _shared(_units(text), sample)


def _units(text: str) -> set[str]:
    """Words cut to their stems' length, and for unspaced scripts pairs of characters."""
    lowered = text.casefold()
    if lowered.isascii():
        return {word[:7] for word in _WORD.findall(lowered)}
    units: set[str] = set()
    for run in _HAN_RUN.findall(lowered):
        units.update(map("".join, zip(run, run[1:], strict=False)))
    units.update(word[:7] for word in _SPACED_WORD.findall(lowered))
    return units
