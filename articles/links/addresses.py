"""Addresses that stand in the running text of articles, kept as references so that they find their article later too."""

import re
from collections.abc import Collection

from articles.links.texts import Text
from articles.models import Reference, Revision

FIRST = 10_000  # positions from here on, behind what stands beside the text
MOST = 50  # of one article

_ADDRESS = re.compile(r"https?://[^\s<>\"'「」『』（）【】、。，；]+", re.I)
_CLOSING = ".,;:!?)]}*_’”»"


def addresses_in(body: str) -> list[str]:
    """The web addresses of a Markdown text, each once, without the signs that only follow them."""
    found = (_trimmed(match[0]) for match in _ADDRESS.finditer(body))
    return list(dict.fromkeys(found))[:MOST]


def store_addresses(batch: Collection[Text]) -> None:
    """Make the references by address in the text those of the batch's texts; four queries at most."""
    texts = {text.revision: text for text in batch}
    bodies = Revision.objects.filter(pk__in=texts, body__contains="://").values_list("pk", "body")
    wanted = {
        (texts[revision].pk, address)
        for revision, body in bodies
        for address in addresses_in(body)
        if address not in texts[revision].addresses
    }
    held, last = {}, {}
    rows = Reference.objects.filter(article__in=[text.pk for text in batch], kind=Reference.Kind.TEXT)
    for pk, article, url, position in rows.values_list("pk", "article", "url", "position"):
        held[article, url] = pk
        last[article] = max(position, last.get(article, FIRST - 1))
    if gone := [pk for row, pk in held.items() if row not in wanted]:
        Reference.objects.filter(pk__in=gone).delete()
    new = []
    for article, address in sorted(wanted - held.keys()):
        last[article] = last.get(article, FIRST - 1) + 1
        new.append(
            Reference(
                article_id=article,
                position=last[article],
                kind=Reference.Kind.TEXT,
                title=address[:1000],
                url=address,
            )
        )
    Reference.objects.bulk_create(new)


def _trimmed(address: str) -> str:
    """Without closing signs; a bracket that the address itself opens stays."""
    while (
        address
        and address[-1] in _CLOSING
        and not (address[-1] == ")" and address.count("(") >= address.count(")"))
    ):
        address = address[:-1]
    return address[:2000]
