"""Which publisher a text names: a by-line's paper, a bracket after a quotation, the host of an address."""

import re
from collections.abc import Iterable

from articles.tagging.gazetteer import Publisher, load
from articles.tagging.spelling import fold

_LETTER = re.compile(r"[^\W\d_]|ー")
_RUN = re.compile(r"[\w.-]+")  # what a host may be
_LONGEST_HOST = 255  # characters
_ASIDE = re.compile("^[英米仏独露中韓]?(?:紙|誌)?|(?:紙|誌|通信|電子版|日本版)$")


class PublisherFinder:
    """Publishers by every form of their names, and by their hosts."""

    def __init__(self, publishers: Iterable[Publisher]):
        publishers = tuple(publishers)
        self._hosts = {paper.domain: paper.id for paper in publishers if paper.domain}
        self._names: dict[str, str] = {}
        self._sure: dict[str, str] = {}
        for paper in publishers:
            for form in paper.forms():
                self._names.setdefault(fold(form).text, paper.id)
                if form not in paper.ambiguous:
                    self._sure.setdefault(fold(form).text, paper.id)

    @classmethod
    def from_gazetteer(cls) -> "PublisherFinder":
        return cls(load().publishers)

    def find(self, text: str) -> str | None:
        """The id of the publisher that the text is, else of the longest name or host that stands in it."""
        small = fold(text).text.strip()
        bare = _ASIDE.sub("", small)
        return self._names.get(small) or self._names.get(bare) or self._by_host(text) or self._inside(small)

    def _by_host(self, text: str) -> str | None:
        for word in _RUN.findall(text.lower()):
            host = word.strip(".-") if len(word) <= _LONGEST_HOST else ""
            while "." in host:
                if host in self._hosts:
                    return self._hosts[host]
                host = host.partition(".")[2]
        return None

    def _inside(self, small: str) -> str | None:
        for form in sorted(self._sure, key=len, reverse=True):
            begin = small.find(form)
            if begin >= 0 and _stands_alone(small, begin, begin + len(form)):
                return self._sure[form]
        return None


def _stands_alone(small: str, begin: int, end: int) -> bool:
    """Whether no letter of an alphabet, or katakana, runs on beyond the form."""
    for inner, outer in ((begin, begin - 1), (end - 1, end)):
        if 0 <= outer < len(small) and _same_script(small[inner], small[outer]):
            return False
    return True


def _same_script(one: str, other: str) -> bool:
    if not (_LETTER.match(one) and _LETTER.match(other)):
        return False
    is_kana = [("ァ" <= character <= "ヺ") or character == "ー" for character in (one, other)]
    return all(is_kana) or (one < "\u2e80" and other < "\u2e80")
