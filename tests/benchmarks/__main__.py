"""make bench: every benchmark, one after the other, each in a process of its own. `make bench ONLY=reading` runs one."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

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
    "serving": ["--server", "gunicorn"],
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
            command = [sys.executable, "-m", f"tests.benchmarks.bench_{name}", *JOBS[name]]
            environment = os.environ | {"KZ_DATA_DIR": folder}
            failed |= subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
