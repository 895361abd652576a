"""How often something was used in the present window: the memory of the rate limits."""

from datetime import datetime, timedelta

from django.db import IntegrityError, models, transaction
from django.db.models import F


class Use(models.Model):
    """One counter. In the database rather than the cache: the database cache counts two at once as one."""

    key = models.CharField(max_length=80, unique=True)
    times = models.PositiveIntegerField(default=1)
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["until"], name="use_until")]

    def __str__(self) -> str:
        return self.key

    @classmethod
    @transaction.atomic(savepoint=False)
    def count(cls, key: str, *, now: datetime, seconds: int) -> tuple[int, datetime]:
        """Counts one use and returns how many there are in the window and when it ends. One update, one read.

        The update holds the row until the read: each of several at once gets a number of its own.
        """
        if not cls.objects.filter(key=key, until__gt=now).update(times=F("times") + 1):
            cls._open_window(key, now=now, seconds=seconds)
        row = cls.objects.only("times", "until").get(key=key)
        return row.times, row.until

    @classmethod
    def _open_window(cls, key: str, *, now: datetime, seconds: int) -> None:
        until = now + timedelta(seconds=seconds)
        if cls.objects.filter(key=key, until__lte=now).update(times=1, until=until):
            return
        try:
            with transaction.atomic():
                cls.objects.create(key=key, until=until)
        except IntegrityError:  # somebody opened it between the two
            cls.objects.filter(key=key).update(times=F("times") + 1)

    @classmethod
    def forget(cls, now: datetime) -> int:
        """Deletes counters whose window has ended; returns how many."""
        return cls.objects.filter(until__lte=now).delete()[0]
