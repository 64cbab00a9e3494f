"""Finds the article among the lines of a page: the run whose prose outweighs what is no prose between it."""

from articles.ingest.features import Features

# Weights tuned together on development pages; each is in "sentences" (about 80 columns of prose are one).
_PROSE_CAP = 6.0
_SHORT = -0.35
_BULLET = -0.75
_SEPARATED = -0.9
_DATE = -0.6
_SPOKEN = 0.1  # a short line of speech: stories have many
_SPEECH = tuple("“「『„«—–")
_ROW = 0.05  # a row of a table like the one above it
_LABELS = {
    "comments": -14.0,
    "related": -4.0,
    "ranking": -6.0,
    "ticker": -6.0,
    "promotion": -2.0,
    "share": -0.4,
    "navigation": -0.6,
    "advertisement": -0.1,
    "form": -1.5,
    "footer": -6.0,
    "mark": -0.2,
    "running": 0.0,
    "reading": -0.2,
}
_PHRASES = {"footer": -5.0, "form": -3.0, "promotion": -1.0}
_WALL = -12.0
_ENOUGH = 3.0
_LONG_LIST = 8
_NEUTRAL_PREFIXES = ("reference", "related", "credit", "section", "tags")


def find_run(lines: list[Features], language: str, walls: set[int], first: int = 0) -> tuple[int, int]:
    """First and last index of the article's text among the lines; (0, -1) where there is no prose.

    `walls` are no part of it; lines before `first` neither.
    """
    best, best_span = 0.0, (0, -1)
    total, start, thin, listed, above = 0.0, 0, 0, 0, 0
    for one in lines[first:]:
        if one.label == "comments" and best >= _ENOUGH:
            break  # what readers say below an article may be longer than the article
        value = _WALL if one.at in walls else _value(one, language)
        row = one.text.count("\t") if value < 0 and "\t" in one.text else 0
        value = _ROW if row and row == above and not one.label else value
        above = row
        thin = 0 if value > 0 else thin + 1
        listed = listed + 1 if one.bullet and value < 0 else 0
        if listed > _LONG_LIST and total > _ENOUGH:
            value *= 0.3  # a long list inside an article is no more against it than a short one
        elif value < 0 and thin > 4:
            # The longer nothing reads like prose, the less likely it goes on.
            value *= 1.0 + 0.25 * min(thin - 4, 8)
        if total <= 0:
            total, start = 0.0, one.at
            if value <= _SPOKEN:
                continue  # nothing begins with a row or a line of speech
        total += value
        if total > best:
            best, best_span = total, (start, one.at)
    return best_span


def _value(one: Features, language: str) -> float:
    if one.label:
        return _LABELS.get(one.label, _SHORT)
    if one.prefix in _NEUTRAL_PREFIXES and one.width < 300:
        return -0.1
    if one.phrase:
        return _PHRASES[one.phrase]
    if one.prose:
        return min(one.width / 80, _PROSE_CAP) * (0.6 if one.bullet else 1.0)
    if one.text[0] in _SPEECH and one.ends:
        return _SPOKEN
    if one.width <= 120 and one.is_date_line(language):
        return _DATE
    if one.bullet:
        return _BULLET if one.width < 50 else -0.3
    if one.separators > 1:
        return _SEPARATED
    return _SHORT
