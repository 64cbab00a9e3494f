"""python manage.py link_articles [--all | --since DATE | NUMBER…]"""

import json
from collections.abc import Sequence
from datetime import date, datetime, time

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.ingest.decode import decode
from articles.ingest.html.page import html_page
from articles.links.printed import link_records
from articles.links.run import forget, waiting
from articles.models import Article, Capture, Link
from articles.pipeline import link_archive


class Command(BaseCommand):
    help = (
        "Find what articles quote, reuse and refer to; without arguments for those that wait, such as after a stop. "
        "Verdicts of editors stay."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("numbers", nargs="*", type=int, metavar="NUMBER", help="an article's number")
        parser.add_argument("--all", action="store_true", help="the whole archive anew")
        parser.add_argument(
            "--since", type=date.fromisoformat, metavar="DATE", help="what was changed since that day"
        )
        parser.add_argument(
            "--format", choices=["json", "text"], default="text", help="what standard output holds"
        )

    def handle(self, *args, **options) -> None:
        if sum(map(bool, (options["numbers"], options["all"], options["since"]))) > 1:
            raise CommandError("give numbers, --all or --since, only one of them")
        chosen = self.chosen(options)
        if chosen is not None:
            forget(chosen)
        done = self.link_waiting()
        links = Link.objects.exclude(state=Link.State.REJECTED).order_by("pk").prefetch_related("passages")
        if not options["all"]:
            links = links.filter(Q(from_article__in=done) | Q(to_article__in=done))
        for record in link_records(links.iterator(chunk_size=100), page_lines):
            self.stdout.write(
                json.dumps(record, ensure_ascii=False) if options["format"] == "json" else told(record)
            )

    def chosen(self, options) -> QuerySet[Article] | None:
        """The articles to link anew; None for only those that wait."""
        if options["numbers"]:
            found = Article.objects.filter(pk__in=options["numbers"])
            missing = set(options["numbers"]) - set(found.values_list("pk", flat=True))
            if missing:
                raise CommandError(f"there is no article {', '.join(map(str, sorted(missing)))}")
            return found
        if options["since"]:
            midnight = timezone.make_aware(datetime.combine(options["since"], time()))
            return Article.objects.filter(changed_at__gte=midnight)
        return Article.objects.all() if options["all"] else None

    def link_waiting(self) -> list[int]:
        """Link what waits, batch by batch; each is whole once it is done, so a stop loses nothing."""
        done: list[int] = []
        total = waiting().count()
        for batch in link_archive():
            done += batch
            self.stderr.write(f"{len(done)} of {total} articles linked")
        return done


def page_lines(capture: Capture) -> Sequence[str]:
    """The lines of a page as its reader counts them; none where nothing was read of it."""
    if not capture.record:
        return ()
    decoded = decode(bytes(capture.content), name=capture.name)
    if decoded.kind == "html":
        return [line.text for line in html_page(decoded.text, address=capture.address).lines]
    return decoded.text.split("\n")


def told(record: dict) -> str:
    """A link in one line for people."""
    passages = sum(p["relation"] in ("equal", "changed") for p in record["passages"])
    return (
        f"{record['from']['article']} {record['kind']} {record['to']['article']} ({record['score']:.2f}, "
        f"{record['state']}, {passages} shared passages): {'; '.join(record['reasons'])}"
    )
