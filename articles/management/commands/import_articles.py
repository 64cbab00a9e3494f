"""python manage.py import_articles PATH… [--url ADDRESS…] [--feed ADDRESS…]"""

import gc
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.ingest.fetch import DELAY, Fetcher, Known
from articles.ingest.gather import gather
from articles.ingest.incoming import Incoming, Refused
from articles.ingest.reasons import in_english
from articles.ingest.record import record_line, record_to_dict
from articles.ingest.workers import read_all
from articles.models import Capture, ImportItem, ImportRun, Source

WORDS = ("created", "updated", "skipped", "conflict", "failed")
_RARELY = 100_000  # objects after which the collector looks for rings: rows die without it, and looking costs a fifth
MANY = 25  # files after which progress is told on standard error


class Command(BaseCommand):
    help = "Import pages (files, folders, archives, - for standard input) as articles."
    requires_system_checks = []  # they open the database, which a dry run does without

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "paths",
            nargs="*",
            metavar="PATH",
            help="a file, a folder, an archive, a feed, or - for standard input",
        )
        parser.add_argument(
            "--url",
            nargs="+",
            default=[],
            metavar="ADDRESS",
            help="fetch these pages; only what changed since the last time",
        )
        parser.add_argument(
            "--feed",
            nargs="+",
            default=[],
            metavar="ADDRESS",
            help="fetch these feeds, and the pages they only hint at",
        )
        parser.add_argument(
            "--allow-private", action="store_true", help="fetch from private networks and this machine, too"
        )
        parser.add_argument(
            "--delay", type=float, default=DELAY, help="least seconds between requests to one host"
        )
        parser.add_argument("--dry-run", action="store_true", help="read and print, store nothing")
        parser.add_argument(
            "--format", choices=["json", "text"], default="text", help="what standard output holds"
        )
        parser.add_argument("--language", help="the language of all these pages (ja, en, ru, kk, zh-Hans, …)")
        parser.add_argument("--source", help="the source of all these pages, by its slug or any of its names")
        parser.add_argument("--publish", action="store_true", help="let readers see the articles at once")
        parser.add_argument(
            "--workers",
            type=int,
            default=os.cpu_count() or 1,
            help="processes that read (default: all cores); storing stays in order",
        )

    def handle(self, *args, **options) -> None:
        if options["workers"] < 1:
            raise CommandError("--workers must be 1 or more")
        if not (options["paths"] or options["url"] or options["feed"]):
            raise CommandError("name a file or folder, or an address with --url or --feed")
        files = chain(gather(options["paths"]), self.fetch(options))
        as_json = options["format"] == "json"
        if options["dry_run"]:
            outcomes = self.read_only(files, workers=options["workers"], as_json=as_json)
        else:
            gc.freeze()
            gc.set_threshold(_RARELY, *gc.get_threshold()[1:])
            outcomes = self.store(files, options, as_json=as_json)
        counts, warnings = Counter(), 0
        for number, (outcome, warned) in enumerate(outcomes, 1):
            counts[outcome] += 1
            warnings += warned
            if number % MANY == 0:
                self.stderr.write(f"{number} files …")
        total = ", ".join(f"{counts[word]} {word}" for word in ("read", *WORDS) if counts[word])
        self.stderr.write(f"{total or 'nothing to import'}; {warnings} warnings")
        if counts["failed"]:
            sys.exit(1)

    def fetch(self, options) -> Iterator[Incoming | Refused]:
        fetcher = Fetcher(
            known=(lambda _: None) if options["dry_run"] else known_capture,
            about=settings.SITE_URL,
            allow_private=options["allow_private"],
            delay=options["delay"],
        )
        yield from fetcher.pages(options["url"])
        for address in options["feed"]:
            yield from fetcher.feed(address)

    def read_only(self, files, *, workers: int, as_json: bool) -> Iterator[tuple[str, int]]:
        for incoming, reading in read_all(files, workers=workers):
            if isinstance(incoming, Refused):
                told = self.tell_failure(
                    incoming.name, None, incoming.code, incoming.message, as_json=as_json
                )
                yield told if incoming.is_fault else ("skipped", 0)
                continue
            if reading.error:
                code, message = reading.error
                yield self.tell_failure(incoming.name, incoming.sha256, code, message, as_json=as_json)
                continue
            record = reading.record
            if as_json:
                sha256 = incoming.stated_sha256 or incoming.sha256
                self.stdout.write(record_line(record_to_dict(record), name=incoming.name, sha256=sha256))
            else:
                title = record.title or f"({record.proposed_title})"
                self.stdout.write(
                    f"{incoming.name}: {record.language} {record.published or 'undated'} {title}; {len(record.blocks)} blocks, "
                    f"{len(record.comments)} comments, {len(record.dropped)} runs dropped, coverage {record.coverage:.3f}"
                )
                self.tell_warnings(incoming.name, [(w.code, w.message, w.lines) for w in record.warnings])
            yield "read", len(record.warnings)

    def tell_failure(self, name: str, sha256: str | None, code: str, message: str, *, as_json: bool):
        if as_json:
            error = {"code": code, "message": message}
            self.stdout.write(
                json.dumps({"file": name, "sha256": sha256, "error": error}, ensure_ascii=False)
            )
        self.stderr.write(f"{name}: {message} [{code}]")
        return "failed", 0

    def store(self, files, options, *, as_json: bool) -> Iterator[tuple[str, int]]:
        from articles.pipeline import ImportOptions, process_captures

        chosen = ImportOptions(
            publish=options["publish"],
            source=self.source(options["source"]),
            language=options["language"],
            workers=options["workers"],
        )
        kept = {
            name: options[name]
            for name in ("paths", "url", "feed", "language", "source", "publish", "workers")
        }
        run = ImportRun.objects.create(command="import_articles", options=kept)
        for item in process_captures(files, run=run, options=chosen):
            self.tell_item(item, as_json=as_json)
            yield item.outcome, len(item.warnings)

    def tell_item(self, item: ImportItem, *, as_json: bool) -> None:
        reason = in_english(item.reason)
        if as_json:
            line = {
                "file": item.name,
                "outcome": item.outcome,
                "reason": reason,
                "article": item.article_id,
                "warnings": item.warnings,
            }
            self.stdout.write(json.dumps(line, ensure_ascii=False))
        elif item.outcome != ImportItem.Outcome.FAILED:
            headline = f" {item.article.headline}" if item.article else ""
            self.stdout.write(f"{item.name}: {item.outcome}, {reason};{headline}")
            self.tell_warnings(item.name, [(w["code"], w["message"], w["lines"]) for w in item.warnings])
        if item.outcome == ImportItem.Outcome.FAILED:
            self.stderr.write(f"{item.name}: {reason}")

    def tell_warnings(self, name: str, warnings: list[tuple]) -> None:
        for code, message, lines in warnings:
            place = f":{lines[0]}" if lines else ""
            self.stderr.write(f"{name}{place}: warning: {message} [{code}]")

    def source(self, name: str | None) -> Source | None:
        if not name:
            return None
        found = Source.objects.filter(slug=name).first() or Source.objects.named(name)
        if found is None:
            raise CommandError(
                f"there is no source {name!r}; add it in the admin first, or leave --source out"
            )
        return found


def known_capture(address: str) -> Known | None:
    """What the archive has of an address, as a fetcher asks for it."""
    capture = Capture.objects.fetched(address)
    return Known(capture.sha256, **capture.validators) if capture else None
