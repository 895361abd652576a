"""Days on which no course meets: public holidays, the days that shops and schools keep closed, and local breaks."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext as _

from ..models import CourseBreak

# Not public holidays by law, and yet nobody teaches: month and day.
CLOSED = {(6, 5), (12, 24), (12, 31)}


@lru_cache(maxsize=256)
def holidays_of(year: int) -> frozenset[date]:
    """The Danish public holidays of a year. Store bededag was one up to 2023 and is none since (act 214 of 2023)."""
    import holidays  # half a second, and only who plans needs it

    return frozenset(holidays.country_holidays("DK", years=year))


def is_holiday(day: date) -> bool:
    """Whether nobody in the country teaches that day."""
    return day in holidays_of(day.year) or (day.month, day.day) in CLOSED


class DaysOff:
    """The breaks that hold in a town, beside the holidays. Reads nothing once made."""

    def __init__(self, breaks: Iterable[CourseBreak]) -> None:
        self.breaks = list(breaks)

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and bool(self.why(day))

    def why(self, day: date) -> str:
        """Why there is no teaching that day, in words; empty where there is."""
        if is_holiday(day):
            return _("a public holiday")
        return next((one.name for one in self.breaks if _holds(one, day)), "")


def _holds(one: CourseBreak, day: date) -> bool:
    if one.first_week is not None and one.last_week is not None:
        return one.first_week <= day.isocalendar().week <= one.last_week
    return one.first_day is not None and one.last_day is not None and one.first_day <= day <= one.last_day


def days_off_in(town: str) -> DaysOff:
    """The days off of a town: those of every town and its own. One query."""
    return DaysOff(CourseBreak.objects.filter(town__in=["", town]))
