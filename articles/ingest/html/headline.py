"""The page's headline: the visible heading that its metadata and title agree on, without the site's name."""

import re
import unicodedata

from rapidfuzz import fuzz

from articles.ingest.html.flow import CJK, HEADINGS, Flow, Node, Seen
from articles.ingest.html.metadata import site_words
from articles.ingest.page import Fact

PARTS = re.compile(
    r"(?<!\s)\s+[|–—\-:·•»«/]+\s+|(?:(?<!\s)\s+)?[|｜¦»_]+\s*|(?<!\s)\s+[–—-](?=\w)|(?:(?<!\s)\s+)?(?:::|--+)\s*"
    r"|：(?=[^：]{2,12}$)"
)
NO_LETTER = re.compile(r"[\W_]+")
HOME = frozenset({"/", "./", "index.html", "/index.html", "index.htm", "index.php", "/index.php"})
LONGEST = 300  # weighted characters of a headline
PLAIN_LONGEST = 160  # … of one that no markup makes a heading
TAG_WEIGHT = {"h1": 0.3, "h2": 0.16, "h3": 0.1}


def plain(text: str) -> str:
    """The letters and digits of a text, folded: for 'is it the same heading'."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return NO_LETTER.sub("", text).casefold()


def without_site(title: str, publisher: str, url: str) -> str:
    """A `<title>` or og:title without the site's name at either end."""
    site, host = plain(publisher), plain(site_words(url))
    for _ in range(3):
        cuts = list(PARTS.finditer(title))
        if not cuts:
            break
        first, last = title[: cuts[0].start()], title[cuts[-1].end() :]
        if _names_site(last, site, host):
            title = title[: cuts[-1].start()]
        elif _names_site(first, site, host):
            title = title[cuts[0].end() :]
        else:
            break
    return title.strip(" |-–—_»«:") or title


def site_in(title: str, url: str) -> str:
    """The part at an end of a title that names the site its address belongs to, or nothing."""
    host = plain(site_words(url))
    cuts = list(PARTS.finditer(title))
    if not cuts or len(host) < 3:
        return ""
    ends = (title[cuts[-1].end() :].strip(), title[: cuts[0].start()].strip())
    return next((end for end in ends if host in plain(end) and len(plain(end)) <= 2.5 * len(host)), "")


def _names_site(part: str, site: str, host: str) -> bool:
    part = plain(part)
    if not part:
        return True
    if site and (part == site or (len(part) > 3 and (part in site or site in part))):
        return True
    return bool(host) and len(host) > 2 and (host in part or (len(part) > 3 and part in host))


def _shorter_end(title: str) -> str:
    """A title without a short last part, where nothing else tells what the site's name is."""
    cuts = list(PARTS.finditer(title))
    for cut in reversed(cuts):
        head, tail = title[: cut.start()], title[cut.end() :]
        if _size(tail) <= max(14, 0.5 * _size(head)) and _size(head) >= 8:
            title = head
        else:
            break
    return title.strip()


def _size(text: str) -> int:
    """Letters and digits, a Chinese or Japanese one counted as two."""
    bare = plain(text)
    return len(bare) + len(CJK.sub("", bare))


def find_headline(flow: Flow, content: Node, facts: list[Fact], url: str) -> tuple[str, int | None, str]:
    """The headline, the index of its line (None where the page shows none), and what told it."""
    publisher = next((fact.value for fact in facts if fact.field == "publisher"), "")
    stated = [
        (without_site(fact.value, publisher, url), fact.origin) for fact in facts if fact.field == "title"
    ]
    raw = next((fact.value for fact in facts if fact.field == "page-title"), "")
    page_title = without_site(raw, publisher, url)
    references = [plain(text) for text, _ in stated] + [
        plain(page_title),
        plain(raw),
        plain(_shorter_end(page_title)),
    ]
    references = [reference for reference in dict.fromkeys(references) if reference]
    prose_at = next(
        (n for n in range(content.begin, content.end) if flow.lines[n].prose and not flow.lines[n].node.drop),
        content.begin,
    )
    best, best_score = None, 0.0
    site = {plain(publisher), plain(site_words(url))}
    for number, line in enumerate(flow.lines):
        if line.size > LONGEST:
            continue
        score = _score(flow.lines, number, prose_at, references, site)
        if score > best_score:
            best, best_score = number, score
    best = _beside_site(flow, best, raw, prose_at)
    if best is not None and best_score >= _enough(flow, references):
        return _wording(_whole(flow, best), stated, page_title), best, "heading"
    if stated:
        return stated[0][0], None, stated[0][1]
    return (_shorter_end(page_title) if page_title == raw else page_title), None, "title"


def _enough(flow: Flow, references: list[str]) -> float:
    """The score of a headline; where neither metadata nor an `<h1>` says more, the heading above the text is it."""
    if references:
        return 0.5
    return 0.4 if any(node.tag == "h1" for node in flow.nodes) else 0.15


def _beside_site(flow: Flow, best: int | None, raw: str, prose_at: int) -> int | None:
    """The place of the headline where a title `Site - Headline` is shown as two headings, the site's first."""
    cuts = list(PARTS.finditer(raw))
    if best is None or not cuts or plain(raw[: cuts[0].start()]) != plain(flow.lines[best].text):
        return best
    rest = plain(raw[cuts[0].end() :])
    if len(rest) <= len(plain(flow.lines[best].text)):
        return best
    later = range(best + 1, prose_at + 1)
    return next(
        (n for n in later if plain(flow.lines[n].text) == rest and flow.lines[n].node.tag in HEADINGS), best
    )


def site_shown(flow: Flow, title: str) -> str:
    """The end of a title that the page shows as a link to its own home: the site's name, or nothing."""
    cuts = list(PARTS.finditer(title))
    if not cuts:
        return ""
    ends = {title[cuts[-1].end() :].strip(), title[: cuts[0].start()].strip()} - {""}
    return next((line.text for line in flow.lines if line.href in HOME and line.text in ends), "")


def heading_of(flow: Flow, number: int) -> Node | None:
    """The heading element that a headline's line is in, where all of its few lines are the headline."""
    node = flow.lines[number].node
    return node if node.tag in HEADINGS and node.end - node.begin <= 4 else None


def _whole(flow: Flow, number: int) -> str:
    """The text of a heading that is broken over several lines."""
    node = heading_of(flow, number)
    if node is None:
        return flow.lines[number].text
    whole = " ".join(line.text for line in flow.lines[node.begin : node.end] if line.node is node)
    return whole if len(whole) <= LONGEST else flow.lines[number].text


def _score(lines: list[Seen], number: int, prose_at: int, references: list[str], site: set[str]) -> float:
    line = lines[number]
    node = line.node
    named = "headline" in line.means
    weight = TAG_WEIGHT.get(node.tag, 0.0)
    if not weight and node.parent is not None:
        weight = TAG_WEIGHT.get(node.parent.tag, 0.0)
    if not weight and not named and (number > prose_at + 3 or line.size > PLAIN_LONGEST):
        return 0.0
    text = plain(line.text)
    if node.tag in HEADINGS and 1 < node.end - node.begin <= 4 and not node.drop:
        text = plain("".join(other.text for other in lines[node.begin : node.end]))
    if len(text) < 2:
        return 0.0
    likeness = max((_likeness(text, reference) for reference in references), default=0.0)
    if not weight and not named and likeness < 0.85:
        return 0.0
    score = 0.9 * likeness + weight + (0.15 if named else 0.0)
    if node.tag == "h1" and likeness >= 0.2 and line.size >= 30:
        score += 0.15
    if text in site:
        score -= 0.7
    if node.drop:
        score -= 0.15 if likeness >= 0.9 or node.tag == "h1" else 0.35
    if number > prose_at + 1:
        score -= 0.25 if number < prose_at + 6 else 0.6
    else:
        score += 0.2 / (1 + 0.2 * (prose_at - number))
    if line.linked > 0.8 * len(line.text):
        score -= 0.1
    return score


def _likeness(text: str, reference: str) -> float:
    if text == reference:
        return 1.0
    short, long = sorted((text, reference), key=len)
    if len(short) >= 4 and short in long:
        return 0.55 + 0.45 * len(short) / len(long)
    ratio = fuzz.ratio(text, reference) / 100
    return ratio if ratio > 0.6 else 0.5 * ratio


def _wording(shown: str, stated: list[tuple[str, str]], page_title: str) -> str:
    """The heading as shown, but for a kicker in front of it that neither metadata nor title has."""
    whole = plain(shown)
    if any(plain(text) == whole for text, _ in stated):
        return shown
    for text in [text for text, _ in stated] + [page_title]:
        bare = plain(text)
        if bare and bare != whole and whole.endswith(bare) and len(bare) >= 0.6 * len(whole):
            return text
    return shown
