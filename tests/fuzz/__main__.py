"""python -m tests.fuzz --seconds 60 [--seed N] [--start N --count 1] [--keep FOLDER]"""

import argparse
import sys
from pathlib import Path

from tests.fuzz.run import Failure, run


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=int, default=0, help="the first input's number")
    parser.add_argument("--count", type=int, help="how many inputs, if not as many as there is time for")
    parser.add_argument("--keep", type=Path, help="a folder for the inputs that broke something")
    options = parser.parse_args()
    failures = 0
    for found in run(seconds=options.seconds, seed=options.seed, start=options.start, count=options.count):
        if isinstance(found, Failure):
            failures += 1
            print(f"#{found.number} {found.target}, {found.shape}, {found.name}, {len(found.data):,} bytes")
            print(found.what, flush=True)
            if options.keep:
                options.keep.mkdir(parents=True, exist_ok=True)
                (options.keep / f"{options.seed}-{found.number}-{found.name}").write_bytes(found.data)
        else:
            print(f"{found:,} inputs, {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
