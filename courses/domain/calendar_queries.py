"""Reads for a person's own calendar: what they take part in, teach or supervise, and nothing else."""

from datetime import date, datetime

from django.db.models import F, Q, QuerySet

from accounts.models import User

from ..enums import ENDED_COHORTS, ON_COURSE, CohortState
from ..models import Cohort, CourseSession, Enrolment, FollowUpDay, GuideTraining, InfoMeeting, InterviewSlot
from ..training_enums import RUNNING


def sessions_of(person: User, since: date) -> "QuerySet[CourseSession]":
    """The numbered meetings of the cohorts that a person has a place on, or teaches; of a cancelled one too, so that
    they leave the calendar. One query."""
    cohorts = Cohort.objects.filter(
        Q(enrolments__person=person.pk, enrolments__state__in=ON_COURSE)
        | Q(enrolments__person=person.pk, state=CohortState.CANCELLED, enrolments__accepted_at__isnull=False)
        | Q(trainers__person=person.pk)
    )
    rows = CourseSession.objects.filter(cohort__in=cohorts.exclude(state=CohortState.PLANNED), date__gte=since)
    return rows.select_related("cohort").order_by("date", "starts_at", "pk")


def sessions_ahead(cohort: Cohort, today: date) -> list[CourseSession]:
    """A cohort's numbered meetings from a day on. One query."""
    found = list(CourseSession.objects.filter(cohort=cohort, date__gte=today).order_by("week"))
    for one in found:
        one.cohort = cohort
    return found


def follow_ups_of(person: User, since: date) -> "QuerySet[FollowUpDay]":
    """The follow-up days within a person's own running training, and of the cohorts they teach. One query."""
    running = GuideTraining.objects.of(person).filter(state__in=RUNNING)
    own = FollowUpDay.objects.filter(
        cohort__enrolments__trainings__in=running,
        date__gte=F("cohort__enrolments__trainings__start_date"),
        date__lte=F("cohort__enrolments__trainings__cap_date"),
    )
    rows = FollowUpDay.objects.filter(Q(pk__in=own.values("pk")) | Q(cohort__trainers__person=person.pk))
    return rows.filter(date__gte=since).select_related("cohort").distinct().order_by("date", "pk")


def talks_of(person: User, since: datetime) -> "QuerySet[InterviewSlot]":
    """The talks that a person has chosen a time for. One query."""
    rows = InterviewSlot.objects.filter(enrolment__person=person.pk, starts_at__gte=since)
    return rows.select_related("cohort").order_by("starts_at", "pk")


def info_meetings_of(person: User, since: datetime) -> list[tuple[InfoMeeting, Enrolment]]:
    """The information meetings that a person has said they come to. One query."""
    rows = Enrolment.objects.of(person).live().filter(info_meeting__starts_at__gte=since)
    rows = rows.exclude(cohort__state__in=ENDED_COHORTS).select_related("info_meeting").order_by("applied_at")
    return [(one.info_meeting, one) for one in rows if one.info_meeting is not None]


def caps_of(person: User, since: date) -> "QuerySet[GuideTraining]":
    """The running trainings whose last day concerns a person: their own and those they supervise. One query."""
    rows = GuideTraining.objects.filter(Q(person=person.pk) | Q(supervisor=person.pk), state__in=RUNNING)
    return rows.filter(cap_date__gte=since).order_by("cap_date", "pk")
