"""python manage.py tags import|export|recognise: the gazetteer in and out, and names found in texts."""

import json
import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db.utils import DatabaseError

from articles.models import Tag
from articles.tagging.exchange import export_tags, import_tags
from articles.tagging.formats import from_csv, from_json, to_csv, to_json, to_turtle
from articles.tagging.recognise import Recogniser
from articles.tagging.stored_names import stored_recogniser

WRITERS = {".json": to_json, ".csv": to_csv, ".ttl": to_turtle}  # by the file's ending
READERS = {".json": from_json, ".csv": from_csv}


class Command(BaseCommand):
    help = "Load or save tags with their names in all languages, or find their names in texts."
    requires_system_checks = []  # recognising needs no database, static files or templates

    def add_arguments(self, parser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        into = verbs.add_parser("import", help="merge a file by id; what editors wrote stays")
        into.add_argument("file", help=".json as entities.json, or .csv; - reads JSON from standard input")
        into.add_argument("--dry-run", action="store_true", help="only tell what would change")
        out = verbs.add_parser("export", help="write all tags")
        out.add_argument("file", help=".json, .csv or .ttl (SKOS); - writes JSON to standard output")
        verbs.add_parser(
            "recognise",
            help='JSON lines {"id", "language", "text"} on standard input; '
            '{"id", "found": [{"begin", "end", "id"}]} a line on standard output',
        )

    def handle(self, *args, verb: str, **options) -> None:
        {"import": self.take_in, "export": self.write_out, "recognise": self.recognise}[verb](**options)

    def take_in(self, *, file: str, dry_run: bool, **options) -> None:
        read = _by_ending(READERS, file)
        try:
            text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
            report = import_tags(read(text), dry_run=dry_run)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise CommandError(f"{file} is not what an import takes: {error!r}") from error
        for line in report.conflicts:
            self.stderr.write(line)
        self.stdout.write(("would be: " if dry_run else "") + report.summary())

    def write_out(self, *, file: str, **options) -> None:
        write = _by_ending(WRITERS, file)
        items = export_tags()
        if file == "-":
            self.stdout.write(write(items), ending="")
            return
        try:
            Path(file).write_text(write(items), encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        self.stdout.write(f"{len(items)} tags written to {file}")

    def recognise(self, **options) -> None:
        """One line in, one line out, in order; what is no JSON line of the form ends the run with its number."""
        recogniser = known_names()
        for number, line in enumerate(sys.stdin.buffer, start=1):
            if not line.strip():
                continue
            try:
                item = json.loads(line)
                found = recogniser.find(item["text"], item.get("language") or "")
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise CommandError(f"line {number} of the input: {error!r}") from error
            places = [{"begin": name.begin, "end": name.end, "id": name.id} for name in found]
            self.stdout.write(json.dumps({"id": item.get("id"), "found": places}))


def _by_ending(table: dict, file: str):
    ending = ".json" if file == "-" else Path(file).suffix.lower()
    if ending not in table:
        raise CommandError(f"{file}: the ending must be one of {', '.join(table)}")
    return table[ending]


def known_names() -> Recogniser:
    """The archive's tags, or the project's own data files where no archive is set up."""
    try:
        if Tag.objects.exists():
            return stored_recogniser()
    except (DatabaseError, ImproperlyConfigured):
        pass
    return Recogniser.from_gazetteer()
