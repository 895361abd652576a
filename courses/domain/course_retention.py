"""When an enrolment no longer names anybody (security.md §2)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts import ledger, person_keys
from accounts.models import Consent
from outbox.locks import lock_row

from ..enums import ENDED_ENROLMENTS, LIVE_COHORTS, WAITING, EnrolmentState
from ..models import Agreement, Attendance, Enrolment, EvaluationGiven, InterviewSlot, LateCorrection, OwnWords, Story
from .enrolment_steps import move
from .places import release

# A guide training that began the day after the course is over well before this.
OVER = frozenset(set(EnrolmentState) - {EnrolmentState.PRACTICUM})


def names_go_on(enrolment: Enrolment) -> date | None:
    """The day after which nothing in the enrolment names anybody; None while nobody can say yet."""
    end = _end_of(enrolment)
    return end + relativedelta(months=settings.ENROLMENT_KEEP_MONTHS) if end else None


def _end_of(enrolment: Enrolment) -> date | None:
    """Last contact for who never got a place or left; for the others the last day of the cohort or what came later."""
    quiet = timezone.localdate(enrolment.contact_at)
    if enrolment.state in ENDED_ENROLMENTS:
        return quiet
    if enrolment.cohort.state in LIVE_COHORTS or enrolment.state == EnrolmentState.PRACTICUM:
        return None
    return max(quiet, enrolment.cohort.last_date or quiet)


def anonymise_due(now: datetime) -> int:
    """Takes the names out of enrolments whose day has come; returns how many."""
    return sum(anonymise(one, now=now) for one in _due(now))


def count_due(now: datetime) -> int:
    """How many that would be."""
    return len(_due(now))


def _due(now: datetime) -> list[Enrolment]:
    today = timezone.localdate(now)
    edge = today - relativedelta(months=settings.ENROLMENT_KEEP_MONTHS)
    rows = Enrolment.objects.filter(anonymised_at=None, contact_at__date__lt=edge, state__in=OVER)
    over = rows.filter(Q(state__in=ENDED_ENROLMENTS) | ~Q(cohort__state__in=LIVE_COHORTS)).select_related("cohort")
    return [one for one in over if (names_go_on(one) or date.max) < today]


@transaction.atomic
def anonymise(enrolment: Enrolment, *, now: datetime, is_wish: bool = False) -> bool:
    """Takes everything out that names somebody; cohort, states and counts stay. Twice is once.

    Where it is somebody's wish, the ledger makes sure that no older backup brings it back.
    """
    cohort = lock_row(enrolment.cohort)
    held = lock_row(enrolment)
    if held.anonymised_at is not None:
        return False
    if is_wish:
        ledger.add(held.pk)
    if held.state in WAITING or held.state in (EnrolmentState.OFFERED, EnrolmentState.ACCEPTED):
        release(cohort, held, now=now)
        move(held, EnrolmentState.WITHDRAWN, by=None, now=now, note="erased", is_contact=False)
    for model in (OwnWords, Story, Agreement, EvaluationGiven):
        model.objects.filter(enrolment=held).delete()
    LateCorrection.objects.filter(attendance__enrolment=held).delete()
    Attendance.objects.filter(enrolment=held).delete()
    InterviewSlot.objects.filter(enrolment=held).update(enrolment=None)
    Consent.objects.filter(about=held.pk, person=None).delete()
    person_keys.forget(held.pk)
    held.person, held.anonymised_at = None, now
    held.passed_note = ""
    held.save(update_fields=["person", "anonymised_at", "passed_note"])
    return True


def own_words_taken_back(consent: Consent, now: datetime) -> None:
    """Without a yes the application and the learning plan go at once; the place stays."""
    _drop(OwnWords.objects.filter(consent=consent))


def story_taken_back(consent: Consent, now: datetime) -> None:
    """Without a yes the story goes from the public page at once."""
    _drop(Story.objects.filter(consent=consent))


def _drop(rows: "QuerySet[Any]") -> int:
    """Deletes what rested on a consent; the ledger makes sure that no older backup brings it back."""
    found = list(rows)
    for one in found:
        ledger.add(one.pk)
        one.delete()
    return len(found)


def forget_again(named: set[UUID], now: datetime) -> int:
    """After a restore: takes out again what is in the ledger by its own id; returns how many had come back."""
    rows = [*OwnWords.objects.filter(pk__in=named), *Story.objects.filter(pk__in=named)]
    for one in rows:
        one.delete()
    back = Enrolment.objects.filter(pk__in=named, anonymised_at=None).select_related("cohort")
    return len(rows) + sum(anonymise(one, now=now) for one in back)
