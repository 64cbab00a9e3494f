"""python manage.py publish_due: publish and withdraw what was set for an hour that is past. The worker does it too."""

from django.core.management.base import BaseCommand, CommandError

from articles.desk.workflow import publish_due


class Command(BaseCommand):
    help = "Publish and withdraw the articles whose hour has come; safe to repeat."

    def handle(self, *args, **options) -> None:
        moved, stuck = publish_due()
        for article in moved:
            self.stdout.write(f"{article.pk}: {article.state}")
        for article, reason in stuck:
            self.stderr.write(f"{article.pk} stays: {reason}")
        if stuck:
            raise CommandError(f"{len(stuck)} articles could not be moved")
