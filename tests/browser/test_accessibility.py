"""axe finds nothing on any kind of page, light or dark, in any interface language."""

import pytest

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed")


def violations(page) -> list[str]:
    found = axe.Axe().run(page).response["violations"]
    return [f"{v['id']}: {node['html'][:160]}" for v in found for node in v["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_kind_of_page_is_accessible(open_page, archive, scheme):
    page = open_page("/ja/", scheme=scheme)
    found = {}
    for name, path in archive.items():
        page.goto(path)
        found[name] = violations(page)
    assert {name: v for name, v in found.items() if v} == {}


def test_narrow_pages_with_everything_unfolded_are_accessible(open_page, archive):
    page = open_page("/ja/", width=390)
    found = {}
    for name in ("home", "article", "hits", "subject"):
        page.goto(archive[name])
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        found[name] = violations(page)
    assert {name: v for name, v in found.items() if v} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("interface", ["en", "ru", "kk", "zh-hans"])
def test_other_interfaces_are_accessible(open_page, archive, interface, scheme):
    page = open_page(f"/{interface}/", scheme=scheme)
    found = {}
    for name, path in archive.items():
        page.goto(path.replace("/ja/", f"/{interface}/", 1))
        found[name] = violations(page)
    assert {name: v for name, v in found.items() if v} == {}
