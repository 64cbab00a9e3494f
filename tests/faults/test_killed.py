"""Killed at any moment and started again, work ends as if nobody had disturbed it: nothing lost, nothing twice."""

import pytest

from tests.faults.killed import WORKS, Trials, differences


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.name)
def test_killed_work_is_taken_up_where_it_stopped(work, tmp_path):
    trials = Trials(work, tmp_path / work.name)
    assert trials.wanted["articles"] or work.name == "import"
    assert differences(trials.wanted, trials.disturb(seed=1)) == []
