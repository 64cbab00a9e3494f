"""Pages taken in for each CPU second: read, stored with revision, ledger, suggestions, links, HTML and search entry.

Beside it, in turn: Wagtail creating the same pages with a published revision, and with neither reading nor links. The generated pages and
Wagtail's site are those of ../shared/bench; without that folder there is nothing to hold it against.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BENCH = ROOT.parent / "shared" / "bench"
FEW, MANY = 50, 350  # the difference leaves out what starting costs
ROUNDS = 3


def main() -> None:
    if not BENCH.is_dir():
        print("bench_storing: skipped, the folder of peers is not beside this checkout")
        return
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append((MANY - FEW) / (cpu_of(imported, MANY) - cpu_of(imported, FEW)))
        theirs.append((MANY - FEW) / (cpu_of(wagtail, MANY) - cpu_of(wagtail, FEW)))
    ratio = statistics.median(own / other for own, other in zip(ours, theirs, strict=True))
    print(f"{MANY - FEW} pages, {ROUNDS} rounds; pages for each CPU second")
    print(f"Wagtail, page with a published revision  {statistics.median(theirs):8.1f}")
    print(f"kzsite, import_articles --publish        {statistics.median(ours):8.1f}  {ratio:5.2f} x")


def cpu_of(job, count: int) -> float:
    """CPU seconds of the child processes of one job."""
    with tempfile.TemporaryDirectory() as folder:
        prepared = job(Path(folder), count)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        prepared()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def imported(folder: Path, count: int):
    pages = folder / "pages"
    run([sys.executable, BENCH / "gen_corpus.py", count, pages, "--format", "html"])
    (pages / "truth.jsonl").unlink(missing_ok=True)
    environment = {"KZ_DATA_DIR": str(folder / "data")}
    run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, **environment)
    run([sys.executable, "-c", LOAD_NAMES], cwd=ROOT, **environment)
    command = [sys.executable, "manage.py", "import_articles", pages, "--publish", "--workers", "1"]
    return lambda: run(command, cwd=ROOT, **environment)


LOAD_NAMES = """
import os, django
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kzsite.settings")
django.setup()
from articles.tagging.load import load_gazetteer
load_gazetteer()
"""


def wagtail(folder: Path, count: int):
    site = BENCH / "peers" / "wagtailpeer"
    environment = {
        "BENCH_DB": str(folder / "wagtail.sqlite3"),
        "DJANGO_SETTINGS_MODULE": "wsettings",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    run([sys.executable, "manage.py", "migrate", "-v0"], cwd=site, **environment)
    return lambda: run([sys.executable, "manage.py", "load", count, "--revisions"], cwd=site, **environment)


def run(command: list, *, cwd: Path | None = None, **environment: str) -> None:
    inherited = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
    subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=inherited | environment,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


if __name__ == "__main__":
    main()
