"""The version of everything public, raised by whatever changes a public page."""

from django.db import connection, models
from django.db.models import F
from django.dispatch import Signal

version_raised = Signal()  # in the transaction of the change
SQL = "SELECT number FROM home_contentversion WHERE id = %s"


class ContentVersion(models.Model):
    """One row. Its number stands in the ETag of every public page (performance.md)."""

    ROW = 1

    number = models.PositiveBigIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def current(cls) -> int:
        """The number now; one query, kept nowhere."""
        with connection.cursor() as cursor:  # asked on every request, so without the query set's own work
            cursor.execute(SQL, [cls.ROW])
            row = cursor.fetchone()
        return row[0] if row else 0

    @classmethod
    def touch(cls) -> None:
        """Raises the number in the caller's transaction."""
        if not cls.objects.filter(pk=cls.ROW).update(number=F("number") + 1):
            cls.objects.get_or_create(pk=cls.ROW, defaults={"number": 1})
        version_raised.send(cls)
