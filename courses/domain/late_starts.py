"""Who begins after the others: until which week a cohort takes newcomers, and in which week they begin."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from ..enums import CohortState
from ..models import Cohort, CourseSession
from .errors import Refused


def refuse_late(cohort: Cohort, *, today: date) -> int:
    """The week in which somebody who gets a place today begins: the first, or the next meeting's on a course that has
    begun. Raises Refused past the week that the cohort names."""
    if cohort.state not in (CohortState.RUNNING, CohortState.FINISHED):
        return 1
    coming = CourseSession.objects.filter(cohort=cohort, date__gte=today).order_by("week").first()
    if coming is not None and coming.week <= cohort.late_start_week:
        return coming.week
    raise Refused(
        _(
            "The course is too far for somebody new to begin: people may join until week %(week)d. "
            "There is room on another cohort, or on the next one."
        )
        % {"week": cohort.late_start_week}
    )
