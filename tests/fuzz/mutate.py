"""Real pages made wrong: cut, spliced, flipped, repeated."""

import random

TOKENS = tuple(
    token.encode()
    for token in (
        "<div>", "</div>", "<p>", "<table>", "<!--", "-->", "<script>", "</script>", "]]>", "\x00", "\r", "\n\n\n",
        "\u202e", "\ufeff", "「", "」", "> ", "2024年", "令和", "<time datetime='", "&nbsp;", "&#0;", "---\n", "****",
        "Comments", "関連記事", "<pre>", "<ruby>", "<meta charset=shift_jis>", "{", "[[", '"', "'",
    )
) + (b"\xed\xa0\x80", b"\xff\xfe", b"\xfe\xff", b"\x1b$B", b"\x1b(B", b"\x80", b"\xc0\xaf", b"\xf4\x90\x80\x80")  # fmt: skip
ENCODINGS = ("cp932", "euc_jp", "iso2022_jp", "gb18030", "big5", "cp1251", "koi8_r", "utf-16", "utf-16-le", "utf-32", "utf-7", "cp949")  # fmt: skip


def mutate(rng: random.Random, data: bytes, others: list[bytes]) -> bytes:
    """The bytes with one to six faults."""
    for _ in range(rng.randint(1, 6)):
        data = rng.choice(_FAULTS)(rng, data, others) or b"x"
    return data


def _cut(rng, data, _):
    begin, end = sorted((rng.randrange(len(data) + 1), rng.randrange(len(data) + 1)))
    return rng.choice((data[:end], data[begin:], data[:begin] + data[end:]))


def _splice(rng, data, others):
    other = rng.choice(others)
    return data[: rng.randrange(len(data) + 1)] + other[rng.randrange(len(other)) :]


def _flip(rng, data, _):
    changed = bytearray(data)
    for _ in range(rng.choice((1, 10, 200))):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _insert(rng, data, _):
    place = rng.randrange(len(data) + 1)
    return data[:place] + rng.choice(TOKENS) * rng.choice((1, 1, 3, 100)) + data[place:]


def _noise(rng, data, _):
    place = rng.randrange(len(data) + 1)
    return data[:place] + rng.randbytes(rng.choice((1, 8, 300))) + data[place:]


def _repeat(rng, data, _):
    begin = rng.randrange(len(data))
    piece = data[begin : begin + rng.choice((1, 30, 1000))]
    return data[:begin] + piece * rng.choice((2, 20, 300)) + data[begin:]


def _shuffle(rng, data, _):
    lines = data.split(b"\n")
    rng.shuffle(lines)
    return b"\n".join(lines)


def _join(rng, data, _):
    return data.replace(b"\n", rng.choice((b"", b" ", b"\r", b"\r\n", b"\n\n")))


def _recode(rng, data, _):
    return data.decode("utf-8", "replace").encode(rng.choice(ENCODINGS), "replace")


def _surrogates(rng, data, _):
    text = data.decode("utf-8", "replace")
    place = rng.randrange(len(text) + 1)
    return (text[:place] + "\ud800" + text[place:]).encode("utf-8", "surrogatepass")


_FAULTS = (_cut, _splice, _flip, _insert, _noise, _repeat, _shuffle, _join, _recode, _surrogates)
