"""Names of authors, cleaned of what by-lines and metadata put around them."""

import re

from articles.ingest.bylines import trimmed
from articles.ingest.tables import SUBMITTED_WORDS

LEAD = re.compile(
    rf"^\s*(?:{'|'.join(map(re.escape, SUBMITTED_WORDS))})\b\s*:?\s+|"
    r"^\s*(?:(?:view|see|zeige|ver|voir|mostra)\s(?:all|alle|todas?|todos?|tous|tutti)\s[\w\s]{3,20}?\b)?(?:(?:written|published|reported|story|words|text|von|door|geschrieben|escrito|redactado|edited|reviewed)\s+)?"
    r"(?:by|von|par|por|di|da|af|av|door|de|oleh|per)\b\s*:?\s+|^\s*(?:author|autor(?:in|a)?|auteur|autore|text|texte|texto|redaktion|reporter|"
    r"автор|текст|мәтін|опубликовал(?:а|о)?|добавил(?:а)?|жазған|投稿者|ライター|(?:この記事を)?書いた人|penulis|forfatter|author\(s\))\s*[:：]\s*|^\s*(?:опубликован|отправлен|добавлен|создан)[оа]?\s+(?-i:(?=[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]))|^\s*(?:作者|责任编辑|編集|文|取材|執筆|著者|撰文|撰稿|记者|記者|通讯员|本报记者|来稿)\s*[:：／/●■|｜]\s*",
    re.IGNORECASE,
)
TAIL = re.compile(
    r"(?:(?<!\s)\s+)?(?:(?:\(at\)|@|\||–|—|•|·|/|,\s*(?:special to|staff|senior|associate|contributing|editor|reporter|correspondent|writer|for the|the\s|ap$|reuters$|redakt))"
    r"(?s:.*)|(?:記者|记者|著|文|撰稿|撰文|報導|报道|摄影報道|通信员)$|[（(][^()（）]{1,40}[)）]\s*$|<[^<>]*>)",
    re.IGNORECASE,
)
BETWEEN = re.compile(
    r"(?:(?<!\s)\s+)?(?:,|;|、|，|；|\||/|&|\n|\s-\s|\s(?:and|und|et|y|e|og|och|en|и|және)\s)\s*",
    re.IGNORECASE,
)
COMPANY = re.compile(r"\b(?:Inc|Ltd|LLC|GmbH|Corp|S\.A|e\.V)\b|株式会社|有限公司|^[A-Z]{2,4}$")
EMAIL = re.compile(r"(?<!\S)\S+@\S+")
ROLE = re.compile(
    r"(?i)^(?:senior |staff |special )?(?:writer|reporter|editor|correspondent|contributor|redakteur(?:in)?|journalist(?:in)?|author)s?$"
)
_PARTICLES = "de da do dos das del della di van von der den la le el al bin ibn ten ter zu af av y e und and"
PARTICLES = frozenset(_PARTICLES.split())
NOT_A_NAME = re.compile(
    r"https?:|www\.|@|^(?:photos?|fotos?|фото|image|bild|imagen|archivo|video|credits?|quelle|source)\b|\.(?:com|net|org|example)$|\d{3}|^(?:admin|administrator|editor|editors|author|authors|unknown|null|none|n/a|guest|user|webmaster|"
    r"view all posts|all posts|more|share|published|publiziert|publicado|publié|veröffentlicht|updated|posted|comments?|nom|name|tags?|read|(?:published|posted|written|created)(?: by)?|veröffentlicht(?: von)?|minutes?|ph\.?\s?d|m\.?d|jr|sr|i{2,3}|r\.?n|r\.?d|mph|mba|esq|cfa|cpa|msc?|匿名|本站|佚名|未知|不详)$|[!?。！？<>{}=]",
    re.IGNORECASE,
)
ROLE_WORDS = re.compile(
    r"\b(?:staff writer|staff reporter|senior writer|senior reporter|contributing writer|contributor|correspondent|reporter|editor|"
    r"journalist|associated press|redakteurin|redakteur|redacción)\b\s*$",
    re.IGNORECASE,
)


def clean_names(text: str, *, publisher: str = "") -> list[str]:
    """The names in one by-line or metadata value; none where it names no person or office."""
    if not text or len(text) > 200 or text.startswith(("http:", "https:")):
        return []
    text = LEAD.sub("", EMAIL.sub(" ", text).strip())
    if re.fullmatch(r"[^,]+,\s*[^,\s]+", text) and " " not in text.split(",")[0].strip() and len(text) < 40:
        family, given = text.split(",")  # `Gillman, Steve`
        if given.strip()[:1].isupper() and given.strip().isascii() and len(given.split()) == 1:
            text = f"{given.strip()} {family.strip()}"
    names = []
    for part in BETWEEN.split(text):
        name = _clean(part)
        if name and name.casefold() not in (publisher.casefold(),) and name not in names:
            names.append(name)
    return names[:12]


def persons_first(names: list[str]) -> list[str]:
    """The names without companies and agencies, where anyone else is among them."""
    return [name for name in names if not COMPANY.search(name)] or names


def _clean(part: str) -> str:
    part = LEAD.sub("", trimmed(part, " \t.,:：;*-–—·|　[]【】"))
    part = TAIL.sub("", part)
    short = ROLE_WORDS.sub("", part).strip()
    part = trimmed(short or part, " \t.,:：;*-–—·|　")
    if not 1 < len(part) <= 60 or ROLE.match(part) or NOT_A_NAME.search(part) or len(part.split()) > 7:
        return ""
    words = part.split()
    if len(words) > 2 and sum(
        word[0].isupper() or word in PARTICLES or not word[0].isalpha() for word in words
    ) < 0.6 * len(words):
        return ""
    return part
