"""python -m tests.faults.load [MINUTES]: the whole site at twice the rate that it can serve, and PostgreSQL stopped for a while in between.

Everything listens on this machine only. What readers ask for is new each time, so that no answer comes from memory. An editor saves meanwhile;
some clients send one sign a second. Printed: answers by status, memory at the beginning and the end, how soon all is as it was. Status 1 where an error but 503 was
met, a save failed for good, or memory grew by more than a quarter.
"""

import asyncio
import itertools
import json
import ssl
import statistics
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.killed import write_pages
from tests.production.running import Site, running_site, what_is_missing

READERS = [f"127.0.1.{number}" for number in range(1, 60)]  # as if from many homes
EDITOR, DAWDLER = "127.0.2.1", "127.0.3.1"
PATIENCE = 90.0  # seconds until a client goes
MOST_AT_ONCE = 800
OUTAGE = 10.0  # seconds without PostgreSQL
WORDS = itertools.count()
PREPARE = """
from django.contrib.auth import get_user_model
from django.test import Client
from articles.models import Article
user = get_user_model().objects.create_superuser("root")
client = Client()
client.force_login(user)
print(client.cookies["sessionid"].value, Article.objects.order_by("pk").first().pk)
"""


@dataclass
class Client:
    """Asks the site over TLS, one connection a request, from an address of this machine."""

    port: int
    tls: ssl.SSLContext = field(default_factory=ssl._create_unverified_context)

    async def ask(self, path: str, *, source: str, headers: str = "", body: str = "") -> tuple[int, float]:
        """(status, seconds); status 0 where no answer came."""
        begin = time.monotonic()
        try:
            async with asyncio.timeout(PATIENCE):
                status = await self._ask(path, source, headers, body)
        except (OSError, TimeoutError, asyncio.IncompleteReadError, ValueError, IndexError):
            status = 0
        return status, time.monotonic() - begin

    async def _ask(self, path: str, source: str, headers: str, body: str) -> int:
        reader, writer = await asyncio.open_connection(
            "127.0.0.1", self.port, ssl=self.tls, server_hostname="localhost", local_addr=(source, 0)
        )
        method = "POST" if body else "GET"
        head = f"{method} {path} HTTP/1.1\r\nHost: localhost:{self.port}\r\nConnection: close\r\n{headers}"
        if body:
            head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        writer.write(f"{head}\r\n{body}".encode())
        try:
            answer = await reader.read()
        finally:
            writer.close()
        return int(answer.split(b" ", 2)[1])

    async def search(self) -> tuple[int, float]:
        number = next(WORDS)
        return await self.ask(f"/en/search/?q=wagon+{number}", source=READERS[number % len(READERS)])

    async def dawdle(self) -> float:
        """Seconds until a client that sends one sign a second is cut off."""
        begin = time.monotonic()
        reader, writer = await asyncio.open_connection(
            "127.0.0.1", self.port, ssl=self.tls, server_hostname="localhost", local_addr=(DAWDLER, 0)
        )
        ended = asyncio.ensure_future(reader.read())
        while not ended.done() and time.monotonic() - begin < PATIENCE:
            writer.write(b"G")
            await asyncio.wait([ended], timeout=1)
        await asyncio.gather(ended, return_exceptions=True)
        writer.close()
        return time.monotonic() - begin


@dataclass
class Editor:
    """Saves an article again and again; a 503 is tried once more, as the browser's form would be."""

    client: Client
    session: str
    article: int
    saved: list[float] = field(default_factory=list)
    refused: int = 0
    lost: list[int] = field(default_factory=list)

    async def save_for(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            await self.save()
            await asyncio.sleep(5)

    async def save(self) -> None:
        number = len(self.saved) + 1
        token = "a" * 32
        headers = f"Cookie: sessionid={self.session}; csrftoken={token}\r\nX-CSRFToken: {token}\r\nReferer: https://localhost:{self.client.port}/\r\n"
        body = f"base={number}&headline=Saved+{number}&body=Words+of+revision+{number}.&_save=1"
        path, begin = f"/admin/articles/article/{self.article}/change/", time.monotonic()
        for _ in range(12):
            status, _seconds = await self.client.ask(path, source=EDITOR, headers=headers, body=body)
            if status != 503:
                break
            self.refused += 1
            await asyncio.sleep(2)
        if status == 302:
            self.saved.append(time.monotonic() - begin)
        else:
            self.lost.append(status)


async def capacity(client: Client, seconds: float) -> float:
    """Answers a second where eight clients ask one after the other."""
    end, answered = time.monotonic() + seconds, 0

    async def one() -> None:
        nonlocal answered
        while time.monotonic() < end:
            status, _ = await client.search()
            answered += status == 200

    await asyncio.gather(*(one() for _ in range(8)))
    return answered / seconds


async def flood(client: Client, rate: float, seconds: float) -> tuple[Counter, list[float]]:
    """Ask at this rate, whatever is answered."""
    statuses, times, under_way = Counter(), [], set()
    begin = time.monotonic()

    async def one() -> None:
        status, took = await client.search()
        statuses[status] += 1
        if status == 200:
            times.append(took)

    for number in itertools.count():
        wait = begin + number / rate - time.monotonic()
        if number / rate > seconds:
            break
        if wait > 0:
            await asyncio.sleep(wait)
        if len(under_way) >= MOST_AT_ONCE:
            statuses["not asked: too many wait"] += 1
            continue
        task = asyncio.create_task(one())
        under_way.add(task)
        task.add_done_callback(under_way.discard)
    for task in under_way:
        task.cancel()
    statuses["left waiting at the end"] = len(under_way)
    return statuses, times


def memory(site: Site) -> float:
    """Megabytes that all processes of the site hold for themselves, PostgreSQL aside."""
    total = 0
    for pid in site.family(site.process.pid):
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Private_"))
    return total / 1000


async def outage(site: Site, after: float) -> None:
    await asyncio.sleep(after)
    await asyncio.to_thread(site.postgresql, "-m", "immediate", "stop")
    await asyncio.sleep(OUTAGE)
    socket = f"-k {site.folder}/postgresql -c listen_addresses=''"
    await asyncio.to_thread(site.postgresql, "-o", socket, "start")


async def watch(site: Site, told: list[float]) -> None:
    while True:
        told.append(await asyncio.to_thread(memory, site))
        await asyncio.sleep(5)


async def recovery(client: Client, normal: float) -> float:
    """Seconds until three answers in turn take less than twice the normal time."""
    begin, quick = time.monotonic(), 0
    while time.monotonic() - begin < PATIENCE:
        status, took = await client.search()
        quick = quick + 1 if status == 200 and took < 2 * normal else 0
        if quick == 3:
            break
    return time.monotonic() - begin


async def load(site: Site, minutes: float) -> bool:
    session, article = site.manage("shell", "-v0", "-c", PREPARE).split()
    client, seconds = Client(site.port), minutes * 60
    editor = Editor(client, session, int(article))
    for _ in range(10):
        await client.search()
    normal = statistics.median([(await client.search())[1] for _ in range(20)])
    rate = await capacity(client, min(20, seconds))
    print(f"alone an answer takes {normal * 1000:.0f} ms; {rate:.1f} answers a second at most", flush=True)
    held: list[float] = []
    watching = asyncio.create_task(watch(site, held))
    dawdlers = [asyncio.create_task(client.dawdle()) for _ in range(50)]
    (statuses, times), *_ = await asyncio.gather(
        flood(client, 2 * rate, seconds), editor.save_for(seconds), outage(site, seconds / 2)
    )
    after = await recovery(client, normal)
    await editor.save()
    watching.cancel()
    cut = await asyncio.gather(*dawdlers)
    first, last = (
        statistics.median(part) for part in (held[1 : len(held) // 4 + 2], held[-len(held) // 4 :])
    )
    times.sort()
    print(
        f"{minutes:g} minutes at {2 * rate:.1f} a second: {json.dumps({str(k): n for k, n in statuses.items()})}"
    )
    print(
        f"answers of status 200: median {times[len(times) // 2]:.1f} s, 99 of 100 within {times[len(times) * 99 // 100]:.1f} s"
    )
    print(f"memory: {first:.0f} MB in the first quarter, {last:.0f} MB in the last")
    print(f"as before {after:.1f} s after the flood")
    print(
        f"an editor saved {len(editor.saved)} times, median {statistics.median(editor.saved):.1f} s; {editor.refused} 503s on the way; lost: {editor.lost}"
    )
    print(f"50 clients that dawdle were cut off after {min(cut):.0f} to {max(cut):.0f} s")
    return not (
        editor.lost
        or last > 1.25 * first
        or any(isinstance(s, int) and s not in (200, 503) for s in statuses)
    )


def main(minutes: float) -> int:
    if missing := what_is_missing():
        sys.exit(missing)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        write_pages(home / "pages", version=0)
        (home / "pages/bad.txt").unlink()
        with running_site(home) as site:
            site.manage("import_articles", home / "pages", "--publish")
            return 0 if asyncio.run(load(site, minutes)) else 1


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 10))
