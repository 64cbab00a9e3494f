"""make gate: hold the reader's quality against pinned floors, on pages that others published as test material.

The pages and the scorer lie beside the checkout, where they are there at all. `floors.json` pins, for each form and
language, the least that every figure may be, and the checksum of the pages. Raising floors: `make gate RAISE=1`, which never
lowers one. Lowering one is done by hand in the file, where a reviewer sees it.
"""

import hashlib
import json
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
FLOORS = Path(__file__).with_name("floors.json")
SLACK = 0.005  # a page more or less among hundreds is no fall
LANGUAGES = {"ja", "zh", "ru", "de", "en"}
FIGURES = ("body F1", "headline", "date", "authors F1", "coverage")


def main() -> int:
    if not (SHARED / "pages").is_dir():
        print("gate: skipped, the folder of measured pages is not beside this checkout")
        return 0
    corpus = hashlib.sha256((SHARED / "pages" / "manifest.jsonl").read_bytes()).hexdigest()
    measured = measure()
    pinned = (
        json.loads(FLOORS.read_text(encoding="utf-8"))
        if FLOORS.exists()
        else {"corpus": corpus, "floors": {}}
    )
    if pinned["corpus"] != corpus:
        print("gate: the measured pages are not those that the floors were pinned on; pin them anew")
        return 1
    if "--raise" in sys.argv:
        raise_floors(pinned, measured)
        return 0
    fallen = list(below(pinned["floors"], measured))
    for group, figures in sorted(measured.items()):
        print(f"{group:18}", "  ".join(f"{name} {value:.3f}" for name, value in figures.items()))
    for line in fallen:
        print(f"gate: {line}")
    print(f"gate: {len(measured)} groups measured, {len(fallen)} figures fell")
    return 1 if fallen else 0


def measure() -> dict[str, dict[str, float]]:
    """Every figure of every group, as `html ja` or `text-main all`; shares from 0 to 1."""
    cases = [json.loads(line) for line in (SHARED / "pages" / "manifest.jsonl").open(encoding="utf-8")]
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "rows.jsonl"
        command = f"{sys.executable} manage.py import_articles {{files}} --dry-run --format json"
        scorer = [
            sys.executable,
            SHARED / "tools" / "score-pages",
            "--data",
            SHARED / "pages",
            "--rows",
            rows,
        ]
        subprocess.run(
            [*map(str, scorer), "--command", command, "--cwd", str(ROOT)],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        scored = {row["id"]: row for row in map(json.loads, rows.open(encoding="utf-8"))}
    groups: dict[str, list[dict]] = defaultdict(list)
    for case in cases:
        language = case["language"] if case["language"] in LANGUAGES else "other"
        for name in (language, "all"):
            groups[f"{case['variant']} {name}"].append(scored[case["id"]])
    return {group: figures_of(found) for group, found in groups.items()}


def figures_of(rows: list[dict]) -> dict[str, float]:
    figures = {"body F1": body_f1(rows), "authors F1": authors_f1(rows)}
    for name, key in (("headline", "title_near"), ("date", "date"), ("coverage", "coverage")):
        values = [row[key] for row in rows if key in row]
        figures[name] = (min if name == "coverage" else statistics.mean)(values) if values else None
    return {name: round(figures[name], 4) for name in FIGURES if figures[name] is not None}


def body_f1(rows: list[dict]) -> float | None:
    precisions = [row["precision"] for row in rows if "precision" in row]
    recalls = [row["recall"] for row in rows if "recall" in row]
    if not recalls:
        return None
    p, r = statistics.mean(precisions or [0]), statistics.mean(recalls)
    return 2 * p * r / (p + r) if p + r else 0.0


def authors_f1(rows: list[dict]) -> float | None:
    counts = [row["authors"] for row in rows if "authors" in row]
    hit, extra, missed = (sum(count[place] for count in counts) for place in range(3))
    total = 2 * hit + extra + missed
    return 2 * hit / total if total else None


def below(floors: dict, measured: dict):
    for group, figures in sorted(floors.items()):
        for name, floor in figures.items():
            value = measured[group][name]
            if value < floor - (0 if name == "coverage" else SLACK):
                yield f"{group}: {name} is {value:.3f}, its floor is {floor:.3f}"


def raise_floors(pinned: dict, measured: dict) -> None:
    for group, figures in measured.items():
        known = pinned["floors"].setdefault(group, {})
        for name, value in figures.items():
            known[name] = max(value, known.get(name, 0.0))
    pinned["floors"] = dict(sorted(pinned["floors"].items()))
    FLOORS.write_text(json.dumps(pinned, indent=1) + "\n", encoding="utf-8")
    print(f"gate: floors of {len(measured)} groups pinned")


if __name__ == "__main__":
    sys.exit(main())
