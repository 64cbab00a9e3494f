"""The beginning of a text, cut where a reader would pause."""

_SENTENCE_ENDS = ("。", "！", "？", "! ", "? ", ". ")


def is_dense(language: str) -> bool:
    """Whether a character says about as much as two or three letters elsewhere."""
    return language.startswith(("ja", "zh"))


def cut(text: str, most: int) -> str:
    """The beginning of a text's first paragraph: whole sentences where one ends in time, else with an ellipsis."""
    text = text.strip().split("\n")[0]
    if len(text) <= most:
        return text
    end = max(text.rfind(sign, most // 3, most) for sign in _SENTENCE_ENDS)
    if end > 0:
        return text[: end + 1]
    word = text.rfind(" ", most // 2, most)
    return text[: word if word > 0 else most].rstrip("、,，;；:：") + "…"
