"""axe finds nothing on any kind of page, light or dark, in any interface language."""

import pytest

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed")


def violations(page, **options) -> list[str]:
    found = axe.Axe().run(page, options={"preload": False, **options}).response["violations"]
    return [f"{v['id']}: {node['html'][:160]}" for v in found for node in v["nodes"]]


def violations_in_dark(page) -> list[str]:
    """Of the page as it stands: only its colours change."""
    page.emulate_media(color_scheme="dark")
    found = violations(page, runOnly={"type": "rule", "values": ["color-contrast", "link-in-text-block"]})
    page.emulate_media(color_scheme="light")
    return [f"dark: {one}" for one in found]


@pytest.mark.parametrize("interface", ["ja", "en", "ru", "kk", "zh-hans"])
def test_every_kind_of_page_is_accessible_in_light_and_dark(open_page, archive, interface):
    page = open_page(f"/{interface}/", reduced_motion="reduce")
    found = {}
    for name, path in archive.items():
        page.goto(path.replace("/ja/", f"/{interface}/", 1))
        found[name] = violations(page) + violations_in_dark(page)
    assert {name: v for name, v in found.items() if v} == {}


def test_narrow_pages_with_everything_unfolded_are_accessible(open_page, archive):
    page = open_page("/ja/", width=390)
    found = {}
    for name in ("home", "article", "hits", "subject"):
        page.goto(archive[name])
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        found[name] = violations(page)
    assert {name: v for name, v in found.items() if v} == {}
