"""ContentVersion: one number that every change which readers can see moves; cached pages are valid for one of it."""

from time import sleep

from django.db import models, transaction
from django.db.models import F

LEASE = 0.01  # seconds for which a process may answer by the number that PostgreSQL told it


class ContentVersion(models.Model):
    number = models.PositiveBigIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def move(cls) -> None:
        """Call it in the transaction of the change, so that no process sees one without the other.

        On PostgreSQL whoever commits it waits until no process can hold the old number any more: nobody is told that
        a change is done while a reader may still meet the page as it was (leases: Gray and Cheriton, 1989).
        """
        if not cls.objects.filter(pk=1).update(number=F("number") + 1):
            cls.objects.get_or_create(pk=1)
        connection = transaction.get_connection()
        if connection.vendor == "postgresql" and all(
            called is not _wait for _, called, *_ in connection.run_on_commit
        ):
            transaction.on_commit(_wait)

    @classmethod
    def current(cls) -> int:
        return cls.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def _wait() -> None:
    sleep(LEASE)
