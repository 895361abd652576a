"""Reads for participants: their own enrolments and nothing else."""

from uuid import UUID

from accounts.models import User

from ..models import Attendance, Cohort, Course, CourseSession, Enrolment


def own_enrolment(person: User, key: UUID) -> Enrolment | None:
    """One's own enrolment by its id; another's is as unknown as none."""
    rows = Enrolment.objects.of(person).select_related("cohort__course", "person", "own_words", "info_meeting")
    return rows.filter(pk=key).first()


def enrolments_of(person: User) -> list[Enrolment]:
    """A person's enrolments, the newest first."""
    return list(Enrolment.objects.of(person).select_related("cohort__course").order_by("-applied_at"))


def live_enrolment(person: User, cohort: Cohort) -> Enrolment | None:
    """A person's application or place on a cohort."""
    return Enrolment.objects.of(person).filter(cohort=cohort).live().first()


def cohort_at(course: str, slug: str) -> Cohort | None:
    """A cohort that visitors may meet, by its address."""
    rows = Cohort.objects.for_visitors().select_related("course")
    return rows.filter(course__code=course, slug=slug).first()


def sessions_for(enrolment: Enrolment) -> list[tuple[CourseSession, list[Attendance]]]:
    """The numbered meetings with what is noted of this person. Two queries."""
    noted: dict[UUID, list[Attendance]] = {}
    for one in Attendance.objects.filter(enrolment=enrolment).order_by("unit"):
        noted.setdefault(one.session_id, []).append(one)
    rows = CourseSession.objects.filter(cohort=enrolment.cohort_id).order_by("week")
    return [(one, noted.get(one.pk, [])) for one in rows]


def session_at(enrolment: Enrolment, week: int) -> CourseSession | None:
    """One meeting of the person's cohort by its number."""
    return CourseSession.objects.filter(cohort=enrolment.cohort_id, week=week).first()


def course_named(code: str) -> Course | None:
    """A course by its code."""
    return Course.objects.filter(code=code).first()
