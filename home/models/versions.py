"""The version of everything public, raised by whatever changes a public page."""

from django.db import models
from django.db.models import F


class ContentVersion(models.Model):
    """One row. Its number stands in the ETag of every public page (performance.md)."""

    ROW = 1

    number = models.PositiveBigIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def current(cls) -> int:
        """The number now; one query, kept nowhere."""
        row = cls.objects.values_list("number", flat=True).filter(pk=cls.ROW).first()
        return row or 0

    @classmethod
    def touch(cls) -> None:
        """Raises the number in the caller's transaction."""
        if not cls.objects.filter(pk=cls.ROW).update(number=F("number") + 1):
            cls.objects.get_or_create(pk=cls.ROW, defaults={"number": 1})
