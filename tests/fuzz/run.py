"""Runs targets for so long, and tells every input that broke one."""

import random
import signal
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass

from tests.fuzz import containers, pages

TARGETS = {"page": pages, "container": containers}
HANG = 120.0  # CPU seconds after which an input is taken to hang


@dataclass(frozen=True)
class Failure:
    """An input that broke a target; `number` and the run's seed make it anew."""

    target: str
    number: int
    shape: str
    name: str
    data: bytes
    what: str


class Hang(BaseException):
    """Raised into a reader that does not come back."""


def run(*, seconds: float, seed: int, start: int = 0, count: int | None = None) -> Iterator[Failure | int]:
    """Failures as they are found, and last the number of inputs tried."""
    signal.signal(signal.SIGPROF, _hang)
    material = {name: target.seeds() for name, target in TARGETS.items()}
    end, number = time.monotonic() + seconds, start
    while time.monotonic() < end and (count is None or number < start + count):
        name = list(TARGETS)[number % len(TARGETS)]
        failure = try_one(name, material[name], seed=seed, number=number)
        if failure:
            yield failure
        number += 1
    yield number - start


def try_one(target: str, material: list[bytes], *, seed: int, number: int) -> Failure | None:
    """Make the input of this number and judge it."""
    shape, name, data = TARGETS[target].make(random.Random(f"{seed}:{number}"), material)
    signal.setitimer(signal.ITIMER_PROF, HANG)
    try:
        what = TARGETS[target].check(name, data)
    except Hang:
        what = "hang: " + traceback.format_exc(limit=-4)
    except Exception:  # what a reader may not raise is what this is here to find
        what = traceback.format_exc(limit=-4)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return Failure(target, number, shape, name, data, what) if what else None


def _hang(*_) -> None:
    raise Hang
