"""A headline that is only bold: on pages whose title names the site, and that have no heading for the article."""

from articles.ingest.headline import words_shared
from articles.ingest.html.details import detail_of
from articles.ingest.html.flow import Flow, Node, Seen
from articles.ingest.html.headline import PLAIN_LONGEST, plain
from articles.ingest.html.labels import label_of, phrase_of

SHORTEST = 14  # weighted characters of such a headline
ABOVE = 8  # lines between it and the text at most
SAMPLE = 2000  # characters of the text in which its words are looked for
TOLD = 0.34  # share of its words that the text has, from which a page's title is taken to be the article's


def find_bold_headline(flow: Flow, content: Node, title: str) -> int | None:
    """The place of the bold line above the text that tells of it, where the page's own title does not."""
    lines = flow.lines
    own = [n for n in range(content.begin, content.end) if lines[n].prose and not lines[n].node.drop]
    first = next((n for n in own if "bold" not in lines[n].means and not detail_of(lines[n])), None)
    if first is None:
        return None
    text = " ".join(lines[n].text for n in own if n >= first)[:SAMPLE].casefold()
    worth = words_shared(title, text)
    if worth >= TOLD:
        return None
    for number in range(max(0, first - ABOVE), first):
        line = lines[number]
        if (
            _may_be_headline(line)
            and plain(line.text) != plain(title)
            and words_shared(line.text, text) > worth
        ):
            return number
    return None


def _may_be_headline(line: Seen) -> bool:
    return (
        "bold" in line.means
        and SHORTEST <= line.size <= PLAIN_LONGEST
        and not line.linked
        and not line.node.drop
        and line.text[-1] not in ".。:：,"
        and not label_of(line.text)
        and not phrase_of(line.text)
        and not detail_of(line)
    )
