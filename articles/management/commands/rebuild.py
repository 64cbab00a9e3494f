"""python manage.py rebuild: make anew all that is derived from revisions."""

from collections import deque

from django.core.management.base import BaseCommand
from django.db import transaction

from articles.listing.keep import relist_all
from articles.models import Article
from articles.pipeline import refresh_articles
from articles.search.index import renew_words
from articles.translations import memory

BATCH = 100


class Command(BaseCommand):
    help = (
        "Rebuild suggestions, links, rendered pages, search index, lists and counts; editors' decisions stay."
    )

    def handle(self, *args, **options) -> None:
        renew_words()
        done, last = 0, 0
        while batch := list(
            Article.objects.filter(pk__gt=last, latest_revision__isnull=False).order_by("pk")[:BATCH]
        ):
            with transaction.atomic():
                refresh_articles(batch)
            last = batch[-1].pk
            done += len(batch)
            self.stderr.write(f"{done} articles …")
        deque(relist_all(), maxlen=0)
        memory.rebuild()
        self.stderr.write(f"{done} articles rebuilt")
