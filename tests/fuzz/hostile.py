"""Inputs that were thought out to break a reader, each about as large as asked for."""

import random
import zlib
from collections.abc import Callable

LINES = (
    "Алматы, 7 мая 2024 г. Корреспондент Азамат Сериков",
    "令和六年五月七日（火）午前十時三十分 記者 佐野一樹",
    "2024-05-07T10:30:00+06:00",
    "更新：2024年5月7日 10時30分",
    "By Someone Unknown and Anne Other, Reuters, 7 May 2024",
    "【アルマトイ＝佐野一樹】",
    "「これは引用だ」と彼は言った。",
    "> quoted > twice >> deep",
    "**** 見出し ****",
    "- item\n  - nested\n    - deeper",
    "(C) 2024 All rights reserved.",
    "関連記事：海峡を渡る貨車",
    "3時間前",
    "Қазақстан Үкіметі шешім қабылдады.",
    "哈萨克斯坦总统今天发表讲话。",
    "https://example.org/a?b=c&d=e#f",
    "42 likes · Reply · 3 days ago",
)


def _repeat(piece: str, size: int) -> str:
    return piece * max(1, size // max(1, len(piece)))


def _words(rng: random.Random, size: int) -> str:
    return "\n".join(rng.choice(LINES) for _ in range(max(1, size // 40)))


def _nested(rng: random.Random, size: int) -> str:
    tag = rng.choice(("div", "b", "ul><li", "table><tr><td", "blockquote", "span", "ruby", "section", "font"))
    return _repeat(f"<{tag}>", size) + rng.choice(LINES)


def _table(rng: random.Random, size: int) -> str:
    cells = rng.choice((2, 40, 2000))
    row = "<tr>" + f"<td>{rng.choice(LINES)}</td>" * cells + "</tr>"
    return f"<table>{_repeat(row, size)}</table>"


def _comments(rng: random.Random, size: int) -> str:
    name = rng.choice(("comment", "disqus-comment", "media", "reply"))
    one = f'<li class="{name}" id="comment-1"><cite>Anne</cite> <time>2024-05-07</time><p>{rng.choice(LINES)}</p>'
    return f'<p>{_words(rng, 400)}</p><ol class="comments">{_repeat(one, size)}'


def _threads(rng: random.Random, size: int) -> str:
    step = rng.choice((0, 1, 2))
    deep = (f"{' ' * (number * step % 5000)}Anne{number}: yes, 3 days ago\n" for number in range(size // 30))
    return _words(rng, 400) + "\nComments (9)\n" + "".join(deep)[:size]


def _markup_comments(_: random.Random, size: int) -> str:
    return "<p>" + _repeat("<!-- x -->", size) + "words</p>"


def _entities(_: random.Random, size: int) -> str:
    bomb = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 9}'>" for n in range(1, 12))
    return f"<?xml version='1.0'?><!DOCTYPE html [<!ENTITY a0 'ha'>{bomb}]><p>&a11;</p>" + "&amp;" * (
        size // 9
    )


def _bidi(rng: random.Random, size: int) -> str:
    marks = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u200b\u200d\ufeff\u061c"
    return "".join(rng.choice(marks) + rng.choice("ab жқ日本 \n") for _ in range(size // 4))


def _dates(rng: random.Random, size: int) -> str:
    pieces = ("2024年", "5月", "7日", "令和", "昭和", "1 ", "May ", "мая ", "2024-", "05/", "(火)", "  ", "時", "前", "1" * 50, "午前", ".", "十二", "年")  # fmt: skip
    line = "".join(rng.choice(pieces) for _ in range(rng.choice((10, 1000, 20_000))))
    return _repeat(line + "\n", size)


def _bylines(rng: random.Random, size: int) -> str:
    pieces = ("By ", "by ", "記者", "文・", "＝", "【", "】", "（", "(", ")", "A. ", "Anne ", "and ", ", ", "Автор: ", "作者：", "　", " ", "/", "|", "・", "・・")  # fmt: skip
    line = "".join(rng.choice(pieces) for _ in range(rng.choice((5, 300, 20_000))))
    return _repeat(line + "\n", size)


def _quotations(rng: random.Random, size: int) -> str:
    pieces = ("「", "」", "『", "』", "“", "”", "«", "»", '"', "'", "> ", ">", "[…]", "(…)", "—", "――", "引用", "。", "\n", "\n\n", "----\n", "****\n", "より")  # fmt: skip
    return "".join(rng.choice(pieces) for _ in range(size // 2))


def _markdown(rng: random.Random, size: int) -> str:
    pieces = ("*", "_", "`", "[", "](", ")", "![", "<", ">", "#", "\n", "\n\n", "- ", "1. ", "> ", "|", "---\n", "    ", "\\", "&", "a", "```\n")  # fmt: skip
    head = rng.choice(
        (
            "---\ntitle: a\ntags: [a, b]\n---\n",
            "---\n" + "a: b\n" * 500,
            "---\ntitle: [[[[\n---\n",
            "---\na: &a [*a]\n---\n",
        )
    )
    return head + "".join(rng.choice(pieces) for _ in range(size // 2))


def _json_ld(rng: random.Random, size: int) -> str:
    inner = rng.choice(
        (
            "[" * (size // 2),
            '{"@graph":' * (size // 11),
            '{"headline": "' + "x" * size + '"}',
            '{"author": ' + "[{" * (size // 9),
            '{"headline": ["a", {"b": [1, null, true]}], "datePublished": 7, "author": [null, 3, [["x"]]], "publisher": "p", "@type": ["NewsArticle", 3]}',
            '{"headline": "\\ud800", "@type": "NewsArticle", "datePublished": "99999-99-99", "author": {"name": {"name": 1}}}',
        )
    )
    return f'<html><head><script type="application/ld+json">{inner}</script></head><p>{_words(rng, 2000)}'


def _attributes(rng: random.Random, size: int) -> str:
    return rng.choice(
        (
            "<p " + " ".join(f"a{n}=1" for n in range(size // 6)) + ">words</p>",
            '<p class="' + "x " * (size // 2) + '">words</p>',
            '<a href="' + "http://[" * (size // 8) + '">words</a>',
            '<time datetime="' + "9" * size + '">words</time>',
            '<meta property="og:title" content="' + "—|" * (size // 2) + '"><p>words</p>',
            '<meta charset="' + "utf-" * 7 + '"><p>words</p>' + "é" * (size // 2),
            '<base href="http://[::1"><a href="../x">words</a><link rel=canonical href="//[">',
            "<td colspan=99999999 rowspan=99999999>" * (size // 40) + "words",
        )
    )


SHAPES: dict[str, Callable[[random.Random, int], str]] = {
    "million-character line": lambda rng, size: _repeat(rng.choice(("a", "word ", "日本", "а б ", "。", "1 ", "(", "「", "=", ".")), size),
    "one-letter lines": lambda rng, size: _repeat(rng.choice(("a\n", "。\n", "1\n", "-\n", "\n \n", "\r", "\x0b", "\u2028")), size),
    "null bytes": lambda rng, size: _words(rng, size).replace(" ", "\x00"),
    "lines of the field": _words,
    "nested markup": _nested,
    "huge table": _table,
    "comments": _comments,
    "threads": _threads,
    "markup comments": _markup_comments,
    "entity bomb": _entities,
    "bidi controls": _bidi,
    "dates": _dates,
    "bylines": _bylines,
    "quotations": _quotations,
    "markdown": _markdown,
    "json-ld": _json_ld,
    "attributes": _attributes,
    "brackets": lambda rng, size: _repeat(rng.choice(("< ", "<!", "</", "<p<", "<![CDATA[", "&#x", "&#99999999;", "<a href='", "<script>", "<?")), size) + "words",
    "spaces": lambda rng, size: "a" + _repeat(rng.choice((" ", "\t", "\u3000", "\xa0", " \u3000")), size) + "b\n2024年5月7日",
    "digits": lambda rng, size: _repeat(rng.choice("0123456789〇一二三十百千万０１"), size),
    "marks": lambda rng, size: "a" + _repeat(rng.choice(("\u0301", "\u200d", "\ufe0f", "\U000e0041")), size),
}  # fmt: skip


def hostile_text(rng: random.Random, size: int) -> tuple[str, str]:
    """The name of a shape and a text of it."""
    name = rng.choice(list(SHAPES))
    return name, SHAPES[name](rng, size)


def bomb(size: int) -> bytes:
    """Deflated zeros that unpack to `size` bytes."""
    return zlib.compress(b"0" * size, 9)
