"""What to see to before readers see the newest text: what stops publishing, and what is only doubtful."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from articles.ingest.run import waiting_conflicts
from articles.models import Article, Note
from articles.rendering.blocks import BodyBlock
from articles.rendering.body import parse_body
from articles.revisions.content import Content, content_of_revision

Words = str | Promise

# Pairs that a text opens and closes; straight quotes and apostrophes pair with themselves and are left alone.
PAIRS = ("「」", "『』", "«»", "“”", "„“", "《》", "〈〉", "（）")
LINK = re.compile(r"(?<!!)\[[^\[\]\n]*\]\(([^()\s]*)\)")
HERE = re.compile(r"(?:/_)?/articles/(\d+)/")  # an address within the archive


def stops(article: Article, content: Content | None = None) -> list[Words]:
    """What must be mended before readers may see the text: the newest one, or `content` as it would be."""
    content = content or content_of_revision(article.latest_revision)
    reasons: list[Words] = []
    if not content.body.strip():
        reasons.append(_("The text is empty."))
    blocks = parse_body(content.body)
    if _silent(blocks, ours=True):
        reasons.append(_("A picture of ours has no alternative text."))
    return reasons


def doubts(article: Article, content: Content | None = None) -> list[Words]:
    """What an editor should have looked at; it may be right all the same."""
    return doubts_of_many({article.pk: content or content_of_revision(article.latest_revision)})[article.pk]


def doubts_of_many(contents: dict[int, Content]) -> dict[int, list[Words]]:
    """The doubts of what many articles say or would say, by number; as many queries as for one."""
    blocks = {number: parse_body(content.body) for number, content in contents.items()}
    named = {number: _articles_named(contents[number].body, blocks[number]) for number in contents}
    visible = _published_among(set().union(*named.values()))
    numbers = {"article__in": list(contents)}
    merging = set(waiting_conflicts().filter(**numbers).values_list("article", flat=True))
    noted = set(Note.objects.open().filter(**numbers).values_list("article", flat=True))
    found: dict[int, list[Words]] = {}
    for number, content in contents.items():
        of_text = _doubts_of_text(content, blocks[number], named[number] - visible)
        found[number] = [*_doubts_of_fields(content), *of_text]
        if number in merging:
            found[number].append(_("A new state of its page waits to be merged."))
        if number in noted:
            found[number].append(_("A note is not settled."))
    return found


def _doubts_of_fields(content: Content) -> Iterator[Words]:
    given = content.attributes
    estimate = given.get("estimate_not_before") or given.get("estimate_not_after")
    if not given.get("source"):
        yield _("No paper is named.")
    if not given.get("published_on"):
        yield (
            _("The date is an estimate; readers are told so.")
            if estimate
            else _("There is no date, and no estimate.")
        )
    elif given.get("estimate_basis"):
        yield _("An estimate stands as the date; say where the page gives it, or clear the basis.")
    if given.get("is_headline_proposed"):
        yield _("The headline was made from the text; the page shows none.")


def _doubts_of_text(content: Content, blocks: list[BodyBlock], unseen: set[int]) -> Iterator[Words]:
    for pair in PAIRS:
        if content.body.count(pair[0]) != content.body.count(pair[1]) and not _closes_otherwise(
            pair, content.body
        ):
            yield _("The marks %s do not pair up.") % f"{pair[0]} {pair[1]}"
    if _silent(blocks, ours=False):
        yield _("A picture has no alternative text.")
    uncredited = sum(1 for block in _figures(blocks) if not (block.credit or "").strip())
    if uncredited:
        yield ngettext_lazy(
            "%(count)d figure has no credit.", "%(count)d figures have no credit.", uncredited
        ) % {"count": uncredited}
    nowhere = [address for address in LINK.findall(content.body) if _leads_nowhere(address)]
    if nowhere:
        yield _("A link leads nowhere: %s.") % ", ".join(dict.fromkeys(nowhere))
    if unseen:
        yield _("Leads to articles that readers cannot see: %s.") % ", ".join(map(str, sorted(unseen)))


def _leads_nowhere(address: str) -> bool:
    """Whether an address is unfinished, or none that a browser could open."""
    if address.startswith(("/", "#")):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return True
    return not (parts.scheme == "mailto" or (parts.scheme in ("http", "https") and "." in parts.netloc))


def _closes_otherwise(pair: str, body: str) -> bool:
    """English closes “ with ”, German „ with “: where both are in use they are counted together."""
    if pair == "“”":
        return "„" in body
    if pair == "„“":
        return "„" not in body or body.count("„") + body.count("”") == body.count("“")
    return False


def _figures(blocks: list[BodyBlock]) -> list[BodyBlock]:
    return [block for block in blocks if block.kind == "figure"]


def _silent(blocks: list[BodyBlock], *, ours: bool) -> bool:
    """Whether some picture, uploaded here or shown from elsewhere, says nothing to those who cannot see it."""
    pictures = [
        block for block in _figures(blocks) if block.src and block.src.startswith("/pictures/") == ours
    ]
    return any(not (block.alt or "").strip() for block in pictures)


def _articles_named(body: str, blocks: list[BodyBlock]) -> set[int]:
    named = {int(number) for number in HERE.findall(body)}
    return named | {block.article for block in blocks if block.kind == "quotation" and block.article}


def _published_among(numbers: set[int]) -> set[int]:
    if not numbers:
        return set()
    return set(Article.objects.published().filter(pk__in=numbers).values_list("pk", flat=True))
