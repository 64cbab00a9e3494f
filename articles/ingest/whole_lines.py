"""What a line is as a whole where no list of words can say it: a count of comments, a page's number, how long reading takes."""

from articles.ingest.reading_time import is_reading_time
from articles.ingest.tables import SHAPES

_LONGEST = 120


def label_by_shape(text: str) -> str:
    """The kind of label that a line's shape makes it, or nothing."""
    if not 2 < len(text) <= _LONGEST:
        return ""
    m = SHAPES.fullmatch(text.casefold())
    if m:
        return m.lastgroup or ""
    return "reading" if is_reading_time(text) else ""
