"""axe finds nothing on any kind of page, light or dark, in any interface language."""

import pytest

pytest.importorskip("axe_playwright_python", reason="axe-core is not installed")


def faults(page, **options) -> list[str]:
    from tests.browser.axe import violations

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
