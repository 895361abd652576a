"""Reads for coordinators and trainers. The name says who may see the result."""

from datetime import date
from uuid import UUID

from django.db.models import Case, Count, Q, QuerySet, Value, When

from accounts.enums import Role
from accounts.models import User

from ..enums import ENDED_COHORTS, ON_COURSE, WAITING, EnrolmentState
from ..models import (
    Attendance,
    Cohort,
    CohortEvent,
    CohortTrainer,
    Course,
    CourseSession,
    Enrolment,
    EnrolmentEvent,
)

OVER_LAST = Case(When(state__in=ENDED_COHORTS, then=Value(1)), default=Value(0))
WAITING_FIRST = Case(When(state__in=WAITING, then=Value(0)), default=Value(1))


def cohorts_for_staff(person: User) -> QuerySet[Cohort]:
    """Every cohort a coordinator sees, those under way first; with how many wait for an answer."""
    waiting = Count("enrolments", filter=Q(enrolments__state=EnrolmentState.APPLIED))
    rows = Cohort.objects.run_by(person).select_related("course").annotate(to_answer=waiting)
    return rows.order_by(OVER_LAST, "start_date", "pk")


def cohorts_of_trainer(person: User) -> QuerySet[Cohort]:
    """The cohorts somebody teaches, those under way first."""
    rows = Cohort.objects.taught_by(person).select_related("course")
    return rows.order_by(OVER_LAST, "start_date", "pk")


def cohort_for_staff(person: User, key: UUID) -> Cohort | None:
    """A cohort by its id, for its coordinator."""
    return Cohort.objects.run_by(person).select_related("course").filter(pk=key).first()


def cohort_for_teaching(person: User, key: UUID) -> Cohort | None:
    """A cohort by its id, for who teaches or coordinates it."""
    return Cohort.objects.for_user(person).select_related("course").filter(pk=key).first()


def enrolment_for_staff(person: User, cohort: Cohort, key: UUID) -> Enrolment | None:
    """One application or place, for the cohort's coordinator."""
    rows = Enrolment.objects.for_user(person).filter(cohort=cohort, pk=key, person__isnull=False)
    return rows.select_related("cohort__course", "person", "own_words").first()


def applicants_of(cohort: Cohort, person: User, *, state: str = "") -> QuerySet[Enrolment]:
    """Who has applied, for the coordinator: those that wait for an answer first."""
    rows = Enrolment.objects.for_user(person).filter(cohort=cohort, person__isnull=False)
    if state:
        rows = rows.filter(state=state)
    return rows.select_related("person").order_by(WAITING_FIRST, "applied_at", "pk")


def counts_of(cohort: Cohort) -> dict[str, int]:
    """How many stand where. One query."""
    rows = Enrolment.objects.filter(cohort=cohort).order_by()
    return dict(rows.values_list("state").annotate(how_many=Count("pk")))


def sessions_of(cohort: Cohort) -> list[CourseSession]:
    """The numbered meetings in their order."""
    return list(CourseSession.objects.filter(cohort=cohort).order_by("week"))


def people_of(cohort: Cohort) -> list[Enrolment]:
    """Who is on the course, by name; for its trainers and coordinators."""
    rows = Enrolment.objects.filter(cohort=cohort, state__in=ON_COURSE, person__isnull=False)
    rows = rows.select_related("person", "own_words")
    return sorted(rows, key=lambda one: (one.person.first_name, one.person.last_name, str(one.pk)))  # type: ignore[union-attr]


def noted_in(cohort: Cohort) -> dict[tuple[UUID, UUID, int], Attendance]:
    """What is noted, by person, meeting and unit."""
    rows = Attendance.objects.filter(session__cohort=cohort)
    return {(one.enrolment_id, one.session_id, one.unit): one for one in rows}


def trainers_of(cohort: Cohort) -> list[CohortTrainer]:
    """Who teaches, with the person."""
    return list(CohortTrainer.objects.filter(cohort=cohort).select_related("person"))


def events_of(cohort: Cohort) -> list[CohortEvent]:
    """What has happened, the newest first."""
    return list(CohortEvent.objects.filter(cohort=cohort).select_related("by").order_by("-at", "-pk"))


def all_courses() -> QuerySet[Course]:
    """Every course a cohort can be made of."""
    return Course.objects.order_by("order", "code")


def not_noted(person: User, today: date) -> list[CourseSession]:
    """Meetings of the last two weeks, of cohorts that somebody teaches, with nobody noted as present or absent."""
    own = Cohort.objects.taught_by(person).filter(state="running")
    noted = Count("attendances", filter=Q(attendances__told_at=None))
    rows = CourseSession.objects.filter(cohort__in=own.values("pk"), date__lte=today).annotate(noted=noted)
    return list(rows.filter(noted=0).select_related("cohort__course").order_by("date"))


def history_of(enrolment: Enrolment) -> list[EnrolmentEvent]:
    """The steps of an enrolment, the first first, with who took them."""
    return list(EnrolmentEvent.objects.filter(enrolment=enrolment).select_related("by"))


def trainers_to_choose() -> QuerySet[User]:
    """Everybody with the role of trainer, by name; for who makes cohorts."""
    rows = User.objects.filter(is_active=True, role_grants__role=Role.TRAINER).distinct()
    return rows.order_by("first_name", "last_name", "pk")


def person_to_act_for(staff: User, key: UUID) -> User | None:
    """Somebody without an e-mail whom a coordinator may act for."""
    return User.objects.for_user(staff).filter(registration__isnull=False, uuid=key).first()


def waiting_for_answer(person: User) -> list[tuple[Cohort, int]]:
    """The cohorts a coordinator runs where somebody waits for an answer, with how many. Two queries."""
    cohorts = {one.pk: one for one in Cohort.objects.run_by(person).select_related("course")}
    rows = Enrolment.objects.filter(cohort__in=list(cohorts), state=EnrolmentState.APPLIED, person__isnull=False)
    counted = rows.order_by().values_list("cohort").annotate(how_many=Count("pk"))
    return sorted(((cohorts[key], number) for key, number in counted), key=lambda found: str(found[0].start_date))
