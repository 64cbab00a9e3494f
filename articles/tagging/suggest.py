"""What an article is about: its names weighed by how often, and where, they stand."""

import re
from collections import defaultdict
from dataclasses import dataclass

from articles.tagging.recognise import Found, Recogniser

MOST = 24  # suggestions an editor is shown for one article
_SENTENCE = 300  # characters of it that are kept
_ENDS = re.compile(r"[。！？!?\n]|\.(?=[\s\"»”）)])")

# Together 1. A name in headline and lead, or in the lead and eight times in the text, reaches the pipeline's "sure".
_IN_HEADLINE, _IN_LEAD, _OFTEN, _ANYWHERE = 0.35, 0.25, 0.35, 0.05
_ENOUGH = 8  # mentions from which on more of them say nothing new


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A tag that the text gives reason for, with the sentence that shows it.

    `begin` and `end` bound the first sentence of the text with the name; both are 0 where only the headline has it.
    """

    tag_id: str
    score: float  # 0 to 1
    count: int  # in headline and text
    sentence: str
    begin: int
    end: int


def suggest_tags(
    headline: str, lead: str, text: str, language: str, recogniser: Recogniser
) -> list[Suggestion]:
    """Tags for an article, the surest first. A generic word counts in the headline, or three times in the text.

    `lead` is the subtitle and the first paragraph; where the text begins with it, it is not counted twice.
    """
    body = text if text.startswith(lead) else f"{lead}\n\n{text}"
    start = len(headline) + 2  # of the body in what is searched: the full name may stand in either
    before_text = len(body) - len(text) + start
    mentions: dict[str, list[Found]] = defaultdict(list)
    for found in recogniser.find(f"{headline}\n\n{body}", language, every=True):
        if not found.is_rare or found.begin < start:
            mentions[found.id].append(found)
    suggestions = []
    for tag_id, places in mentions.items():
        in_headline = places[0].begin < start
        score = (
            _IN_HEADLINE * in_headline
            + _IN_LEAD * any(start <= found.begin < start + len(lead) for found in places)
            + _OFTEN * min(len(places), _ENOUGH) / _ENOUGH
            + _ANYWHERE
        )
        in_text = next((found.begin - before_text for found in places if found.begin >= before_text), None)
        begin, end = (0, 0) if in_text is None else _sentence_around(text, in_text)
        sentence = (headline if in_headline or in_text is None else text[begin:end]).strip()
        suggestions.append(Suggestion(tag_id, round(score, 3), len(places), sentence, begin, end))
    suggestions.sort(key=lambda s: (-s.score, -s.count, s.begin))
    return suggestions[:MOST]


def _sentence_around(text: str, place: int) -> tuple[int, int]:
    begin = 0
    for end_mark in _ENDS.finditer(text, max(0, place - _SENTENCE), place):
        begin = end_mark.end()
    begin = max(begin, place - _SENTENCE // 2)
    following = _ENDS.search(text, place)
    end = following.end() if following else len(text)
    return begin, min(end, begin + _SENTENCE)
