"""Killed at any moment and started again, work ends as if nobody had disturbed it: nothing lost, nothing twice."""

from functools import cache

import pytest

from tests.faults.forked import Forks
from tests.faults.killed import WORKS, Archives, Trials


@pytest.fixture(scope="module")
def trials_of(tmp_path_factory, migrated):
    """A function from a work to its trials; its undisturbed end is made once."""
    with Forks() as forks:
        archives = Archives(tmp_path_factory.mktemp("archives"), forks, migrated)
        yield cache(lambda work: Trials(work, archives))


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.name)
def test_killed_work_is_taken_up_where_it_stopped(work, trials_of):
    trials = trials_of(work)
    assert trials.wanted["articles"]
    assert trials.disturb(seed=1)[1] == []


@pytest.mark.parametrize("work", [WORKS[0], WORKS[-1]], ids=lambda work: work.name)
def test_work_that_met_a_full_disk_is_taken_up_once_there_is_room(work, trials_of):
    was_full, told = trials_of(work).starve()
    assert was_full
    assert told == []


def test_two_imports_of_the_same_pages_at_once_take_each_in_once(trials_of):
    assert trials_of(WORKS[0]).twice_at_once() == []
