"""Attendance of a cohort: noted in one table, told beforehand, made up, corrected with a reason after the lock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.domain.access_log import record_many
from accounts.models import User
from outbox.locks import lock_row

from ..enums import ATTENDED, ON_COURSE, CohortState, EnrolmentState, Presence
from ..models import Attendance, Cohort, CourseSession, Enrolment, LateCorrection
from .cohort_steps import may_run, may_teach
from .errors import Refused
from .shares import Share

# Enrolment, session and unit → what is noted; empty takes a note away.
Key = tuple[UUID, UUID, int]
TAUGHT = frozenset({CohortState.RUNNING, CohortState.FINISHED})


@dataclass(frozen=True)
class Saved:
    """What a save changed."""

    changed: int
    in_danger: list[Enrolment]


def is_locked(session: CourseSession, today: date) -> bool:
    """Whether a meeting may only be corrected by a coordinator with a reason."""
    return today > session.date + timedelta(days=settings.ATTENDANCE_LOCK_DAYS)


@transaction.atomic
def save_table(cohort: Cohort, marks: Mapping[Key, str], *, by: User, now: datetime, reason: str = "") -> Saved:
    """Writes a table of attendance: seven queries and one for each hundred changes, whatever its size. A second
    identical call changes nothing.

    Raises Refused for a meeting that is still to come, a person who is not on the cohort, a meeting that is locked
    (then only a coordinator, with a reason), and for who does not teach it. Nothing is written then.
    """
    held = lock_row(cohort)
    if not may_teach(held, by):
        raise Refused(_("This cohort is taught by others."))
    if held.state not in TAUGHT:
        raise Refused(_("Attendance is noted once the course has begun."))
    sessions = {one.pk: one for one in CourseSession.objects.filter(cohort=held)}
    people = {one.pk: one for one in Enrolment.objects.filter(cohort=held, state__in=ON_COURSE)}
    known = {
        (one.enrolment_id, one.session_id, one.unit): one for one in Attendance.objects.filter(session__cohort=held)
    }
    changed = {key: to for key, to in marks.items() if to != (known[key].presence if key in known else "")}
    late = _check(changed, sessions, people, timezone.localdate(now))
    if late and not (reason.strip() and may_run(held, by)):
        raise Refused(_("After %(days)d days attendance is locked. A coordinator can correct it with a reason.")
                      % {"days": settings.ATTENDANCE_LOCK_DAYS})  # fmt: skip
    written = _write(changed, known, by=by, now=now)
    LateCorrection.objects.bulk_create(
        LateCorrection(attendance=written[key], before=before, after=changed[key], reason=reason.strip(), at=now, by=by)
        for key in late
        if key in written
        for before in [known[key].presence if key in known else ""]
    )
    touched = {people[key[0]] for key in changed}
    record_many(by=by, action="attendance.noted", about=[(None, one) for one in touched], now=now)
    shares = shares_of(held, people.values())
    return Saved(len(changed), [one for one in people.values() if shares[one.pk].is_in_danger])


def _check(
    changed: Mapping[Key, str],
    sessions: Mapping[UUID, CourseSession],
    people: Mapping[UUID, Enrolment],
    today: date,
) -> list[Key]:
    """The changes of locked meetings. Raises Refused for what cannot be noted at all."""
    late = []
    for key, to in changed.items():
        enrolment, session_id, unit = key
        session = sessions.get(session_id)
        if session is None or enrolment not in people or not 1 <= unit <= session.units:
            raise Refused(_("Somebody in the table is no longer on the cohort. Open the table again."))
        if session.date > today and to not in ("", Presence.EXCUSED):
            raise Refused(_("Week %(week)d is still to come.") % {"week": session.week})
        if is_locked(session, today):
            late.append(key)
    return late


def _write(
    changed: Mapping[Key, str], known: Mapping[Key, Attendance], *, by: User, now: datetime
) -> dict[Key, Attendance]:
    gone = [known[key].pk for key, to in changed.items() if not to]
    if gone:
        Attendance.objects.filter(pk__in=gone).delete()
    fresh: dict[Key, Attendance] = {}
    for key, to in changed.items():
        if to:
            enrolment, session, unit = key
            fresh[key] = Attendance(enrolment_id=enrolment, session_id=session, unit=unit, presence=to, at=now, by=by)
    made = Attendance.objects.bulk_create(
        fresh.values(),
        update_conflicts=True,
        unique_fields=["session", "enrolment", "unit"],
        update_fields=["presence", "at", "by"],
        batch_size=200,
    )
    return dict(zip(fresh, made, strict=True))


@transaction.atomic
def tell_absence(enrolment: Enrolment, session: CourseSession, *, is_coming: bool, by: User, now: datetime) -> None:
    """The participant says beforehand that they will not come, or that they come after all; never why. Twice is once.

    Raises Refused once the meeting has begun, and for who is not on the cohort.
    """
    held = lock_row(enrolment)
    if held.state not in (EnrolmentState.ACCEPTED, EnrolmentState.ATTENDING) or session.cohort_id != held.cohort_id:
        raise Refused(_("You are not on this course now."))
    begins = timezone.make_aware(datetime.combine(session.date, session.starts_at))
    if now >= begins:
        raise Refused(_("The meeting has begun. Talk to your trainers about it."))
    told = Attendance.objects.filter(enrolment=held, session=session)
    if is_coming:
        told.filter(told_at__isnull=False).delete()
        return
    there = set(told.values_list("unit", flat=True))
    Attendance.objects.bulk_create(
        Attendance(enrolment=held, session=session, unit=unit, presence=Presence.EXCUSED, told_at=now, at=now, by=by)
        for unit in range(1, session.units + 1)
        if unit not in there
    )


def shares_of(cohort: Cohort, enrolments: Iterable[Enrolment]) -> dict[UUID, Share]:
    """The share of each, by enrolment, of all units of the cohort. Two queries, whatever the number."""
    units = dict(CourseSession.objects.filter(cohort=cohort).values_list("week", "units"))
    total = sum(units.values())
    rows = Attendance.objects.filter(session__cohort=cohort).order_by().values("enrolment")
    counted = {
        row["enrolment"]: row
        for row in rows.annotate(
            attended=Count("pk", filter=Q(presence__in=ATTENDED)),
            missed=Count("pk", filter=~Q(presence__in=ATTENDED)),
            early=Count("pk", filter=Q(session__week__lt=F("enrolment__from_week"))),
        )
    }
    nothing = {"attended": 0, "missed": 0, "early": 0}
    return {
        one.pk: Share(
            counted.get(one.pk, nothing)["attended"],
            counted.get(one.pk, nothing)["missed"],
            total,
            cohort.required_share,
            cohort.free_absences,
            sum(n for week, n in units.items() if week < one.from_week) - counted.get(one.pk, nothing)["early"],
        )
        for one in enrolments
    }


def share_of(enrolment: Enrolment) -> Share:
    """One person's share of their cohort. Two queries."""
    return shares_of(enrolment.cohort, [enrolment])[enrolment.pk]
