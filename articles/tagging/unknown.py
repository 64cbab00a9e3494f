"""Names in a text that belong to no tag: runs of katakana, capitals within a sentence, Chinese transcriptions.

A guess, made cheaply: it only fills a queue that an editor looks at once many articles share a name.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from articles.tagging.sentences import Sentences
from articles.tagging.spelling import fold
from articles.text.spans import Span

MOST = 8  # of one article, the most frequent
_LONGEST = 80  # characters

_KATAKANA = re.compile(r"[ァ-ヺー]{2,}(?:[・＝=][ァ-ヺー]{2,})*")
# Characters that Chinese writes foreign names with: other words seldom have four of them in a row.
_SOUNDS = (
    "阿埃艾安昂奥巴贝本比彼宾波博伯布查达德登邓迪蒂丁杜顿多厄恩尔法菲费芬丰弗夫福甘冈戈格葛根古圭哈海汉赫亨胡霍基吉加贾杰捷金津卡凯坎康科柯可克肯孔库"
    "拉莱兰朗劳勒雷里利立连廉列林琳留卢鲁伦罗洛吕马玛迈麦曼茅梅门蒙米明莫姆木穆纳娜乃奈南内尼涅宁努诺欧帕潘佩彭皮珀普奇恰强乔切琴丘热日若撒萨塞赛桑"
    "森沙莎舍申什史施斯苏孙索塔泰坦汤特滕提汀廷图托瓦万旺威韦维魏文翁沃乌武伍西希夏香肖谢辛欣休许逊雅亚扬杨耶叶伊因英尤约扎泽曾詹张珍真朱兹卓佐茨"
)
_CHINESE = re.compile(f"[{_SOUNDS}]{{1,6}}(?:[·•・][{_SOUNDS}]{{2,8}})+|[{_SOUNDS}]{{4,8}}")
_CAPITALS = re.compile(
    r"(?<![\w.])[A-ZÀ-ÞА-ЯЁӘҒҚҢӨҰҮҺІ][\w'’-]+(?:[ \u00a0][A-ZÀ-ÞА-ЯЁӘҒҚҢӨҰҮҺІ][\w'’-]+){0,3}"
)
_BEFORE_SENTENCE = re.compile(r"(?:^|[.!?…:\n\"“«(–—•])[\s\"“«(]*$")
_TITLE_AFTER = re.compile(r"(?:氏|さん|大統領|首相|外相|大臣|市|州|県|村|山|川|湖|社|党|紙|駅)")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Katakana that is no name: what Japanese writes so and any newspaper is full of.
_EVERYDAY = _words(
    """
    タンカー クレーン トンネル ターン ヨーロッパ アジア アフリカ アメリカ メートル センチ ガラス ビール パン ワイン コンクリート
    アクセス アップ アプリ アンケート イベント イメージ インターネット インタビュー インフラ インフレ
    ウイルス ウェブ エネルギー エリア オイル オフィス オンライン ガス カード カメラ ガソリン キロ
    キロメートル キャンペーン クーデター グループ グローバル ゲーム ケース コスト コミュニティ コメント
    コロナ コンサート コンテナ コンテンツ コントロール サービス サイト サイバー サッカー サミット サポート
    シェア システム シーズン ジャーナリスト シリーズ スタート スタッフ スポーツ スキル スペース セキュリティ
    センター ソフト ダム タイプ チーム チャンス データ デザイン デジタル デモ テーマ テスト テレビ テロ
    トップ トラック トン ドル ドローン ニュース ネット ネットワーク パーセント パートナー パイプライン
    バランス バス ビジネス ビザ ビル ファンド フォーラム プラント プロジェクト プログラム プロセス ページ
    ヘクタール ベース ホテル ボランティア ポイント マスコミ ミサイル ミリ メートル メーカー メディア
    メンバー モデル ユーロ ライン ランキング リーダー リスク リスト ルート ルール ルーブル レベル レアメタル
    レポート ロケット ロード ワクチン テンゲ バレル キログラム ギガワット メガワット ドキュメント ヘルスケア
    スマートフォン マーケット ターミナル ストライキ キャンプ スピーチ ステップ ポスト クラス セミナー
    シンポジウム プラットフォーム
    """
)
# Words with capitals that are no names, in small letters.
_COMMON = _words(
    """
    russian russians kazakh kazakhs chinese american americans european europeans japanese turkish uzbek kyrgyz
    ukrainian german french british soviet asian north south east west northern southern eastern western
    a an as at by in of on to yesterday today the this that these those there they she his her its our your
    but and for from with when where what who why how monday tuesday wednesday thursday friday saturday
    sunday january february march april may june july august september october november december president
    minister prime government parliament mr mrs ms dr photo source президент министр правительство парламент
    фото источник это как что если для при его она они но так уже кеше бүгін ертең президенті министрі
    үкімет дереккөз бұл ол осы в во на по от за до из об со под над без через после перед между вчера
    сегодня завтра
    """
)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name nobody knows: `key` is one for its forms, `text` as first printed, with how often and its first sentence."""

    key: str
    text: str
    count: int
    sentence: str


def unknown_names(text: str, language: str, known: Sequence[Span]) -> list[Unknown]:
    """The most frequent unknown names of a text in which `known` spans, in order, are names already.

    One counts that stands twice, or once and looks like a person: parted by dots, of several words, before a title.
    """
    counts: dict[str, int] = {}
    first: dict[str, tuple[str, int]] = {}
    weights: dict[str, int] = {}
    ends = [end for _, end in known]
    for begin, end, weight in _candidates(text, language):
        after = bisect_right(ends, begin)
        if after < len(known) and known[after][0] < end:
            continue
        name = text[begin:end]
        key = name_key(name)
        counts[key] = counts.get(key, 0) + 1
        weights[key] = max(weights.get(key, 0), weight)
        first.setdefault(key, (name, begin))
    wanted = [key for key, count in counts.items() if count + weights[key] > 1]
    wanted.sort(key=lambda key: -counts[key])
    found, sentences = [], Sentences(text)
    for key in wanted[:MOST]:
        name, place = first[key]
        begin, end = sentences.around(place)
        found.append(Unknown(key, name, counts[key], text[begin:end].strip()))
    return found


@lru_cache(maxsize=8192)  # the same names stand in one article after the other
def name_key(name: str) -> str:
    """One key for the inflected forms of a name: folded, Cyrillic words without their last vowels."""
    small = fold(name).text
    if "\u0400" <= small[:1] <= "\u04ff":
        small = " ".join(_ENDING.sub("", word) if len(word) > 4 else word for word in small.split())
    return small[:120]


def _is_common(word: str) -> bool:
    return word.lower() in _COMMON or word[1:2] in "'’"


_ENDING = re.compile("(?:ого|ему|ому|ыми|ами|ах|ым|им|ой|ом|ем|ей|ую|ю|а|у|е|ы|и|я|ь|й)$")


def _candidates(text: str, language: str) -> Iterator[tuple[int, int, int]]:
    """(begin, end, weight) of what may be a name; 1 looks like one, 0 may be."""
    if language.startswith("ja"):
        for match in _KATAKANA.finditer(text):
            run = match.group()
            is_name = "・" in run or bool(_TITLE_AFTER.match(text, match.end()))
            if 3 <= len(run) <= _LONGEST and (is_name or run not in _EVERYDAY):
                yield *match.span(), int(is_name)
        return
    if language.startswith("zh"):
        for match in _CHINESE.finditer(text):
            yield *match.span(), int(not match.group().isalpha())
        return
    if language.startswith("de"):  # every noun has a capital
        return
    for match in _CAPITALS.finditer(text):
        begin, end = match.span()
        words = match.group().split()
        is_start = bool(_BEFORE_SENTENCE.search(text, max(0, begin - 4), begin))
        if is_start and (len(words) == 1 or words[0].lower() in _COMMON):
            begin += len(words[0]) + 1
            words = words[1:]
        if not words or end - begin > _LONGEST or any(_is_common(word) for word in words):
            continue
        yield begin, end, int(len(words) > 1)
