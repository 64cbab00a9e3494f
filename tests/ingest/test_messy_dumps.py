"""Dumps as news systems print them: datelines with names, brackets of a digest, marks of Markdown, numbered comments."""

from articles.ingest.publisher import name_in_footer
from articles.ingest.read import read_page


def read(text: str, name: str = "a.txt"):
    return read_page(text.strip().encode(), name=name)


JAPANESE = """
羊毛の輸出、十年ぶりに増加　紡績工場の再開で
2014年2月5日
【オラル＝西村健】西カザフスタン州の羊毛輸出が十年ぶりに前年を上回った。州の農政局が四日、明らかにした。
閉鎖されていた紡績工場が昨年秋に再開し、農家が毛の選別を始めたためだという。
Copyright (C) 草の海新聞社 All Rights Reserved.
無断転載を禁じます
"""


def test_a_dateline_gives_the_writer_and_the_foot_the_paper():
    record = read(JAPANESE)
    assert record.authors == ("西村健",)
    assert record.publisher == "草の海新聞"
    assert len(record.blocks) == 2


def test_an_agency_in_the_dateline_is_no_writer():
    assert read(JAPANESE.replace("西村健", "共同")).authors == ()


def test_a_chinese_dateline_gives_the_writers():
    text = """
州政府扩建羊毛市场
2014年2月5日
乌拉尔2月4日电（记者 高远 林青）西哈州政府四日宣布，将把州府的羊毛市场扩大一倍，并修建两座新的仓库。
市场负责人说，去年有三千多户牧民在这里出售羊毛。
"""
    assert read(text).authors == ("高远", "林青")


def test_a_copyright_sign_in_brackets_is_no_part_of_the_name():
    assert (
        name_in_footer("Copyright (C) 2014 Steppe Wool Weekly. All rights reserved.") == "Steppe Wool Weekly"
    )


DIGEST = """
今週の切り抜き
2012-11-19
羊毛と鉄道の一週間を振り返る
【羊毛価格、三割上がる】（草の海新聞 11月17日）
西部の市場で羊毛の価格が三割上がった。中国の買い付けが増えたためだと市場の関係者は話している。

【新しい貨車、年内に百両】（鉄路通信 11月18日）
国鉄は年内に百両の貨車を導入する。羊毛と穀物の輸送に使われるという。

値段が上がっても、貨車がなければ運べない。

コメント(2)
1. ゆうこ　2012年11月19日 20:05
毛糸も高くなりそうですね。
2. たろう　2012年11月20日 07:40
貨車は国産ですか？
コメントする
名前
"""


def test_titles_in_brackets_with_paper_and_day_are_headings():
    record = read(DIGEST)
    assert [block.text[:4] for block in record.blocks if block.type == "heading"] == ["【羊毛価", "【新しい"]
    assert record.authors == ()
    assert record.published == "2012-11-19"


def test_numbered_comments_have_their_writers_and_end_before_the_form():
    comments = read(DIGEST).comments
    assert [(one.author, one.text) for one in comments] == [
        ("ゆうこ", "毛糸も高くなりそうですね。"),
        ("たろう", "貨車は国産ですか？"),
    ]


RUSSIAN = """
В Уральске открыли шерстяную ярмарку
15:42, 7 апреля 2014
На площади у вокзала третий день торгуют шерстью: съехались чабаны из семи районов, и цены держатся выше прошлогодних.
«Такого спроса мы не видели давно», — сказала распорядитель ярмарки Зоя Ильина.
При использовании материалов ссылка на «Степь» обязательна.
Комментарии (1)
Серик 07.04.2014 16:10
Каждый год одно и то же.
Ответить
Подпишитесь на наш Telegram-канал
"""


def test_terms_of_use_and_promotion_are_neither_text_nor_comment():
    record = read(RUSSIAN)
    assert [block.text[:9] for block in record.blocks] == ["На площад", "«Такого с"]
    assert [(one.author, one.text) for one in record.comments] == [("Серик", "Каждый год одно и то же.")]


MARKED = """
* [Home](/)
* [World](/world)

# Wool fair opens in Oral after ten quiet years

By Ruth Hale and Adil Omarov
April 7, 2014

![Bales on a railway platform](https://pictures.example/bales.jpg)

Herders from seven districts have brought their wool to the square by the railway station, and prices stand above last year's.

## What the mill pays

The mill that reopened in autumn buys about a third of the wool at the fair, its manager said on Monday.
"""


def test_marks_of_markdown_in_a_dump_say_what_a_line_is():
    record = read(MARKED)
    assert record.title == "Wool fair opens in Oral after ten quiet years"
    assert record.authors == ("Ruth Hale", "Adil Omarov")
    assert [(block.type, block.caption or block.text[:12]) for block in record.blocks] == [
        ("figure", "Bales on a railway platform"),
        ("paragraph", "Herders from"),
        ("heading", "What the mil"),
        ("paragraph", "The mill tha"),
    ]


def test_a_markdown_file_without_front_matter_gives_what_stands_under_its_headline():
    record = read(MARKED.replace("Omarov\n", "Omarov\n\n"), "a.md")
    assert record.title == "Wool fair opens in Oral after ten quiet years"
    assert record.authors == ("Ruth Hale", "Adil Omarov")
    assert record.published == "2014-04-07"
    assert [block.type for block in record.blocks] == ["figure", "paragraph", "heading", "paragraph"]
    assert record.coverage == 1.0


def test_the_dot_of_a_clock_ends_no_sentence():
    record = read(
        """
Wool Mill Cuts Its Power Bill With Spanish Turbines
By RUTH HALE, Staff Writer
Published: Tuesday, June 8, 2010 at 4:30 a.m.
Last Modified: Tuesday, June 8, 2010 at 9:12 p.m.
The wool mill on the edge of Oral has cut its power bill by a tenth since it put up four turbines in March, its manager said.
"We used to buy at the evening price," said Adil Omarov. "Now we sell at it."
All rights reserved. This copyrighted material may not be published without permission.
"""
    )
    assert (record.published, record.updated) == ("2010-06-08T04:30:00", "2010-06-08T21:12:00")
    assert len(record.blocks) == 2
    assert record.publisher is None


def test_a_chinese_name_of_two_characters_before_a_day_writes_a_comment():
    text = """
阿拉木图的公交卡
2014-05-20 23:11:45

今天终于办了一张公交卡，窗口的大姐看了我的护照，又看了看我，问我是不是来修路的。

我说不是，我是来教书的，她把卡递给我，说那更好，路已经修了三遍了。

评论
小舟 2014-05-21 08:03:12
大姐很幽默。
远行客 2014-05-21 12:40:09
卡多少钱一张？
发评论
登录名： 密码：
"""
    assert [(one.author, one.text) for one in read(text).comments] == [
        ("小舟", "大姐很幽默。"),
        ("远行客", "卡多少钱一张？"),
    ]


def test_who_edited_is_told_only_where_nobody_reported():
    text = """
州政府扩建羊毛市场
2014年2月5日
乌拉尔2月4日电 (记者 高远) 西哈州政府四日宣布，将把州府的羊毛市场扩大一倍，并修建两座新的仓库。
市场负责人说，去年有三千多户牧民在这里出售羊毛。
【编辑:林青】
"""
    assert read(text).authors == ("高远",)
    assert read(text.replace("(记者 高远)", "")).authors == ("林青",)


def test_a_names_own_letters_are_no_word_before_the_day():
    text = """
Sheep close the Merke road
Wednesday, 9 October 2013
Four thousand sheep came down from the summer pastures on Tuesday and shut the road for most of the afternoon.
Police asked drivers to be patient, and sold them tea, which the drivers bought for want of anything else to do.
Comments
Adam 9 October 2013 at 18:20
Which bus was it?
Marat9 October 2013 at 19:02
The green one.
Newer Post
Older Post
Home
"""
    assert [(one.author, one.text) for one in read(text).comments] == [
        ("Adam", "Which bus was it?"),
        ("Marat", "The green one."),
    ]


def test_day_and_name_in_one_line_of_markdown_are_both_told():
    text = "# Sheep close the road\n\nOctober 9, 2013 · By Askar Bekov\n\nFour thousand sheep came down on Tuesday.\n"
    record = read(text, "a.md")
    assert (record.authors, record.published) == (("Askar Bekov",), "2013-10-09")
    assert [block.text for block in record.blocks] == ["Four thousand sheep came down on Tuesday."]


def test_who_comments_below_the_text_has_not_written_it():
    text = """
バザールで買ったものを並べてみる
2015年09月02日
きょうは午前中ずっとバザールにいました。買ったのは蜂蜜と、羊の毛の靴下と、名前の分からない香辛料です。
靴下は二足で千テンゲでした。値切ったつもりでしたが、あとで聞いたら地元の人は七百テンゲで買うそうです。
この記事へのコメント
靴下、わたしも買いました。
Posted by みけ at 2015年09月03日 08:02
コメントを書く
"""
    record = read(text)
    assert (record.published, record.authors) == ("2015-09-02", ())


def test_a_sentence_left_out_below_the_text_is_told_as_unsure():
    text = """
В Уральске открыли шерстяную ярмарку
15:42, 7 апреля 2014
На площади у вокзала третий день торгуют шерстью: съехались чабаны из семи районов, и цены держатся выше прошлогодних.
По теме
Сколько стоит шерсть
Ярмарка продлится до конца недели, сказали в управлении сельского хозяйства.
Чабаны из семи районов просят открыть вторую ярмарку
"""
    entry = read(text).ledger[-2]
    assert entry.rule == "a sentence below the article"
    assert entry.confidence < 0.7
