"""What a search gives: order, pages, filters, marks, help; the same on every database."""

from datetime import date

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Article, SearchDoc, Source, Tag, TagAlias
from articles.search.find import find
from articles.search.index import SQLITE_TABLES, index_articles, is_outdated, rebuild
from articles.search.index_names import index_names
from articles.search.names import complete
from tests.search.archive import add, add_article, headlines

pytestmark = pytest.mark.django_db


SIGNS = [
    *"\"'「」-－*():^{}+鉄\\%_&|!\x00\ud800ºªқ", "AND", "OR", "NOT", "NEAR/2", "tag:", "lang:", "after:", "2024", "鉄道", "カー",
    "port", "токаева", "<->", "title:",
]  # fmt: skip


@pytest.fixture
def tokayev():
    tag = Tag.objects.create(
        name="Tokayev", slug="tokayev", name_ja="トカエフ", name_ru="Токаев", name_en="Tokayev"
    )
    TagAlias.objects.create(tag=tag, text="托卡耶夫", language="zh-Hans")
    index_names(tags=[tag])
    return tag


class TestVisibility:
    def test_a_draft_is_not_found(self):
        draft = add_article("草案の鉄道", "本文")
        draft.state = Article.State.DRAFT
        draft.save()
        index_articles([draft])
        assert headlines("鉄道") == []

    def test_a_withdrawn_article_is_found_no_longer(self):
        article = add("鉄道の話")
        assert headlines("鉄道") == ["鉄道の話"]
        article.state = Article.State.WITHDRAWN
        article.save()
        index_articles([article])
        assert find("鉄道").total == 0

    def test_an_article_withdrawn_but_not_yet_indexed_is_not_shown(self):
        article = add("鉄道の話")
        Article.objects.filter(pk=article.pk).update(state=Article.State.WITHDRAWN)
        assert headlines("鉄道") == []

    def test_a_deleted_article_is_found_no_longer(self):
        article = add("鉄道の話")
        Article.objects.filter(pk=article.pk).update(live_revision=None, latest_revision=None, state="draft")
        Article.objects.get(pk=article.pk).delete()
        assert find("鉄道").total == 0

    def test_a_changed_text_is_found_by_its_new_words_only(self):
        article = add("見出し", "小麦の話")
        article.live_revision.plain = "綿花の話"
        article.live_revision.save()
        index_articles([article])
        assert (headlines("綿花"), headlines("小麦")) == (["見出し"], [])

    def test_a_rebuild_finds_what_was_found(self):
        add("鉄道の話")
        assert list(rebuild()) == [1]
        assert headlines("鉄道") == ["鉄道の話"]

    def test_the_end_of_a_long_text_is_found_and_only_what_stands_there(self):
        add("長い記録", "".join(chr(0x4E00 + n * 7 % 5000) for n in range(30_000)) + "。終わりの鉄道の印。")
        assert headlines("終わりの鉄道の印") == ["長い記録"]
        assert headlines("「印の鉄道」") == []

    def test_entries_of_an_older_splitter_are_noticed(self):
        add("鉄道の話")
        assert not is_outdated()
        SearchDoc.objects.update(version=0)
        assert is_outdated()

    @pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its index itself")
    def test_the_index_agrees_with_its_entries(self):
        first, second = add("鉄道の話"), add("港の話")
        first.published_on = date(1999, 1, 1)
        first.save()
        index_articles([first])
        SearchDoc.objects.filter(article=second).update(title="別 の 語")
        SearchDoc.objects.filter(article=first).delete()
        with connection.cursor() as cursor:
            for table in SQLITE_TABLES:
                cursor.execute(f"INSERT INTO {table}({table}, rank) VALUES ('integrity-check', 1)")


class TestOrder:
    def test_titles_come_before_tags_before_texts_whatever_their_age(self, tokayev):
        add("本文だけ", "トカエフ氏が語る", day="2025-01-01")
        tagged = add("札だけ", day="2024-01-01")
        tagged.tags.add(tokayev)
        index_articles([tagged])
        add("トカエフの見出し", day="2020-01-01")
        assert headlines("トカエフ") == ["トカエフの見出し", "札だけ", "本文だけ"]

    def test_the_newest_comes_first_among_equals(self):
        for year in (2019, 2023, 1958, 2021):
            add(f"{year}年の鉄道", day=f"{year}-06-01")
        assert headlines("鉄道") == ["2023年の鉄道", "2021年の鉄道", "2019年の鉄道", "1958年の鉄道"]

    def test_a_changed_date_changes_the_place(self):
        old = add("古い鉄道", day="2001-01-01")
        add("新しい鉄道", day="2020-01-01")
        old.published_on = date(2024, 1, 1)
        old.save()
        index_articles([old])
        assert headlines("鉄道") == ["古い鉄道", "新しい鉄道"]

    def test_a_word_inside_another_comes_last(self):
        add("新しい工業用水", day="2024-01-01")
        add("業用の文字", day="2020-01-01")
        assert headlines("業用") == ["業用の文字", "新しい工業用水"]

    def test_the_capital_of_japan_is_not_its_old_capital(self):
        add("東京都の公園")
        assert (headlines("京都"), headlines("東京都")) == ([], ["東京都の公園"])

    @pytest.mark.parametrize("size", [1, 3, 5])
    def test_pages_hold_every_hit_once_and_in_order(self, size):
        articles = [add(f"鉄道 {n}", day=f"20{n:02}-01-01") for n in range(5)]
        articles += [add(f"本文 {n}", "鉄道の話", day=f"20{n:02}-02-01") for n in range(5)]
        seen, cursor = [], None
        for _ in range(20):
            page = find("鉄道", size=size, cursor=cursor)
            assert page.total == 10
            seen += [hit.article.headline for hit in page.hits]
            cursor = page.next_cursor
            if cursor is None:
                break
        assert seen == [f"鉄道 {n}" for n in (4, 3, 2, 1, 0)] + [f"本文 {n}" for n in (4, 3, 2, 1, 0)]

    @pytest.mark.parametrize("bound", [1, 1000])
    def test_titles_in_other_scripts_come_first_and_once(self, bound, tokayev, monkeypatch):
        """Whether few hits are known all at once or each tier of many is asked for."""
        monkeypatch.setattr("articles.search.find.COUNT_BOUND", bound)
        add("本文だけ", "トカエフ氏が語る", day="2025-01-01")
        tagged = add("札だけ", day="2024-01-01")
        tagged.tags.add(tokayev)
        index_articles([tagged])
        add("Токаев прибыл", language="ru", day="2023-01-01")
        seen, cursor = [], None
        for _ in range(4):
            page = find("トカエフ", size=1, cursor=cursor)
            seen += [hit.article.headline for hit in page.hits]
            cursor = page.next_cursor
            if cursor is None:
                break
        assert seen == ["Токаев прибыл", "札だけ", "本文だけ"]

    def test_the_last_page_that_is_full_says_so(self):
        for n in range(4):
            add(f"鉄道 {n}")
        assert find("鉄道", size=4).next_cursor is None

    def test_a_page_has_one_hit_at_least_and_a_hundred_at_most(self):
        for n in range(3):
            add(f"鉄道 {n}")
        assert len(find("鉄道", size=0).hits) == 1
        assert len(find("鉄道", size=10**9).hits) == 3

    def test_no_more_are_counted_than_tell_something(self, monkeypatch):
        monkeypatch.setattr("articles.search.find.COUNT_BOUND", 2)
        for n in range(3):
            add(f"鉄道 {n}", day=f"202{n}-01-01")
        results = find("鉄道", size=2)
        assert (results.total, results.total_is_bound) == (2, True)
        assert [facet.count for facet in results.facets["year"]] == [1, 1]
        assert [hit.article.headline for hit in find("鉄道", cursor=results.next_cursor).hits] == ["鉄道 0"]
        assert not find("鉄道 -2").total_is_bound

    @pytest.mark.parametrize("cursor", ["0.9999999999999999999999999", "-9.9999999999999999999999999"])
    def test_a_cursor_beyond_all_numbers_gives_the_first_page(self, cursor, monkeypatch):
        monkeypatch.setattr("articles.search.find.COUNT_BOUND", 1)
        for n in range(3):
            add(f"鉄道 {n}", day=f"202{n}-01-01")
        assert headlines("鉄道", cursor=cursor) == ["鉄道 2", "鉄道 1", "鉄道 0"]

    @pytest.mark.parametrize("cursor", ["", "x", "9.9", "1.", "-1.-1", "0.99999999999999999999999", "٣.٣"])
    def test_a_cursor_of_nobody_is_no_error(self, cursor):
        add("鉄道")
        find("鉄道", cursor=cursor)


class TestQueryLanguage:
    @pytest.fixture(autouse=True)
    def _archive(self, tokayev):
        source = Source.objects.create(slug="vremya", name_ru="Время", name_en="Vremya")
        article = add("鉄道と港", "北の港まで線路が延びる", day="2024-05-09", source=source)
        article.tags.add(tokayev)
        index_articles([article])
        add("鉄道だけ", "線路の話", day="2023-03-03")
        add("A railway", "Ports of the north", language="en", day="2022-02-02")

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("鉄道 港", ["鉄道と港"]),
            ("鉄道　港", ["鉄道と港"]),
            ("鉄道 -港", ["鉄道だけ"]),
            ("鉄道 -延びる", ["鉄道だけ"]),
            ("鉄道　－港", ["鉄道だけ"]),
            ("「鉄道と港」", ["鉄道と港"]),
            ('"of the north"', ["A railway"]),
            ('"north of the"', []),
            ("tag:tokayev", ["鉄道と港"]),
            ("tag:Токаев", ["鉄道と港"]),
            ("鉄道 -tag:トカエフ", ["鉄道だけ"]),
            ("source:vremya", ["鉄道と港"]),
            ("ｓｏｕｒｃｅ：Время", ["鉄道と港"]),
            ("source:nobody", []),
            ("lang:en", ["A railway"]),
            ("lang : jp 港", ["鉄道と港"]),
            ("lang:ja lang:en port", ["A railway"]),
            ("鉄道 after:2024", ["鉄道と港"]),
            ("鉄道 before:2024", ["鉄道だけ"]),
            ("after:2023-03-03 before:2023-03-04", ["鉄道だけ"]),
            ("鉄道 after:2024年5月", ["鉄道と港"]),
            ("after:2022 -鉄道", ["A railway"]),
            ("鉄", ["鉄道と港", "鉄道だけ"]),
            ("ports", ["A railway"]),
        ],
    )
    def test_operators(self, query, expected):
        assert headlines(query) == expected

    def test_what_is_excluded_is_left_out_in_all_its_forms(self):
        add("鉄道の客", "Токаев", day="2025-01-01")
        assert headlines("鉄道 -トカエフ") == ["鉄道だけ"]

    def test_all_tags_are_wanted_and_any_of_the_sources(self, tokayev):
        rail = Tag.objects.create(name="鉄", slug="rail")
        index_names(tags=[rail])
        other = add("鉄道の客", source=Source.objects.create(slug="other", name_en="Other"), day="2020-01-01")
        other.tags.add(rail)
        index_articles([other])
        assert headlines("tag:tokayev tag:rail") == []
        assert headlines("source:vremya source:other") == ["鉄道と港", "鉄道の客"]
        assert headlines("鉄道 tag:nobody") == []

    def test_a_tag_is_known_by_the_slug_it_had(self, tokayev):
        tokayev.redirects.create(slug="president")
        assert headlines("tag:president") == ["鉄道と港"]

    def test_a_language_is_meant_with_all_its_scripts(self):
        add("铁路", language="zh-Hans", day="2020-01-01")
        add("鐵路", language="zh-Hant", day="2019-01-01")
        assert headlines("lang:zh") == headlines("lang:cn") == ["铁路", "鐵路"]
        assert headlines("lang:zh-Hant") == ["鐵路"]

    def test_a_language_given_by_the_caller_narrows(self):
        assert headlines("port", language="en") == ["A railway"]
        assert headlines("port", language="ja") == []

    @pytest.mark.parametrize("query", ["", " 　", "-鉄道", "「」", '"', "!?", "***", "before:soon"])
    def test_what_asks_for_nothing_finds_nothing(self, query):
        assert find(query).hits == []

    def test_an_operator_that_is_not_understood_is_told(self):
        assert find("鉄道 before:soon").unread == ("before:soon",)

    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        st.one_of(
            st.text(max_size=60),
            st.lists(
                st.sampled_from(SIGNS),
                max_size=12,
            ).map(" ".join),
            st.lists(st.sampled_from("鉄道カーaя:\"'-&|!*()\\"), max_size=30).map("".join),
        )
    )
    def test_no_input_raises(self, text):
        results = find(text, size=5)
        assert results.total >= len(results.hits)

    def test_the_longest_inputs_are_answered(self):
        for text in ("鉄道 " * 5000, "鉄" * 100_000, "-" * 5000, '"' * 5000, "токаева " * 500, "ァー" * 400):
            find(text)


class TestScripts:
    @pytest.mark.parametrize("query", ["トカエフ", "Токаев", "Токаева", "Tokayev", "tokayev", "托卡耶夫"])
    def test_one_form_of_a_name_finds_all(self, tokayev, query):
        add("トカエフ氏", day="2024-01-04")
        add("Встреча с Токаевым", language="ru", day="2024-01-03")
        add("Tokayev's week", language="en", day="2024-01-02")
        add("托卡耶夫访华", language="zh-Hans", day="2024-01-01")
        assert len(headlines(query)) == 4

    def test_a_quoted_name_finds_only_itself(self, tokayev):
        add("トカエフ氏")
        add("Встреча с Токаевым", language="ru")
        assert headlines("「トカエフ」") == ["トカエフ氏"]

    def test_a_name_of_several_words_is_known(self):
        tag = Tag.objects.create(
            name="Central Asia", slug="central-asia", name_en="Central Asia", name_ja="中央アジア"
        )
        index_names(tags=[tag])
        add("中央アジアの川")
        add("Asia is central", language="en", day="2020-01-01")
        assert headlines("central asia") == ["中央アジアの川", "Asia is central"]

    def test_the_forms_that_were_searched_are_told(self, tokayev):
        (term,) = find("Токаева").terms
        assert term.text == "Токаева"
        assert {"トカエフ", "Tokayev", "托卡耶夫"} <= set(term.forms)


class TestMarks:
    def marked(self, query: str) -> tuple[list[str], list[str], str]:
        (hit,) = find(query).hits
        return (
            [hit.article.headline[b:e] for b, e in hit.headline_marks],
            [hit.excerpt[b:e] for b, e in hit.marks],
            hit.anchor,
        )

    def test_marks_stand_in_the_text_as_written(self, tokayev):
        add("ﾄｶｴﾌの㌔", "初めの段落。\n次に ㌔ と國際聯合とカシム・ジョマルト。")
        assert self.marked("キロ") == (["㌔"], ["㌔"], "p2")
        assert self.marked("国際連合")[1] == ["國際聯合"]
        assert self.marked("カシムジョマルト")[1] == ["カシム・ジョマルト"]
        assert self.marked("Токаева")[0] == ["ﾄｶｴﾌ"]

    def test_a_word_that_is_only_seen_is_not_marked(self):
        add("都", "東京都の庭から京都の庭へ。")
        assert [begin for begin, _ in find("京都").hits[0].marks] == [7]

    def test_a_word_that_begins_alike_is_not_marked(self):
        add("Rocks", "Porous rocks at the ports.", language="en")
        assert self.marked("port")[1] == ["ports"]

    def test_an_inflected_word_is_marked_whole(self):
        add("О стране", "Президенты встретились.\nВ казахстанских степях ёлки.", language="ru")
        assert self.marked("казахстанская")[1:] == (["казахстанских"], "p2")
        assert self.marked("елка")[1] == ["ёлки"]

    def test_an_irregular_form_is_marked(self):
        add("Deer", "It was stolen.\nFeet froze.", language="en")
        assert self.marked("steal")[1:] == (["stolen"], "p1")
        assert self.marked("foot freezing")[1:] == (["Feet", "froze"], "p2")

    def test_a_long_text_is_cut_around_the_words(self):
        add("見出し", "前置き。" * 100 + "\n鉄道の話。" + "続き。" * 100)
        (hit,) = find("鉄道").hits
        assert "鉄道の話" in hit.excerpt
        assert len(hit.excerpt) < 200
        assert hit.anchor == "p2"

    def test_the_excerpt_shows_the_place_where_the_words_meet(self):
        add("見出し", "鉄道が一つ。" + "間の文。" * 60 + "\n港と鉄道がここで会う。")
        (hit,) = find("鉄道 港").hits
        assert "港と鉄道" in hit.excerpt

    def test_a_hit_by_tag_shows_the_beginning(self, tokayev):
        article = add("札だけ", "始まりの文。")
        article.tags.add(tokayev)
        index_articles([article])
        (hit,) = find("トカエフ").hits
        assert (hit.excerpt, hit.marks) == ("始まりの文。", [])


class TestHelp:
    def test_facets_count_the_hits_and_name_the_operator(self, tokayev):
        source = Source.objects.create(slug="vremya", name_ru="Время")
        for year in (2022, 2023, 2023):
            article = add("鉄道", day=f"{year}-01-01", source=source)
            article.tags.add(tokayev)
            index_articles([article])
        add("鉄道", language="zh-Hans", day="2023-01-01")
        facets = {
            name: [(str(facet.value), facet.count, facet.operator) for facet in values]
            for name, values in find("鉄道").facets.items()
        }
        assert facets["language"] == [("ja", 3, "lang:ja"), ("zh-Hans", 1, "lang:zh-Hans")]
        assert facets["year"] == [
            ("2023", 3, "after:2023 before:2024"),
            ("2022", 1, "after:2022 before:2023"),
        ]
        assert [facet[1:] for facet in facets["source"]] == [(3, "source:vremya")]
        assert [facet[1:] for facet in facets["tag"]] == [(3, "tag:tokayev")]

    def test_every_facet_finds_as_many_as_it_counts(self, tokayev):
        for year, language in ((2022, "ja"), (2023, "zh-Hans"), (2023, "ja")):
            add("鉄道", day=f"{year}-01-01", language=language)
        for values in find("鉄道").facets.values():
            for facet in values:
                assert find(f"鉄道 {facet.operator}").total == facet.count

    def test_the_most_frequent_tags_are_shown_first(self):
        tags = [Tag.objects.create(name=f"札{n}", slug=f"tag{n}") for n in range(10)]
        for n in range(2):
            article = add(f"鉄道 {n}")
            article.tags.add(*tags[: 10 - n])
            index_articles([article])
        facets = find("鉄道").facets["tag"]
        assert [facet.count for facet in facets] == [2] * 8
        assert {facet.operator for facet in facets} < {f"tag:tag{n}" for n in range(9)}

    def test_a_misspelt_name_is_set_right_and_searched(self, tokayev):
        add("トカエフ氏の旅")
        results = find("トカエブ")
        assert results.did_you_mean == "トカエフ"
        assert [hit.article.headline for hit in results.hits] == ["トカエフ氏の旅"]

    def test_words_stuck_together_are_searched_apart(self):
        add("鉄道の話", "大統領が開通を祝った")
        results = find("大統領の鉄道")
        assert results.loosened == "大統領 鉄道"
        assert len(results.hits) == 1

    def test_the_word_that_nothing_has_is_told(self):
        add("鉄道の話")
        assert [(term.text, term.is_found) for term in find("鉄道 xyzzy").terms] == [
            ("鉄道", True),
            ("xyzzy", False),
        ]

    def test_names_that_are_used_most_are_completed_first(self):
        for name, count in (("東一", 1), ("東二", 3), ("東三", 2)):
            Tag.objects.create(name=name, slug=name, name_ja=name, name_en=f"東 {name}", article_count=count)
        index_names()
        assert complete("東", "ja") == ["東二", "東三", "東一"]
        assert complete("東", "en", limit=2) == ["東 東二", "東 東三"]

    def test_names_are_completed_in_the_readers_script(self, tokayev):
        assert complete("トカ", "ja") == ["トカエフ"]
        assert complete("тока", "ru") == ["Токаев"]
        assert complete("Tok", "ru") == ["Tokayev"]
        assert complete("", "ja") == []
        assert complete("%", "ja") == []

    @pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's index is read in its own order")
    def test_no_search_reads_the_vectors_of_all_entries(self):
        from psycopg import ClientCursor

        add("鉄道の話", "中央の大統領が開通を祝った")
        others = [Article(headline="港", language="ja") for _ in range(2000)]
        for article in others:
            article.fill_derived()
        Article.objects.bulk_create(others)
        words = " ".join(f"語{n}" for n in range(400))
        SearchDoc.objects.bulk_create(
            SearchDoc(id=article.pk, article=article, body=words, version=1) for article in others
        )
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE articles_searchdoc")
        plans = []

        def explain(execute, sql, params, many, context):
            if "tsquery" in sql:
                explaining = ClientCursor(connection.connection)
                explaining.execute(sql.replace("SELECT", "EXPLAIN SELECT", 1), params)
                explaining.nextset()
                plans.append("\n".join(line for (line,) in explaining))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(explain):
            for asked in ("鉄道 存在", "大統領", "中央 -道路", "「大統領が」"):
                find(asked)
        assert plans
        assert all("Bitmap Index Scan on articles_searchdoc_" in plan for plan in plans)
        assert not any("Backward" in plan or "Seq Scan on articles_searchdoc" in plan for plan in plans)

    def test_a_reading_and_a_surname_are_names(self):
        takaichi = Tag.objects.create(
            name="高市早苗",
            kind=Tag.Kind.PERSON,
            name_ja="高市早苗",
            name_en="Sanae Takaichi",
            reading_ja="たかいちさなえ",
        )
        index_names(tags=[takaichi])
        add("高市早苗首相の旅")
        assert complete("たかい", "ja") == ["高市早苗"]
        for query in ("たかいちさなえ", "たかいち", "Takaichi"):
            assert len(find(query).hits) == 1
