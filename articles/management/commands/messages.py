"""python manage.py messages: bring the interface's catalogues up to date with code and templates."""

from django.conf import settings
from django.core.management.base import BaseCommand

from articles.management.messages import find_messages, update_catalogues


class Command(BaseCommand):
    help = "Write the messages of code and templates into the catalogues; translations stay."
    requires_system_checks = []

    def handle(self, *args, **options) -> None:
        found = find_messages(settings.BASE_DIR)
        for language, missing in update_catalogues(settings.LOCALE_PATHS[0], found).items():
            self.stdout.write(f"{language}: {len(found)} messages, {missing} untranslated")
