"""Reading pages in processes of their own: a page that kills its reader costs that page, never the run. Pure.

Pages go to a worker a chunk at a time, so that reading goes on while the chunk before is stored. The kernel ends a worker whose page
takes more than its share of processor time; a new one takes the rest of the chunk.
"""

import math
import multiprocessing
import resource
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait

from articles.ingest.incoming import File, Incoming, Reading, read_incoming

CHUNK_PAGES = 16
CHUNK_BYTES = 1_000_000  # a chunk is closed by either: together they bound a run's memory
PATIENCE = 10.0  # seconds of processor time for a page …
PATIENCE_A_MEGABYTE = 2.0  # … and for each megabyte of it

# A process forked from one with threads (a web server, a test runner) may inherit a lock that nobody will ever open:
# readers are forked from a small server process that has none.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["articles.ingest.incoming"])

Reader = Callable[[Incoming], Reading]


def read_all(
    files: Iterable[File],
    *,
    workers: int = 0,
    reader: Reader = read_incoming,
    patience: float = PATIENCE,
) -> Iterator[tuple[File, Reading | None]]:
    """Each file with its reading, in their order; what is refused or known is not read. No workers: read in this process."""
    if not workers:
        for file in files:
            yield file, reader(file) if isinstance(file, Incoming) else None
        return
    waiting: deque[_Task] = deque()
    chunk: list[_Task] = []
    with _Crew(workers, reader, patience) as crew:
        for file in files:
            task = _Task(file)
            waiting.append(task)
            if isinstance(file, Incoming):
                chunk.append(task)
            else:
                task.is_done = True
            is_behind = len(waiting) > CHUNK_PAGES * (workers + 1)
            if _is_full(chunk) or is_behind:
                crew.give(chunk)
                chunk = []
            if is_behind:
                crew.finish(waiting[0])
            yield from _done(waiting)
        crew.give(chunk)
        while waiting:
            crew.finish(waiting[0])
            yield from _done(waiting)


@dataclass(slots=True)
class _Task:
    file: File
    reading: Reading | None = None
    is_done: bool = False

    def end(self, reading: Reading) -> None:
        self.reading, self.is_done = reading, True


def _is_full(chunk: list[_Task]) -> bool:
    return len(chunk) >= CHUNK_PAGES or sum(len(task.file.data) for task in chunk) >= CHUNK_BYTES


def _done(waiting: deque[_Task]) -> Iterator[tuple[File, Reading | None]]:
    while waiting and waiting[0].is_done:
        task = waiting.popleft()
        yield task.file, task.reading


class _Worker:
    """A process and the chunk it is at. It tells the number of each page before it reads it, and all readings at the end."""

    def __init__(self, reader: Reader, patience: float) -> None:
        self.pipe, theirs = PROCESSES.Pipe()
        self.process = PROCESSES.Process(target=_serve, args=(theirs, reader, patience), daemon=True)
        self.process.start()
        theirs.close()
        self.chunk: list[_Task] = []
        self.number = 0

    def give(self, chunk: list[_Task]) -> None:
        self.chunk, self.number = chunk, 0
        self.pipe.send([task.file for task in chunk])

    def hear(self) -> bool:
        """Take one message; whether the chunk is at its end. Raises EOFError or OSError where the process died."""
        message = self.pipe.recv()
        if isinstance(message, int):
            self.number = message
            return False
        for task, reading in zip(self.chunk, message, strict=True):
            task.end(reading)
        return True

    def bury(self) -> list[_Task]:
        """Blame the page at which the process died; the rest of its chunk is left to be read."""
        self.process.join()
        self.pipe.close()
        self.chunk.pop(self.number).end(Reading(None, error=_cause(self.process.exitcode)))
        return self.chunk


class _Crew:
    """As many workers as there is work for, up to `size`."""

    def __init__(self, size: int, reader: Reader, patience: float) -> None:
        self.size, self.reader, self.patience = size, reader, patience
        self.idle: list[_Worker] = []
        self.busy: dict[Connection, _Worker] = {}

    def __enter__(self) -> "_Crew":
        return self

    def __exit__(self, *_) -> None:
        for worker in (*self.idle, *self.busy.values()):
            worker.process.kill()
            worker.process.join()
            worker.pipe.close()

    def give(self, chunk: list[_Task]) -> None:
        """Hand a chunk to a worker; waits for one where all are busy."""
        if not chunk:
            return
        while len(self.busy) >= self.size:
            self._hear()
        worker = self.idle.pop() if self.idle else _Worker(self.reader, self.patience)
        self.busy[worker.pipe] = worker
        with suppress(OSError):  # it died: the next hearing finds out
            worker.give(chunk)

    def finish(self, task: _Task) -> None:
        while not task.is_done:
            self._hear()

    def _hear(self) -> None:
        for pipe in wait(list(self.busy)):
            worker = self.busy[pipe]
            try:
                if not worker.hear():
                    continue
                self.idle.append(self.busy.pop(pipe))
            except (EOFError, OSError):
                del self.busy[pipe]
                self.give(worker.bury())


def _cause(exitcode: int | None) -> tuple[str, str]:
    if exitcode == -signal.SIGXCPU:
        return "too-slow", "reading it took more time than any page may take; tell the makers of this reader"
    how = f"signal {-exitcode}" if exitcode and exitcode < 0 else f"exit code {exitcode}"
    return "reader-crashed", f"the reader died of this page ({how}); tell the makers of this reader"


def _serve(pipe: Connection, reader: Reader, patience: float) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run's own process hears it and ends this one
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while True:
        try:
            incomings = pipe.recv()
        except (EOFError, OSError):
            return  # the run is over, or was killed
        readings = []
        for number, incoming in enumerate(incomings):
            pipe.send(number)
            _allow(patience + PATIENCE_A_MEGABYTE * len(incoming.data) / 1_000_000)
            readings.append(reader(incoming))
        pipe.send(readings)


def _allow(seconds: float) -> None:
    """Let this process run so much longer, on the processor's clock: a busy machine is no slow page."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    limit = math.ceil(used.ru_utime + used.ru_stime + seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (limit if most < 0 else min(limit, most), most))
