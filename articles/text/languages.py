"""The language of a text: by script first, then by letters and the commonest words of each language."""

import re
from collections.abc import Mapping

from articles.text.scripts import count_scripts

_SAMPLE = 2000  # characters looked at; a page's language shows itself long before
_WORDS = re.compile(r"[^\W\d_]+")

_STOP_WORDS = {
    "en": "the of and to in that is was for on with as by at from it he are have be this not or an they which we has but will his their been",
    "de": "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um noch wie über so zum",
    "fr": "le la les et des en un une du est que pour qui dans par sur au plus pas ne ce se avec il sont cette aux mais ont été son ou leur nous elle",
    "es": "el la de que los se del las un por con una para es al como más su lo pero sus ha este fue entre también cuando muy desde hasta está son no y",
    "it": "il di che la e del le in per una sono con non un della si al dei alla da più ha anche nel come è gli nella delle lo ma questo",
    "pt": "de que o do da em um para com não uma os no se na por mais as dos como mas ao das foi pelo são ele também à sua até você está",
    "nl": "de het een van en is dat op te in zijn voor met niet aan er om ook als dan maar bij nog naar werd wordt deze over uit hebben",
    "sv": "och att det som en på är av för med till den har de inte om ett han men var jag från så vi kan när ska där nu efter",
    "no": "og i det er som på en av for at med til har de ikke et om han den var fra men vi kan så skal ble etter også eller",
    "da": "og i at det er en til af på for med den de ikke har som et der om han var fra men vi kan så skal blev efter også eller",
    "fi": "ja on ei se että oli hän mutta ovat myös kun joka kuin tai ole mukaan sen niin jos hänen tämä vain",
    "pl": "i w na z do nie się że to jest o jak za od po przez dla ale są tym które był być oraz tego czy już",
    "cs": "a se v na je že o s z do i to za by pro ve si ale jako po jsou od jsem byl jeho jen už také podle",
    "tr": "ve bir bu da için ile de olarak çok daha olan en gibi kadar sonra ne var her ama türkiye olduğu",
    "id": "yang dan di dari untuk dengan ini itu pada tidak dalam akan adalah juga ke oleh karena ada saat telah bisa",
    "vi": "và của là có trong cho không một được với các người những khi đã này để từ cũng đến",
    "hu": "a az és hogy nem is egy volt ez azt meg csak már de mint még ki kell lesz vagy",
    "ro": "și de la în a cu pe că o nu din pentru este care mai au fost un sunt prin ca",
    "ca": "el la de i que els les en un una per amb és del al dels no es va ha més com aquest són seva als però també",
    "kk-Latn": "jáne úshin men ben bul bir bolyp qazaqstan dep emes kerek",
}
_BY_WORD: dict[str, list[str]] = {}
for _language, _list in _STOP_WORDS.items():
    for _word in _list.split():
        _BY_WORD.setdefault(_word, []).append(_language)

_KAZAKH = re.compile("[әғқңөұүһӘҒҚҢӨҰҮҺ]")
_UKRAINIAN = re.compile("[їєґЇЄҐ]")
_BELARUSIAN = re.compile("[ўЎ]")
_KYRGYZ_ONLY = re.compile("[өүңӨҮҢ]")
_KAZAKH_ONLY = re.compile("[әғқұһіӘҒҚҰҺІ]")
_I_DOTTED = re.compile("[іІ]")
_RUSSIAN_ONLY = re.compile("[ыэъЫЭЪ]")

# Characters that stand in one of the two Chinese scripts only, among the commonest.
_HANS = re.compile(
    "[这来说会对时们国为学后开关发问经过还进动业长个没见现实与门车电东书听写话语读让认识谁请论议该变区气马鱼鸟龙们]"
)
_HANT = re.compile(
    "[這來說會對時們國為學後開關發問經過還進動業長個沒見現實與門車電東書聽寫話語讀讓認識誰請論議該變區氣馬魚鳥龍]"
)

_TAG = re.compile(r"(?=.{2,16}$)[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_BY_SCRIPT = {
    "hangul": "ko",
    "arabic": "ar",
    "hebrew": "he",
    "greek": "el",
    "thai": "th",
    "devanagari": "hi",
    "georgian": "ka",
    "armenian": "hy",
}


def is_language_tag(text: str) -> bool:
    """Whether a text has the shape of a tag of BCP 47, as far as the archive keeps them: `kk`, `zh-Hans`."""
    return _TAG.fullmatch(text) is not None


def detect_language(text: str, hint: str | None = None, counts: Mapping[str, int] | None = None) -> str:
    """The BCP 47 tag of a text; `hint` (what a page declares) decides only where the text does not. `und` if nothing does.

    `counts` are its letters by script, where they are known.
    """
    sample = text[:_SAMPLE]
    counts = count_scripts(sample) if counts is None or len(text) > _SAMPLE else counts
    total = sum(counts.values())
    if not total:
        return _clean_hint(hint) or "und"
    kana, han = counts.get("kana", 0), counts.get("han", 0)
    if (kana + han) * 3 >= total:
        return _east_asian(sample, kana, han)
    if counts.get("cyrillic", 0) * 2 >= total:
        return _cyrillic(sample, hint)
    for script, language in _BY_SCRIPT.items():
        if counts.get(script, 0) * 2 >= total:
            return language
    return _latin(sample, hint)


def lang_of_run(text: str) -> str | None:
    """The language of a short run by its script alone; None where letters cannot tell (Latin, mixed)."""
    counts = count_scripts(text[:_SAMPLE])
    total = sum(counts.values())
    if not total:
        return None
    kana, han = counts.get("kana", 0), counts.get("han", 0)
    if (kana + han) * 2 >= total:
        return _east_asian(text[:_SAMPLE], kana, han) if kana or han > 3 else None
    if counts.get("cyrillic", 0) * 2 >= total:
        return _cyrillic(text[:_SAMPLE], None)
    for script, language in _BY_SCRIPT.items():
        if counts.get(script, 0) * 2 >= total:
            return language
    return None


def _east_asian(sample: str, kana: int, han: int) -> str:
    # A Chinese page about Japan holds a kana now and then; Japanese prose is never without.
    if kana * 6 >= han or (han < 12 and kana):
        return "ja"
    return "zh-Hant" if len(_HANT.findall(sample)) > len(_HANS.findall(sample)) else "zh-Hans"


def _cyrillic(sample: str, hint: str | None) -> str:
    kazakh = len(_KAZAKH.findall(sample))
    ukrainian = len(_UKRAINIAN.findall(sample))
    dotted = len(_I_DOTTED.findall(sample))
    # A Russian text may name a Kazakh place; a Kazakh text shows its letters in every other word.
    if kazakh * 40 >= len(sample) or (kazakh and kazakh * 60 + dotted * 60 >= len(sample) and not ukrainian):
        only = len(_KAZAKH_ONLY.findall(sample))
        return "ky" if only * 6 < len(_KYRGYZ_ONLY.findall(sample)) else "kk"
    if ukrainian and ukrainian * 150 >= len(sample):
        return "uk"
    if dotted * 60 >= len(sample):
        if _BELARUSIAN.search(sample):
            return "be"
        return "kk" if _RUSSIAN_ONLY.search(sample) and kazakh else "uk"
    clean = _clean_hint(hint)
    return clean if clean in {"bg", "mk", "sr", "mn", "tg"} else "ru"


def _latin(sample: str, hint: str | None) -> str:
    votes: dict[str, int] = {}
    for word in _WORDS.findall(sample.lower())[:220]:
        for language in _BY_WORD.get(word, ()):
            votes[language] = votes.get(language, 0) + 1
    clean = _clean_hint(hint)
    if not votes:
        return clean or "en"
    best = max(votes, key=lambda language: votes[language])
    if clean and votes.get(clean, 0) * 10 >= votes[best] * 8:
        return clean
    if clean and clean not in _STOP_WORDS and clean not in {"ja", "zh", "ru", "kk"} and votes[best] < 5:
        return clean
    return best


def _clean_hint(hint: str | None) -> str | None:
    if not hint:
        return None
    primary = hint.replace("_", "-").split("-")[0].lower()
    return (
        {"nb": "no", "nn": "no"}.get(primary, primary)
        if primary.isalpha() and 2 <= len(primary) <= 3
        else None
    )
