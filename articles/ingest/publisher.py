"""The paper's name in what stands at a page's foot: `© 2009–2024 …`, `«…» газеті`."""

import re

_MARK = re.compile(r"(?:©|\(c\)|（c）|copyright(?!ed)|ⓒ)", re.I)
_YEARS = re.compile(
    r"(?:19|20)\d\d(?:\s*[-–—~〜,/]\s*(?:(?:19|20)\d\d|\d\d|present|heute))?\s*(?:г\.?|год|жыл|年)?", re.I
)
_RESERVED = re.compile(
    r"(?:all rights|alle rechte|tous droits|todos los|todos os|tutti i diritti|все права|барлық|版权所有|無断|无断|不許|禁|перепечатка|использование|при использовании|"
    r"reproduction|no part|powered by|privacy|terms|this material|may not|all content|inc\. all|\|)", re.I
)  # fmt: skip
_QUOTED = re.compile(r"[«「“\"]([^«»「」“”\"]{2,40})[»」”\"]")
_EDGES = " \t\u00a0\u3000.,;:-–—|·•()（）©@/"
_BETWEEN = _EDGES.replace("(", "").replace("（", "")  # `Copyright (C)`: the bracket is the sign's own
_BY = re.compile(r"^(?:by|von|par|of|the owners? of)\s+", re.I)
_COMPANY = re.compile(
    r"(?<=新報|新聞|週報|日報|時報|通信)社$|(?:株式会社|有限公司)$"
    r"|,? (?:(?:Media|News|Publishing) )?(?:Ltd|Limited|Inc|Incorporated|LLC|GmbH|AG|Co|Corp|Corporation)\b\.?(?: or its affiliated companies)?$"
)
_ISSUED = re.compile(r"(?:編集・)?発行(?:元|所)? ?[:：] ?([^\s:：]{2,30})$")
_OWNED = re.compile(r"([^\s©,，。:：()（）]{2,20}?)社?版权所有")
_FROM = re.compile(r"(?:来源|來源|稿源)\s?[:：]\s?([^\s:：|｜/／()（）]{2,20})")
_LONGEST = 60
FOOT = 20  # lines at a page's end in which it may say whose it is


def name_in_footer(text: str) -> str | None:
    """The name that a line with © gives, without years, rights and the word for a company; None where it gives none."""
    if len(text) > 400:
        return None
    owned = _OWNED.match(text) or _ISSUED.match(text)
    if owned:
        return owned[1]
    m = _MARK.search(text)
    if not m:
        return None
    rest = _YEARS.sub(" ", text[m.end() :])
    while (again := _MARK.match(rest.lstrip(_BETWEEN))) is not None:
        rest = rest.lstrip(_BETWEEN)[again.end() :]
    end = _RESERVED.search(rest)
    rest = (rest[: end.start()] if end else rest).strip(_EDGES)
    quoted = _QUOTED.search(rest)
    name = quoted[1] if quoted else _BY.sub("", rest.split(". ")[0]).strip(_EDGES)
    name = _COMPANY.sub("", name)
    if not name:
        name = text[: m.start()].strip(_EDGES)  # `The Paper © 2010`
    return name if 2 <= len(name) <= _LONGEST and not name.isdigit() else None


def paper_after_label(text: str) -> str | None:
    """The paper that a line names after a word for where it comes from: `来源：…`."""
    m = _FROM.search(text)
    return m[1] if m else None


def names_paper(text: str) -> bool:
    """Whether a line says nothing else."""
    return _FROM.fullmatch(text) is not None
