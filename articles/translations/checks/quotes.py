"""Quotation marks of a translation: in pairs, of the kind that its language uses, and where the source has a quotation."""

from collections.abc import Iterator

from articles.text.spans import Span
from articles.translations.checks.amounts import family
from articles.translations.checks.finding import Finding, whole

_PAIRS = {"「": "」", "『": "』", "“": "”", "‘": "’", "«": "»", "„": "“", "〝": "〟"}
_BRACKETS = {"（": "）", "(": ")", "《": "》", "【": "】", "〈": "〉", "［": "］"}
_CLOSERS = {closer: opener for opener, closer in {**_PAIRS, **_BRACKETS}.items() if opener != "„"}
_SIGNS = set('「」『』“”„«»〝〟"')
_USUAL = {
    "ja": set("「」『』“”〝〟"),
    "zh": set("“”"),
    "zh-Hant": set("「」『』“”"),
    "en": set('“”"'),
    "ru": set("«»„“”"),
    "kk": set("«»„“”"),
}
_SPEECH = {"ja": 14, "zh": 10}  # characters from which quoted words are speech, not a term in quotation marks
_SPEECH_ELSEWHERE = 40


def check_quotes(source: str, target: str, source_language: str, target_language: str) -> Iterator[Finding]:
    unpaired = list(_unpaired(target))
    if unpaired and not list(_unpaired(source)):
        for place in unpaired:
            yield Finding("quotes-unpaired", whole(source), (place, place + 1), {"target": target[place]})
    language = family(target_language)
    usual = _USUAL["zh-Hant" if target_language.startswith("zh-Hant") else language]
    unusual = [place for place, sign in enumerate(target) if sign in _SIGNS and sign not in usual]
    if unusual:
        yield Finding(
            "quotes-kind",
            whole(source),
            (unusual[0], unusual[-1] + 1),
            {"target": " ".join(sorted({target[place] for place in unusual}))},
            "warning",
        )
    ours, theirs = quoted(source), quoted(target)
    speech = [span for span in ours if _is_speech(span, source_language)]
    if speech and not theirs and not unpaired:
        yield Finding("quotation-missing", speech[0], whole(target), severity="warning")
    speech = [span for span in theirs if _is_speech(span, target_language)]
    if speech and not ours and not list(_unpaired(source)):
        yield Finding("quotation-added", whole(source), speech[0], severity="warning")


def quoted(text: str) -> list[Span]:
    """The outermost quotations of a text, their marks included."""
    spans, depth, begin, expected = [], 0, 0, []
    for place, sign in enumerate(text):
        if expected and sign == expected[-1]:
            expected.pop()
            depth -= 1
            if not depth:
                spans.append((begin, place + 1))
        elif sign in _PAIRS and sign != "‘" or sign == '"':
            begin = place if not depth else begin
            depth += 1
            expected.append(_PAIRS.get(sign, '"'))
    return spans


def _is_speech(span: Span, language: str) -> bool:
    return span[1] - span[0] - 2 >= _SPEECH.get(family(language), _SPEECH_ELSEWHERE)


def _unpaired(text: str) -> Iterator[int]:
    """Places of quotation marks and brackets that have no partner; an apostrophe and `1)` need none."""
    waiting: list[tuple[str, int]] = []
    straight = [place for place, sign in enumerate(text) if sign == '"']
    if len(straight) % 2:
        yield straight[-1]
    for place, sign in enumerate(text):
        if waiting and sign == {**_PAIRS, **_BRACKETS}[waiting[-1][0]]:
            waiting.pop()
        elif sign in _PAIRS or sign in _BRACKETS:
            if sign != "‘":
                waiting.append((sign, place))
        elif (
            sign in _CLOSERS
            and sign not in "’"
            and not (sign in ")）" and text[place - 1 : place].isalnum() and place <= 3)
        ):
            yield place
    yield from (place for _, place in waiting)
