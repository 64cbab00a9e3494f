"""Which encoding bytes are in that are no UTF-8: a declared one that fits, else the one whose characters are the most plausible."""

import codecs
import re

_SAMPLE = 64 * 1024
_META = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_\-:]{2,30})""",
    re.I,
)
_ALIASES = {"shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "ms932": "cp932", "windows-31j": "cp932",
            "gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "big5": "cp950", "big5-hkscs": "big5hkscs",
            "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
            "x-euc-jp": "euc_jp", "ks_c_5601-1987": "cp949", "euc-kr": "cp949"}  # fmt: skip
_HAN_JA = "日一国会人年大十二本中長出三同時政事自行社見月分議後前民生連五発間対上部東者党地合市業内相方四定今回新場金員九入選立開手米力学問高代明実円関決子動京全目表戦経通外最言氏現理調体化田当八六約主題下首意法不来作性的要用制治度務強気小七成期公野協取都和統以機平総加山思家話世受区領多県続進正安設保改数記院女初北午指権心界支第産結百派点教報済書府活原先共得解名交資予川向際査勝面委告軍文反元重近千考判認画海参売利組知案道信策集在件団別物側任引使求所次水半品昨論計死官増係感特情投示変打男基私各始島直両朝革価式確村提運終挙果西勢減台広容必応演電歳住争談能無再位置企真流格有疑口過局少放税検藤町常校料沢裁状工建語球営空職証土与急止送援供可役構木割聞身費付施切由説転食比難防補車優夫研収断井何南石足違消境神番規術護展態導鮮備宅害配副算視条幹独警宮究育席輸訪楽起万着乗店述残想線率病農州武声質念待試族象銀域助労例衛然早張映限親額監環験追審商葉義伝働形景落欧担好退準賞訴辺造英被株頭技低毎医復仕去姿味負閣韓渡失移差衆個門写評課末守若脳極種美岡影命含福蔵量望松非撃佐核観察整段横融型白深字答夜製票況音申様財港識注呼渉達"
_HAN_HANS = "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运笔"
_HAN_HANT = "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世位次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金指克許統區保至隊形社便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完設式色路記南品住告類求據程北邊死張該交規萬取拉格望覺術領共確傳師觀清今切院讓識候帶導爭運筆"
_COMMON = {"ja": frozenset(_HAN_JA), "hans": frozenset(_HAN_HANS), "hant": frozenset(_HAN_HANT)}
_LATIN_PLAUSIBLE = frozenset("äöüÄÖÜßéèêëàâîïôûùçñáíóúÉÈÀÇÑÁÍÓÚãõåæøÅÆØœ’‘“”–—…«»€°§©®·•\xad¿¡\u00a0ìò")
_CANDIDATES = ("cp932", "euc_jp", "gb18030", "cp950", "cp1251", "koi8_r", "cp1252", "cp949")


def wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: one of both byte orders yields everyday characters."""
    sample = data[: _SAMPLE & ~1]
    if b"\x00" not in sample:
        return None
    everyday = _COMMON["ja"] | _COMMON["hans"] | _COMMON["hant"]
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, "replace")
        usual = sum(
            1
            for c in text
            if " " <= c <= "\u052f" or c in "\r\n\t" or "\u2010" <= c <= "\u30ff" or c in everyday
        )
        if usual * 10 > len(text) * 7 and text.count("\ufffd") * 100 < len(text):
            return encoding
    return None


def guess(data: bytes, declared: str | None, first_fault: int) -> tuple[str, str] | None:
    """The text and its encoding; `first_fault` is where the bytes stop being UTF-8. None where no known encoding fits."""
    meta = _META.search(data[:4096])
    for label in (declared, meta.group(1).decode("ascii") if meta else None):
        encoding = _known(label)
        if encoding and encoding != "utf-8":
            text = lenient(data, encoding)
            if text is not None and _plausible(text, encoding) > 0.3:
                return text, encoding
    text = data.decode("utf-8", "replace")
    faults = text.count("\ufffd")
    if faults * 100 < sum(1 for c in text[:_SAMPLE] if c > "\x7f") or (
        faults <= 3 and first_fault * 2 > len(data)
    ):
        return text, "utf-8"
    best, best_text, best_score = "", "", 0.0
    for encoding in _CANDIDATES:
        text = lenient(data, encoding)
        if text is not None:
            score = _plausible(text, encoding)
            if score > best_score:
                best, best_text, best_score = encoding, text, score
    if best_score < 0.35:
        return None
    return best_text, best


def _known(label: str | None) -> str | None:
    if not label:
        return None
    plain = label.strip().lower()
    try:
        return codecs.lookup(_ALIASES.get(plain, plain)).name
    except LookupError:
        return None


def lenient(data: bytes, encoding: str) -> str | None:
    """The text, with replacement signs for a few stray bytes; None where there are more."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        # A page cut in the middle of a character, or with a few stray bytes, is still a page.
        text = data.decode(encoding, "replace")
        faults = text.count("\ufffd")
        return text if faults * 200 < len(text) or error.start > len(data) - 4 else None
    except (LookupError, UnicodeError):
        return None


def _plausible(text: str, encoding: str) -> float:
    """How well the text's non-ASCII characters fit what the encoding is used for, 0 to 1."""
    letters = [c for c in text[:_SAMPLE] if c > "\x7f" and not c.isspace()][:4000]
    if not letters:
        return 0.5
    name = codecs.lookup(encoding).name
    score = _SCORERS.get(name, _western)(letters, text)
    return score / len(letters)


def _japanese(letters: list[str], _: str) -> float:
    common = _COMMON["ja"]
    score = 0.0
    for c in letters:
        if "\u3041" <= c <= "\u3093":
            score += 1.0
        elif "\u30a1" <= c <= "\u30fe" or c in "、。「」・ー（）！？":
            score += 0.8
        elif c in common:
            score += 0.9
        elif "\uff61" <= c <= "\uff9f":
            score -= 0.7
        elif "\u4e00" <= c <= "\u9fff":
            score += 0.15
        elif "\uff01" <= c <= "\uff5e":
            score += 0.5
        elif c == "\ufffd" or "\ue000" <= c <= "\uf8ff":
            score -= 2
    return score


def _chinese(script: str):
    common = _COMMON[script]

    def score_of(letters: list[str], _: str) -> float:
        score = 0.0
        for c in letters:
            if c in common:
                score += 1.2
            elif c in "，。、“”《》：；？！（）「」":
                score += 0.9
            elif "\u4e00" <= c <= "\u9fff":
                score += 0.25
            elif c == "\ufffd" or "\ue000" <= c <= "\uf8ff":
                score -= 2
            elif not "\uff01" <= c <= "\uff5e":
                score -= 0.2
        return score

    return score_of


def _russian(letters: list[str], text: str) -> float:
    common = frozenset("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфіқғңөұүһә")
    score = sum(
        1.0 if c in common else 0.6 if "А" <= c <= "Я" or c in "ёЁ«»–—“”№…’" else -0.8 for c in letters
    )
    # In the wrong one of two Cyrillic encodings capitals and small letters change places.
    swapped = len(re.findall("[а-я][А-Я]", text[:20000])) + len(re.findall("[А-Я][А-Я][а-я]", text[:20000]))
    mixed = len(re.findall("[A-Za-z][а-яА-Я]|[а-яА-Я][A-Za-z]", text[:20000]))
    return score - (swapped + mixed) * 2


def _western(letters: list[str], text: str) -> float:
    ascii_letters = sum(1 for c in text[:_SAMPLE] if c.isascii() and c.isalpha())
    if len(letters) * 2 > ascii_letters:
        return 0.0  # a text of accented letters only is another script read wrongly
    return sum(0.85 if c in _LATIN_PLAUSIBLE else 0.2 if c.isalpha() else -0.3 for c in letters)


def _korean(letters: list[str], _: str) -> float:
    return sum(
        0.9 if "\uac00" <= c <= "\ud7a3" else 0.2 if "\u4e00" <= c <= "\u9fff" else -0.2 for c in letters
    )


_SCORERS = {
    "cp932": _japanese,
    "euc_jp": _japanese,
    "iso2022_jp": _japanese,
    "gb18030": _chinese("hans"),
    "cp950": _chinese("hant"),
    "big5": _chinese("hant"),
    "big5hkscs": _chinese("hant"),
    "cp1251": _russian,
    "koi8-r": _russian,
    "cp949": _korean,
}
