"""Which characters of a text an amount was read from, so that none is read twice."""

from bisect import bisect_right


class Taken:
    def __init__(self) -> None:
        self._begins: list[int] = []
        self._ends: list[int] = []

    def take(self, begin: int, end: int) -> bool:
        """Take a span; False, and nothing is taken, where it overlaps what is taken."""
        if self.overlaps(begin, end):
            return False
        at = bisect_right(self._begins, begin)
        self._begins.insert(at, begin)
        self._ends.insert(at, end)
        return True

    def overlaps(self, begin: int, end: int) -> bool:
        at = bisect_right(self._begins, begin)
        return bool(at and self._ends[at - 1] > begin) or (at < len(self._begins) and self._begins[at] < end)
