"""ContentVersion: one number that every change which readers can see moves; cached pages are valid for one of it."""

from django.db import models
from django.db.models import F


class ContentVersion(models.Model):
    number = models.PositiveBigIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def move(cls) -> None:
        """Call it in the transaction of the change, so that no process sees one without the other."""
        if not cls.objects.filter(pk=1).update(number=F("number") + 1):
            cls.objects.get_or_create(pk=1)

    @classmethod
    def current(cls) -> int:
        return cls.objects.filter(pk=1).values_list("number", flat=True).first() or 0
