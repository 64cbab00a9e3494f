"""Which writing systems a text uses: counts by script, in linear time."""

import re

# Signs that are of no script; the scripts stand in the order in which pages are likely to be written.
_NOT_COMMON = re.compile("[\\s\\d\u2010-\u2060\u3000-\u303f\uff00-\uff20\u00a0-\u00bf!-@\\[-`{-~]+")
_RUNS = {
    "latin": re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+"),
    "kana": re.compile("[\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9d]+"),
    "han": re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]+"),
    "cyrillic": re.compile("[\u0400-\u052f]+"),
    "hangul": re.compile("[\uac00-\ud7af\u1100-\u11ff]+"),
    "arabic": re.compile("[\u0600-\u06ff\u0750-\u077f]+"),
    "hebrew": re.compile("[\u0590-\u05ff]+"),
    "greek": re.compile("[\u0370-\u03ff\u1f00-\u1fff]+"),
    "thai": re.compile("[\u0e00-\u0e7f]+"),
    "devanagari": re.compile("[\u0900-\u097f]+"),
    "georgian": re.compile("[\u10a0-\u10ff]+"),
    "armenian": re.compile("[\u0530-\u058f]+"),
}
_CJK = re.compile("[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003134f]+")


def count_scripts(text: str) -> dict[str, int]:
    """Letters by script; scripts that do not occur are left out."""
    counts = {}
    left = text if text.isascii() else _NOT_COMMON.sub("", text)
    if not left.isascii():
        for script, pattern in _RUNS.items():
            found = sum(map(len, pattern.findall(left)))
            if found:
                counts[script] = found
            if sum(counts.values()) * 20 >= len(left) * 19:
                break
    else:
        found = sum(map(len, _RUNS["latin"].findall(left)))
        if found:
            counts["latin"] = found
    return counts


def count_cjk(text: str) -> int:
    """How many characters are Chinese or Japanese."""
    return 0 if text.isascii() else sum(map(len, _CJK.findall(text)))


def is_cjk(character: str) -> bool:
    """Whether a character belongs to a script that is written without spaces (Chinese, Japanese and their punctuation)."""
    return (
        "\u3000" <= character <= "\u30ff"
        or "\u3400" <= character <= "\u9fff"
        or "\uf900" <= character <= "\uffef"
    )


def join_lines(texts: list[str]) -> str:
    """Lines of one paragraph: no space between Chinese or Japanese characters, one otherwise."""
    parts = texts[:1]
    for text in texts[1:]:
        parts += [text] if is_cjk(parts[-1][-1:]) and is_cjk(text[:1]) else [" ", text]
    return "".join(parts)
