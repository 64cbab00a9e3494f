"""What is left of a picture in a text: its caption and its credit."""

import re

from articles.ingest.features import Features
from articles.ingest.tables import PREFIXES

_CREDIT_WORDS = "|".join(re.escape(word) for word in PREFIXES["credit"] if len(word) > 1)
# The patterns below try every length of a caption; these say first whether there is anything to find.
_LABELLED = re.compile(rf"(?:{_CREDIT_WORDS})\s*[:：]", re.I)
_SIGN = re.compile(r"©|\(c\)|ⓒ", re.I)
_INNER = re.compile(rf"^\s*(?:{_CREDIT_WORDS})\s*[:：=＝]\s*(?P<credit>.+)$", re.I)
_IN_BRACKETS = re.compile(rf"^\s*(?:{_CREDIT_WORDS})\s*[:：=＝・/／ ]\s*(?P<credit>.+)$", re.I)
_LICENCE = re.compile(
    r"CC[ -]BY|CC0|Wikimedia|Getty ?Images|Shutterstock|AFP|REUTERS|Reuters|AP Photo|iStock|EPA|PIXTA|Pixabay|Unsplash|Flickr|ロイター|共同|時事|新华社|新華社|РИА Новости|ТАСС|Kremlin|dpa|picture alliance|\bAP\b|Associated Press"
)
_TAIL = re.compile(r"[(（]([^()（）]{2,120})[)）]?\s*[|｜]?\s*$")
_DATED = re.compile(r"^[(（]?【([^【】]{4,40})】\s*(.{4,})$")
_INLINE = re.compile(
    rf"^(?P<caption>.{{4,300}}?)\s*(?:[|｜(（\[]|(?<=[.。!?”\")）])\s|\s{{2,}}|[/／])\s*(?:{_CREDIT_WORDS})\s*[:：]\s*(?P<credit>[^()（）]{{2,120}}?)[)）\]]?\s*[|｜]?$",
    re.I,
)
_COPYRIGHT = re.compile(
    r"^(?P<caption>.{0,200}?)\s*[(（]?(?:©|\(c\)|ⓒ)\s*(?P<credit>[^()（）]{2,80}?)[)）]?$", re.I
)
_TAKEN_BY = re.compile(
    r"^(?P<caption>.{4,300}?)[\s。，,/／（(]+(?P<credit>(?:[^\s。，,（(]{0,8}(?:记者|記者|通讯员)\s*)?[\u3400-\u9fff]{2,4})\s*[/／]?\s*(?:摄|攝|撮影|供图|供圖)[)）]?$"
)
_NAMED = re.compile(
    r"(?:Фото(?:графия|граф)?|Снимок|Коллаж|Видео|Сурет(?:ті түсірген)?|Photos? by|Pictures? by|Foto von|Photo de)"
    r"\s(?P<credit>(?:(?:из|с|от|автора|предоставлен\w*|пресс-служб\w+|мектеп|автордан|ашық)\b|[A-ZÀ-ÞА-ЯЁӘҒҚҢӨҰҮҺІ«]).{0,60})$"
)  # a credit whose word has no colon: `Фото Ивана Иванова`
_BY_WHOM = re.compile(
    r"(?P<caption>.{10,300}?[.!?…”\"]) (?P<credit>[A-Z]\S{0,20}(?: [A-Z]\S{0,20}){1,3} ?/ ?[A-Z][\w .&'’-]{1,40})(?<![.!?])$"
)  # as English papers end a caption: `… on Tuesday. Ann Lee/Paper`
_PLACED = re.compile(r"(?P<caption>[^＝=。]{4,80})[＝=](?P<credit>[^。＝=\d]{2,14})$")
_IMAGE = re.compile(r"!\[([^\]]{0,300})\]\([^()\s]{1,300}\)$")  # as dumps write pictures
_ON_A_DAY = re.compile(
    r"(?P<caption>[^＝=。]{4,120})[＝=](?P<credit>(?:\d{4}年)?(?:\d{1,2}月(?:\d{1,2}日)?|\d{1,2}日)(?:[、，（(][^。＝=]{1,30})?)$"
)  # as Japanese papers date a picture and name its place or agency
_IN_CAPITALS = re.compile(
    r"(?P<caption>[^。\s].{3,200}?)[ \u3000](?P<credit>[A-Z][A-Z.'’-]{1,20}(?: [A-Z][A-Z.'’-]{1,20}){1,3}(?:/[A-Z][\w .&'’-]{1,40})?)$"
)  # as Japanese magazines name the photographer
_OF_FILE = re.compile(
    r"(?P<caption>[^。]{2,80})[（(](?P<credit>資料写真|資料|イメージ|档案照片|資料照片|資料照|архивное фото|архив)[)）]$"
)
_TAKEN_WORDS = ("摄", "攝", "供图", "供圖")
_LONGEST = 400


def read_figure(text: str) -> tuple[str | None, str | None] | None:
    """(caption, credit) of a line that tells of a picture, without brackets and labels; None where it is none."""
    text = text.strip()
    if not 4 <= len(text) <= _LONGEST:
        return None
    if text.startswith("!["):
        m = _IMAGE.match(text)
        return (m[1].strip() or None, None) if m else None
    bare = text.lstrip("※*＊▲▼△↑←→■ ")
    m = _INNER.match(bare) or _NAMED.match(bare)
    if m and "://" not in m["credit"]:
        return None, m["credit"].strip(" |｜")
    m = _DATED.match(text)
    if m and text[0] in "(（":
        return m[2].rstrip(")） "), m[1]
    m = (
        _ON_A_DAY.match(text)
        or _OF_FILE.match(text)
        or ("/" in text and _BY_WHOM.match(text))
        or (text[-1].isupper() and not text.isascii() and _IN_CAPITALS.match(text))
    )
    if m:
        return m["caption"].strip(), m["credit"].strip()
    m = _TAIL.search(text)
    if m:
        inner = _IN_BRACKETS.match(m[1])
        caption = text[: m.start()].strip() or None
        if inner:
            return caption, inner["credit"].strip()
        if _LICENCE.search(m[1]) and len(text) < 250:
            return caption, m[1].strip()
    m = _INLINE.match(text) if _LABELLED.search(text) else None
    if m:
        return m["caption"].strip(), m["credit"].strip()
    m = _TAKEN_BY.match(text) if text.rstrip(")）")[-1:] in "摄攝影图圖" else None
    if m:
        return m["caption"].strip(), m["credit"].strip()
    m = _COPYRIGHT.match(text) if _SIGN.search(text) else None
    if m and (m["caption"] or m["credit"]):
        return m["caption"].strip() or None, m["credit"].strip()
    return None


def is_dated_picture(text: str) -> bool:
    """Whether a line tells of a picture and its day, as Japanese papers do: `…＝5日、…撮影`."""
    return _ON_A_DAY.match(text) is not None


def read_placed(text: str) -> tuple[str, str] | None:
    """The caption and the place of a line like `…＝…市`. Headlines look so too: where the line stands must decide."""
    m = _PLACED.match(text)
    return (m["caption"].strip(), m["credit"].strip()) if m else None


def in_capitals(one: Features) -> bool:
    """Whether a Chinese or Japanese caption ends in the photographer's name in capitals."""
    return one.cjk and one.text[-1].isupper() and not one.prose and _IN_CAPITALS.match(one.text) is not None


def is_figure(one: Features) -> bool:
    """Whether a line of the article's run is a picture's caption or credit rather than text."""
    if one.width > 2 * _LONGEST or one.label:
        return False
    if one.prefix == "credit":
        return "://" not in one.text and one.width <= 300
    text = one.text
    if text.startswith("!["):
        return read_figure(text) is not None
    if "©" in text:
        return one.width <= 200
    if text[0] in "(（" and "【" in text[:3]:
        return True
    if text.rstrip(")）").endswith(_TAKEN_WORDS) and len(text) < 200:
        return _TAKEN_BY.match(text) is not None
    if "/" in text and _BY_WHOM.match(text):
        return True
    if is_dated_picture(text):
        return not one.prose
    if in_capitals(one):
        return True
    if _NAMED.match(text):
        return one.width <= 80 and not one.ends
    if text[-1] in ")）|｜" or "(" in text or "（" in text or ":" in text or "：" in text:
        return read_figure(text) is not None and (not one.prose or text[-1] in ")）|｜" or one.width < 200)
    return False
