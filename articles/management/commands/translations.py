"""python manage.py translations export|import|machine: translations out to translators' tools and back, and by machine."""

import sys
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from articles import pipeline
from articles.models import Article
from articles.translations.exchange.apply import apply_bundle, bundle_of
from articles.translations.exchange.bundle import ExchangeError
from articles.translations.exchange.formats import FORMATS, read, write
from articles.translations.machine.engine import EngineError
from articles.translations.machine.engines import configured_engine
from articles.translations.write import start_translation


class Command(BaseCommand):
    help = "Export translations to XLIFF, PO, Markdown or JSON, import what came back, or have a machine translate."

    def add_arguments(self, parser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        out = verbs.add_parser("export", help="write a file for each translation")
        out.add_argument("translation", nargs="+", type=int, help="number of a translation")
        out.add_argument("--format", choices=FORMATS, default="xliff")
        out.add_argument("--to", default=".", help="folder; - is standard output")
        into = verbs.add_parser(
            "import", help="put translated paragraphs into the archive; publishes nothing"
        )
        into.add_argument("file", nargs="+", help="in any of the formats; - is standard input")
        into.add_argument("--user", help="who translated: the account's name")
        machine = verbs.add_parser(
            "machine", help="translate empty paragraphs with the engine of KZ_MT_ENGINE"
        )
        machine.add_argument(
            "article", nargs="+", type=int, help="number of a translation, or of an original"
        )
        machine.add_argument("--language", help="begin a translation of an original in this language")
        machine.add_argument("--user", help="in whose name")

    def handle(self, *args, verb: str, **options) -> None:
        {"export": self.export, "import": self.take_in, "machine": self.machine}[verb](**options)

    def export(self, *, translation: list[int], format: str, to: str, **options) -> None:
        for number in translation:
            bundle = bundle_of(_translation(number))
            data = write(bundle, format)
            if to == "-":
                self.stdout.write(data.decode(), ending="\n")
                continue
            name = f"{number}-{bundle.source_language}-{bundle.target_language}.{FORMATS[format].ending}"
            try:
                Path(to, name).write_bytes(data)
            except OSError as error:
                raise CommandError(f"{Path(to, name)}: {error.strerror}") from error
            self.stdout.write(f"{Path(to, name)}: {len(bundle.units)} paragraphs")

    def take_in(self, *, file: list[str], user: str | None, **options) -> None:
        """Every file for itself; the status tells whether something was refused."""
        who, is_whole = _user(user), True
        for name in file:
            try:
                data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
                bundle = read(data)
                report = apply_bundle(bundle, user=who)
            except (OSError, ExchangeError) as error:
                self.stderr.write(f"{name}: {getattr(error, 'strerror', None) or error}")
                is_whole = False
                continue
            if report.taken:
                pipeline.save_translation(Article.objects.get(pk=bundle.number), user=who)
            self.stdout.write(
                f"{name}: {len(report.taken)} paragraphs taken, {len(report.unchanged)} unchanged, "
                f"{len(report.refused)} refused"
            )
            for anchor, reason in report.refused:
                self.stderr.write(f"{name}#{anchor}: {reason}")
            is_whole &= not report.refused
        if not is_whole:
            raise CommandError("not everything was taken")

    def machine(self, *, article: list[int], language: str | None, user: str | None, **options) -> None:
        try:
            engine = configured_engine()
        except EngineError as error:
            raise CommandError(str(error)) from error
        if engine is None:
            raise CommandError("machine translation is off: KZ_MT_ENGINE names no engine")
        who = _user(user)
        for number in article:
            translation = _begun(number, language, who) if language else _translation(number)
            try:
                filled = pipeline.machine_translate(translation, engine, user=who)
            except EngineError as error:
                raise CommandError(f"{translation.pk}: {engine.name}: {error}") from error
            self.stdout.write(f"{translation.pk}: {len(filled.taken)} paragraphs translated by {engine.name}")
            for anchor, reason in filled.refused:
                self.stderr.write(f"{translation.pk}#{anchor}: {reason}")


def _translation(number: int) -> Article:
    found = Article.objects.filter(pk=number, translation_of__isnull=False).select_related("translation_of")
    if not found:
        raise CommandError(f"the archive has no translation {number}")
    return found[0]


def _begun(number: int, language: str, user) -> Article:
    original = Article.objects.filter(pk=number).first()
    if original is None:
        raise CommandError(f"the archive has no article {number}")
    if language == original.language:
        raise CommandError(f"article {number} is in {language} already")
    return start_translation(original, language, user=user)


def _user(name: str | None):
    if name is None:
        return None
    user = get_user_model().objects.filter(username=name).first()
    if user is None:
        raise CommandError(f"there is no account {name}")
    return user
