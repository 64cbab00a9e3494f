"""Memory of an import by its number of pages: python -m tests.benchmarks.bench_memory [COUNT …]       1000 4000 16000 by default.

Small pages, each import into a database of its own; printed is the largest resident size of the process that stores them.
"""

import os
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main(counts: list[int]) -> None:
    first = 0.0
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            size = imported(Path(folder), count)
        first = first or size
        print(f"{count:7} pages: at most {size:5.0f} MiB, {size / first:4.2f} x", flush=True)


def imported(folder: Path, count: int) -> float:
    """MiB at most of the process that stores an import."""
    for number in range(count):
        place = folder / "pages" / f"{number // 1000}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number}.txt").write_text(page(number))
    environment = os.environ | {"KZ_DATA_DIR": str(folder), "KZ_ENV": "development"}
    environment.pop("DATABASE_URL", None)
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
    command = [sys.executable, "manage.py", "import_articles", str(folder / "pages"), "--publish"]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, f"the import of {count} pages failed"
    return usage.ru_maxrss / 1024


def page(number: int) -> str:
    """A short page that shares no text with the others."""
    said = " ".join(sha256(f"{number} {word}".encode()).hexdigest()[:7] for word in range(20))
    return f"Train {number} of the season\n\n{1 + number % 28} May 2024\n\nOn that day {said} were counted, {number} in all.\n"


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [1000, 4000, 16000])
