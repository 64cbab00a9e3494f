"""python -m tests.faults [KILLS] [WORK…]: kill each work at so many random moments; prints what came of it.

On SQLite, or on the server of DATABASE_URL, where each trial has a database of its own.
"""

import os
import sys
import tempfile
from itertools import count
from pathlib import Path

from tests.faults.databases import Postgresql
from tests.faults.forked import Forks
from tests.faults.killed import SLOW_WORKS, WORKS, Archives, Trials


def main(kills: int, names: list[str]) -> int:
    harmed = 0
    url = os.environ.get("DATABASE_URL", "")
    with tempfile.TemporaryDirectory() as folder, Forks(url) as forks:
        archives = Archives(Path(folder), forks, databases=Postgresql(url) if url else None)
        try:
            for work in (*WORKS, *SLOW_WORKS):
                if not names or work.name in names:
                    harmed += kill(Trials(work, archives), kills)
        finally:
            archives.end()
    return 1 if harmed else 0


def kill(trials: Trials, kills: int) -> int:
    """Returns how many ends were not the undisturbed one; what ended before its kill does not count as killed."""
    name, wrong, killed = trials.work.name, 0, 0
    for seed in count():
        was_killed, told = trials.disturb(seed)
        killed += was_killed
        if told:
            wrong += 1
            print(f"{name}, seed {seed}: {'; '.join(told)}", flush=True)
        if killed == kills:
            break
    print(
        f"{name}: killed {killed} times within {trials.seconds:.2f} s ({seed + 1 - killed} more ended before), "
        f"{wrong} ends unlike the undisturbed one",
        flush=True,
    )
    return wrong


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100, sys.argv[2:]))
