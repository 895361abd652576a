"""Starting, moving, confirming and interrupting a guide training. Its end is given by its start: nobody extends it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import User
from outbox.locks import lock_row

from ..enums import EnrolmentState
from ..models import (
    Conversation,
    Enrolment,
    FollowUpAttendance,
    GuideRelation,
    GuideTraining,
    LogEntry,
    PracticumSite,
    Supervision,
)
from ..training_enums import RUNNING, STILL_OPEN, TrainingAct, TrainingState
from .caps import cap_of, overlaps, state_on
from .errors import Refused
from .training_steps import counted, hold, is_met, note, refuse_stranger, step, tell

DATED = (FollowUpAttendance, Supervision, LogEntry, Conversation)


@dataclass(frozen=True)
class Placement:
    """What is agreed about a training, beside its dates."""

    supervisor: User | None
    site: PracticumSite | None = None
    workplace_guide: str = ""
    hours_a_week: int | None = None
    agreed_hours: int | None = None
    tasks: str = ""
    planned_end: date | None = None


@transaction.atomic
def start(
    enrolment: Enrolment, *, start_date: date, placement: Placement, by: User, now: datetime, reason: str = ""
) -> GuideTraining:
    """Begins the training of somebody who has passed the course; it ends four months later at most (S2).

    Another after one that was interrupted takes an administrator and a reason. A second call while one is running gives
    that one. Raises Refused for a start before the last day of the course, a supervisor who is none, a site without
    room, and a period that shares a day with another of the same person.
    """
    cohort = enrolment.cohort
    held = lock_row(enrolment)
    running = held.trainings.filter(state__in=RUNNING).first()
    if running is not None:
        return running
    if not by.has_role(Role.COORDINATOR, Role.ADMINISTRATOR) or held.person is None:
        raise Refused(_("Only coordinators start a training."))
    previous = _previous(held, by=by, reason=reason)
    _refuse_dates(cohort.last_date, start_date, placement.planned_end)
    _refuse_people(placement, start_date)
    _refuse_overlap(held.person, start_date, None)
    cap = cap_of(start_date)
    made = GuideTraining(
        enrolment=held,
        person=held.person,
        start_date=start_date,
        cap_date=cap,
        last_date=cap,
        least_supervisions=cohort.least_supervisions,
        previous=previous,
        reason=reason.strip()[:300],
        agreed_by_us_at=now,
        made_at=now,
        made_by=by,
        **vars(placement),
    )
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as clash:  # two at once: the database is the one that knows
        raise Refused(_("This person is in training in these days already.")) from clash
    step(made, TrainingState.ACTIVE, TrainingAct.STARTED, by=by, now=now, because=reason)
    tell(made, "training_started", (held.person, placement.supervisor), now=now)
    return made


def _previous(held: Enrolment, *, by: User, reason: str) -> GuideTraining | None:
    """The interrupted period that the new one follows; None for a first. Raises Refused where there may be none."""
    if held.state == EnrolmentState.COURSE_PASSED:
        return None
    last = held.trainings.order_by("-start_date").first()
    if last is None or last.state != TrainingState.INTERRUPTED or held.state != EnrolmentState.PRACTICUM_INCOMPLETE:
        raise Refused(_("The training begins when the course is passed."))
    if not by.has_role(Role.ADMINISTRATOR):
        raise Refused(_("Only administrators open a new period."))
    if not reason.strip():
        raise Refused(_("Write why a new period begins."))
    return last


def _refuse_dates(course_end: date | None, start_date: date, planned_end: date | None) -> None:
    first, last = date_format(start_date), date_format(cap_of(start_date))
    if course_end is not None and start_date < course_end:
        raise Refused(
            _("The training can begin on %(day)s, the last day of the course, or later.")
            % {"day": date_format(course_end)}
        )
    if planned_end is not None and not start_date <= planned_end <= cap_of(start_date):
        raise Refused(_("The planned last day must be from %(first)s to %(last)s.") % {"first": first, "last": last})


def _refuse_people(placement: Placement, start_date: date) -> None:
    if placement.supervisor is None or not placement.supervisor.has_role(Role.SUPERVISOR):
        raise Refused(_("Choose a supervisor."))
    if placement.site is None:
        return
    site = lock_row(placement.site)
    cap = cap_of(start_date)
    if site.approved_until and site.approved_until < cap:
        raise Refused(
            _("%(site)s is approved until %(day)s, which is before the training ends.")
            % {"site": site.name, "day": date_format(site.approved_until)}
        )
    there = GuideTraining.objects.filter(site=site, last_date__gte=start_date, start_date__lte=cap)
    if there.exclude(state=TrainingState.COMPLETED).count() >= site.capacity:
        raise Refused(_("All places at %(site)s are taken in these months.") % {"site": site.name})


def _refuse_overlap(person: User, start_date: date, training: GuideTraining | None) -> None:
    lock_row(person)
    others = GuideTraining.objects.filter(person=person)
    if training is not None:
        others = others.exclude(pk=training.pk)
    if overlaps((start_date, cap_of(start_date)), others.values_list("start_date", "last_date")):
        raise Refused(_("This person is in training in these days already."))


@transaction.atomic
def move_start(training: GuideTraining, *, start_date: date, by: User, now: datetime) -> GuideTraining:
    """Changes the first day, and with it the cap; logged. The same day again changes nothing.

    Raises Refused after the cap (that would be an extension), where something noted would fall outside, and as `start`.
    """
    refuse_stranger(training, by)
    held = hold(training)
    if held.start_date == start_date:
        return held
    if held.state != TrainingState.ACTIVE or timezone.localdate(now) > held.cap_date:
        raise Refused(_("The period is over. Its dates can no longer be changed."))
    if not by.has_role(Role.COORDINATOR, Role.ADMINISTRATOR) or held.person is None:
        raise Refused(_("Only coordinators change the dates."))
    _refuse_dates(held.enrolment.cohort.last_date, start_date, held.planned_end)
    _refuse_overlap(held.person, start_date, held)
    cap = cap_of(start_date)
    _move_along(held, start_date, cap)
    words = f"{held.start_date.isoformat()} → {start_date.isoformat()}"
    held.start_date, held.cap_date, held.last_date = start_date, cap, cap
    held.save()
    note(held, TrainingAct.MOVED, by=by, now=now, because=words)
    tell(held, "training_moved", (held.person, held.supervisor), now=now, again=words)
    return held


def _move_along(held: GuideTraining, start_date: date, cap: date) -> None:
    outside = [row.date for model in DATED for row in model.objects.filter(training=held)]
    relations = list(GuideRelation.objects.filter(training=held))
    outside += [day for one in relations for day in (one.start_date, one.end_date) if day]
    outside = sorted(day for day in outside if not start_date <= day <= cap)
    if outside:
        raise Refused(
            _("Something is noted on %(day)s, which would fall outside the period.") % {"day": date_format(outside[0])}
        )
    for model in DATED:
        model.objects.filter(training=held).update(starts=start_date, cap=cap)
    GuideRelation.objects.filter(training=held).update(training_start=start_date, training_cap=cap)


@transaction.atomic
def confirm(training: GuideTraining, *, by: User, now: datetime) -> GuideTraining:
    """The supervisor says that the training is done, from the day that nothing is missing. A second call changes
    nothing. Raises Refused while something is missing, and for who does not run it."""
    refuse_stranger(training, by)
    held = hold(training)
    if held.state == TrainingState.COMPLETED:
        return held
    if held.state not in STILL_OPEN:
        raise Refused(_("The period was interrupted."))
    if not is_met(counted(held)):
        raise Refused(_("Something is still missing. It stands on the list above."))
    held.confirmed_at, held.confirmed_by = now, by
    held.last_date = max(held.start_date, min(held.cap_date, timezone.localdate(now)))
    if held.state == TrainingState.ENDED:
        step(held, TrainingState.AWAITING, TrainingAct.LIFTED, by=by, now=now)
    step(held, TrainingState.COMPLETED, TrainingAct.CONFIRMED, by=by, now=now)
    tell(held, "training_confirmed", (held.person,), now=now)
    return held


@transaction.atomic
def interrupt(training: GuideTraining, *, reason: str, by: User, now: datetime) -> GuideTraining:
    """Ends a period before its time, with a written reason; for administrators. A second call changes nothing.

    Leave does not move the cap: a new period begins afresh.
    """
    if not by.has_role(Role.ADMINISTRATOR):
        raise Refused(_("Only administrators interrupt a period."))
    held = hold(training)
    if held.state == TrainingState.INTERRUPTED:
        return held
    if held.state == TrainingState.COMPLETED:
        raise Refused(_("The period is completed."))
    if not reason.strip():
        raise Refused(_("Write why the period is interrupted."))
    held.reason = reason.strip()[:300]
    held.last_date = max(held.start_date, min(held.cap_date, timezone.localdate(now)))
    step(held, TrainingState.INTERRUPTED, TrainingAct.INTERRUPTED, by=by, now=now, because=reason)
    tell(held, "training_interrupted", (held.person, held.supervisor), now=now)
    return held


@transaction.atomic
def agree(training: GuideTraining, *, by: User, now: datetime) -> GuideTraining:
    """The participant accepts the agreement; a second call changes nothing. Raises Refused for anybody else."""
    held = hold(training)
    if held.person_id != by.pk:
        raise Refused(_("This agreement is somebody else's."))
    if held.agreed_by_participant_at is None:
        held.agreed_by_participant_at = now
        held.save()
        note(held, TrainingAct.AGREED, by=by, now=now)
    return held


@transaction.atomic
def agree_on_paper(training: GuideTraining, *, by: User, now: datetime) -> GuideTraining:
    """Notes that participant and workplace guide have signed on paper; what was accepted already keeps its time."""
    refuse_stranger(training, by)
    held = hold(training)
    if held.agreed_by_participant_at and held.agreed_by_guide_at:
        return held
    held.agreed_by_participant_at = held.agreed_by_participant_at or now
    held.agreed_by_guide_at = held.agreed_by_guide_at or now
    held.save()
    note(held, TrainingAct.AGREED, by=by, now=now, because="paper")
    return held


def is_active_on(training: GuideTraining, today: date) -> bool:
    """Whether a counted training is going on, true on every read and not only after the nightly job."""
    state = state_on(training.state, cap=training.cap_date, today=today, is_met=is_met(training))
    return state == TrainingState.ACTIVE
