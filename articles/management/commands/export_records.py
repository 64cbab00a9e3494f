"""python manage.py export_records [NUMBER…]: what the pages of the articles said, as JSON lines that can be imported again."""

import json

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.ingest.read import BY_ANOTHER
from articles.ingest.record import record_line
from articles.models import Capture


class Command(BaseCommand):
    help = "Print the page record of every article, or of those named, one JSON object a line; import_articles takes them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("numbers", nargs="*", type=int, metavar="NUMBER", help="an article's number")

    def handle(self, *args, numbers: list[int], **options) -> None:
        captures = Capture.objects.latest_of_articles().order_by("article_id")
        if numbers:
            captures = captures.filter(article__in=numbers)
        count = 0
        for capture in captures.defer("ledger").iterator(chunk_size=100):
            self.stdout.write(line_of(capture))
            count += 1
        if numbers and count < len(set(numbers)):
            raise CommandError(f"{len(set(numbers)) - count} of these articles have no imported page")


def line_of(capture: Capture) -> str:
    """Beside the contract's keys, where there is something to say: the address it was fetched from, its front matter."""
    sha256 = capture.sha256
    if capture.reader_version == BY_ANOTHER:  # it keeps the hash of the page that it was made of
        sha256 = json.loads(bytes(capture.content)).get("sha256") or sha256
    beside = {"address": capture.address} if capture.address else {}
    return record_line(capture.record | beside, name=capture.name, sha256=sha256)
