"""python manage.py restore DIR: a backup into an empty place."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.keeping.backup import restore_backup
from articles.keeping.folder import NotKept


class Command(BaseCommand):
    help = "Check a backup and put its database and uploads where there is nothing yet."
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args, folder: Path, **options) -> None:
        try:
            restore_backup(folder)
        except NotKept as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"restored from {folder}; `manage.py init` brings it up to date")
