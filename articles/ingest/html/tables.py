"""Tells tables of data from tables that lay a page out."""

import re

from lxml import etree

from articles.ingest.html.flow import CJK

SPACE = re.compile(r"\s+")
MAX_CELL = 240  # weighted characters; a longer cell is a column of the layout
MAX_ROWS = 50_000


def is_data_table(table: etree._Element) -> bool:
    """Whether a table has short cells, several in each of several rows, and no table inside."""
    if table.get("role") == "presentation" or table.find(".//table") is not None:
        return False
    rows: dict = {}
    for cell in table.iter("td", "th"):
        text = SPACE.sub(" ", "".join(cell.itertext()))
        if len(text) + len(CJK.sub("", text)) > MAX_CELL or len(cell.findall(".//p")) > 2:
            return False
        row = cell.getparent()
        rows[row] = rows.get(row, 0) + 1
        if len(rows) > MAX_ROWS:
            return False
    several = sum(count > 1 for count in rows.values())
    return several >= 2 and several > len(rows) / 2
