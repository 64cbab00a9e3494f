"""Reading with a keyboard, without script, on a narrow screen, and under the policy."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.utils.timezone import now
from PIL import Image

from articles.models import Article


def test_the_table_of_links_says_nothing_empty_and_of_no_picture_on_a_phone(open_page, archive):
    page = open_page(archive["picture of links"], width=390)
    assert "–" not in page.inner_text("table").split("\n")
    assert not page.locator(".rub small").last.is_visible()


def test_no_page_scrolls_sideways_at_320_pixels(open_page, archive):
    page = open_page("/ja/", width=320)
    wide = {}
    for name, path in archive.items():
        page.goto(path)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide[name] = width
    assert wide == {}


@pytest.mark.parametrize("interface", ["ja", "ru"])
def test_largest_type_does_not_scroll_sideways_either(interface, open_page, archive):
    page = open_page("/ja/", width=360)
    page.evaluate("localStorage.setItem('display-size', 'xl')")
    wide = {}
    for name in ("home", "article", "hits", "subject", "side by side", "sources"):
        page.goto(archive[name].replace("/ja/", f"/{interface}/"))
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 360:
            wide[name] = width
    assert wide == {}


def test_no_page_breaks_the_policy_or_complains(open_page, archive):
    page = open_page("/ja/")
    for name, path in archive.items():
        if name not in ("not found", "withdrawn"):  # the console says 404 and 410 there, rightly
            page.goto(path)
    assert page.complaints == []


def test_a_page_asks_for_at_most_six_files(open_page, archive):
    page = open_page("/ja/")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(archive["article"])
    assert len(asked) <= 6, asked


def test_all_is_readable_without_script(open_page, archive):
    page = open_page(archive["article"], script=False)
    assert page.locator("main .text p").first.is_visible()
    assert not page.locator("[data-display]").is_visible()
    page.locator("#comments summary").click()
    assert page.locator("#c0").is_visible()
    page.goto(archive["search"])
    page.locator("#q").fill("Khorgos")
    page.locator(".bigseek button").click()
    page.locator(".hits mark").first.wait_for()


def test_keyboard_reaches_the_text_first_and_shows_where_it_is(open_page, archive):
    page = open_page(archive["article"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_every_control_is_reached_by_tab_in_the_order_of_the_page(open_page, archive):
    page = open_page(archive["article"])
    expected = page.evaluate(
        "[...document.querySelectorAll('a[href], button, input, select, summary, [tabindex=\"0\"]')]"
        ".filter(e => e.checkVisibility({checkVisibilityCSS: true, contentVisibilityAuto: true})).length"
    )
    seen = []
    for _ in range(expected + 5):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                "[...document.querySelectorAll('*')].indexOf(document.activeElement)",
            )
        )
        if page.evaluate("document.activeElement === document.body"):
            break
    reached = [place for place in seen if place > 0 and place != seen[-1]]
    assert reached == sorted(reached)
    assert len(reached) >= expected - 1


def test_display_choice_holds_on_the_next_page_and_sends_nothing(open_page, archive):
    page = open_page(archive["article"])
    face = "getComputedStyle(document.querySelector('#p1')).fontFamily"
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    serif, light = page.evaluate(face), page.evaluate(paper)
    page.locator("[data-display] summary").click()
    page.locator("[name=theme]").select_option("dark")
    page.locator("[name=face]").select_option("sans")
    page.locator("[name=size]").select_option("xl")
    page.keyboard.press("Escape")
    assert not page.locator("[name=theme]").is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.reload()
    assert page.evaluate(face) != serif
    assert page.evaluate(paper) != light
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "21px"
    assert page.locator("[name=theme]").input_value() == "dark"
    page.locator("[data-display] summary").click()
    for name in ("theme", "face", "size"):
        page.locator(f"[name={name}]").select_option("")
    assert (page.evaluate(face), page.evaluate(paper)) == (serif, light)
    assert page.context.cookies() == []


def test_names_are_offered_while_typing(open_page, archive):
    page = open_page(archive["search"])
    page.locator("#q").press_sequentially("ホル")
    page.wait_for_selector("#suggestions option[value='ホルゴス']", state="attached")


def test_paragraph_address_leads_to_the_paragraph(open_page, archive):
    page = open_page(archive["article"] + "#p3")
    assert page.evaluate("document.querySelector(':target').id") == "p3"


def test_print_leaves_navigation_out_and_keeps_the_text(open_page, archive):
    page = open_page(archive["article"])
    page.emulate_media(media="print")
    assert not page.locator(".nav").first.is_visible()
    assert page.locator("main .text p").first.is_visible()


def test_print_leaves_out_a_table_that_is_folded(open_page, archive):
    page = open_page("/en/timeline/")
    folded = page.locator(".fold:has(> .tbl)").first
    assert folded.is_visible()
    page.emulate_media(media="print")
    assert not folded.is_visible()


def test_print_leaves_out_the_choice_of_languages(open_page, archive):
    page = open_page(archive["side by side"])
    page.emulate_media(media="print")
    assert not page.locator("main form select").first.is_visible()
    assert page.locator("main .para .text").first.is_visible()


def test_forced_colours_leave_the_shapes_of_states_and_what_is_current(open_page, archive):
    page = open_page(archive["article"], forced_colors="active")
    filled = page.evaluate(
        "[...document.querySelectorAll('.vers .st')].map(e => [e.className.split(' ')[1], "
        "getComputedStyle(e, '::before').backgroundColor !== 'rgba(0, 0, 0, 0)'])"
    )
    assert dict(filled) == {
        "original": True,
        "reviewed": True,
        "translated": True,
        "none": False,
        "machine": False,
    }
    line = "getComputedStyle(document.querySelector('.vers [aria-current]')).borderBlockEndWidth"
    assert page.evaluate(line) == "3px"


@pytest.mark.parametrize("interface", ["ja", "ru", "zh-hans"])
def test_no_dot_stands_where_a_line_of_facts_begins(interface, open_page, archive):
    """In Chinese type the dot is as wide as a character, and showed its half."""
    page = open_page(f"/{interface}/", width=390)
    fact = page.locator(".list .meta").first
    box, size = fact.bounding_box(), fact.evaluate("p => parseFloat(getComputedStyle(p).fontSize)")
    before = {"x": box["x"], "y": box["y"], "width": 1.15 * size, "height": box["height"]}
    colours = Image.open(BytesIO(page.screenshot(clip=before))).convert("RGB").getcolors()
    assert len(colours) == 1


@pytest.mark.parametrize("width", [320, 1280, 2560])
def test_lines_of_japanese_stay_within_forty_characters(open_page, archive, width):
    page = open_page(archive["article"], width=width)
    size = "parseFloat(getComputedStyle(p).fontSize)"
    count = page.evaluate(
        f"(() => {{ const p = document.querySelector('#p1'); return p.clientWidth / {size} }})()"
    )
    assert 12 <= count <= 40


def test_what_came_since_the_last_visit_is_marked_and_nobody_is_told(open_page, archive):
    Article.objects.update(first_published_at=datetime.fromtimestamp(500, UTC))
    Article.objects.filter(headline__startswith="乾いた港の門").update(first_published_at=now())
    page = open_page(archive["list"])
    assert page.locator(".fresh").count() == 0
    visits = {"/articles/": [0, 1000], "/": [0, 1000]} | {f"/old/{n}/": [0, n] for n in range(300)}
    page.evaluate("visits => localStorage.setItem('visits', JSON.stringify(visits))", visits)
    for path in (archive["list"], "/en/articles/", "/ja/"):  # coming back at once is the same visit
        page.goto(path)
        (fresh,) = page.locator("[data-at]:has(.fresh)").all()
        assert "乾いた港の門の値段" in fresh.inner_text()
        assert page.locator("[role=status]").inner_text().endswith(" 1")
    assert page.evaluate("Object.keys(JSON.parse(localStorage.visits)).length") == 200
    assert page.context.cookies() == []


def test_the_number_of_a_paragraph_copies_its_address(open_page, archive):
    page = open_page(archive["article"])
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("#p2 .pno").click()
    page.wait_for_selector("[data-told]")
    assert page.evaluate("navigator.clipboard.readText()").endswith("#p2")


def test_nothing_moves_while_a_page_loads(open_page, archive):
    page = open_page("/ja/")
    moved = {}
    for name, path in archive.items():
        page.goto(path)
        shift = page.evaluate(
            """() => new Promise(done => {
                let sum = 0
                new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value })
                    .observe({type: 'layout-shift', buffered: true})
                requestAnimationFrame(() => requestAnimationFrame(() => done(sum)))
            })"""
        )
        if shift:
            moved[name] = shift
    assert moved == {}


def test_another_language_of_text_or_pages_keeps_the_paragraph(open_page, archive):
    page = open_page(archive["article"])
    page.locator("#p1 .pno").click()
    for others in ("#versions a:not([aria-current])", ".langs-ui a:not([aria-current])"):
        with page.expect_navigation(url="**#p1"):
            page.locator(others).first.click()
    assert page.locator("#p1").is_visible()
    page.locator("[data-keeps-place] a[href*='/parallel/']").click()
    page.wait_for_url("**/parallel/**#p1")


def test_without_script_the_side_by_side_view_leads_to_the_paragraph_of_either_version(open_page, archive):
    page = open_page(archive["side by side"], script=False, width=390)
    page.locator("#p1 a.lab").last.click()
    page.wait_for_url("**#p1")
    assert page.locator("#p1").is_visible()
