"""The walls of the house: imports go downwards only, and the pure rooms need no Django."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = ROOT / "articles"

# From the roof down; what stands on one floor does not import its neighbours.
FLOORS = [
    {"management", "templatetags"},
    {"reading", "admin", "monitoring"},
    {"keeping"},
    {"tasks"},
    {"desk"},
    {"pipeline"},
    {"ingest"},
    {"links"},
    {"translations"},
    {"tagging"},
    {"listing"},
    {"search"},
    {"revisions"},
    {"rendering"},
    {"models"},
    {"text"},
]
HEIGHT = {room: len(FLOORS) - number for number, floor in enumerate(FLOORS) for room in floor}
OUTSIDE = {"apps", "migrations", "__init__", "locale"}

PURE_ROOMS = ("text", "rendering", "ingest")
TOUCH_THE_DATABASE = {"ingest/store.py", "ingest/beside.py", "ingest/sources.py", "ingest/run.py"}
TOLD = {"ingest/reasons.py"}  # in the language of whoever looks
PURE_FILES = [
    "links/shingles.py",
    "links/match.py",
    "links/align.py",
    "links/places.py",
    "links/days.py",
    "links/occasions.py",
    "tagging/gazetteer.py",
    "tagging/recognise.py",
    "search/split.py",
    "search/query.py",
    "translations/align.py",
    "translations/clues.py",
    "translations/markup.py",
]
PURE_FOLDERS = {  # and what in them is not
    "translations/checks": set(),
    "translations/exchange": {"apply.py"},
    "translations/machine": {"fill.py"},
}


def room_of(path: Path) -> str:
    return path.relative_to(ARTICLES).parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> set[str]:
    rooms = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        rooms |= {name.split(".")[1] for name in names if name.startswith("articles.") and name.count(".")}
    return rooms


def python_files() -> list[Path]:
    return [path for path in sorted(ARTICLES.rglob("*.py")) if room_of(path) not in OUTSIDE]


def pure_modules() -> list[str]:
    files = [path for room in PURE_ROOMS for path in sorted((ARTICLES / room).rglob("*.py"))]
    files = [path for path in files if str(path.relative_to(ARTICLES)) not in TOUCH_THE_DATABASE | TOLD]
    files += [ARTICLES / name for name in PURE_FILES]
    for folder, others in PURE_FOLDERS.items():
        files += [path for path in sorted((ARTICLES / folder).glob("*.py")) if path.name not in others]
    return [
        ".".join(path.relative_to(ROOT).with_suffix("").parts) for path in files if path.stem != "__init__"
    ]


@pytest.mark.parametrize("path", python_files(), ids=lambda path: str(path.relative_to(ARTICLES)))
def test_imports_go_downwards_only(path):
    own = room_of(path)
    assert own in HEIGHT, f"{own} is a new room: give it a floor"
    upwards = {
        room for room in imported_rooms(path) - {own} if room in HEIGHT and HEIGHT[room] >= HEIGHT[own]
    }
    assert not upwards, f"imports {', '.join(sorted(upwards))}, which stand no lower"


def test_pure_modules_import_without_django():
    code = "import importlib, sys\n"
    code += "".join(f"importlib.import_module({name!r})\n" for name in pure_modules())
    code += "print(*sorted(name for name in sys.modules if name.split('.')[0] == 'django'))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == ""
