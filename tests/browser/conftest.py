"""A small archive of every kind of page, and Chromium to read it in."""

from datetime import date

import pytest
from django.utils import translation
from django.utils.timezone import now

from articles.models import Article, Link, Tag
from articles.revisions.render import render_articles
from articles.search.index import index_articles
from articles.search.index_names import index_names
from tests.factories import (
    make_article,
    make_comment,
    make_link,
    make_passage,
    make_reference,
    make_revision,
    make_source,
    make_tag,
    make_translation,
)

JAPANESE = """草原の駅に列車が並ぶ。最も近い海まで二千五百キロ、それでも案内板には「東の門」とある。ホルゴスの朝は早い。

標準軌の幅は1435ミリ、広軌は1520ミリ。Middle Corridorを通る荷は、一度宙に浮く。

:::figure
二つの軌間のあいだで持ち上げられるコンテナ。
:::

## 順番を決める人

順番は到着の順では決まらない。冷凍車が先、肥料が最後である。待つ三日間の長さは荷の値段に反比例する。

- 冷凍車
- 肥料

## 門の値段

夕方、構内は静かになる。表の上では、その番号に小さく「明日」と書かれている。
"""

DIGEST = """二つの新聞が同じ{門|もん}のことを書いた[^1]。

> Trains stand in line on the steppe, and nobody counts the days.
> {title="Trains Queue in a Dry Port" publisher="Steppe Post" date=2024-11-02}

どちらも番号のことには触れない。

> Порожние вагоны стоят у ворот и ждут своей очереди.
> {publisher="Степной обозреватель" attribution="из передовой"}

[^1]: 門は東のものを指す。
"""


@pytest.fixture
def open_page(chromium, live_server):
    """Opens a path in a fresh window; what its console says is in `page.complaints`."""
    contexts = []

    def open_(path: str, *, width: int = 1280, scheme: str = "light", script: bool = True, **options):
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=script,
            base_url=live_server.url,
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture
def archive(live_server) -> dict[str, str]:
    """Paths of every kind of page, by what they are."""
    with translation.override("ja"):
        return _paths(_fill())


def _fill() -> dict:
    paper = make_source("steppe", name_ja="草原通信", name_en="Steppe Post", country="JP", language="ja")
    russian = make_source("stepnoi", name_en="", name_ru="Степной обозреватель", country="RU", language="ru")
    place = make_tag("Khorgos", kind=Tag.Kind.PLACE, name_ja="ホルゴス", name_ru="Хоргос", name_kk="Қорғас")
    topic = make_tag("Corridors and freight", name_ja="回廊と物流", description_ja="荷と道の話。")
    event = make_tag("The vote", kind=Tag.Kind.EVENT, name_ja="国民投票", begins_on=date(2024, 10, 6))
    tags = (place, topic, event)
    article = make_article(
        "乾いた港に列車が並ぶ――ホルゴスで軌間を待つ三日間",
        JAPANESE,
        language="ja",
        source=paper,
        authors=["相馬理紗"],
        subtitle="国境でコンテナは一つずつ持ち上げられる。",
        original_headline="Trains Queue in a Dry Port",
        tags=tags,
        slug="dry-port",
    )
    mended = make_revision(
        article, JAPANESE.replace("1435", "1436"), note="第2段落の数字を直しました。", is_note_public=True
    )
    article.live_revision = article.latest_revision = mended
    article.save()
    render_articles([article])
    english = make_translation(
        article,
        "en",
        headline="Trains Queue in a Dry Port",
        body="Trains stand in line on the steppe.\n",
        reviser="B. Editor",
        source=paper,
    )
    machine = make_translation(article, "kk", headline="Құрғақ айлақ", engine="NMT", translator="")
    make_translation(article, "ru", headline="Сухой порт", translated_revision=None)
    neighbours = [
        make_article(
            headline,
            f"{headline}.\n",
            language=language,
            source=russian,
            tags=tags,
            published_on=day,
            slug="",
        )
        for headline, language, day in (
            ("Ворота без моря", "ru", date(2019, 11, 27)),
            ("里海北岸的浅滩与航道", "zh-Hans", date(2023, 8, 27)),
            ("The Road That Needs No Explaining", "en", date(2024, 10, 29)),
            ("Қорғастағы кезек неге ұзарды?", "kk", date(2024, 11, 16)),
            ("乾いた港の門の値段", "ja", date(2025, 2, 10)),
        )
    ]
    for neighbour, kind in zip(neighbours, Link.Kind.values, strict=True):
        make_link(neighbour, article, kind)
    make_passage(Link.objects.get(from_article=neighbours[1], to_article=article), anchor="p3")
    digest = make_article(
        "二つの新聞と一つの門", DIGEST, language="ja", source=paper, tags=tags, slug="digest"
    )
    make_link(digest, english)
    render_articles([digest])
    make_article("日付のない切り抜き", "本文。\n", language="ja", published_on=None, slug="undated")
    make_reference(article, "Dry Ports of Inner Asia", url="https://example.org/")
    make_reference(article, "The Road", target=neighbours[2])
    first = make_comment(article, "線路容量の話が抜けています。")
    make_comment(article, "Спасибо за карандаш, у нас было так же.", parent=first, depth=1)
    render_articles([article])
    index_names(tags=tags, sources=[paper, russian])
    index_articles([article, english, *neighbours])
    gone = make_article("下げた記事", state=Article.State.WITHDRAWN, first_published_at=now())
    return {
        "article": article,
        "machine": machine,
        "place": place,
        "paper": paper,
        "gone": gone,
        "digest": digest,
    }


def _paths(made: dict) -> dict[str, str]:
    number = made["article"].pk
    return {
        "home": "/ja/",
        "article": made["article"].get_absolute_url(),
        "digest": made["digest"].get_absolute_url(),
        "article under another interface": f"/ru/articles/{number}/dry-port/",
        "machine translation": made["machine"].get_absolute_url(),
        "side by side": f"/ja/parallel/{number}/",
        "picture of links": f"/ja/graph/{number}/",
        "citations": f"/ja/cite/{number}/",
        "list": "/ja/articles/",
        "subjects": "/ja/tags/",
        "subject": made["place"].get_absolute_url(),
        "sources": "/ja/sources/",
        "source": made["paper"].get_absolute_url(),
        "timeline": "/ja/timeline/",
        "year": "/ja/archive/2024/",
        "month": "/ja/archive/2024/10/",
        "language": "/ja/languages/ru/",
        "author": "/ja/authors/相馬理紗/",
        "corrections": f"/ja/corrections/{number}/",
        "search": "/ja/search/",
        "hits": "/ja/search/?q=Khorgos&lang=ja",
        "nothing found": "/ja/search/?q=zzzzqqqq",
        "about": "/ja/about/",
        "not found": "/ja/nowhere/",
        "withdrawn": f"/ja/articles/{made['gone'].pk}/",
    }
