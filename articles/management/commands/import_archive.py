"""python manage.py import_archive DIR: an export into an empty database."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.keeping.folder import NotKept
from articles.keeping.load import load_archive
from articles.pipeline import refresh_statistics


class Command(BaseCommand):
    help = "Take a folder of export_archive into an empty database, whole or not at all."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args, folder: Path, **options) -> None:
        try:
            counts = load_archive(folder)
        except NotKept as error:
            raise CommandError(str(error)) from error
        refresh_statistics()
        self.stdout.write(f"{counts['article']} articles, {sum(counts.values())} rows from {folder}")
        self.stdout.write("accounts came without passwords: `manage.py changepassword NAME` sets one")
