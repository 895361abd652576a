"""What is noted about a training: follow-up days, supervision, guide relationships. Never what was said, never who the
citizen is."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import User

from ..models import FollowUpAttendance, FollowUpDay, GuideRelation, GuideTraining, Supervision
from ..training_enums import TrainingAct
from .caps import cap_of
from .errors import Refused
from .training_steps import hold, note, refuse_day, refuse_stranger, settle

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@transaction.atomic
def note_follow_up(
    training: GuideTraining, day: FollowUpDay, *, was_there: bool, by: User, now: datetime
) -> FollowUpAttendance:
    """Notes whether somebody was at a follow-up day of any cohort; a second call corrects the first.

    Two different days are asked for; a third is allowed and the list still says two.
    """
    refuse_stranger(training, by)
    held = hold(training)
    refuse_day(held, day.date, by=by, today=timezone.localdate(now))
    row, _made = FollowUpAttendance.objects.update_or_create(
        training=held,
        date=day.date,
        defaults={
            "day": day,
            "was_there": was_there,
            "starts": held.start_date,
            "cap": held.cap_date,
            "at": now,
            "by": by,
        },
    )
    note(held, TrainingAct.FOLLOW_UP, by=by, now=now, because=f"{day.date.isoformat()} {'+' if was_there else '-'}")
    settle(held, by=by, now=now)
    return row


@transaction.atomic
def note_supervision(
    training: GuideTraining, *, day: date, kind: str, minutes: int, was_there: bool, by: User, now: datetime
) -> Supervision:
    """Notes a supervision; the same day and kind again corrects the first."""
    refuse_stranger(training, by)
    held = hold(training)
    refuse_day(held, day, by=by, today=timezone.localdate(now))
    row, _made = Supervision.objects.update_or_create(
        training=held,
        date=day,
        kind=kind,
        defaults={
            "minutes": minutes,
            "was_there": was_there,
            "starts": held.start_date,
            "cap": held.cap_date,
            "at": now,
            "by": by,
        },
    )
    note(held, TrainingAct.SUPERVISION, by=by, now=now, because=f"{day.isoformat()} {kind}")
    settle(held, by=by, now=now)
    return row


@transaction.atomic
def note_own_supervision(
    training: GuideTraining, *, day: date, kind: str, minutes: int, by: User, now: datetime
) -> Supervision:
    """The participant notes that they were at a supervision. What the supervisor has noted of the same day and kind
    stands, and the supervisor may correct what the participant noted. A second identical call changes nothing."""
    held = hold(training)
    _refuse_others(held, by)
    refuse_day(held, day, by=by, today=timezone.localdate(now))
    row = Supervision.objects.filter(training=held, date=day, kind=kind).first()
    if row is not None and row.by_id != by.pk:
        raise Refused(_("Your supervisor has noted this one already."))
    if row is not None and row.minutes == minutes:
        return row
    row = row or Supervision(training=held, date=day, kind=kind, starts=held.start_date, cap=held.cap_date)
    row.minutes, row.was_there, row.at, row.by = minutes, True, now, by
    row.save()
    note(held, TrainingAct.SUPERVISION, by=by, now=now, because=f"{day.isoformat()} {kind}")
    settle(held, by=by, now=now)
    return row


@transaction.atomic
def add_follow_up_day(day: FollowUpDay, *, by: User, now: datetime) -> FollowUpDay:
    """Puts a follow-up day into a cohort's plan. The same date again gives the one that stands.

    Raises Refused for who does not run the cohort, and for a day before the course ends.
    """
    cohort = day.cohort
    if not by.has_role(Role.COORDINATOR, Role.ADMINISTRATOR) or not type(cohort).objects.all().run_by(by).filter(
        pk=cohort.pk
    ):
        raise Refused(_("This cohort is run by others."))
    if cohort.last_date and day.date < cohort.last_date:
        raise Refused(
            _("Follow-up days come after the course, which ends on %(day)s.") % {"day": date_format(cohort.last_date)}
        )
    standing = FollowUpDay.objects.filter(cohort=cohort, date=day.date).first()
    if standing is not None:
        return standing
    day.save()
    return day


@transaction.atomic
def begin_relation(training: GuideTraining, *, start_date: date, by: User, now: datetime) -> GuideRelation:
    """The participant begins a guide relationship, known by the next letter. It has four months of its own, and ends
    with the training at the latest. The same day again gives the one that began then."""
    held = hold(training)
    _refuse_others(held, by)
    refuse_day(held, start_date, by=by, today=timezone.localdate(now))
    rows = GuideRelation.objects.filter(training=held)
    same = rows.filter(start_date=start_date, end_date=None).first()
    if same is not None:
        return same
    if rows.count() >= len(LETTERS):
        raise Refused(_("There are no more letters. Write to your coordinator."))
    return GuideRelation.objects.create(
        training=held,
        letter=LETTERS[rows.count()],
        start_date=start_date,
        cap_date=cap_of(start_date),
        training_start=held.start_date,
        training_cap=held.cap_date,
    )


@transaction.atomic
def end_relation(relation: GuideRelation, *, end_date: date, by: User, now: datetime) -> GuideRelation:
    """Says on which day a relationship ended; a second call corrects it. Raises Refused outside its days."""
    held = hold(relation.training)
    _refuse_others(held, by)
    refuse_day(held, end_date, by=by, today=timezone.localdate(now))
    if not relation.start_date <= end_date <= relation.last_day:
        raise Refused(
            _("Write a day from %(first)s to %(last)s.")
            % {"first": date_format(relation.start_date), "last": date_format(relation.last_day)}
        )
    relation.end_date = end_date
    relation.save(update_fields=["end_date"])
    return relation


def _refuse_others(training: GuideTraining, by: User) -> None:
    if training.person_id != by.pk:
        raise Refused(_("This training is somebody else's."))
