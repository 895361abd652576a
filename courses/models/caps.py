"""The cap as the database computes it, so that no row holds another."""

from datetime import date as Day  # noqa: N812 - the field has the name
from typing import Any

from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _


class CapOf(Func):
    """Four calendar months after a day, clamped to the month's last day: `domain.caps.cap_of` in SQL.

    SQLite runs over where a month is too short (31 October and four months is 3 March); the earlier of that and the
    last day of the month four later is right. PostgreSQL clamps by itself.
    """

    arity = 1
    output_field = models.DateField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = (
            "min(date(%(expressions)s, '+4 months'), date(%(expressions)s, 'start of month', '+5 months', '-1 day'))"
        )
        sql, params = self.as_sql(compiler, connection, template=template, **extra)
        return sql, (*params, *params)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="(%(expressions)s + interval '4 months')::date", **extra)


class Capped(models.Model):
    """Something dated within a training. The training's first and last day are kept beside it, so that the database
    refuses a day outside; whoever moves the training moves them along."""

    date = models.DateField(_("day"))
    starts = models.DateField(editable=False)
    cap = models.DateField(editable=False)

    class Meta:
        abstract = True

    def is_within(self, start: Day, cap: Day) -> bool:
        """Whether it would stay within another period."""
        return start <= self.date <= cap


def capped(name: str) -> list[models.BaseConstraint]:
    """What the database holds such a row to."""
    return [
        models.CheckConstraint(condition=Q(date__gte=F("starts"), date__lte=F("cap")), name=f"{name}_within_training"),
        models.CheckConstraint(condition=Q(cap=CapOf("starts")), name=f"{name}_cap_is_four_months"),
    ]
