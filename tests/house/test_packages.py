"""What is installed is what was tried, bit by bit, and may be used under our licence."""

import json
import re
import runpy
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCK = runpy.run_path(str(ROOT / "kzsite/deploy/lock.py"))
# Used as libraries and not changed: the Lesser licence asks for no more than that they can be exchanged.
LESSER = {"crontab", "psycopg", "psycopg-binary"}


def locked(path: Path) -> dict[str, tuple[str, int]]:
    """Name → version, number of hashes."""
    entries = re.split(r"\n(?=\w)", path.read_text("utf-8").split("\n", 1)[1])
    pins = (re.match(r"([\w.-]+)==([\w.]+)", entry) for entry in entries)
    return {pin[1]: (pin[2], entry.count("--hash=sha256:")) for pin, entry in zip(pins, entries, strict=True)}


def test_every_package_and_what_it_needs_is_locked_by_hash():
    own, tests = locked(LOCK["LOCK"]), locked(LOCK["TESTS_LOCK"])
    needed = LOCK["needed"]()
    assert {name: version for name, (version, _count) in own.items() if name in needed} == needed
    assert set(own) - set(needed) <= set(LOCK["ON_OLD_PYTHON"])
    assert all(count for _version, count in (own | tests).values())
    for_tests = {name: version for name, version in LOCK["needed"](LOCK["TESTS"]).items() if name not in own}
    assert {name: version for name, (version, _count) in tests.items()} == for_tests


def test_make_installs_nothing_that_is_not_locked():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for line in makefile.splitlines():
        if "pip install" in line and "$(PY) -m pip" in line:
            assert "--require-hashes" in line


@pytest.fixture(scope="module")
def bill() -> dict:
    done = subprocess.run(
        [sys.executable, "kzsite/deploy/sbom.py"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def test_the_bill_of_materials_names_every_package_with_its_licence(bill):
    told = {part["name"]: part for part in bill["components"]}
    assert bill["bomFormat"] == "CycloneDX"
    assert set(told) == set(LOCK["needed"]())
    assert not [name for name, part in told.items() if not part["licenses"]]
    assert all(distribution(name).version == part["version"] for name, part in told.items())


def test_no_package_of_the_site_is_under_the_gpl(bill):
    for part in bill["components"]:
        words = part["licenses"][0]["license"]["name"]
        lesser = re.sub(r"LGPL\S*|GNU (?:Library or )?Lesser General Public License[^;]*", "", words)
        assert not re.search(r"GPL|General Public", lesser), part["name"]
        assert (lesser == words) or part["name"] in LESSER, part["name"]
