"""How many seeded errors the checks find, and how many right pairs they doubt: `python -m tests.translations.checks`."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from articles.translations.checks.finding import Finding
from articles.translations.checks.names import Names
from articles.translations.checks.run import check_pair
from tests.translations.checks.seeded import FINDS, Right, Wrong, read


@dataclass
class Measured:
    right: int = 0
    wrong: Counter = field(default_factory=Counter)  # by kind
    found: Counter = field(default_factory=Counter)
    alarms: list[tuple[Right, list[Finding]]] = field(default_factory=list)
    missed: list[Wrong] = field(default_factory=list)

    @property
    def share_found(self) -> float:
        return self.found.total() / self.wrong.total()

    @property
    def share_of_alarms(self) -> float:
        return len(self.alarms) / self.right

    def lines(self) -> Iterable[str]:
        yield f"{self.found.total()} of {self.wrong.total()} errors found ({self.share_found:.1%})"
        yield f"{len(self.alarms)} of {self.right} right pairs doubted ({self.share_of_alarms:.1%})"
        yield ", ".join(f"{kind} {self.found[kind]}/{count}" for kind, count in sorted(self.wrong.items()))
        for right, findings in self.alarms:
            yield f"doubted: {right}: {[(f.code, f.values) for f in findings]}"
        for wrong in self.missed:
            yield f"missed: {wrong}: {wrong.target[max(0, wrong.place[0] - 20) : wrong.place[1] + 20]}"


def measure(files: Iterable[str]) -> Measured:
    names = Names.from_gazetteer()
    measured = Measured()

    def found(pair: Right, target: str) -> list[Finding]:
        languages = {"source_language": pair.source_language, "target_language": pair.target_language}
        return check_pair(pair.source, target, **languages, names=names)

    for file in files:
        right, wrong = read(file)
        measured.right += len(right)
        measured.alarms += [(pair, findings) for pair in right if (findings := found(pair, pair.target))]
        for error in wrong:
            before = {finding.key for finding in found(error.right, error.right.target)}
            new = [f for f in found(error.right, error.target) if f.key not in before]
            measured.wrong[error.kind] += 1
            if any(f.code in FINDS[error.kind] for f in new):
                measured.found[error.kind] += 1
            else:
                measured.missed.append(error)
    return measured
