"""The lines around a headline: the days and names under it, the deck, the rubric above it, the menus."""

from itertools import pairwise

from articles.ingest.bylines import (
    find_names,
    is_byline_label,
    is_lone_name,
    names_a_job,
    says_by,
)
from articles.ingest.datelines import is_dateline
from articles.ingest.dates import is_relative
from articles.ingest.edges import key_points
from articles.ingest.features import Features
from articles.ingest.figures import in_capitals, is_dated_picture, is_figure, read_placed
from articles.ingest.headings import opens_text
from articles.ingest.headline import find_headline, is_house
from articles.ingest.publisher import FOOT, names_paper
from articles.ingest.roles import ANOTHER, LABEL_REASONS, REFERENCE_ROLES, Roles

_DECK_WIDTH = 320  # columns; a deck is no longer
_POST = 300  # columns of prose that make a post
_PAPER = 4  # characters of a name that is not in another word by chance
_NEAR_TOP = 5  # lines between the page's first and its headline where no foot names the paper
_REACH = 14  # lines of the run in which its head may end


def is_meta(one: Features, language: str) -> bool:
    """Whether a line says when or by whom, and little else."""
    if one.width <= 130 and one.is_date_line(language) and one.full_date(language):
        return True
    return one.width <= 160 and not one.prose and says_by(one.text) and bool(find_names(one.text, language))


def is_bracketed_title(one: Features, language: str) -> bool:
    """Whether a line is another article's title with its paper and day: 【…】（… 9月2日）."""
    end = one.text.find("】") if one.text[0] == "【" and not one.prose else -1
    return (
        6 < end < len(one.text) - 1
        and not is_dateline(one.text)
        and all(day.begin > end for day in one.dates(language))
        and not says_by(one.text)
    )


def mark_signed(roles: Roles, language: str) -> None:
    """A name alone on its line is the writer's where a word like `By` stands above it or a line of work below it."""
    lines = roles.lines
    for at, one in enumerate(lines):
        if not 4 <= one.width <= 44 or one.prose or one.label or one.bullet or roles.role(at):
            continue
        above = lines[at - 1] if at else None
        below = lines[at + 1] if at + 1 < len(lines) else None
        labelled = above is not None and above.width <= 20 and is_byline_label(above.text)
        told = (
            below is not None
            and not below.prose
            and not below.bullet
            and below.width <= 120
            and names_a_job(below.text)
        )
        if (labelled or told) and is_lone_name(one.text, language):
            roles.give(at, "byline", "a name beside a word for its bearer", 0.75)
            roles.give(at - 1 if labelled else at + 1, "navigation", "a word for the writer", 0.7)
            return


def find_anchor(roles: Roles, run: tuple[int, int], language: str) -> int | None:
    """The last line of day and names at the article's beginning; prose above it is a deck or a teaser."""
    if run[1] < run[0]:
        return None
    lines = roles.lines
    prose = sum(one.width for one in lines[run[0] : run[1] + 1] if one.prose)
    above = 0
    found = None
    for at in range(run[0], min(run[0] + _REACH, run[1] + 1)):
        one = lines[at]
        if roles.role(at) or above * 4 > prose or above > 1400:
            break
        if not one.bullet and not one.prose and is_meta(one, language):
            found = at
        elif found is not None and (one.prose or not one.label):
            break
        above += one.width if one.prose else 0
    return found


def mark_other_posts(roles: Roles, run: tuple[int, int], language: str) -> int:
    """The run's last line, or the last of the first post where a blog's page has more, whose heads are like that of the first.

    The other posts are left out, each under a rule of its own, so that an editor can be told of them.
    """
    lines = roles.lines
    heads = [
        at
        for at in range(max(0, run[0] - 6), run[1] + 1)
        if not lines[at].prose
        and lines[at].width <= 120
        and lines[at].full_date(language)
        and find_names(lines[at].text, language)
    ]
    others: list[int] = []
    for at in heads[1:]:
        above = lines[others[-1] if others else heads[0] : at]
        if sum(one.width for one in above if one.prose) >= _POST:
            others.append(at)
    if not others or heads[0] > run[0] + 4:
        return run[1]
    starts = [at - 1 if not lines[at - 1].prose and at - 2 > run[0] else at for at in others]
    for number, (start, following) in enumerate(pairwise((*starts, run[1] + 1)), 2):
        for at in range(start, following):
            roles.give(at, "promotion", f"{ANOTHER}: {number}", 0.8)
    return starts[0] - 1


def mark_headline(
    roles: Roles, run: tuple[int, int], language: str, *, anchor: int | None, repeated: int | None
) -> int | None:
    """Gives the headline its role; its place, or None where the page shows none."""
    hinted = roles.places("title")
    if hinted:
        return hinted[0]
    if repeated is not None and not roles.role(repeated):
        roles.give(repeated, "title", "the page's own title repeats it", 0.9)
        return repeated
    found = find_headline(roles.lines, run, anchor, language, headings=roles.places("heading"))
    if found is None or roles.role(found[0]):
        return None
    roles.give(found[0], "title", "headline above the text", min(0.95, 0.4 + found[1] / 8))
    return found[0]


def mark_under(roles: Roles, headline: int | None, run: tuple[int, int], language: str) -> None:
    """The lines between headline and text: days, names, a deck, the first picture, buttons."""
    if headline is None:
        return
    first = run[0] if run[1] >= run[0] else len(roles.lines)
    if headline + 1 < first < len(roles.lines) and opens_text(roles.lines, first - 1):
        roles.give(first - 1, "heading", "a short line right above the text", 0.7)
    for at in key_points(roles.lines, first):
        if at > headline and not roles.role(at):
            roles.give(at, "list", "points of the text above it", 0.7)
    for at in range(headline + 1, first):
        if not roles.role(at):
            meta_below = any(
                is_meta(roles.lines[below], language) for below in range(at + 1, min(first, at + 8))
            )
            roles.give(at, *_under(roles, at, headline, language, meta_below=meta_below))
    _mark_deck(roles, headline, run)


def _under(
    roles: Roles, at: int, headline: int, language: str, *, meta_below: bool
) -> tuple[str, str, float]:
    one = roles.lines[at]
    if one.label:
        return LABEL_REASONS[one.label], f"label: {one.label}", 0.8
    if given := _by_shape(one, language, right_below=at == headline + 1):
        return given
    if one.width <= 160 and one.is_date_line(language):
        return "date", "a day under the headline", 0.9
    if one.width <= 200 and not one.prose and says_by(one.text) and find_names(one.text, language):
        return "byline", "a by-line under the headline", 0.85
    if one.width <= 200 and not one.prose and one.full_date(language):
        return "date", "a day under the headline", 0.7
    if is_relative(one.text):
        return "date", "an age under the headline", 0.7
    if one.prefix in REFERENCE_ROLES:
        return one.prefix, f"label: {one.prefix}", 0.8
    if one.prefix == "section":
        return "section", "label: section", 0.7
    if one.prefix == "tags":
        return "navigation", "label: tags", 0.7
    if is_figure(one):
        return "figure", "a picture's credit", 0.7
    if at == headline + 1 and _is_foreign_title(one, roles.lines[headline]):
        return "original_title", "the headline in another language", 0.85
    return _name_or_deck(roles, at, headline, language, meta_below=meta_below)


def _by_shape(one: Features, language: str, *, right_below: bool) -> tuple[str, str, float] | None:
    """A picture with its day or place; the paper; behind 【…】 a report's place and writer, or another article's title."""
    if is_dated_picture(one.text) or (not right_below and one.cjk and read_placed(one.text)):
        return "figure", "a picture's day or place", 0.7
    if one.text[0] in "(（" and is_figure(one) or in_capitals(one):
        return "figure", "a caption in brackets, or with a name in capitals", 0.7
    if names_paper(one.text):
        return "byline", "the paper under the headline", 0.8
    if one.text[0] != "【":
        return None
    if is_dateline(one.text):
        return "body", "a report's place and writer", 0.8
    if is_bracketed_title(one, language):
        return "heading", "brackets under the headline", 0.7
    return None


def _name_or_deck(
    roles: Roles, at: int, headline: int, language: str, *, meta_below: bool
) -> tuple[str, str, float]:
    one = roles.lines[at]
    if is_house(one):
        return "publisher", "a paper's or a firm's name under the headline", 0.6
    is_near = at - headline <= _REACH  # the whole page is looked through for each
    if is_near and one.repeats > 1 and one.width <= 40 and _stands_by_days(roles.lines, one, language):
        return "publisher", "a name that stands by the page's days above and below", 0.6
    short = one.width <= 60 and not one.prose
    if short and _may_be_name(roles.lines, at, language) and _is_mostly_names(one, language):
        return "byline", "a name under the headline", 0.65
    if roles.role(at - 1) == "heading":
        return "body", "below a heading", 0.6
    if one.prose and (one.width > _DECK_WIDTH or (one.width > 160 and not meta_below)) and not one.phrase:
        return "body", "prose", 0.7
    if at <= headline + 3 and one.width >= 30 and not one.bullet and not one.phrase and "\t" not in one.text:
        return "subtitle", "a sentence under the headline", 0.6
    if one.prose and one.width > 100 and not one.phrase:
        return "body", "prose", 0.5
    return "navigation", "between headline and text", 0.5


def _is_mostly_names(one: Features, language: str) -> bool:
    names = find_names(one.text, language, bare=True)
    letters = sum(map(str.isalpha, one.text))
    return bool(names) and (not one.cjk or 2 * sum(map(len, names)) >= letters)


def _may_be_name(lines: list[Features], at: int, language: str) -> bool:
    """A bare Chinese or Japanese name can be told only by the day beside it."""
    one = lines[at]
    if not one.cjk or (one.text[0] in "[［〔《" and one.text[-1] in "]］〕》"):
        return True
    if "\t" in one.text:
        return False
    if language.startswith("zh") and find_names(one.text, language, bare=True) == [one.text]:
        return True  # behind one of the common surnames
    beside = (at - 1, at + 1)
    return any(0 <= other < len(lines) and lines[other].is_date_line(language) for other in beside)


def _stands_by_days(lines: list[Features], one: Features, language: str) -> bool:
    """Whether a line comes again below the text, each time near a day: as portals name the paper."""
    places = [other.at for other in lines if other.text == one.text]
    if any(one.text in other.text for other in lines if other.prose):
        return False  # a subject of the text
    return all(
        any(near.is_date_line(language) for near in lines[max(0, at - 3) : at + 2]) for at in places
    ) and any(other.prose for other in lines[places[0] : places[-1]])


def _mark_deck(roles: Roles, headline: int, run: tuple[int, int]) -> None:
    """One sentence under the headline is the deck where references, not more text, follow it."""
    if run[0] != headline + 1 or run[1] <= run[0] + 2 or roles.role(run[0]):
        return
    one, following = roles.lines[run[0]], roles.lines[run[0] + 1]
    if one.prose and not one.bullet and following.prefix in ("reference", "related"):
        roles.give(run[0], "subtitle", "a sentence between headline and references", 0.6)


def _is_foreign_title(one: Features, title: Features) -> bool:
    return title.cjk and not one.cjk and one.width >= 20 and one.text.isascii() and one.text.count(" ") >= 3


def mark_above(roles: Roles, headline: int | None, run: tuple[int, int], language: str) -> None:
    """The lines above the headline: the section just above it, the paper's name, a day or a name, menus."""
    top = headline if headline is not None else run[0]
    for at in range(top - 1, -1, -1):
        if not roles.role(at):
            roles.give(at, *_above(roles, at, top, language, has_headline=headline is not None))


def _above(roles: Roles, at: int, top: int, language: str, *, has_headline: bool) -> tuple[str, str, float]:
    one = roles.lines[at]
    near = top - at
    if one.label:
        return LABEL_REASONS[one.label], f"label: {one.label}", 0.8
    if not has_headline and one.text[0] in "(（" and is_figure(one):
        return "figure", "a picture before the text", 0.75
    if near <= (8 if not one.bullet else 3) and one.width <= 120 and one.is_date_line(language):
        return "date", "a day above the headline", 0.6
    if (
        near <= 4
        and one.width <= 120
        and not one.prose
        and says_by(one.text)
        and find_names(one.text, language)
    ):
        return "byline", "a by-line above the headline", 0.6
    if has_headline:
        if at <= 2 and all(other.label for other in roles.lines[:at]) and _is_masthead(roles, at, top):
            return "publisher", "the paper's name above all", 0.7
        if near <= 2 and is_house(one):
            return "publisher", "a paper's or a firm's name above the headline", 0.6
        if near == 1 and at <= 3 and _is_rubric(one):
            return "section", "a rubric above the headline", 0.7
    elif is_figure(one):
        return "figure", "a picture before the text", 0.7
    elif near == 1 and one.text.startswith("【") and one.text.endswith("】"):
        return "heading", "brackets before the text", 0.8
    return "navigation", "above the headline", 0.6


def _is_rubric(one: Features) -> bool:
    plain = not one.bullet and not one.prose and not one.separators and not one.prefix
    return plain and 2 <= one.width <= 30 and not any(c.isdigit() for c in one.text)


def _is_masthead(roles: Roles, at: int, top: int) -> bool:
    """The page's first line but for buttons names the paper where a rubric follows, or where the page's foot names it again."""
    one = roles.lines[at]
    if not _is_rubric(one) or one.width > 40:
        return False
    foot = [other for other in roles.lines[-FOOT:] if other is not one and one.text in other.text]
    named = any(
        other.phrase == "footer" or (other.phrase and other.prose) or f"『{one.text}』" in other.text
        for other in foot
    )
    if named and len(one.text) >= _PAPER:
        return True
    if at or top == 1 or top > _NEAR_TOP:
        return False
    if roles.lines[1].gap == 0 and not roles.lines[1].separators:
        return False  # a menu's first word
    rubrics = [roles.lines[at] for at in range(1, top) if roles.role(at) == "section"]
    if any(" " not in rubric.text for rubric in rubrics) and not any(c in one.text for c in "()（）"):
        return True
    return bool(foot)
