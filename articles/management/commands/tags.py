"""python manage.py tags import|export|recognise: the gazetteer in and out, and names found in texts."""

import json
import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db.utils import DatabaseError

from articles.models import Tag
from articles.tagging.exchange import export_tags, import_tags
from articles.tagging.formats import from_csv, from_json, to_csv, to_json
from articles.tagging.recognise import Recogniser
from articles.tagging.stored_names import stored_recogniser

ENDINGS = (".json", ".csv", ".ttl", ".rdf")
LARGEST = 100_000_000  # bytes of a file that is taken in


class Command(BaseCommand):
    help = "Load or save tags with their names in all languages, or find their names in texts."
    requires_system_checks = []  # recognising needs no database, static files or templates

    def add_arguments(self, parser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        into = verbs.add_parser("import", help="merge a file by id; what editors wrote stays")
        into.add_argument("file", help=".json, .csv, SKOS as .ttl (Turtle) or .rdf (RDF/XML); - reads JSON")
        into.add_argument("--dry-run", action="store_true", help="only tell what would change")
        out = verbs.add_parser("export", help="write all tags")
        out.add_argument("file", help=".json, .csv, SKOS as .ttl (Turtle) or .rdf (RDF/XML); - writes JSON")
        verbs.add_parser(
            "recognise",
            help='JSON lines {"id", "language", "text"} on standard input; '
            '{"id", "found": [{"begin", "end", "id"}]} a line on standard output',
        )

    def handle(self, *args, verb: str, **options) -> None:
        {"import": self.take_in, "export": self.write_out, "recognise": self.recognise}[verb](**options)

    def take_in(self, *, file: str, dry_run: bool, **options) -> None:
        ending = _ending(file)
        try:
            text = sys.stdin.read() if file == "-" else _text(Path(file))
            report = import_tags(_read(text, ending), dry_run=dry_run)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise CommandError(f"{file} is not what an import takes: {error!r}") from error
        for line in report.conflicts:
            self.stderr.write(line)
        if dry_run:
            for line in (*(f"{name}: new" for name in report.added), *report.filled):
                self.stdout.write(line)
        self.stdout.write(("would be: " if dry_run else "") + report.summary())

    def write_out(self, *, file: str, **options) -> None:
        ending = _ending(file)
        items = export_tags()
        if file == "-":
            self.stdout.write(_write(items, ending), ending="")
            return
        try:
            Path(file).write_text(_write(items, ending), encoding="utf-8", newline="")
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


def _ending(file: str) -> str:
    ending = ".json" if file == "-" else Path(file).suffix.lower()
    if ending not in ENDINGS:
        raise CommandError(f"{file}: the ending must be one of {', '.join(ENDINGS)}")
    return ending


def _text(file: Path) -> str:
    if file.stat().st_size > LARGEST:
        raise ValueError("the file is too large")
    return file.read_bytes().decode("utf-8")


def _read(text: str, ending: str) -> list[dict]:
    if ending in (".ttl", ".rdf"):
        from articles.tagging.skos import from_skos  # its library takes longer to load than most commands run

        return from_skos(text, ending)
    return from_csv(text) if ending == ".csv" else from_json(text)


def _write(items: list[dict], ending: str) -> str:
    if ending in (".ttl", ".rdf"):
        from articles.tagging.skos import to_skos

        return to_skos(items, ending)
    return to_csv(items) if ending == ".csv" else to_json(items)


def known_names() -> Recogniser:
    """The archive's tags, or the project's own data files where no archive is set up."""
    try:
        if Tag.objects.exists():
            return stored_recogniser()
    except (DatabaseError, ImproperlyConfigured):
        pass
    return Recogniser.from_gazetteer()
