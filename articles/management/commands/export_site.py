"""python manage.py export_site DIR: the public site as static files."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.keeping.folder import NotKept
from articles.keeping.site import export_site


class Command(BaseCommand):
    help = "Write the whole public site into a new folder, for any plain web server; search is left out."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args, folder: Path, **options) -> None:
        pages = 0
        try:
            for pages in export_site(folder):
                if pages % 200 == 0:
                    self.stderr.write(f"{pages} pages …")
        except NotKept as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{pages} pages in {folder}")
