"""robots.txt as RFC 9309 has it: groups by agent, the longest rule holds, `*` and `$` in paths. Pure."""

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

MAX_BYTES = 500_000  # RFC 9309 asks for at least 500 KiB
MAX_RULES = 5_000


@dataclass(frozen=True, slots=True)
class Robots:
    """What a host lets one agent fetch: (path pattern, whether allowed), and the seconds it asks for between requests."""

    rules: tuple[tuple[str, bool], ...] = ()
    delay: float = 0.0

    def allows(self, target: str) -> bool:
        """Whether a path with its query may be fetched; of rules of one length the allowing one holds."""
        target = _normal(target)
        matching = [(len(path), allowed) for path, allowed in self.rules if _matches(path, target)]
        return max(matching, default=(0, True))[1]


def read_robots(data: bytes, agent: str) -> Robots:
    """The rules of a robots.txt for an agent: those of the groups that name it, else those for all."""
    named, general = _Group(), _Group()
    current: list[_Group] = []
    is_open = False  # whether the lines before were agents' names, so that another one joins the group
    for line in data[:MAX_BYTES].decode("utf-8-sig", "replace").splitlines():
        key, _, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if key == "user-agent":
            current = current if is_open else []
            is_open = True
            if value == "*":
                current.append(general)
            elif _token(value) == agent.lower():
                current.append(named)
                named.is_there = True
        elif key in ("allow", "disallow", "crawl-delay"):
            is_open = False
            for group in current:
                group.add(key, value)
    group = named if named.is_there else general
    return Robots(tuple(group.rules[:MAX_RULES]), group.delay)


class _Group:
    def __init__(self) -> None:
        self.rules: list[tuple[str, bool]] = []
        self.delay = 0.0
        self.is_there = False

    def add(self, key: str, value: str) -> None:
        if key == "crawl-delay":
            self.delay = float(value) if re.fullmatch(r"\d{1,9}(?:\.\d{1,3})?", value) else 0.0
        elif value:  # an empty rule says nothing
            self.rules.append((_normal(value), key == "allow"))


def _token(value: str) -> str:
    match = re.match(r"[A-Za-z_-]+", value)
    return match.group().lower() if match else ""


def _normal(path: str) -> str:
    """One spelling of a path: what is percent-encoded needlessly is plain, what must be is encoded."""
    return quote(unquote(path, errors="surrogateescape"), safe="/?&=*$:;,@!'()+~", errors="surrogateescape")


def _matches(path: str, target: str) -> bool:
    """Whether the target begins as the pattern says; pieces between stars are looked for from left to right."""
    is_whole = path.endswith("$")
    first, *pieces = path.removesuffix("$").split("*")
    if not target.startswith(first):
        return False
    place = len(first)
    for number, piece in enumerate(pieces, 1):
        if is_whole and number == len(pieces):
            return len(target) - len(piece) >= place and target.endswith(piece)
        place = target.find(piece, place)
        if place < 0:
            return False
        place += len(piece)
    return not is_whole or place == len(target)
