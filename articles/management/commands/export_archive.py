"""python manage.py export_archive DIR: everything, in files that need no kzsite to be read."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.keeping.export import export_archive
from articles.keeping.folder import NotKept


class Command(BaseCommand):
    help = "Write the whole archive into a new folder: JSON lines, the pages' bytes, articles as Markdown."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args, folder: Path, **options) -> None:
        try:
            counts = export_archive(folder)
        except NotKept as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{counts['article']} articles, {sum(counts.values())} rows in {folder}")
