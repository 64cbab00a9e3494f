"""python manage.py tags import|export|recognise: the gazetteer in and out, and names found in texts."""

import json
import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db.utils import DatabaseError

from articles.models import Tag
from articles.tagging.exchange import export_tags, import_tags
from articles.tagging.recognise import Recogniser
from articles.tagging.stored_names import stored_recogniser


class Command(BaseCommand):
    help = "Load or save tags with their names in all languages, or find their names in texts."
    requires_system_checks = []  # recognising needs no database, static files or templates

    def add_arguments(self, parser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        into = verbs.add_parser("import", help="merge a JSON file by id; what editors wrote stays")
        into.add_argument("file", help="JSON in the form of entities.json, or - for standard input")
        into.add_argument("--dry-run", action="store_true", help="only tell what would change")
        out = verbs.add_parser("export", help="write all tags as JSON")
        out.add_argument("file", help="where to write, or - for standard output")
        verbs.add_parser(
            "recognise",
            help='JSON lines {"id", "language", "text"} on standard input; '
            '{"id", "found": [{"begin", "end", "id"}]} a line on standard output',
        )

    def handle(self, *args, verb: str, **options) -> None:
        {"import": self.take_in, "export": self.write_out, "recognise": self.recognise}[verb](**options)

    def take_in(self, *, file: str, dry_run: bool, **options) -> None:
        try:
            text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
            report = import_tags(json.loads(text), dry_run=dry_run)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise CommandError(f"{file} is not a list of entities: {error!r}") from error
        for line in report.conflicts:
            self.stderr.write(line)
        self.stdout.write(("would be: " if dry_run else "") + report.summary())

    def write_out(self, *, file: str, **options) -> None:
        items = export_tags()
        text = "[\n" + ",\n".join(" " + json.dumps(item, ensure_ascii=False) for item in items) + "\n]\n"
        if file == "-":
            self.stdout.write(text, ending="")
            return
        try:
            Path(file).write_text(text, encoding="utf-8")
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


def known_names() -> Recogniser:
    """The archive's tags, or the project's own data files where no archive is set up."""
    try:
        if Tag.objects.exists():
            return stored_recogniser()
    except (DatabaseError, ImproperlyConfigured):
        pass
    return Recogniser.from_gazetteer()
