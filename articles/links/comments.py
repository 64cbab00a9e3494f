"""Readers' comments that quote the article under which they stand, and the paragraph that they quote."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from rapidfuzz import fuzz

from articles.links.shingles import Letters, weigh
from articles.links.texts import Text
from articles.models import Block, Comment

MOST = 3  # quotations told of one comment
MOST_TOLD = 300  # characters of the article's words that are kept

# Weight (shingles.weigh) from which words are quoted and no coincidence: less where the reader marks them.
_MARKED, _IN_BRACKETS, _PLAIN = 12, 24, 36
_RETYPED = 30  # from here on a slip or two is allowed
_ALIKE = 92  # per cent

_MARK = re.compile(r"[>＞»≫]+\s*")
_BRACKETS = re.compile(r"「([^「」]+)」|『([^『』]+)』|“([^“”]+)”|«([^«»]+)»|\"([^\"]+)\"")
_SENTENCES = re.compile(r"[^。．!?！？…\n]+?(?:\.(?=\s|$)|[。．!?！？…]+|$)")


def tie_comments(batch: Collection[Text]) -> set[int]:
    """Write into the comments of these articles what they quote; returns the articles where that changed something."""
    texts = {text.pk: text for text in batch}
    comments = Comment.objects.filter(article__in=texts).only("article", "text", "quoted").order_by("pk")
    spans = {comment: quoted_spans(comment.text, texts[comment.article_id].letters) for comment in comments}
    revisions = {texts[c.article_id].revision for c, found in spans.items() if found}
    blocks: dict[int, list[Block]] = defaultdict(list)
    if revisions:
        for block in Block.objects.filter(revision__in=revisions).order_by("revision", "position"):
            blocks[block.revision_id].append(block)
    changed = []
    for comment, found in spans.items():
        text = texts[comment.article_id]
        quoted = list(_told(found, text, blocks[text.revision]))
        if quoted != comment.quoted:
            comment.quoted = quoted
            changed.append(comment)
    if changed:
        Comment.objects.bulk_update(changed, ["quoted"])
    return {comment.article_id for comment in changed}


def quoted_spans(comment: str, article: Letters) -> list[tuple[int, int]]:
    """The spans of the article's text that a comment quotes, in the comment's order."""
    found: list[tuple[int, int]] = []
    for words, least in _quotable(comment):
        letters = Letters(words).text
        if weigh(letters) < least:
            continue
        span = _place_of(letters, article.text)
        if span and not any(begin <= span[0] and span[1] <= end for begin, end in found):
            found.append(span)
    return [article.span(*span) for span in found[:MOST]]


def _quotable(comment: str) -> Iterator[tuple[str, int]]:
    """What may be quoted, with the weight from which it is: marked lines, words in brackets, then any sentence."""
    for line in comment.splitlines():
        mark = _MARK.match(line.strip())
        if mark:
            yield line.strip()[mark.end() :], _MARKED
            continue
        for match in _BRACKETS.finditer(line):
            yield next(filter(None, match.groups())), _IN_BRACKETS
        for match in _SENTENCES.finditer(line):
            yield match[0], _PLAIN


def _place_of(letters: str, article: str) -> tuple[int, int] | None:
    begin = article.find(letters)
    if begin >= 0:
        return begin, begin + len(letters)
    if weigh(letters) < _RETYPED or len(letters) > len(article):
        return None
    near = fuzz.partial_ratio_alignment(letters, article, score_cutoff=_ALIKE)
    return (near.dest_start, near.dest_end) if near and near.dest_end > near.dest_start else None


def _told(spans: Sequence[tuple[int, int]], text: Text, blocks: Sequence[Block]) -> Iterator[dict[str, str]]:
    for begin, end in spans:
        block = next((block for block in blocks if block.begin <= begin < block.end), None)
        if block is not None:
            yield {"anchor": block.anchor, "text": text.plain[begin : min(end, begin + MOST_TOLD)]}
