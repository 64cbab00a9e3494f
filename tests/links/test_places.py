"""From a span of plain text to the lines of the page."""

from articles.links.places import BlockPlace, lines_of

PAGE = [
    "Title",
    "",
    "  ・First point of the list",
    "",
    "> Second one",
    "broken over",
    "two more lines.",
    "The end",
]
PLAIN = "First point of the list\nSecond one broken over two more lines.\nThe end"
BLOCKS = [BlockPlace(0, 62, 3, 7), BlockPlace(63, 70, 8, 8)]


def lines(text: str) -> tuple[int, int] | None:
    begin = PLAIN.index(text)
    return lines_of((begin, begin + len(text)), PLAIN, BLOCKS, PAGE)


def test_lines_of_a_block_are_told_apart_by_their_text():
    assert lines("point of") == (3, 3)
    assert lines("Second") == (5, 5)
    assert lines("one broken over two") == (5, 7)
    assert lines("lines.\nThe") == (7, 8)


def test_without_the_page_whole_blocks_are_told():
    assert lines_of((0, 5), PLAIN, BLOCKS, ()) == (3, 7)


def test_a_text_that_came_from_no_page_has_no_lines():
    assert lines_of((0, 5), PLAIN, (), PAGE) is None
