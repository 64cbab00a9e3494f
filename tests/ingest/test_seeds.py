"""Every sample page of seeds/ yields what whoever wrote it meant: shapes of all kinds, read by general rules."""

import pytest

from articles.ingest.read import read_page
from tests.conftest import ROOT

SEEDS = ROOT / "seeds"
LETTERS = {"paragraph": "p", "heading": "H", "figure": "F", "quotation": "Q", "list": "L"}

# file: (language, title, published, publisher, authors, section, blocks in reading order)
EXPECTED = {
    "01-one-way-out.txt": (
        "ja", "出口は一本、原油の8割がロシアの港へ――カザフスタンが探す「もう一つの道」",
        "2024-10-29T11:20:00+09:00", "大陸週報", ["桐生航"], "エネルギー", "ppHpppHpppHpp"),
    "02-pipe-and-ballot.txt": ("ja", None, None, None, [], None, "FHpppQppQppHpQpp"),
    "03-shrinking-sea.txt": (
        "ja", "痩せていくカスピ海、アクタウ港は「中央回廊」の積み荷を支えられるのか",
        None, "回廊ノート", [], "回廊と港", None),
    "05-one-clock.txt": (
        "ja", "時計を一つにした国 モスクワと北京の間で合わせる針",
        "2024-11-20", "内陸新報", ["早瀬由紀子"], "論壇", "ppFHpppHpppHpp"),
    "06-mineral-rush.html": (
        "en", "The Other Mineral Rush: Everyone Courts Central Asia, Few Sign",
        "2024-11-18T06:00:00+00:00", "Meridian Dispatch", ["Harriet Lowe"], "Economy", "ppFHpppHpQpp"),
    "07-baikonur-lease.txt": (
        "ru", "Город, который сдают в аренду: чем станет Байконур после 2050 года",
        "2024-11-25", "Степной обозреватель", ["Айгерим Сатпаева"], "Космос", "ppHppHppHppp"),
    "08-north-aral.txt": (
        "kk", "Су қайтқан ауыл: Көкарал бөгеті Кіші Аралға не берді?",
        "2024-11-14", "Дала айнасы", ["Ерлан Мұқатай"], "Қоғам", "ppHpppHppp"),
    "09-khorgos.html": (
        "zh-Hans", "霍尔果斯的两本账：同一扇国门，两种统计",
        "2024-11-06", "西陲商报", ["马晓川"], None, "ppHppFHppHpp"),
    "10-balance-has-a-price.txt": (
        "en", "Balance Is Not a Philosophy. It Is a Bill Someone Has to Pay",
        "2025-11-14", "Meridian Dispatch", ["Rowan Tewkes"], "Opinion", "ppHppHppHpp"),
    "11-alphabet-waits.md": (
        "ja", "文字を待つ町、カザフ語のラテン文字化はどこまで来たか",
        "2024-12-16", "sogen-tsushin", ["水野奏"], "文化", "pHppFHpppQHpLp"),
    "12-river-border.txt": (
        "ja", "国境を越える川の水、春の洪水が映したロシアとカザフスタンの近さ",
        "2024-04-19T07:30:00+09:00", "内陸新報", ["森下理人"], "国際", "ppHpppHpp"),
    "13-uranium-and-acid.txt": (
        "ru", "Уран есть, кислоты не хватает: почему «Казатомпром» сбавил шаг",
        "2024-11-12", "Степной обозреватель", ["Данияр Ермеков"], "Экономика", "pppHppHppp"),
    "14-referendum-wire.txt": (
        "ja", "カザフスタン原発、国民投票で賛成71% 建設地はバルハシ湖畔",
        "2024-10-08T18:05:00+09:00", "草原通信", [], None, "pppppp"),
    "15-referendum-kk.txt": (
        "kk", "Балқаш жағасындағы таңдау: халық атом электр станциясын қолдады",
        "2024-10-08", "Дала айнасы", ["Динара Сейітқазы"], "Саясат", "pppHppHpp"),
    "16-timeline.html": (
        "ja", "年表と数字で読むカザフスタン、独立からの歩み",
        "2025-06-20T10:00:00+09:00", "大陸週報", ["大陸週報データ班"], None, "pHLHpLHpF"),
}  # fmt: skip


def read(name: str):
    return read_page((SEEDS / name).read_bytes(), name=name)


def shape_of(record) -> str:
    return "".join(LETTERS[block.type] for block in record.blocks)


@pytest.mark.parametrize("name", EXPECTED)
def test_headline_and_date(name):
    language, title, published, *_ = EXPECTED[name]
    record = read(name)
    assert (record.language, record.title) == (language, title)
    assert (record.published or "")[: len(published or "")] == (published or "")
    assert (record.published is None) == (published is None)


@pytest.mark.parametrize("name", EXPECTED)
def test_paper_authors_and_section(name):
    *_, publisher, authors, section, _ = EXPECTED[name]
    record = read(name)
    assert list(record.authors) == authors
    assert (record.publisher, record.section) == (publisher, section)


@pytest.mark.parametrize("name", [name for name, row in EXPECTED.items() if row[-1]])
def test_blocks_in_reading_order(name):
    assert shape_of(read(name)) == EXPECTED[name][-1]


@pytest.mark.parametrize(
    "name",
    sorted(p.name for p in SEEDS.iterdir() if p.suffix in {".txt", ".html", ".md"} and p.stem != "README"),
)
def test_every_line_is_accounted_for(name):
    assert read(name).coverage == 1.0


def test_the_digest_names_what_it_quotes():
    quotations = [block for block in read("02-pipe-and-ballot.txt").blocks if block.type == "quotation"]
    assert [(q.publisher, q.date, q.date_inferred, q.truncated) for q in quotations] == [
        ("大陸週報", "2024-10-29", False, True),
        ("草原通信", "2024-10-08", True, False),
        ("内陸新報", "2024-11-20", True, True),
    ]
    assert quotations[2].author == "早瀬由紀子"


def test_comments_are_a_tree():
    def count(comments):
        return sum(1 + count(comment.replies) for comment in comments)

    def depth(comments):
        return 1 + max((depth(comment.replies) for comment in comments), default=0) if comments else 0

    comments = read("03-shrinking-sea.txt").comments
    assert (len(comments), count(comments), depth(comments)) == (6, 17, 4)


def test_the_translated_page_says_where_it_comes_from():
    record = read("04-uranium-machine.txt")
    assert record.title is None
    assert record.source_url == "https://stepnoy-obozrevatel.example/2024/11/12/uran-i-kislota"
    assert read("13-uranium-and-acid.txt").url == record.source_url
