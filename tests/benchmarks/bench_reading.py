"""Pages read for each CPU second: HTML beside trafilatura, text dumps beside the same. Interleaved rounds, one process.

The pages are those of ../shared/pages where they are there, else the HTML samples of seeds/.
"""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import trafilatura

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from articles.ingest.read import read_page  # noqa: E402

ROUNDS = 5


def main() -> None:
    html, text = corpus()
    jobs = {
        "trafilatura, HTML with metadata": (
            html,
            lambda data, name: trafilatura.bare_extraction(data, with_metadata=True),
        ),
        "kzsite, HTML to a record": (html, lambda data, name: read_page(data, name=name)),
        "kzsite, text dump to a record": (text, lambda data, name: read_page(data, name=name)),
    }
    speeds: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(ROUNDS):
        for name, (pages, job) in jobs.items():
            speeds[name].append(pages_a_second(pages, job))
    base = speeds["trafilatura, HTML with metadata"]
    print(f"{len(html)} HTML pages, {len(text)} text dumps, {ROUNDS} rounds; pages for each CPU second")
    for name, found in speeds.items():
        ratio = statistics.median(own / other for own, other in zip(found, base, strict=True))
        print(
            f"{name:36} {statistics.median(found):8.0f} ({min(found):.0f}-{max(found):.0f})  {ratio:5.2f} x"
        )


def corpus() -> tuple[list[tuple[bytes, str]], list[tuple[bytes, str]]]:
    pages = ROOT.parent / "shared" / "pages"
    if pages.is_dir():
        folders = (pages / "html", "*.html"), (pages / "text-main", "*.txt")
    else:
        folders = (ROOT / "seeds", "*.html"), (ROOT / "seeds", "*.txt")
    html, text = (
        [(path.read_bytes(), path.name) for path in sorted(folder.glob(glob))] for folder, glob in folders
    )
    return html, text


def pages_a_second(pages: list[tuple[bytes, str]], job: Callable) -> float:
    start = time.process_time()
    for data, name in pages:
        job(data, name)
    return len(pages) / (time.process_time() - start)


if __name__ == "__main__":
    main()
