"""Headlines of few characters, which no day below and no title elsewhere on the page confirms."""

import pytest

from articles.ingest.read import read_page

TEXT = "州里的果农说，今年的苹果比往年早熟两个星期，冷库却还没有修好，只能把果子直接卖给路过的货车。\n\n农业厅答应在下个月之前修好三座冷库。\n"


def title_of(text: str) -> str | None:
    return read_page(text.encode(), name="a.txt").title


@pytest.mark.parametrize("above", ["", "首页\n新闻\n财经\n体育\n", "首页\n\n财经\n\n"])
def test_a_short_line_right_above_the_text_is_the_headline(above):
    assert title_of(f"{above}早熟苹果无处存\n\n{TEXT}") == "早熟苹果无处存"


@pytest.mark.parametrize("above", ["首页\n新闻\n财经\n", "首页\n国际新闻频道\n国内新闻频道\n"])
def test_the_last_word_of_a_menu_is_none(above):
    assert title_of(f"{above}\n{TEXT}") is None
