"""Rules that hold for the tree as a whole."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
TOP_LEVEL = {
    "manage.py", "kzsite", "articles", "seeds", "templates", "static", "tests", "requirements.txt",
    "README.md", "LICENSE", "Makefile", "pyproject.toml",
}  # fmt: skip
MADE_BY_RUNNING = {"var"}


@pytest.mark.django_db
def test_no_migration_is_pending():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_top_level_holds_what_the_design_card_names():
    names = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert names - MADE_BY_RUNNING <= TOP_LEVEL


def test_readme_names_every_command():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = {p.stem for p in (ROOT / "articles/management/commands").glob("*.py")} - {"__init__"}
    assert {name for name in commands if name not in readme} == set()


def test_readme_names_every_setting():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    settings = (ROOT / "kzsite/settings.py").read_text(encoding="utf-8")
    variables = set(re.findall(r"\b(?:KZ_[A-Z_]+|DATABASE_URL|CACHE_URL)\b", settings))
    assert {name for name in variables if name not in readme} == set()


def test_every_requirement_is_pinned_and_has_its_reason():
    for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            assert re.match(r"^[\w\[\]-]+==[\w.]+\s+# \S", line), line
