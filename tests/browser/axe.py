"""What axe finds on a page that is open in Chromium."""

from axe_playwright_python.sync_playwright import Axe

SCRIPT = Axe().axe_script
RUN = "async (options) => (await axe.run(options)).violations"


def violations(page, **options) -> list[dict]:
    """Axe's violations by `options` of its own; its script, of half a megabyte, is given to a page once."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(SCRIPT)
    return page.evaluate(RUN, {"preload": False, "resultTypes": ["violations"], **options})
