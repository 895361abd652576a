"""Days and hours as coordinators write them, in Copenhagen's time."""

from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 1, 1)
WRITTEN = ["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y", "%d %m %Y"]
HOURS = ["%H:%M:%S", "%H:%M", "%H.%M"]
NO_SUCH_HOUR = _("There is no such hour on that day: the clocks are changed. Write another.")


class DayField(forms.DateField):
    """A day from the browser's own field, or typed as 31 10 2026."""

    def __init__(self, **kwargs: Any) -> None:
        message = _("Write a day from 2000 to 2100, e.g. 31 10 2026.")
        super().__init__(
            required=False,
            input_formats=WRITTEN,
            widget=forms.DateInput(attrs={"type": "date", "data-width": "short"}, format="%Y-%m-%d"),
            validators=[MinValueValidator(FIRST_DAY, message), MaxValueValidator(LAST_DAY, message)],
            error_messages={"invalid": message},
            **kwargs,
        )


class HourField(forms.TimeField):
    """An hour of the day, typed as 17:00 or 17.00."""

    def __init__(self, **kwargs: Any) -> None:
        message = _("Write an hour, e.g. 17:00.")
        super().__init__(
            required=False,
            input_formats=HOURS,
            widget=forms.TimeInput(attrs={"data-width": "short", "inputmode": "numeric", "size": 8}, format="%H:%M"),
            error_messages={"invalid": message},
            **kwargs,
        )


def moment(day: date | None, hour: time | None, *, otherwise: time) -> datetime | None:
    """A day and an hour in Copenhagen as one moment; None without a day. Of an hour that comes twice, the first.

    Raises ValidationError for an hour that the change to summer time leaves out.
    """
    if day is None:
        return None
    found = timezone.make_aware(datetime.combine(day, hour or otherwise))
    if timezone.localtime(found.astimezone(UTC)).time() != (hour or otherwise):
        raise ValidationError(NO_SUCH_HOUR, code="hour")
    return found
