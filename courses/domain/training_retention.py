"""When a practice log goes, and what is left of a training whose person has gone (security.md §2)."""

from datetime import date, datetime
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts import ledger

from ..models import (
    Certificate,
    Conversation,
    ConversationWords,
    GuideRelation,
    GuideTraining,
    LogEntry,
    LogWords,
    SelfCheck,
    TrainingLink,
)
from ..training_enums import RUNNING, CertificateKind, TrainingAct, TrainingState
from .training_steps import hold, step


def log_goes_on(training: GuideTraining) -> date | None:
    """The day after which the practice log goes: 12 months after the full certificate, or the cap where none came."""
    if training.state in RUNNING:
        return None
    issued = Certificate.objects.filter(enrolment=training.enrolment_id, kind=CertificateKind.FULL).first()
    end = timezone.localdate(issued.issued_at) if issued else training.cap_date
    return max(end, training.last_date) + relativedelta(months=settings.LOG_KEEP_MONTHS)


def delete_logs(now: datetime) -> int:
    """Deletes practice logs whose day has come; returns how many entries."""
    today = timezone.localdate(now)
    edge = today - relativedelta(months=settings.LOG_KEEP_MONTHS)
    rows = GuideTraining.objects.filter(last_date__lt=edge, entries__isnull=False).exclude(state__in=RUNNING)
    count = 0
    for one in rows.distinct():
        if (log_goes_on(one) or date.max) < today:
            count += LogEntry.objects.filter(training=one).delete()[1].get("courses.LogEntry", 0)
    return count


@transaction.atomic
def anonymise(training: GuideTraining, *, now: datetime, is_wish: bool = False) -> bool:
    """Takes everything out that names somebody; dates, states and counts stay. Twice is once."""
    held = hold(training)
    if held.person_id is None:
        return False
    if is_wish:
        ledger.add(held.pk)
    if held.state in RUNNING:
        held.reason = "erased"
        step(held, TrainingState.INTERRUPTED, TrainingAct.INTERRUPTED, by=None, now=now, because="erased")
    for model in (LogEntry, GuideRelation, TrainingLink, SelfCheck, ConversationWords, Conversation):
        model.objects.filter(training=held).delete()
    held.person, held.workplace_guide, held.tasks = None, "", ""
    held.save()
    return True


def forget_again(named: set[UUID], now: datetime) -> int:
    """After a restore: takes out again the trainings and the words of logs that are in the ledger by their own ids;
    returns how many had come back. A second call finds none."""
    words = LogWords.objects.filter(pk__in=named)
    count = words.count()
    words.delete()
    back = GuideTraining.objects.filter(pk__in=named, person__isnull=False)
    return count + sum(anonymise(one, now=now) for one in back)


def anonymise_due(now: datetime) -> int:
    """Trainings of enrolments that name nobody any more name nobody either; returns how many."""
    rows = GuideTraining.objects.filter(Q(enrolment__anonymised_at__isnull=False), person__isnull=False)
    return sum(anonymise(one, now=now) for one in rows)


def delete_certificates(now: datetime) -> int:
    """Deletes certificates whose five years have passed; returns how many."""
    old = Certificate.objects.filter(keep_until__lt=timezone.localdate(now))
    count = old.count()
    old.delete()
    return count
