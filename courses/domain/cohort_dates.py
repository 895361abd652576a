"""The dates of a cohort: laid out, laid out anew, and one meeting moved. Everybody is told of what changes."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User

from ..enums import BEFORE_START, SEATED, CohortState
from ..models import Attendance, Cohort, CourseSession, Enrolment
from .cohort_steps import held_to_run, log
from .days_off import days_off_in
from .enrolment_steps import tell
from .errors import Refused
from .weeks import NoDayLeft, lay_out

MOVABLE = frozenset({*BEFORE_START, CohortState.RUNNING})


def write_sessions(held: Cohort) -> bool:
    """Writes the numbered weeks of a locked cohort from its first day; False where they stood like that already.

    A meeting keeps its id, so calendars replace it; who has told that they would not come on the old day has told
    nothing of the new one. Raises Refused where the breaks leave no days.
    """
    if held.start_date is None or held.starts_at is None or held.ends_at is None:
        return False
    try:
        days = lay_out(held.start_date, weeks=held.weeks, days_between=held.days_between, off=days_off_in(held.town))
    except NoDayLeft:
        raise Refused(_("The breaks leave no days for the meetings. Look at the breaks first.")) from None
    known = {one.week: one for one in CourseSession.objects.filter(cohort=held)}
    hours = (held.starts_at, held.ends_at, held.units)
    wanted = dict(enumerate(days, start=1))
    if {week: (one.date, one.starts_at, one.ends_at, one.units) for week, one in known.items()} == {
        week: (day, *hours) for week, day in wanted.items()
    }:
        return False
    # Written anew rather than moved one by one: two meetings never share a day on the way.
    CourseSession.objects.filter(cohort=held).delete()
    CourseSession.objects.bulk_create(_made(held, week, day, hours, known.get(week)) for week, day in wanted.items())
    held.last_date, held.sequence = days[-1], held.sequence + 1
    return True


def _made(
    cohort: Cohort, week: int, day: date, hours: tuple[time, time, int], before: CourseSession | None
) -> CourseSession:
    starts_at, ends_at, units = hours
    made = CourseSession(cohort=cohort, week=week, date=day, starts_at=starts_at, ends_at=ends_at, units=units)
    if before is not None:
        made.id, made.sequence = before.id, before.sequence + 1
    return made


@transaction.atomic
def move_session(
    session: CourseSession, *, day: date, starts_at: time, ends_at: time, place: str, by: User, now: datetime
) -> CourseSession:
    """Moves one meeting; its number stays, the others stay where they are. A second identical call changes nothing.

    Raises Refused on a day that another meeting has, outside the numbered order, in the past for a meeting whose
    attendance is noted, and for who does not run the cohort.
    """
    cohort = held_to_run(session.cohort, by)
    held = CourseSession.objects.get(pk=session.pk)
    if (held.date, held.starts_at, held.ends_at, held.place) == (day, starts_at, ends_at, place):
        return held
    if cohort.state not in MOVABLE:
        raise Refused(_("The course is over, so its meetings stay where they were."))
    if starts_at >= ends_at:
        raise Refused(_("The meeting must end after it begins."))
    if held.date != day and Attendance.objects.filter(session=held, told_at=None).exists():
        raise Refused(_("Attendance is noted for this meeting, so its day stays."))
    _check_order(held, day)
    if held.date != day:
        held.moved_from = held.moved_from or held.date
    held.date, held.starts_at, held.ends_at, held.place = day, starts_at, ends_at, place
    held.sequence += 1
    held.save()
    if held.week == 1:
        cohort.start_date = day
    cohort.last_date = CourseSession.objects.filter(cohort=cohort).order_by("-date").values_list("date", flat=True)[0]
    cohort.sequence += 1
    cohort.save(update_fields=["start_date", "last_date", "sequence"])
    log(cohort, cohort.state, by=by, now=now, note=str(_("week %(week)d moved") % {"week": held.week}))
    tell_all(cohort, "dates_changed", now=now, again=str(cohort.sequence))
    return held


def _check_order(held: CourseSession, day: date) -> None:
    beside = CourseSession.objects.filter(cohort=held.cohort_id)
    earlier = beside.filter(week__lt=held.week, date__gte=day).first()
    later = beside.filter(week__gt=held.week, date__lte=day).first()
    clash = earlier or later
    if clash is not None:
        words = {"week": clash.week, "day": f"{clash.date:%d.%m.%Y}"}
        raise Refused(_("Week %(week)d is on %(day)s. The weeks must stay in their order.") % words)


def warning_for(cohort: Cohort, day: date) -> str:
    """Why a day is odd to teach on; empty for an ordinary one. For coordinators, who may do it all the same."""
    return days_off_in(cohort.town).why(day)


def tell_all(cohort: Cohort, kind: str, *, now: datetime, again: str = "") -> int:
    """Queues a message to everybody who holds a place; returns how many."""
    rows = list(Enrolment.objects.filter(cohort=cohort, state__in=SEATED).select_related("person"))
    for one in rows:
        tell(one, kind, now=now, again=again)
    return len(rows)
