"""axe finds nothing on any kind of page, light or dark, in any interface language."""

from datetime import date

import pytest

from articles.links.run import link_articles
from articles.models import Link
from articles.revisions.render import render_articles
from tests.factories import make_article

pytest.importorskip("axe_playwright_python", reason="axe-core is not installed")


def faults(page, **options) -> list[str]:
    """By axe's own choice of rules and one that it leaves out: fingers need 24 pixels to meet a link."""
    from tests.browser.axe import violations

    options.setdefault("rules", {"target-size": {"enabled": True}})
    return [f"{v['id']}: {node['html'][:160]}" for v in violations(page, **options) for node in v["nodes"]]


def faults_in_dark(page) -> list[str]:
    """Of the page as it stands: only its colours change."""
    page.emulate_media(color_scheme="dark")
    rules = ["color-contrast", "link-in-text-block"]
    found = faults(page, runOnly={"type": "rule", "values": rules})
    page.emulate_media(color_scheme="light")
    return [f"dark: {one}" for one in found]


@pytest.mark.parametrize("interface", ["ja", "en", "ru", "kk", "zh-hans"])
def test_every_kind_of_page_is_accessible_in_light_and_dark(open_page, archive, interface):
    page = open_page(f"/{interface}/", reduced_motion="reduce")
    found = {}
    for name, path in archive.items():
        page.goto(path.replace("/ja/", f"/{interface}/", 1))
        found[name] = faults(page) + faults_in_dark(page)
    assert {name: v for name, v in found.items() if v} == {}


def test_narrow_pages_with_everything_unfolded_are_accessible(open_page, archive):
    page = open_page("/ja/", width=390)
    found = {}
    for name in ("home", "article", "hits", "subject"):
        page.goto(archive[name])
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        found[name] = faults(page)
    assert {name: v for name, v in found.items() if v} == {}


def test_notes_beside_the_text_have_room_for_fingers(open_page, live_server):
    shared = [
        "北の港を出た貨車は三日のあいだ門の前に並び、夜ごとに番号を数え直された。",
        "荷主は待つ間の薪代を自分で払ったと帳簿に書いてある。",
    ]
    article = make_article("一本の道", "\n\n".join(shared), language="ja", published_on=date(2024, 3, 1))
    digest = make_article(
        "冬の便り", "\n\n".join([*shared, "ほかの話。"]), language="ja", published_on=date(2024, 3, 9)
    )
    link_articles([article.pk, digest.pk])
    Link.objects.update(state=Link.State.ACCEPTED)
    render_articles([article, digest])
    page = open_page(f"/ja/articles/{article.pk}/{article.slug}/", width=412)
    assert page.locator(".mnote").first.is_visible()
    assert faults(page, runOnly={"type": "rule", "values": ["target-size"]}) == []
