"""What every change of a guide training shares: who may make it, its dates, its state, its history, who is told."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.domain.access_log import record
from accounts.enums import Role
from accounts.models import User
from outbox.domain.messages import queue
from outbox.locks import lock_row

from ..enums import EnrolmentState
from ..models import Enrolment, GuideTraining, TrainingEvent, TrainingLink
from ..training_enums import STILL_OPEN, TrainingAct, TrainingState
from .caps import FOLLOW_UPS, state_on
from .enrolment_steps import move
from .errors import Refused

# What an enrolment is when its training is.
ENROLMENT_OF = {
    TrainingState.ACTIVE: EnrolmentState.PRACTICUM,
    TrainingState.AWAITING: EnrolmentState.PRACTICUM,
    TrainingState.COMPLETED: EnrolmentState.COMPLETED,
    TrainingState.ENDED: EnrolmentState.PRACTICUM_INCOMPLETE,
    TrainingState.INTERRUPTED: EnrolmentState.PRACTICUM_INCOMPLETE,
}


def hold(training: GuideTraining) -> GuideTraining:
    """The training as it stands now, locked with its enrolment: the enrolment first, as everywhere."""
    enrolment = lock_row(training.enrolment)
    held = lock_row(training)
    held.enrolment = enrolment
    return held


def refuse_stranger(training: GuideTraining, by: User) -> None:
    """Raises Refused for who does not run this training."""
    if not GuideTraining.objects.all().for_user(by).filter(pk=training.pk).exists():
        raise Refused(_("This training is run by others."))


def refuse_day(training: GuideTraining, day: date, *, by: User | None, today: date) -> None:
    """Raises Refused for a day outside the training, one to come, or one that is registered too late."""
    first, last = date_format(training.start_date), date_format(training.cap_date)
    if day > training.cap_date:
        raise Refused(_("The period ended on %(day)s. Nothing after it can be noted.") % {"day": last})
    if day < training.start_date:
        raise Refused(_("The period is from %(first)s to %(last)s.") % {"first": first, "last": last})
    if day > today:
        raise Refused(_("This day has not come yet. Note it when it is over."))
    if training.state not in STILL_OPEN:
        raise Refused(_("The period is closed. Write to your coordinator if something is missing."))
    late = training.cap_date + timedelta(days=settings.TRAINING_LATE_DAYS)
    if today > late and not (by and by.has_role(Role.ADMINISTRATOR)):
        raise Refused(
            _("Until %(day)s it could be noted what happened before the end. Write to your coordinator.")
            % {"day": date_format(late)}
        )


def is_met(counted: GuideTraining) -> bool:
    """Whether a counted training has what it takes: two different follow-up days and its supervisions (S2)."""
    row = vars(counted)
    return bool(row["follow_ups"] >= FOLLOW_UPS and row["supervisions"] >= counted.least_supervisions)


def counted(training: GuideTraining) -> GuideTraining:
    """The training with its figures; one query."""
    return GuideTraining.objects.all().counted().select_related("enrolment__cohort__course").get(pk=training.pk)


def settle(held: GuideTraining, *, by: User | None, now: datetime) -> TrainingState:
    """Writes the state that the day and the registrations give. A second call changes nothing."""
    before = TrainingState(held.state)
    is_done = is_met(counted(held))
    to = state_on(before, cap=held.cap_date, today=timezone.localdate(now), is_met=is_done)
    if to != before:
        act = TrainingAct.LIFTED if before == TrainingState.ENDED else TrainingAct.ENDED
        step(held, to, act, by=by, now=now)
    return to


def step(
    held: GuideTraining, to: TrainingState, act: TrainingAct, *, by: User | None, now: datetime, because: str = ""
) -> None:
    """One step of a locked training, and of its enrolment with it."""
    held.state = to
    held.save()
    note(held, act, by=by, now=now, because=because)
    record(by=by, action=f"training.{act}", subject=held.person, object=held, now=now)
    enrolment: Enrolment = held.enrolment
    if enrolment.state != ENROLMENT_OF[to] and enrolment.state != EnrolmentState.WITHDRAWN:
        move(enrolment, ENROLMENT_OF[to], by=by, now=now, note=f"training {act}"[:60], is_contact=by is not None)


def note(
    held: GuideTraining,
    act: TrainingAct,
    *,
    by: User | None,
    now: datetime,
    because: str = "",
    link: TrainingLink | None = None,
) -> None:
    """Writes a line of the training's history."""
    TrainingEvent.objects.create(
        training=held, act=act, to_state=held.state, at=now, by=by, link=link, note=because.strip()[:300]
    )


def tell(training: GuideTraining, kind: str, people: Iterable[User | None], *, now: datetime, again: str = "") -> None:
    """Queues a message about a training to each of these people, once a kind and mark."""
    for person in people:
        if person is not None:
            queue(
                f"courses.{kind}",
                object_id=str(training.pk),
                now=now,
                person=person.uuid,
                dedupe_key=f"{kind}:{training.pk}:{person.pk}:{again}",
            )
