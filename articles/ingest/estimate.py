"""Bounds for the day of publication where a page does not show it, and years for quotations that give none."""

import re
from dataclasses import replace
from datetime import date

from articles.ingest.dates import find_dates
from articles.ingest.quotations import infer_year, read_attribution
from articles.ingest.record import Block, Comment, Estimate, Record, Warning

_BARE_DAY = re.compile(r"(?<![月\d年ヵカか])(\d{1,2})日(?![間本目前後])")
_YEAR_GOING_ON = re.compile(
    r"(\d{4})年の?(?:最初の|はじめの|第)?\s?(?:1|一)?\s?[-~〜～から]{0,2}\s?(\d{1,2})\s?(?:か|カ|ヵ|ヶ|ケ|個)月|(?:first|за первые)\s(\w+)\s(?:months of|месяцев)\s(\d{4})"
)
_YEAR = re.compile(r"(?:19|20)\d\d|[０-９]{4}|令和|平成")
_MONTH_DAY = re.compile(r"(?<![\d年])(\d{1,2})月(?:\d{1,2}日)?")


def infer_quoted_dates(
    blocks: tuple[Block, ...], not_after: str | None
) -> tuple[tuple[Block, ...], list[Warning]]:
    """Quotations with month and day get the year the page suggests, marked as inferred, with a warning each."""
    known = [block.date for block in blocks if block.type == "quotation" and block.date]
    out, warnings = [], []
    for block in blocks:
        if block.type == "quotation" and block.attribution and block.date is None:
            said = read_attribution(block.attribution, "ja")
            day = infer_year(said.month_day, known=known, not_after=not_after) if said.month_day else None
            if day:
                block = replace(block, date=day, date_inferred=True)
                warnings.append(Warning("date-inferred", "the attribution gives no year", block.lines))
        out.append(block)
    return tuple(out), warnings


def estimate_day(record: Record, received_on: str | None) -> Estimate | None:
    """The days between which the page was made, from its comments, its quotations, and the days its text names."""
    first_comment = _first_day(record.comments)
    if first_comment:
        lower = _bare_day_before(record, first_comment)
        return Estimate(
            lower,
            first_comment,
            "the latest day in the text; the first comment" if lower else "the first comment",
        )
    quoted = [block.date for block in record.blocks if block.type == "quotation" and block.date]
    if quoted:
        return Estimate(max(quoted), received_on, "the latest date among what it quotes")
    return _from_text(record)


def _first_day(comments: tuple[Comment, ...]) -> str | None:
    days = [comment.date[:10] for comment in comments if comment.date and len(comment.date) >= 10]
    return min(days, default=None)


def _bare_day_before(record: Record, limit: str) -> str | None:
    """A text that says `14日` in the days before its first comment is not older than that day."""
    last = date.fromisoformat(limit)
    days = [
        int(found)
        for block in record.blocks
        if block.type == "paragraph"
        for found in _BARE_DAY.findall(block.text)
        if 1 <= int(found) <= last.day
    ]
    return last.replace(day=max(days)).isoformat() if days else None


def _from_text(record: Record) -> Estimate | None:
    text = "\n".join(block.text for block in record.blocks if block.type in ("paragraph", "quotation"))
    full = [
        one.iso[:10]
        for block in record.blocks[:60]
        if block.type == "paragraph" and _YEAR.search(block.text)
        for one in find_dates(block.text, record.language)
        if one.iso and one.precision in ("day", "minute")
    ]
    going_on = [int(m[1] or m[4]) for m in _YEAR_GOING_ON.finditer(text)]
    if going_on:
        year = max(going_on)
        months = [int(m) for m in _MONTH_DAY.findall(text) if 1 <= int(m) <= 12]
        if months:
            month = max(months)
            return Estimate(
                f"{year}-{month:02}-01", _month_end(year, month), "days and months named in the text"
            )
    recent = [day for day in full if day[:4] >= "1990"]
    return Estimate(max(recent), None, "the latest day named in the text") if recent else None


def _month_end(year: int, month: int) -> str:
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1).isoformat()
