"""One spelling for the many ways a name is printed: width, dots, dashes, accents, traditional characters.

`fold` keeps one character for one character wherever it can, so that a place found in the folded text is a place
in the original; left out are dots and line breaks between two characters of a name, stress marks, soft hyphens.
"""

import re
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from articles.text.characters import CharacterTable

# A traditional character and the simplified one that stands for it, pair by pair. Both sides of a comparison are
# folded, so a Japanese 東 that becomes 东 here still only meets itself.
_TRADITIONAL = (
    "與專業東絲兩麗舉義烏喬習亂爭亞產衆優夥會傳倫體儲黨蘭關興茲內軍農馮衝決凱剛別務動勞區華協盧衛廠歷參雙發變臺葉號後員鹹團園國圖聖場堅壇"
    "備復頭奧婭學寧憲宮賓對導爾層屆屬島峽峯幣帶幹並廣庫開棄彈強錄總戰託擴揚報鬥無曉暫機殺權條傑構標樹歐殲氣漢沒潑澤濟濃溫灣災愛獨瑪電盞"
    "蓋礦碼磚礎稱競糾約級紀納紐線組織經結繞統維綢緬縮羅聯艦蘇萊營薩虛襲裝規議論設訪試話語說諾談誼謝財敗貨貿費賈資賽車軸輔輸邊達過邁運進"
    "遠連選鄰裏鈾鐵銀錫鍵長門問間聞隊階際陸難韋韓項頓領題顏額風飢馬驅駐驗騷魯鮮鳥麥齊龍裡為爲衞綫說貝偉個將來實現處"
    "側寫塊師當徑攜斷時爐熱畫綜脈騰視識郵顧鴨"
)
_SIMPLIFIED = (
    "与专业东丝两丽举义乌乔习乱争亚产众优伙会传伦体储党兰关兴兹内军农冯冲决凯刚别务动劳区华协卢卫厂历参双发变台叶号后员咸团园国图圣场坚坛"
    "备复头奥娅学宁宪宫宾对导尔层届属岛峡峰币带干并广库开弃弹强录总战托扩扬报斗无晓暂机杀权条杰构标树欧歼气汉没泼泽济浓温湾灾爱独玛电盏"
    "盖矿码砖础称竞纠约级纪纳纽线组织经结绕统维绸缅缩罗联舰苏莱营萨虚袭装规议论设访试话语说诺谈谊谢财败货贸费贾资赛车轴辅输边达过迈运进"
    "远连选邻里铀铁银锡键长门问间闻队阶际陆难韦韩项顿领题颜额风饥马驱驻验骚鲁鲜鸟麦齐龙里为为卫线说贝伟个将来实现处"
    "侧写块师当径携断时炉热画综脉腾视识邮顾鸭"
)
_PLAIN = {
    "ı": "i",
    "ø": "o",
    "đ": "d",
    "ł": "l",
    "ё": "е",
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "\n": " ",
    "\t": " ",
}
_DASHES = "‐‑‒–—―−－"
_QUOTES = "“”„«»「」『』〝〟"

_CJK = "\u3041-\u30ff\u3400-\u9fff\uff66-\uff9f"
_MARKS = "\u0300-\u036f\u3099\u309a\uff9e\uff9f"  # accents and voicing marks that follow their letter
_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_BETWEEN = f"・･·•‧⋅=＝゠{_DASHES}\n-"
# The class of signs stands first, what must stand around it behind it: so the engine looks for the class alone.
_SPECIAL = re.compile(
    f"[{_INVISIBLE}{_MARKS}ヴ{_BETWEEN}](?:"
    f"(?<=[{_INVISIBLE}])|(?<=[{_CJK}][{_BETWEEN}])(?=[{_CJK}])"
    f"|(?P<marked>(?<=[^\\s{_MARKS}][{_MARKS}])[{_MARKS}]*)"
    f"|(?P<vu>(?<=ヴ)[ァィェォ]?(?![{_MARKS}])))"
)
_VU = {"ヴァ": "バ", "ヴィ": "ビ", "ヴ": "ブ", "ヴェ": "ベ", "ヴォ": "ボ"}


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and the way back: stretches of one character for one, between them what is folded otherwise.

    `stretches` begin at these characters of the folded text; each stands for the original from its `begins` on, one
    that is folded as a whole up to its `ends`.
    """

    text: str
    stretches: Sequence[int] = (0,)
    begins: Sequence[int] = (0,)
    ends: Sequence[int | None] = (None,)

    def place(self, index: int) -> int:
        """Where the original of one folded character begins."""
        at = bisect_right(self.stretches, index) - 1
        return self.begins[at] if self.ends[at] else self.begins[at] + index - self.stretches[at]

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """The place in the original text of the folded characters from begin up to end."""
        at = bisect_right(self.stretches, end - 1) - 1
        return self.place(begin), self.ends[at] or self.begins[at] + end - self.stretches[at]


def fold(text: str) -> Folded:
    """The text in one spelling, lower case, with the way back to the original."""
    table = character_table()
    specials = [] if text.isascii() else list(_specials(text))
    if not specials:
        return Folded(table.translate(text))
    pieces: list[str] = []
    stretches, begins, ends = [0], [0], [None]
    last = length = 0
    for begin, end, short in specials:
        pieces += (text[last:begin], short)
        if short:
            stretches.append(length + begin - last)
            begins.append(begin)
            ends.append(end)
        length += begin - last + len(short)
        stretches.append(length)
        begins.append(end)
        ends.append(None)
        last = end
    pieces.append(text[last:])
    return Folded(table.translate("".join(pieces)), stretches, begins, ends)


def _specials(text: str) -> Iterator[tuple[int, int, str]]:
    """(begin, end, what stands for it) of all that is not folded character by character."""
    last = 0
    for match in _SPECIAL.finditer(text):
        begin, end = match.span()
        if match.lastgroup == "marked":
            begin -= 1
            if begin < last:  # what it would mark is gone
                continue
        last = end
        short = _VU[match.group()] if match.lastgroup == "vu" else ""
        yield begin, end, short if match.lastgroup != "marked" else _compose(text[begin:end])


def fold_pattern(pattern: str) -> str:
    """A regular expression to be used on folded text; it may hold no escapes in capitals."""
    return re.sub("ヴ[ァィェォ]?", lambda match: _VU[match.group()], pattern).translate(_pairs())


@cache
def character_table() -> CharacterTable:
    return CharacterTable(_pairs())


@cache
def _pairs() -> dict[int, str]:
    """Every character of the basic plane that has another spelling of the same length."""
    table = {}
    for code in range(0x10000):
        if 0xD800 <= code <= 0xDFFF or 0x3400 <= code <= 0x9FFF or 0xAC00 <= code <= 0xD7A3:
            continue
        plain = _plain(chr(code))
        if plain != chr(code):
            table[code] = plain
    table.update(zip(map(ord, _TRADITIONAL), _SIMPLIFIED, strict=True))
    table.update({ord(dash): "-" for dash in _DASHES})
    table.update({ord(quote): '"' for quote in _QUOTES})
    return {code: sys.intern(plain) for code, plain in table.items()}


def _plain(character: str) -> str:
    if character in _PLAIN:
        return _PLAIN[character]
    wide = unicodedata.normalize("NFKC", character)
    if len(wide) != 1:
        return character
    lower = wide.lower()
    if lower in _PLAIN:
        return _PLAIN[lower]
    if "\u00c0" <= wide <= "\u024f" or "\u1e00" <= wide <= "\u1eff":
        lower = unicodedata.normalize("NFD", lower)[0]
    return lower if len(lower) == 1 else lower[0]


def _compose(cluster: str) -> str:
    whole = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", cluster))
    return whole[0]  # an accent that has no letter of its own is a stress mark
