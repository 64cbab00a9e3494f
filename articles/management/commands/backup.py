"""python manage.py backup DIR: database and uploads, while the site runs."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.keeping.backup import make_backup
from articles.keeping.folder import NotKept


class Command(BaseCommand):
    help = "Copy database and uploads into a new folder, with checksums, while the site runs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args, folder: Path, **options) -> None:
        try:
            make_backup(folder)
        except NotKept as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"the backup is in {folder}; `manage.py restore {folder}` takes it into an empty place"
        )
