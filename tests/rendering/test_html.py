import re

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.rendering.body import BodyBlock, parse_body, plain_text, print_body
from articles.rendering.html import Mark, Target, render_body
from tests.rendering.strategies import bodies, markdowns

UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def tree_of(markdown: str, language: str = "ja", **options):
    html = render_body(parse_body(markdown), language=language, **options).html
    return lxml.html.fragment_fromstring(html, create_parent="main")


def words_of(element) -> str:
    """What a reader reads as the article's own text: without numbers, note signs and readings of rubies."""
    for extra in element.xpath(
        ".//a[contains(@class, 'pno') or contains(@class, 'nref')] | .//rt | .//rp | .//sup"
    ):
        extra.drop_tree()
    return element.text_content()


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](java\x0bscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:x)",
    '[x](https://a.b/"onmouseover="alert(1))',
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    '![x](/a.png){alt="\\" onerror=\\"alert(1)"}',
    '![](/a.png){credit="<script>alert(1)</script>"}',
    '> <b onclick=alert(1)>x</b>\n> {title="<script>alert(1)</script>" publisher="\\"><img src=x onerror=alert(1)>"}',
    '> x\n> {lang=ja original-lang="en onclick"}',
    "[^<script>]: x",
    "`<script>alert(1)</script>`",
    "{<b>|<script>alert(1)</script>}",
    "<https://a.b/?<script>>",
    "<https://a.b/'onclick='alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "## <style>@import 'x'</style>",
    "- <a href='javascript:alert(1)'>x</a>\tb",
    "<!-- --><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "\x00<scr\x00ipt>alert(1)</scr\x00ipt>",
]


def assert_harmless(root) -> None:
    for element in root.iter():
        assert element.tag not in (
            "script",
            "style",
            "iframe",
            "svg",
            "math",
            "object",
            "form",
            "base",
            "link",
            "meta",
        )
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert name not in ("style", "srcdoc", "srcset")
            if name in ("href", "src"):
                assert re.match(r"https?://|mailto:|[^:]*$|[^:/?#]*[/?#]", value), value


@pytest.mark.parametrize("markdown", HOSTILE)
def test_hostile_text_comes_out_as_text(markdown):
    assert_harmless(tree_of(markdown))


@pytest.mark.parametrize(
    "piece", ["> ", "*[", "- ", "![](", "[^", "{a|", "<https://", "`", "\\", "&#", "漢a"]
)
def test_very_deep_and_very_long_text_comes_out_as_text(piece):
    markdown = piece * 20_000
    assert_harmless(tree_of(markdown))
    assert print_body(parse_body(print_body(parse_body(markdown)))) == print_body(parse_body(markdown))


@given(st.lists(st.one_of(st.sampled_from(HOSTILE), markdowns), max_size=4).map("".join))
def test_hostile_text_in_any_mixture_comes_out_as_text(markdown):
    assert_harmless(tree_of(markdown))


def test_what_looks_like_html_is_shown_as_it_was_written():
    assert (
        words_of(tree_of("a <b>x</b> &copy; <script>1</script>").find("p"))
        == "a <b>x</b> &copy; <script>1</script>"
    )


def test_a_number_is_not_parted_from_its_sign():
    assert (
        tree_of("Школа № 2 закрыта.", "ru").xpath("//p")[0].text_content().endswith("Школа №\u00a02 закрыта.")
    )


def test_directions_cannot_be_turned_round():
    html = render_body(parse_body("a\u202eb\u2067c"), language="en").html
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", html)


@given(bodies, st.sampled_from(["ja", "en", "ru", "kk", "zh-Hans"]))
def test_every_character_of_a_paragraph_reaches_the_reader(blocks, language):
    root = lxml.html.fragment_fromstring(render_body(blocks, language=language).html, create_parent="main")
    shown = [words_of(element) for element in root.xpath("./p[not(@class)]")]
    texts = [UNSHOWN.sub("", block.text) for block in blocks if block.kind == "paragraph"]
    assert shown == [re.sub(r"\[x\]", "", text) for text in texts] or any(
        "[^" in block.source for block in blocks
    )


@given(bodies, st.data())
def test_a_mark_covers_exactly_its_passage(blocks, data):
    text, offsets = plain_text(blocks)
    prose = [(block, span) for block, span in zip(blocks, offsets, strict=True) if block.kind == "paragraph"]
    if not prose or any("|" in block.source for block in blocks):
        return  # a ruby is marked whole
    _, (first, last) = data.draw(st.sampled_from(prose))
    if first == last:
        return
    begin = data.draw(st.integers(first, last - 1))
    end = data.draw(st.integers(begin + 1, last))
    marks = [Mark(begin, end, "share1", "x", (Target("/a/", "b"),))]
    root = lxml.html.fragment_fromstring(
        render_body(blocks, language="ja", marks=marks).html, create_parent="main"
    )
    assert "".join(e.text_content() for e in root.xpath("//span[@class='shared']")) == UNSHOWN.sub(
        "", text[begin:end]
    )
    assert len(root.xpath("//*[@id='share1']")) == 1
    assert root.xpath("//a[starts-with(@href, '#n-')]/@href") == ["#n-share1"]
    assert len(root.xpath("//aside[@id='n-share1']")) == 1


def test_marks_cross_inline_markup_and_overlap():
    blocks = parse_body("一二*三四*五六[七八](/x/)九")
    html = render_body(blocks, language="ja", marks=[Mark(1, 7, "a", "甲"), Mark(3, 9, "b", "乙")]).html
    root = lxml.html.fragment_fromstring(html, create_parent="main")
    assert (
        "".join(root.xpath("//span[@class='shared'][@id='a' or not(ancestor::span)]//text()"))
        == "二三四五六七八九"
    )
    assert not root.xpath("//a//a")  # the sign of a note never stands inside a link
    assert [a.get("href") for a in root.xpath("//a[@class='nref ui']")] == ["#n-a", "#n-b"]


def test_a_mark_is_kept_inside_its_blocks():
    blocks = parse_body("一二三\n\n## 四\n\n五六")
    root = lxml.html.fragment_fromstring(
        render_body(blocks, language="ja", marks=[Mark(2, 100, "a", "甲"), Mark(3, 5, "b", "乙")]).html,
        create_parent="main",
    )
    assert [e.text_content() for e in root.xpath("//span[@class='shared']")] == ["三", "四", "五六"]


QUOTATION = """> 貨物はもはや最短の道を選ばない。
>
> 最も説明の要らない道を選ぶ。
>
> ---
>
> Freight no longer takes the shortest road.
> {title="The Road" publisher="Meridian Dispatch" date=2024-10-29 article=771}
"""


def test_a_quotation_is_a_card_with_paper_date_and_original():
    root = tree_of(
        QUOTATION, quotation_links={"q1": Target("/ja/articles/771/", "アーカイブ内の記事", "英国")}
    )
    card = root.get_element_by_id("q1")
    assert card.get("class") == "quote"
    assert [p.text_content() for p in card.xpath("./blockquote[@lang='ja']/p")] == [
        "貨物はもはや最短の道を選ばない。",
        "最も説明の要らない道を選ぶ。",
    ]
    assert card.find("details").get("open") is None
    assert card.xpath("./details/p[@lang='en']/text()") == ["Freight no longer takes the shortest road."]
    assert card.xpath("./details/summary/text()") == ["原文（英語から訳出）"]
    assert card.xpath(".//time/@datetime") == ["2024-10-29"]
    assert card.xpath(".//time/text()") == ["2024年10月29日"]
    assert card.xpath("./figcaption/b")[0].text_content() == "Meridian Dispatch"
    assert card.xpath(".//a[@class='go']/@href") == ["/ja/articles/771/"]
    assert card.xpath(".//span[@class='org']/text()") == ["英国"]


def test_a_quoted_article_outside_the_archive_is_said_in_words():
    root = tree_of(QUOTATION, quotation_links={"q1": Target("", "アーカイブ外")})
    assert root.xpath("//span[@class='out']/text()") == ["アーカイブ外"]
    assert not root.xpath("//a[@class='go']")


def test_an_inferred_year_is_said():
    root = tree_of("> x\n> {date=2024-04-08 date-inferred}", "en")
    assert root.xpath("//figcaption//small/text()") == ["(year inferred)"]


def test_figures_lists_and_tables_have_their_elements():
    root = tree_of('![説明](/a.jpg){credit="図：甲" alt="港"}\n\n- a\n- b\n\n3. c\n\n- a\tb\n- c\td')
    (picture,) = root.xpath("./figure[@id='f1']/img")
    assert (picture.get("src"), picture.get("alt"), picture.get("loading")) == ("/a.jpg", "港", "lazy")
    assert root.xpath("./figure/figcaption/span[@class='credit']/text()") == ["図：甲"]
    assert root.xpath("./ul[@id='p1']/li/text()") == ["a", "b"]
    assert root.xpath("./ol[@id='p2']/@start") == ["3"]
    assert [[cell.text for cell in row] for row in root.xpath("./table[@id='p3']//tr")] == [
        ["a", "b"],
        ["c", "d"],
    ]


def test_a_figure_without_a_picture_keeps_its_words():
    (block,) = [BodyBlock("figure", page_text="（写真略）")]
    root = lxml.html.fragment_fromstring(render_body([block], language="ja").html, create_parent="main")
    assert root.xpath("./figure/figcaption/text()") == ["（写真略）"]
    assert not root.xpath("//img")


def test_a_reading_stands_over_its_word_and_in_brackets_where_no_browser_draws_it():
    (ruby,) = tree_of("{哈薩克|かざふ}の海").xpath(".//ruby")
    assert (ruby.text, ruby.findtext("rt"), ruby.text_content()) == ("哈薩克", "かざふ", "哈薩克(かざふ)")


def test_footnotes_lead_there_and_back():
    root = tree_of("本文[^a]と[^b]。\n\n[^a]: 一\n\n[^b]: 二")
    assert [(a.text, a.get("href")) for a in root.xpath("./p[@id='p1']/a[@class='nref ui']")] == [
        ("1", "#fn1"),
        ("2", "#fn2"),
    ]
    assert root.xpath("./p[@id='fn2']/a/@href") == ["#fn2-ref"]
    assert len(root.xpath("//*[@id='fn2-ref']")) == 1


def test_runs_in_another_language_say_so():
    root = tree_of("協定は Meridian Dispatch と Степной обозреватель が伝えた。NATO と EU、10 km。")
    assert [(e.get("lang"), e.text) for e in root.xpath("//span[@lang]")] == [
        ("en", "Meridian Dispatch"),
        ("ru", "Степной обозреватель"),
    ]
    root = tree_of("The paper 草原の新聞 of Қорғас.", "en")
    assert [(e.get("lang"), e.text) for e in root.xpath("//span[@lang]")] == [
        ("ja", "草原の新聞"),
        ("kk", "Қорғас"),
    ]


def test_a_whole_paragraph_in_another_language_says_so():
    root = tree_of("前置き。\n\nМоре отступает по своему кругу, и река здесь не виновата.")
    assert [p.get("lang") for p in root.xpath("./p")] == [None, "ru"]


def test_links_out_of_the_archive_say_so():
    root = tree_of("[外](https://example.org/) [内](/ja/)")
    assert [a.get("rel") for a in root.xpath("//a[not(@class)]")] == ["external noopener", None]


def test_contents_list_the_headings():
    rendered = render_body(parse_body("## 一 *二*\n\n文\n\n### 三"), language="ja")
    assert [(entry.anchor, entry.level, entry.text) for entry in rendered.contents] == [
        ("h1", 2, "一 二"),
        ("h2", 3, "三"),
    ]


def test_breaks_inside_a_paragraph_stay():
    assert len(tree_of("一\n二").xpath("./p/br")) == 1


@pytest.mark.parametrize(
    "markdown",
    [
        "## 前 *目印* 後",
        "- 前\n- 前 目印",
        "- 前\tの\n- 前\t目印\t後",
        "> 前\n>\n> 前**目**印",
        '![前 目印](){credit="後"}',
        '![前](){credit="目印"}',
        '![前](){credit="目印" page-text="（前 写真：目印）"}',
        '![](){page-text="（目印）"}',
        "[^1]: 前目印",
    ],
)
def test_a_mark_finds_its_passage_in_every_kind_of_block(markdown):
    blocks = parse_body(f"冒頭。\n\n{markdown}\n\n結び。")
    begin = plain_text(blocks)[0].index("目印")
    html = render_body(blocks, language="ja", marks=[Mark(begin, begin + 2, "s1", "x")]).html
    root = lxml.html.fragment_fromstring(html, create_parent="main")
    assert "".join(e.text_content() for e in root.xpath("//span[@class='shared']")) == "目印"
    assert root.xpath("//aside/@id") == ["n-s1"]


@given(bodies)
def test_no_two_places_of_a_text_have_the_same_address(blocks):
    html = render_body(blocks, language="ja", marks=[Mark(0, 10**6, "s1", "x"), Mark(2, 10, "s2", "x")]).html
    ids = lxml.html.fragment_fromstring(html, create_parent="main").xpath("//@id")
    assert len(set(ids)) == len(ids)


def test_undrawable_marks_are_left_out():
    html = render_body(
        parse_body("文"), language="ja", marks=[Mark(5, 9, "s1", "x"), Mark(0, 0, "s2", "x")]
    ).html
    assert "shared" not in html
