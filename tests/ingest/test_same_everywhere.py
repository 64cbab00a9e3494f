"""A page is read alike in every process: nothing rests on the order of a set, which changes with each start of Python."""

import os
import subprocess
import sys

from tests.conftest import ROOT

PAGE = """<html><body><h1>The ferry sails at six</h1><div class="nav-promo-ad-footer"><p>Of the harbour, and of the fish.</p></div>
<div><p>The ferry to the salt island sails at six in the morning and comes back when the wind allows it.</p>
<p>Nobody on the quay has seen a timetable since the harbour master retired, and nobody has missed it.</p></div></body></html>"""
DUMP = """The ferry sails at six
The ferry to the salt island sails at six in the morning and comes back when the wind allows it.
Nobody on the quay has seen a timetable since the harbour master retired, and nobody has missed it.
Sign in to your account or subscribe to our newsletter
"""
PROGRAM = """
import sys
from articles.ingest.read import read_page
for name, text in zip(("a.html", "a.txt"), sys.argv[1:]):
    print([(entry.line, entry.role, entry.rule) for entry in read_page(text.encode(), name=name).ledger])
"""


def test_whatever_the_seed_of_its_hashes():
    answers = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM, PAGE, DUMP],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3", "4")
    }
    assert len(answers) == 1
