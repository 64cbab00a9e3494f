"""Where an article ends and what in it is not of it: lists, other posts, comments without a name, repeated lines."""

from articles.ingest.html.page import html_page

PROSE = "The river froze early that year, and the ferrymen, who had no other work, mended their nets by the stove."
MORE = "By March the ice was grey, the first boats were tarred, and the price of fish had fallen by a third."


def roles(body, head=""):
    page = html_page(f"<html><head>{head}</head><body>{body}</body></html>")
    return {line.text: line.hint.role for line in page.lines}


def links(count, tag="li"):
    return "".join(
        f"<{tag}><a href='/{n}'>Another story of the river, number {n}</a></{tag}>" for n in range(count)
    )


def test_a_list_of_teasers_is_no_text():
    items = "".join(
        f"<div class='item'><a href='/{n}'>A headline of another day, {n}</a><p>{PROSE} {n}</p></div>"
        for n in range(5)
    )
    given = roles(f"<h1>The river</h1><div>{f'<p>{PROSE}</p><p>{MORE}</p>' * 4}{items}</div>")
    assert given[PROSE] == "body"
    assert given[f"{PROSE} 3"] == "promotion"


def test_a_long_run_of_links_ends_the_article():
    given = roles(
        f"<h1>The river</h1><div><p>{PROSE}</p><p>{MORE}</p><ul>{links(12)}</ul><div><p>Ours is a paper of the river, read by many.</p></div></div>"
    )
    assert given[MORE] == "body"
    assert given["Ours is a paper of the river, read by many."] == "promotion"


def test_a_box_of_links_in_the_midst_of_an_article_does_not_end_it():
    given = roles(
        f"<h1>The river</h1><div>{f'<p>{PROSE}</p>' * 4}<ul>{links(12)}</ul><p>{MORE}</p><p>{MORE} Again.</p></div>"
    )
    assert given[MORE] == "body"


def test_a_link_between_two_paragraphs_is_text():
    given = roles(
        f"<h1>The river</h1><div><p>{PROSE}</p><p><a href='/map'>A map of the ferries of 1931</a></p><p>{MORE}</p></div>"
    )
    assert given["A map of the ferries of 1931"] == "body"


def test_a_labelled_link_in_the_text_is_a_reference():
    given = roles(
        f"<h1>The river</h1><div><p>{PROSE}</p><p>Read also: <a href='/map'>A map of the ferries</a></p><p>{MORE}</p></div>"
    )
    assert given["Read also: A map of the ferries"] == "related"


def test_a_table_of_contents_is_navigation():
    contents = "".join(f"<li><a href='#part-{n}'>Part {n} of the story</a></li>" for n in range(4))
    given = roles(f"<h1>The river</h1><div><p>{PROSE}</p><ul>{contents}</ul><p>{MORE}</p></div>")
    assert given["Part 2 of the story"] == "navigation"


def test_of_several_posts_the_first_is_the_article():
    posts = "".join(
        f"<div class='post'><h2>Day {n}</h2><p>{PROSE} {n}</p><p>{MORE} {n}</p></div>" for n in range(3)
    )
    given = roles(posts)
    assert given[f"{PROSE} 0"] == "body"
    assert given[f"{PROSE} 1"] != "body"


def test_posts_parted_by_days_only_are_told_apart():
    posts = "".join(
        f"<p>Day {n}</p><p>2005-06-1{n} 14:05:50</p><p>{PROSE} {n}</p><p>{MORE} {n}</p>" for n in range(3)
    )
    given = roles(f"<div>{posts}</div>")
    assert given[f"{MORE} 0"] == "body"
    assert given[f"{PROSE} 1"] == "promotion"


def test_what_follows_the_heading_of_comments_is_no_text():
    given = roles(
        f"<h1>The river</h1><div>{f'<p>{PROSE}</p><p>{MORE}</p>' * 3}<h3>2 comments</h3><p>I knew one of those ferrymen, he was my uncle.</p></div>"
    )
    assert given["I knew one of those ferrymen, he was my uncle."] == "form"


def test_comments_without_telling_names_are_comments():
    page = html_page(
        f"<html><body><h1>The river</h1><div>{f'<p>{PROSE}</p><p>{MORE}</p>' * 3}<h3>2 comments</h3>"
        "<div class='x'><b>Tom</b><br>May 3, 2021 at 9:15 am<p>I knew one of those ferrymen, he was my uncle.</p></div>"
        "<div class='x'><b>Ann</b><br>May 4, 2021 at 7:02 am<p>Mine too, so we must be cousins, you and I.</p></div></div>"
    )
    groups = {line.text: line.hint.group for line in page.lines if line.hint.role == "comment"}
    assert len(set(groups.values())) == 2
    assert "I knew one of those ferrymen, he was my uncle." in groups


def test_a_sentence_pulled_out_for_show_is_a_duplicate():
    given = roles(
        f"<h1>The river</h1><div><p>{PROSE} They had mended those same nets twice already since autumn.</p><blockquote>They had mended those same nets twice already since autumn.</blockquote><p>{MORE}</p></div>"
    )
    assert given["They had mended those same nets twice already since autumn."] == "duplicate"


def test_lines_that_a_fixed_width_has_broken_are_one_paragraph():
    lines = "<br>".join(["这条河今年冻得很早摆渡的人没有别的活可干只好守着炉子补网从早"] * 7)
    page = html_page(f"<html><body><h1>河</h1><div>{lines}。</div></body></html>")
    assert [line.hint.role for line in page.lines if line.hint.role.startswith("body")] == ["body"] + [
        "body+"
    ] * 6


def test_a_headline_of_two_lines_is_one():
    page = html_page(
        f"<html><head><title>The river froze early</title></head><body><h1>The river<br>froze early</h1><p>{PROSE}</p><p>{MORE}</p></body></html>"
    )
    assert [line.hint.role for line in page.lines[:2]] == ["title", "title"]
    assert next(fact.value for fact in page.facts if fact.field == "title") == "The river froze early"


def test_an_article_in_parts_keeps_them_all():
    body = f"<div class='entry-content'><div><p>{MORE}</p></div><div>{f'<p>{PROSE}</p>' * 9}</div></div>"
    assert roles(f"<h1>The river</h1>{body}")[MORE] == "body"


def test_a_teaser_between_headline_and_text_is_the_deck():
    given = roles(
        f"<h1>The river</h1><p class='teaser'>{MORE}</p><div><p>{PROSE}</p>{f'<p>{PROSE} Again.</p>' * 3}</div>"
    )
    assert given[MORE] == "subtitle"
