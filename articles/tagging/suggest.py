"""What an article is about: its names weighed by how often, and where, they stand."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from articles.tagging.recognise import Found, Recogniser
from articles.tagging.sentences import Sentences

MOST = 24  # suggestions an editor is shown for one article

# The pipeline accepts 0.6 by itself: a name of the headline that the text repeats, one of the lead that stands more often
# than others, or any that stands fifteen times. All together may give more than 1; it is cut.
_IN_HEADLINE, _IN_LEAD, _ANYWHERE = 0.42, 0.22, 0.05
_REPEATED, _OFTEN = 0.33, 0.22  # for the first five mentions, and for the ten after them
_LEADING = 0.15  # for the name that stands most often, and less for the others; a single mention has none


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A tag that there is reason for, with the first sentence that shows it, be it the headline.

    `begin` and `end` bound the first such sentence of the text; both are 0 where headline or lead alone have the name.
    """

    tag_id: str
    score: float  # 0 to 1
    count: int  # in headline and text
    sentence: str
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Composed:
    """Headline, lead and text as one: a full name may stand in one and the surname in another."""

    whole: str
    lead_from: int
    lead_to: int
    text_from: int

    @classmethod
    def of(cls, headline: str, lead: str, text: str) -> "Composed":
        """`lead` is the subtitle and the first paragraph; where the text begins with it, it is not counted twice."""
        body = text if text.startswith(lead) else f"{lead}\n\n{text}"
        whole = f"{headline}\n\n{body}"
        lead_from = len(headline) + 2
        return cls(whole, lead_from, lead_from + len(lead), len(whole) - len(text))


def suggest_tags(
    headline: str, lead: str, text: str, language: str, recogniser: Recogniser
) -> list[Suggestion]:
    """Tags for an article, the surest first. A generic word counts in the headline, or three times in the text."""
    composed = Composed.of(headline, lead, text)
    return weigh(composed, recogniser.find(composed.whole, language, every=True))


def weigh(composed: Composed, names: Iterable[Found]) -> list[Suggestion]:
    """Suggestions from the names that were found in a composed text, rare generic words included."""
    searched, lead_from, text_from = composed.whole, composed.lead_from, composed.text_from
    sentences = Sentences(searched)
    mentions: dict[str, list[Found]] = defaultdict(list)
    for found in names:
        if not found.is_rare or found.begin < lead_from:
            mentions[found.id].append(found)
    most = max((len(places) for places in mentions.values()), default=0)
    suggestions = []
    for tag_id, places in mentions.items():
        score = (
            _IN_HEADLINE * (places[0].begin < lead_from)
            + _IN_LEAD * any(lead_from <= found.begin < composed.lead_to for found in places)
            + _REPEATED * min(len(places), 5) / 5
            + _OFTEN * min(max(len(places) - 5, 0), 10) / 10
            + _LEADING * (len(places) / most if len(places) > 1 else 0)
            + _ANYWHERE
        )
        first, last = shown = sentences.around(places[0].begin)
        in_text = next((found.begin for found in places if found.begin >= text_from), None)
        begin, end = text_from, text_from
        if in_text is not None:
            begin, end = shown if in_text == places[0].begin else sentences.around(in_text)
        suggestion = Suggestion(
            tag_id,
            min(1.0, round(score, 3)),
            len(places),
            searched[first:last].strip(),
            begin - text_from,
            end - text_from,
        )
        suggestions.append(suggestion)
    suggestions.sort(key=lambda s: (-s.score, -s.count, s.begin))
    return suggestions[:MOST]
