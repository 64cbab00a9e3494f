"""The comments of an article's page as a thread that a template can print without recursion."""

from collections.abc import Iterable
from dataclasses import dataclass

from articles.links.reasons import where
from articles.models import Comment
from articles.text.languages import detect_language

DEEPEST = 4  # a narrow screen has no room for more; deeper replies stand beside the one they answer


@dataclass
class ThreadItem:
    """A comment and the lists around it, so that printing the items in order gives well-formed nested lists."""

    comment: Comment
    language: str
    depth: int
    answers: str
    opens_list: bool = False
    has_replies: bool = False
    lists_ended: int = 0

    @property
    def quoted(self) -> list[tuple[str, str, str]]:
        """(anchor, in words, the article's words) of each sentence of the article that the comment quotes."""
        return [(q["anchor"], where([q["anchor"]]), q["text"]) for q in self.comment.quoted]

    @property
    def ended_lists(self) -> range:
        return range(self.lists_ended)


def thread_of(comments: Iterable[Comment], language: str) -> list[ThreadItem]:
    """Comments in reading order; `language` is the page's, which a short comment is taken to share."""
    items: list[ThreadItem] = []
    by_pk: dict[int, ThreadItem] = {}
    for comment in comments:
        parent, before = by_pk.get(comment.parent_id), items[-1] if items else None
        depth = min(parent.depth + 1, before.depth + 1, DEEPEST) if parent else 0
        item = ThreadItem(
            comment,
            language=detect_language(comment.text, hint=language),
            depth=depth,
            answers=parent.comment.author if parent else "",
        )
        if before:
            item.opens_list = before.has_replies = depth > before.depth
            before.lists_ended = max(0, before.depth - depth)
        by_pk[comment.pk] = item
        items.append(item)
    if items:
        items[-1].lists_ended = items[-1].depth
    return items
