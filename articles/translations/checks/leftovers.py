"""What a translation left in the source's language: words of another script, Japanese characters in Chinese, whole copies."""

import re
from collections.abc import Iterator

from articles.text.normalise import plain_key
from articles.translations.checks.amounts import family
from articles.translations.checks.finding import Finding, whole

_KANA = "\u3041-\u3096\u30a1-\u30fa\u30fc"
_HAN = "\u3005\u3400-\u4dbf\u4e00-\u9fff"
_FOREIGN = {
    "en": re.compile(f"[{_KANA}{_HAN}]+|[\u0400-\u04ff]+(?:[ -][\u0400-\u04ff]+)*"),
    "ru": re.compile(f"[{_KANA}{_HAN}]+"),
    "kk": re.compile(f"[{_KANA}{_HAN}]+"),
    "zh": re.compile(
        f"[{_KANA}]*[\u3041-\u3096\u30a1-\u30fa][{_KANA}]*|[\u0400-\u04ff]+(?:[ -][\u0400-\u04ff]+)*"
    ),
    "ja": re.compile("[\u0400-\u04ff]+(?:[ -][\u0400-\u04ff]+)*"),
}
# Characters that Japanese writes otherwise than mainland China: new Japanese forms, and old ones both kept in Japan.
_NOT_HANS = re.compile(
    "[亜悪圧囲為隠栄営衛駅円塩縁艶応桜仮価壊懐絵拡覚楽関歓観気帰犠拠挙暁駆勲恵掲渓経継蛍軽鶏撃倹剣圏検権県険顕験厳広鉱黒砕済斎剤殺雑桟賛歯児実釈収従渋獣縦粛処緒諸奨焼証乗剰壌嬢浄畳縄譲醸粋酔穂髄斉摂専戦繊銭捜挿巣総騒増蔵贈臓続対帯滝択沢単団弾遅鋳庁聴懲鎮塚逓鉄転伝稲闘徳読悩脳覇拝廃売発髪抜払仏変辺豊毎満黙訳薬揺様謡頼覧竜両猟緑涙塁類霊齢歴練労録働込枠畑辻峠匂議設計話語記論調説請談評試詞認誌課謝識護車軍輸輪門間開閉問聞長馬魚鳥風飛電東陽隊階際難離雲頭題願顔額養館駐網線組給統紙級約結絶綱績緊維農選運達過進連週遠還遺銀銅鋼鏡針員財貨販貿資費貴買貸賃質責貯億個備傷側優動務勝勢協園場報寧導層師帳幹庫張復徴愛態慣憲損換揮時書業極構標橋機歳測準溝漁漢濃無熱現環産異監盤確種積競節築簡義習聖職臨興華葉製複見規視親訓託訪図國會學號區來當]"
)
# An English word that stands in Japanese for no name: names and abbreviations have capitals, units stand at numbers.
_LATIN_WORD = re.compile(r"(?<![\w@./:'-])[a-z]{3,}(?:[ '-][a-z]{2,})*(?![\w@/:]|\.\w)")
_LATIN_PHRASE = re.compile(
    r"(?<![\w@./:-])[A-Za-z]+(?:[ '’-][A-Za-z]+){0,8}\s[a-z]{2,}(?:[ '’-][A-Za-z]+){0,12}"
)
_PREPOSITIONS = {"of", "and", "for", "the", "in", "on", "de", "to", "at", "by"}
_LETTERS_TO_COPY = 12


def check_leftovers(
    source: str, target: str, source_language: str, target_language: str
) -> Iterator[Finding]:
    ours, theirs = family(source_language), family(target_language)
    if ours == theirs:
        return
    key = plain_key(target)
    if (
        len(key) >= (_LETTERS_TO_COPY if ours not in ("ja", "zh") else 8)
        and key == plain_key(source)
        and not key.isdigit()
    ):
        yield Finding("not-translated", whole(source), whole(target))
        return
    for begin, end in _left(target, theirs, ours):
        words = target[begin:end]
        at = source.find(words)
        span = (at, at + len(words)) if at >= 0 else whole(source)
        yield Finding("leftover", span, (begin, end), {"target": words})


def _left(target: str, language: str, source_language: str) -> Iterator[tuple[int, int]]:
    if language in _FOREIGN:
        for match in _FOREIGN[language].finditer(target):
            yield match.span()
    if language == "zh" and source_language == "ja":
        for match in _NOT_HANS.finditer(target):
            yield match.span()
    if language in ("ja", "zh", "ru", "kk") and source_language == "en":
        phrases = [m.span() for m in _LATIN_PHRASE.finditer(target) if _is_prose(m[0])]
        yield from phrases
        for match in _LATIN_WORD.finditer(target):
            if not any(begin <= match.start() < end for begin, end in phrases):
                yield match.span()


def _is_prose(words: str) -> bool:
    small = [word for word in re.findall(r"[A-Za-z]+", words) if word.islower()]
    return any(word not in _PREPOSITIONS for word in small)
