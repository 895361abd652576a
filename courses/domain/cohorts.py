"""The life of a cohort (domain.md §4.5): made, changed, opened, closed, begun, finished, cancelled."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.domain.access_log import record
from accounts.enums import Role
from accounts.models import User
from outbox.locks import lock_row

from ..enums import BEFORE_START, LIVE_ENROLMENTS, TAKING, CohortState, EnrolmentState
from ..models import Cohort, CohortQuota, CohortTrainer, Course, CourseSession, Enrolment
from .cohort_dates import tell_all, write_sessions
from .cohort_steps import held_to_run, log, may_teach, step
from .course_results import judge
from .enrolment_steps import move, tell
from .errors import Refused

# What a cohort copies of its course.
COPIED = (
    *("required_share", "free_absences", "late_start_week", "has_practicum", "practicum_hours", "least_supervisions"),
    *("certificate_share", "certificate_hours", "certificate_phases", "weeks", "days_between", "units"),
)
# Written down before anybody applied; later only the rest may change.
FIXED_LATER = frozenset({"course", "slug", "region", "weeks", "days_between", "units"})
DATED = frozenset({"start_date", "starts_at", "ends_at", "town", "weeks", "days_between", "units"})


@transaction.atomic
def make(*, course: Course, values: dict[str, Any], by: User, now: datetime) -> Cohort:
    """Makes a cohort that is being planned, with the course's own rules. A second call with the same address gives
    the one that is there. Raises Refused for a region that is not this person's."""
    if not by.has_role(Role.COORDINATOR, Role.ADMINISTRATOR):
        raise Refused(_("Only coordinators make cohorts."))
    known = Cohort.objects.filter(course=course, slug=values["slug"]).first()
    if known is not None:
        return known
    copied = {name: getattr(course, name) for name in COPIED}
    made = Cohort(course=course, made_at=now, made_by=by, **copied | values)
    made.save(force_insert=True)
    if not Cohort.objects.run_by(by).filter(pk=made.pk).exists():
        raise Refused(_("You coordinate another region. Choose that one."))
    if write_sessions(made):
        made.save()
    log(made, "", by=by, now=now)
    return made


@transaction.atomic
def change(cohort: Cohort, *, values: dict[str, Any], by: User, now: datetime) -> Cohort:
    """Writes what was typed and lays the weeks out anew where the dates changed; everybody with a place is told. A
    second identical call changes nothing.

    Raises Refused for what people have applied for already, for dates once the course runs, for fewer places than are
    taken, and for who does not run the cohort.
    """
    held = held_to_run(cohort, by)
    changed = {name: value for name, value in values.items() if getattr(held, name) != value}
    if not changed:
        return held
    _check_change(held, set(changed), values)
    before = held.state
    for name, value in changed.items():
        setattr(held, name, value)
    _check(held, now)
    moved = bool(DATED & set(changed)) and write_sessions(held)
    if held.state in TAKING:
        held.state = CohortState.FULL if held.seats_taken >= held.capacity else CohortState.OPEN
    held.save()
    log(held, before, by=by, now=now, note=",".join(sorted(changed))[:300])
    if (moved or "place" in changed) and before != CohortState.PLANNED:
        tell_all(held, "dates_changed", now=now, again=f"{held.sequence}:{now:%Y%m%d%H%M}")
    return held


def _check_change(held: Cohort, changed: set[str], values: dict[str, Any]) -> None:
    if held.state not in BEFORE_START and changed & DATED:
        raise Refused(_("The course has begun, so its weeks are fixed. Move one meeting instead."))
    if held.state != CohortState.PLANNED and changed & FIXED_LATER:
        raise Refused(_("People have applied for this, so it can no longer be changed."))
    if values.get("capacity", held.capacity) < held.seats_taken:
        raise Refused(_("%(taken)d places are taken, so there cannot be fewer.") % {"taken": held.seats_taken})


def _check(held: Cohort, now: datetime) -> None:
    """Raises Refused for dates in the wrong order."""
    if held.starts_at and held.ends_at and held.starts_at >= held.ends_at:
        raise Refused(_("The meetings must end after they begin."))
    if held.start_date and held.closes_at and timezone.localdate(held.closes_at) > held.start_date:
        raise Refused(_("The last day to apply must not lie after the first day of the course."))


@transaction.atomic
def set_quota(cohort: Cohort, *, kind: str, seats: int | None, by: User, now: datetime) -> None:
    """At most so many of a kind; None takes the limit away. A second identical call changes nothing. Raises Refused
    for fewer than have a place."""
    held = held_to_run(cohort, by)
    quota = CohortQuota.objects.filter(cohort=held, kind=kind).first()
    if seats is None:
        CohortQuota.objects.filter(cohort=held, kind=kind).delete()
        return
    taken = Enrolment.objects.filter(cohort=held, kind=kind).seated().count()
    if seats < taken:
        raise Refused(_("%(taken)d of them have a place, so there cannot be fewer.") % {"taken": taken})
    if quota is None:
        CohortQuota.objects.create(cohort=held, kind=kind, seats=seats, taken=taken)
    elif quota.seats != seats:
        quota.seats = seats
        quota.save(update_fields=["seats"])


@transaction.atomic
def set_trainers(cohort: Cohort, *, trainers: Iterable[tuple[User, str]], by: User, now: datetime) -> None:
    """Who teaches, and what each brings. A second identical call changes nothing. Raises Refused for who is no
    trainer."""
    held = held_to_run(cohort, by)
    wanted = {person.pk: (person, part) for person, part in trainers}
    if any(not person.has_role(Role.TRAINER) for person, _part in wanted.values()):
        raise Refused(_("Only people with the role of trainer can teach a cohort."))
    known = dict(CohortTrainer.objects.filter(cohort=held).values_list("person_id", "part"))
    if known == {key: part for key, (_person, part) in wanted.items()}:
        return
    CohortTrainer.objects.filter(cohort=held).delete()
    CohortTrainer.objects.bulk_create(
        CohortTrainer(cohort=held, person=person, part=part) for person, part in wanted.values()
    )
    record(by=by, action="cohort.trainers", object=held, now=now)


def in_the_way(cohort: Cohort, now: datetime) -> list[str]:
    """What keeps a planned cohort from opening, in words; nothing where it can."""
    today = timezone.localdate(now)
    found = [
        (not cohort.start_date or not cohort.starts_at or not cohort.ends_at, _("The first day and the hours.")),
        (not CourseSession.objects.filter(cohort=cohort).exists(), _("The weeks, which follow from the first day.")),
        (not cohort.place, _("The place.")),
        (not cohort.closes_at, _("The last day to apply.")),
        (cohort.closes_at is not None and cohort.closes_at <= now, _("A last day to apply that is still to come.")),
        (cohort.start_date is not None and cohort.start_date <= today, _("A first day that is still to come.")),
        (not CohortTrainer.objects.filter(cohort=cohort).exists(), _("Who teaches.")),
    ]
    return [str(words) for is_missing, words in found if is_missing]


@transaction.atomic
def open_up(cohort: Cohort, *, by: User, now: datetime) -> Cohort:
    """Lets people apply. A second call changes nothing. Raises Refused with what is missing."""
    held = held_to_run(cohort, by)
    if held.state in TAKING:
        return held
    missing = in_the_way(held, now)
    if missing and held.state == CohortState.PLANNED:
        raise Refused(_("Before it can open we need: %(what)s") % {"what": " ".join(missing)})
    return step(held, CohortState.OPEN, by=by, now=now)


@transaction.atomic
def close(cohort: Cohort, *, by: User, now: datetime) -> Cohort:
    """Closes for applications before the deadline. A second call changes nothing."""
    held = held_to_run(cohort, by)
    return held if held.state == CohortState.CLOSED else step(held, CohortState.CLOSED, by=by, now=now)


@transaction.atomic
def cancel(cohort: Cohort, *, because_da: str, because_en: str, by: User, now: datetime) -> Cohort:
    """Cancels a cohort that has not begun and tells everybody who applied why. A second call changes nothing. Raises
    Refused without a reason, and once the course runs."""
    held = held_to_run(cohort, by)
    if held.state == CohortState.CANCELLED:
        return held
    if not because_da.strip():
        raise Refused(_("Write why, so that people know."))
    held.cancelled_because_da, held.cancelled_because_en = because_da.strip(), because_en.strip()
    for one in Enrolment.objects.filter(cohort=held, state__in=LIVE_ENROLMENTS).select_related("person"):
        tell(one, "cohort_cancelled", now=now)
    held.sequence += 1
    return step(held, CohortState.CANCELLED, by=by, now=now)


@transaction.atomic
def finish(cohort: Cohort, *, by: User, now: datetime) -> Cohort:
    """Ends a course whose last meeting has been held, and judges who passed by the cohort's own rule. A second call
    changes nothing. Raises Refused before the last meeting, and for who does not teach it."""
    held = lock_row(cohort)
    if not may_teach(held, by):
        raise Refused(_("This cohort is taught by others."))
    if held.state == CohortState.FINISHED:
        return held
    if held.last_date is None or held.last_date > timezone.localdate(now):
        raise Refused(_("The last meeting has not been held yet."))
    held.finished_at = now
    done = step(held, CohortState.FINISHED, by=by, now=now)
    for one in Enrolment.objects.filter(cohort=held, state=EnrolmentState.ATTENDING).order_by("pk"):
        judge(lock_row(one), by=by, now=now)
    return done


# --- the worker's part -----------------------------------------------------------------------------------------------
def follow_dates(now: datetime) -> int:
    """Closes cohorts whose deadline has passed and begins those whose first day has come; returns how many steps."""
    today = timezone.localdate(now)
    due = Cohort.objects.filter(Q(state__in=TAKING, closes_at__lte=now) | Q(state=CohortState.CLOSED))
    return sum(_follow(one, now) for one in due.filter(Q(closes_at__lte=now) | Q(start_date__lte=today)))


@transaction.atomic
def _follow(cohort: Cohort, now: datetime) -> int:
    """Asks again on the locked row: the dates may have been moved meanwhile."""
    held, steps, today = lock_row(cohort), 0, timezone.localdate(now)
    if held.state in TAKING and held.state_at(now, today) != held.state:
        step(held, CohortState.CLOSED, by=None, now=now)
        steps += 1
    if held.state == CohortState.CLOSED and held.state_at(now, today) == CohortState.RUNNING:
        step(held, CohortState.RUNNING, by=None, now=now)
        steps += 1
        for one in Enrolment.objects.filter(cohort=held, state=EnrolmentState.ACCEPTED).order_by("pk"):
            move(lock_row(one), EnrolmentState.ATTENDING, by=None, now=now, is_contact=False)
    return steps
