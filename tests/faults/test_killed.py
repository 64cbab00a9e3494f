"""Killed at any moment and started again, work ends as if nobody had disturbed it: nothing lost, nothing twice."""

import pytest

from tests.faults.forked import Forks
from tests.faults.killed import WORKS, Archives, Trials


@pytest.fixture(scope="module")
def archives(tmp_path_factory):
    with Forks() as forks:
        yield Archives(tmp_path_factory.mktemp("archives"), forks)


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.name)
def test_killed_work_is_taken_up_where_it_stopped(work, archives):
    trials = Trials(work, archives)
    assert trials.wanted["articles"]
    assert trials.disturb(seed=1)[1] == []
