"""Reads of guide trainings for supervisors, coordinators and administrators; each name says who may see the answer."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Case, Q, QuerySet, Value, When

from accounts.models import User

from ..enums import EnrolmentState
from ..models import Certificate, Cohort, Enrolment, FollowUpDay, GuideTraining, LogEntry, PracticumSite, TrainingEvent
from ..models.cohorts import regions_of
from ..training_enums import STILL_OPEN, TrainingState
from .training_due import unconfirmed


def trainings_for_staff(person: User, today: date) -> "QuerySet[GuideTraining]":
    """Trainings that a supervisor or coordinator works with, those with fewest days left first, then those that wait
    for a word, then the rest. No query a row."""
    late = today - timedelta(days=settings.TRAINING_LATE_DAYS)
    order = Case(
        When(Q(state__in=sorted(STILL_OPEN), cap_date__gte=today), then=Value(1)),
        When(state=TrainingState.AWAITING, then=Value(0)),
        When(Q(state__in=sorted(STILL_OPEN), cap_date__gte=late), then=Value(0)),
        default=Value(2),
    )
    rows = GuideTraining.objects.all().for_user(person).counted().filter(person__isnull=False)
    return rows.select_related("person", "supervisor", "enrolment__cohort__course").order_by(order, "cap_date", "pk")


def training_for_staff(person: User, key: UUID) -> GuideTraining | None:
    """One training that this person works with, counted; None for one that others run."""
    rows = GuideTraining.objects.all().for_user(person).counted()
    return rows.select_related("person", "supervisor", "site", "enrolment__cohort__course").filter(pk=key).first()


def numbers_for_staff(person: User, today: date) -> dict[str, int]:
    """How many trainings end within 28 and 14 days, today, wait for a word, and how many entries wait. One query each.

    Those past their cap that the nightly work has not seen yet count as waiting.
    """
    rows = GuideTraining.objects.all().for_user(person).filter(person__isnull=False)
    going = rows.filter(state=TrainingState.ACTIVE, cap_date__gte=today)
    return {
        "soon": going.filter(cap_date__lte=today + timedelta(days=28)).count(),
        "waiting": rows.filter(
            Q(state=TrainingState.AWAITING) | Q(state=TrainingState.ACTIVE, cap_date__lt=today)
        ).count(),
        "entries": LogEntry.objects.filter(training__in=going, state="waiting").count(),
    }


def unconfirmed_for_staff(person: User, now: datetime) -> int:
    """How many nobody has confirmed a week after the cap; for coordinators."""
    rows = GuideTraining.objects.all().for_user(person)
    return rows.filter(unconfirmed(now, settings.TRAINING_CONFIRM_DAYS)).count()


def history_of(training: GuideTraining) -> list[TrainingEvent]:
    """What happened to a training, the newest first; for who runs it."""
    rows = TrainingEvent.objects.filter(training=training).select_related("by", "link")
    return list(rows.order_by("-at", "-pk")[:50])


def ready_for_training(person: User) -> "QuerySet[Enrolment]":
    """Who has passed a course with practicum and has no training yet; for coordinators of the region."""
    rows = Enrolment.objects.all().for_user(person).filter(cohort__has_practicum=True, person__isnull=False)
    again = Q(state=EnrolmentState.PRACTICUM_INCOMPLETE, trainings__state=TrainingState.INTERRUPTED)
    found = rows.filter(Q(state=EnrolmentState.COURSE_PASSED) | again).distinct()
    return found.select_related("person", "cohort__course").order_by("passed_on", "pk")


def enrolment_for_staff(person: User, key: UUID) -> Enrolment | None:
    """One of those; None for another."""
    return ready_for_training(person).filter(pk=key).first()


def sites() -> "QuerySet[PracticumSite]":
    """Practicum sites, for coordinators."""
    return PracticumSite.objects.all()


def follow_up_days_for(training: GuideTraining, today: date) -> list[FollowUpDay]:
    """Follow-up days up to today within a training, of its own cohort first and then of others, so that a missed one
    can be caught up."""
    rows = FollowUpDay.objects.filter(date__range=(training.start_date, min(training.cap_date, today)))
    own = training.enrolment.cohort_id
    return sorted(rows.select_related("cohort"), key=lambda one: (one.cohort_id != own, one.date))


def certificates_for_staff(person: User, searched: str = "") -> "QuerySet[Certificate]":
    """The register: coordinators see those of their enrolments, administrators all."""
    rows = Certificate.objects.all()
    regions = regions_of(person)
    if regions is not None:
        rows = rows.filter(enrolment__cohort__region__in=regions)
    if searched:
        rows = rows.filter(Q(number__icontains=searched) | Q(name__icontains=searched))
    return rows.select_related("enrolment__cohort__course", "enrolment__person")


def certificate_for_staff(person: User, number: str) -> Certificate | None:
    """One of the register; None for another."""
    return certificates_for_staff(person).filter(number=number).first()


def cohorts_with_practicum(person: User) -> "QuerySet[Cohort]":
    """Cohorts that a training follows, that this person runs."""
    rows = Cohort.objects.all().run_by(person).filter(has_practicum=True).select_related("course")
    return rows.order_by("-start_date")


def follow_up_days_of(person: User) -> list[FollowUpDay]:
    """The follow-up days of the cohorts that this person runs, the latest first."""
    cohorts = Cohort.objects.all().run_by(person)
    return list(FollowUpDay.objects.filter(cohort__in=cohorts).select_related("cohort__course").order_by("-date")[:100])
