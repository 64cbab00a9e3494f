"""Readers in processes: the same readings in the same order, whatever a page does to its reader."""

import os
import signal

import pytest

from articles.ingest.incoming import Incoming, Known, Reading, Refused, read_incoming
from articles.ingest.workers import CHUNK_PAGES, read_all

PAGES = [
    Incoming(f"{n}.txt", f"A headline of its own {n}\n\n7 May 2024\n\nWords of page {n}.".encode())
    for n in range(60)
]


def reader_that_dies(incoming: Incoming) -> Reading:
    if incoming.name == "dies":
        os.kill(os.getpid(), signal.SIGKILL)
    if incoming.name == "leaves":
        os._exit(3)
    if incoming.name == "hangs":
        while True:
            pass
    return read_incoming(incoming)


def codes(readings) -> list[str | None]:
    return [reading and reading.error and reading.error[0] for _, reading in readings]


@pytest.mark.parametrize("workers", [1, 3])
def test_readings_are_those_of_one_process_in_the_same_order(workers):
    alone = list(read_all(PAGES))
    assert list(read_all(PAGES, workers=workers)) == alone
    assert [file for file, _ in alone] == PAGES


@pytest.mark.parametrize("workers", [0, 2])
def test_refused_and_known_files_keep_their_places(workers):
    refused = Refused("a", "not-found", "there is no such file")
    files = [PAGES[0], refused, Known(PAGES[1]), PAGES[2], refused]
    told = list(read_all(files, workers=workers))
    assert [file for file, _ in told] == files
    assert [reading is None for _, reading in told] == [False, True, True, False, True]


@pytest.mark.parametrize("workers", [0, 2])
def test_files_are_taken_only_as_readings_are_asked_for(workers):
    taken = []

    def files():
        for page in PAGES * 20:
            taken.append(page)
            yield Known(page)

    told = read_all(files(), workers=workers)
    next(told)
    assert len(taken) <= CHUNK_PAGES * (workers + 2)


@pytest.mark.parametrize(("name", "how"), [("dies", "signal 9"), ("leaves", "exit code 3")])
def test_a_page_that_kills_its_reader_costs_no_other(name, how):
    files = [*PAGES[:20], Incoming(name, b"words"), *PAGES[20:], Incoming(name, b"words")]
    told = list(read_all(files, workers=2, reader=reader_that_dies))
    assert [file for file, _ in told] == files
    assert codes(told) == [None] * 20 + ["reader-crashed"] + [None] * 40 + ["reader-crashed"]
    assert how in told[20][1].error[1]


def test_a_page_that_takes_too_much_time_is_given_up():
    files = [PAGES[0], Incoming("hangs", b"words"), PAGES[1]]
    assert codes(read_all(files, workers=1, reader=reader_that_dies, patience=0.5)) == [
        None,
        "too-slow",
        None,
    ]


@pytest.mark.parametrize("workers", [0, 1])
def test_what_is_wrong_with_a_file_is_its_reading(workers):
    files = [Incoming("a.jsonl:1", b"{}", kind="record"), Incoming("b.txt", b" "), PAGES[0]]
    assert codes(read_all(files, workers=workers)) == ["no-record", "empty", None]
