"""python -m tests.attack.patterns [SIGNS]: every regular expression of the site on texts made against it, up to so many signs (1 MB).

The texts repeat what the expression itself may repeat, and end in what it cannot take. One that takes more than about twice as long for twice as much is
named. The clock is the processor's; in the suite `tests/attack/test_patterns.py` holds what was found here.
"""

import ast
import importlib
import itertools
import os
import pkgutil
import re
import re._parser as parser
import signal
import sys
import time
from collections import deque
from collections.abc import Iterator
from typing import Any

from tests.conftest import ROOT

LEAST, ENOUGH = 2_000, 0.02  # signs to begin with; seconds from which growth can be told from noise
STEEP = 3.0  # twice the text: 2 is linear, 4 is the square
NO_END = "\x00"


def patterns() -> dict[str, re.Pattern]:
    """Every compiled expression that a module of ours holds, also within tables, by its place."""
    found: dict[re.Pattern, str] = {}
    for package in ("articles", "kzsite"):
        for info in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
            if "migrations" not in info.name and info.name != "kzsite.wsgi":
                module = importlib.import_module(info.name)
                for name, value in vars(module).items():
                    for pattern in _within(value):
                        found.setdefault(pattern, f"{info.name}.{name}")
    for pattern, place in _written_in_place():
        found.setdefault(pattern, place)
    return {f"{place} {number}": pattern for number, (pattern, place) in enumerate(found.items())}


def _written_in_place() -> Iterator[tuple[re.Pattern, str]]:
    """The expressions that a function gives straight to `re.sub` and its like, where they are plain texts."""
    for package in ("articles", "kzsite"):
        for path in sorted((ROOT / package).rglob("*.py")):
            for call in ast.walk(ast.parse(path.read_text("utf-8"))):
                match call:
                    case ast.Call(
                        func=ast.Attribute(value=ast.Name(id="re"), attr=way),
                        args=[ast.Constant(value=str(text)), *_],
                    ) if way != "compile":
                        begins = "match" if way in ("match", "fullmatch") else "inline"
                        yield re.compile(text), f"{path.relative_to(ROOT)}:{call.lineno}.{begins}"


def _within(value: Any) -> Iterator[re.Pattern]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from itertools.chain.from_iterable(map(_within, [*value.values(), *value]))
    elif isinstance(value, (list, tuple, set, frozenset)):
        yield from itertools.chain.from_iterable(map(_within, value))


def pieces(pattern: re.Pattern) -> set[str]:
    """Short texts that parts of the expression match: what it repeats, and each way through it."""
    found = {" ", "a", "1"}
    given = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    _sample(parser.parse(given, pattern.flags & ~re.UNICODE), found)
    return {piece for piece in found if 0 < len(piece) < 40}


def _sample(tree: Any, found: set[str]) -> str:
    """A text that the tree matches; those of its parts go into `found`."""
    text = ""
    for kind, value in tree:
        name = str(kind)
        if name == "LITERAL":
            text += chr(value)
        elif name in ("NOT_LITERAL", "ANY"):
            text += "y"
        elif name == "IN":
            text += _one_of(value)
        elif name == "BRANCH":
            ways = [_sample(way, found) for way in value[1]]
            found.update(ways[:8])
            text += ways[0]
        elif name == "SUBPATTERN":
            text += _sample(value[-1], found)
        elif "REPEAT" in name:
            least, _most, body = value
            piece = _sample(body, found)
            found.add(piece)
            text += piece * max(1, min(least, 3))
        elif name == "ATOMIC_GROUP":
            text += _sample(value, found)
        found.add(text[-39:])
    return text


def _one_of(members: Any) -> str:
    for kind, value in members:
        name = str(kind)
        if name == "LITERAL":
            return chr(value)
        if name == "RANGE":
            return chr(value[0])
        if name == "CATEGORY":
            return {"CATEGORY_SPACE": " ", "CATEGORY_DIGIT": "1"}.get(str(value), "a")
    return "y"


class TooSlow(Exception):
    pass


def asked_at_the_beginning_only(sources: str, place: str) -> bool:
    """Whether the code calls nothing but `match` and `fullmatch` of the expression."""
    name = place.split()[0].rpartition(".")[2]
    if "/" in place:
        return name == "match"
    uses = re.findall(rf"\b{name}\.(\w+)\(", sources)
    return bool(uses) and set(uses) <= {"match", "fullmatch"}


def cost(pattern: re.Pattern, text: str, *, at_beginning: bool) -> float:
    """Seconds that it takes to find all matches; at most 2."""
    given = text if isinstance(pattern.pattern, str) else text.encode()

    def stop(*_) -> None:
        raise TooSlow

    signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, 2)
    begin = time.process_time()
    try:
        if at_beginning:
            pattern.match(given)
        else:
            deque(pattern.finditer(given), maxlen=0)
    except TooSlow:
        pass
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - begin


def growth(pattern: re.Pattern, piece: str, most: int, *, at_beginning: bool) -> tuple[int, float]:
    """How much longer twice the text takes, at the size where that can first be told."""
    size = LEAST
    while size < most:
        half = cost(pattern, piece * (size // 2 // len(piece)) + NO_END, at_beginning=at_beginning)
        if half > ENOUGH:
            return size, cost(
                pattern, piece * (size // len(piece)) + NO_END, at_beginning=at_beginning
            ) / half
        size *= 2
    return size, 1.0


def main(most: int) -> int:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kzsite.settings")
    django.setup()
    sources = "".join(
        path.read_text("utf-8") for name in ("articles", "kzsite") for path in (ROOT / name).rglob("*.py")
    )
    steep = 0
    for place, pattern in patterns().items():
        at_beginning = asked_at_the_beginning_only(sources, place)
        for piece in sorted(pieces(pattern)):
            size, times = growth(pattern, piece, most, at_beginning=at_beginning)
            if times > STEEP:
                steep += 1
                print(
                    f"{place}\t{piece!r}\t{size} signs\t{times:.1f} times\t{pattern.pattern[:90]!r}",
                    flush=True,
                )
                break
    print(f"{len(patterns())} expressions, {steep} of them steep")
    return bool(steep)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))
