"""Two texts as people read changes: what stayed, what changed, what went elsewhere."""

import pytest

from articles.revisions.changes import paragraph_rows

FIRST = "The dry port waits for trains from the east."
SECOND = "Cranes lift every container from gauge to gauge."
THIRD = "Fertiliser comes last and complains least of all."
FOURTH = "In the evening the yard is quiet again."


def rows(old: list[str], new: list[str]) -> list[tuple[str, int, str]]:
    found = paragraph_rows("\n\n".join(old) + "\n", "\n\n".join(new) + "\n")
    return [(row.label, row.same, row.moved) for row in found]


def test_a_paragraph_that_went_elsewhere_is_told():
    assert rows([FIRST, SECOND, THIRD, FOURTH], [FIRST, THIRD, FOURTH, SECOND]) == [
        ("1–3", 3, ""),
        ("4", 0, "2"),
    ]


def test_a_paragraph_that_moved_and_changed_shows_both():
    changed = SECOND.replace("every", "each")
    *_, last = paragraph_rows(
        "\n\n".join([FIRST, SECOND, THIRD, FOURTH]), "\n\n".join([FIRST, THIRD, FOURTH, changed])
    )
    assert last.moved == "2"
    assert ("replace", "every", "each") in last.parts


@pytest.mark.parametrize("new", [[FOURTH, FIRST, SECOND, THIRD], [SECOND, FIRST, THIRD, FOURTH]])
def test_the_fewest_paragraphs_are_told_to_have_moved(new):
    assert sum(1 for _label, _same, moved in rows([FIRST, SECOND, THIRD, FOURTH], new) if moved) == 1


def test_what_is_gone_stands_where_it_stood():
    assert rows([FIRST, SECOND, THIRD], [FIRST, THIRD]) == [("1", 1, ""), ("–", 0, ""), ("2", 1, "")]
