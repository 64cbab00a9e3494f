"""make bench: every benchmark, one after the other, each in a process of its own. `make bench ONLY=reading` runs one."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.postgresql import postgresql, programs

ROOT = Path(__file__).resolve().parents[2]
# name → arguments; links, scale and serving fill a database of their own
JOBS = {
    "admin": [],
    "reading": [],
    "storing": [],
    "search": [],
    "names": [],
    "memory": [],
    "links": ["2000"],
    "scale": [],
    "serving": [],
}


def main(only: list[str]) -> int:
    unknown = set(only) - set(JOBS)
    if unknown:
        print(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(JOBS)}")
        return 2
    failed = 0
    for name in only or JOBS:
        print(f"\n== {name}", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            failed |= serving(Path(folder)) if name == "serving" else bench(name, Path(folder))
    return failed


def bench(name: str, folder: Path, *more: str, **environment: str) -> int:
    command = [sys.executable, "-m", f"tests.benchmarks.bench_{name}", *JOBS[name], *more]
    environment = os.environ | {"KZ_DATA_DIR": str(folder)} | environment
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def serving(folder: Path) -> int:
    """On both databases, or on that of DATABASE_URL; then all ratios in one table."""
    if "DATABASE_URL" in os.environ:
        return bench("serving", folder)
    failed = bench("serving", folder, "--figures", str(folder / "SQLite"))
    if found := programs():
        print("\n== serving, PostgreSQL", flush=True)
        with postgresql(found) as (address, number):
            told = ["--figures", str(folder / "PostgreSQL"), "--database-pid", str(number)]
            failed |= bench("serving", folder, *told, DATABASE_URL=address)
    else:
        print("\nserving on PostgreSQL: left out, there is none on this machine")
    print_ratios([path for path in (folder / "SQLite", folder / "PostgreSQL") if path.exists()])
    return failed


def print_ratios(files: list[Path]) -> None:
    columns = [
        {
            (page, server): f"{ms:8.2f} ms ×{ratio:5.2f}"
            for page, server, ms, ratio, _ in json.loads(file.read_text())
        }
        for file in files
    ]
    print(f"\n{'':64}" + "".join(f"{file.name:>20}" for file in files))
    for page, server in dict.fromkeys(row for column in columns for row in column):
        figures = "".join(f"{column.get((page, server), ''):>20}" for column in columns)
        print(f"{page + ': ' + server:64}{figures}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
