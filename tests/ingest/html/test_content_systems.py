"""By-lines as the common content systems print them in several languages."""

import pytest

from articles.ingest.read import read_page

TEXT = """<p>Яблоневые сады под Алматы в этом году цвели на десять дней раньше, и садоводы боятся возвратных заморозков.</p>
<p>На станции рассказали, что дымовые шашки закуплены, но хватит их лишь на половину склонов.</p>"""


@pytest.mark.parametrize(
    ("submitted", "name", "day"),
    [
        ("Опубликовано пользователем Марина Ли 12 мая, 2014 - 10:22", "Марина Ли", "2014-05-12T10:22:00"),
        ("Опубликовано Марина Ли в Пн, 12/05/2014 - 10:22", "Марина Ли", "2014-05-12T10:22:00"),
        ("Submitted by Marina Lee on Mon, 12/05/2014 - 10:22", "Marina Lee", "2014-05-12T10:22:00"),
        ("Gespeichert von Marina Lee am Mo, 12.05.2014 - 10:22", "Marina Lee", "2014-05-12T10:22:00"),
        ("Опубликовано 12 мая 2014 автором Марина Ли", "Марина Ли", "2014-05-12"),
    ],
)
def test_the_line_below_the_headline_gives_name_and_day(submitted, name, day):
    page = f"<html lang='ru'><body><h1>Сады зацвели раньше срока</h1><div class='submitted'>{submitted}</div>{TEXT}</body></html>"
    record = read_page(page.encode(), name="a.html")
    assert record.authors == (name,)
    assert record.published == day
    assert [block.text[:9] for block in record.blocks] == ["Яблоневые", "На станци"]


@pytest.mark.parametrize(
    ("head", "author"),
    [
        (
            "<div class='submitted'>Опубликовано пользователем Гость (не проверено) 13 мая, 2014 - 08:01</div>",
            "Гость",
        ),
        (
            "<div class='submitted'>Submitted by Visitor (not verified) on Tue, 05/13/2014 - 08:01</div>",
            "Visitor",
        ),
        ("<cite class='fn'>Алия</cite> <span class='says'>говорит:</span>", "Алия"),
    ],
)
def test_a_comment_has_its_writer(head, author):
    page = f"""<html lang='ru'><body><h1>Сады зацвели раньше срока</h1>{TEXT}
    <div id='comments'><div class='comment'>{head}<div class='content'><p>У нас тоже зацвели.</p></div></div></div></body></html>"""
    record = read_page(page.encode(), name="a.html")
    assert [(one.author, one.text) for one in record.comments] == [(author, "У нас тоже зацвели.")]


def test_a_list_of_terms_holds_one_comment_for_each_term():
    terms = "".join(
        f"<dt class='comment-author'><a href='#'>{name}</a> said...</dt><dd class='comment-body'><p>{text}</p></dd>"
        f"<dd class='comment-footer'><span class='comment-timestamp'><a href='#'>{day}</a></span></dd>"
        for name, text, day in (
            ("Marat", "The frost came anyway.", "May 14, 2014 at 7:40 AM"),
            ("Dina", "Ours are under glass.", "May 15, 2014 at 9:05 PM"),
        )
    )
    page = f"<html><body><h1>Сады зацвели раньше срока</h1>{TEXT}<div id='comments'><h4>2 comments:</h4><dl>{terms}</dl></div></body></html>"
    comments = read_page(page.encode(), name="a.html").comments
    assert [(one.author, one.text, one.date[:10]) for one in comments] == [
        ("Marat", "The frost came anyway.", "2014-05-14"),
        ("Dina", "Ours are under glass.", "2014-05-15"),
    ]


def test_a_bold_first_line_is_the_writer_of_a_comment():
    page = f"""<html lang='ru'><body><h1>Сады зацвели раньше срока</h1>{TEXT}<div id='comments'><div class='comment'>
    <div><b>orchard_fox</b><br>2014-05-14 05:10</div><div>А вишня?</div></div></div></body></html>"""
    comments = read_page(page.encode(), name="a.html").comments
    assert [(one.author, one.text) for one in comments] == [("orchard_fox", "А вишня?")]


def test_a_list_of_details_above_the_text_is_none_of_it():
    page = f"""<html lang='ru'><title>Сады зацвели раньше срока</title><body><div class='item-page'><h2>Сады зацвели раньше срока</h2><dl><dt>Подробности</dt>
    <dd>Категория: <a href='#'>Сад</a></dd><dd>Опубликовано: 12.05.2014 10:22</dd><dd>Просмотров: 311</dd></dl>{TEXT}</div></body></html>"""
    record = read_page(page.encode(), name="a.html")
    assert [block.type for block in record.blocks] == ["paragraph", "paragraph"]
    assert record.published == "2014-05-12T10:22:00"


def test_words_before_a_writers_name_are_left_out():
    page = """<html lang='ja'><body><h1>りんごの花が早く咲いた</h1><p class='writer'>この記事を書いた人：中村ゆり</p>
    <p>アルマトイの丘では、りんごの花が例年より十日も早く咲き、農家は遅霜を心配している。</p><p>煙を焚く缶は半分の斜面にしか足りない。</p></body></html>"""
    assert read_page(page.encode(), name="a.html").authors == ("中村ゆり",)
