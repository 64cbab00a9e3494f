"""python -m tests.faults [TRIALS] [WORK…]: kill each work at so many random moments; prints what came of it."""

import sys
import tempfile
from pathlib import Path

from tests.faults.killed import WORKS, Trials, differences


def main(trials: int, names: list[str]) -> int:
    harmed = 0
    for work in WORKS:
        if names and work.name not in names:
            continue
        with tempfile.TemporaryDirectory() as folder:
            held = Trials(work, Path(folder) / work.name)
            wrong = 0
            for seed in range(trials):
                if told := differences(held.wanted, held.disturb(seed)):
                    wrong += 1
                    print(f"{work.name}, seed {seed}: {'; '.join(told)}", flush=True)
            print(
                f"{work.name}: killed {trials} times within {held.seconds:.1f} s, {wrong} ends unlike the undisturbed one",
                flush=True,
            )
            harmed += wrong
    return 1 if harmed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100, sys.argv[2:]))
