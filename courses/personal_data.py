"""What the models of courses hold about people."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.personal_data import CONTRACT
from accounts.registry import Kind, classify, content, nobody, personal

from .domain import course_retention
from .models import (
    Agreement,
    AgreementText,
    Attendance,
    CataloguePage,
    Cohort,
    CohortEvent,
    CohortMaterial,
    CohortMessage,
    CohortQuota,
    CohortTrainer,
    Course,
    CourseBreak,
    CourseInterest,
    CoursePage,
    CourseSession,
    Enrolment,
    EnrolmentEvent,
    Evaluation,
    EvaluationGiven,
    InfoMeeting,
    InterviewSlot,
    LateCorrection,
    OwnWords,
    SchoolPage,
    SchoolsPage,
    Story,
)

TEACHING = _("to run the courses that the person applied for or takes part in")
EXPLICIT = _("explicit consent (GDPR art. 6(1)(a) and 9(2)(a))")
STAFF = _("the person; trainers of the cohort, coordinators of the region and administrators")
YEAR_AFTER = _("12 months after the cohort ends; then nothing in it names anybody")


def register_all() -> None:
    """Classifies every model; called once at start-up."""
    content(AgreementText, CataloguePage, Cohort, CohortEvent, CohortMaterial, CohortQuota, Course, CourseBreak)
    content(CoursePage, CourseSession, InfoMeeting, SchoolPage, SchoolsPage)
    _enrolments()
    _attendance()
    _own_words()
    _others()


def of(person: User) -> Any:
    """The enrolments of a person."""
    return Enrolment.objects.filter(person=person)


def _erase(person: User, now: datetime | None = None) -> int:
    moment = now or timezone.now()
    return sum(course_retention.anonymise(one, now=moment, is_wish=True) for one in of(person))


def _enrolments() -> None:
    common = {"purpose": TEACHING, "basis": EXPLICIT, "recipients": STAFF, "retention": YEAR_AFTER}
    classify(
        Enrolment,
        nobody("id", "source", "reminded_at", "warned_at", "anonymised_at")
        | personal("cohort", "person", "state", "kind", "language", "applied_at", "info_meeting", "was_at_info_meeting")
        | personal("offered_at", "answer_by", "accepted_at", "waiting_reason", "from_week", "passed_on", "passed_note")
        | personal("ended_at", "contact_at"),
        title=_("Enrolments"),
        rows=of,
        erase=_erase,
        goes=course_retention.names_go_on,
        **common,
    )
    classify(
        EnrolmentEvent,
        nobody("id", "enrolment", "note") | personal("from_state", "to_state", "at", "by"),
        title=_("What happened with an enrolment"),
        rows=lambda person: EnrolmentEvent.objects.filter(enrolment__in=of(person)),
        kept_because=_("the steps stay as counts; the enrolment they belong to names nobody any more"),
        **common,
    )
    classify(
        Agreement,
        nobody("id", "enrolment") | personal("text", "by_participant_at", "noted_by", "by_us_at", "by_us"),
        title=_("Agreements"),
        rows=lambda person: Agreement.objects.filter(enrolment__in=of(person)),
        **common,
    )
    classify(
        InterviewSlot,
        nobody("id", "cohort", "minutes") | personal("starts_at", "place", "enrolment", "held_at"),
        title=_("Times for talks"),
        rows=lambda person: InterviewSlot.objects.filter(enrolment__in=of(person)),
        **common,
    )


def _attendance() -> None:
    common = {"purpose": TEACHING, "basis": CONTRACT, "recipients": STAFF, "retention": YEAR_AFTER}
    classify(
        Attendance,
        nobody("id", "enrolment") | personal("session", "unit", "presence", "told_at", "at", "by"),
        title=_("Attendance"),
        rows=lambda person: Attendance.objects.filter(enrolment__in=of(person)),
        **common,
    )
    classify(
        LateCorrection,
        nobody("id", "attendance") | personal("before", "after", "reason", "at", "by"),
        title=_("Corrections of attendance"),
        rows=lambda person: LateCorrection.objects.filter(attendance__enrolment__in=of(person)),
        **common,
    )
    classify(
        Evaluation,
        nobody("id", "cohort", "whole", "useful", "safe") | {"text": Kind.SPECIAL},
        title=_("Answers to evaluations"),
        purpose=_("to make the course better; nobody is named"),
        basis=EXPLICIT,
        recipients=_("coordinators of the region and administrators, from five answers on"),
        retention=YEAR_AFTER,
    )
    classify(
        EvaluationGiven,
        nobody("id") | personal("enrolment"),
        title=_("That somebody answered an evaluation, never what"),
        rows=lambda person: EvaluationGiven.objects.filter(enrolment__in=of(person)),
        **common,
    )


def _own_words() -> None:
    classify(
        OwnWords,
        nobody("id", "enrolment", "consent")
        | personal("plan_is_shared", "changed_at")
        | {"application": Kind.SPECIAL, "plan": Kind.SPECIAL},
        title=_("Applications and learning plans"),
        purpose=TEACHING,
        basis=EXPLICIT,
        recipients=_("the person; coordinators of the region; trainers where the person shares the plan"),
        retention=_("12 months after the cohort ends, or when the consent is taken back"),
        rows=lambda person: OwnWords.objects.filter(enrolment__in=of(person)).select_related("enrolment"),
    )
    classify(
        Story,
        nobody("id", "enrolment", "consent")
        | personal("written_at", "published_at", "published_by")
        | {"text": Kind.SPECIAL, "shown_as": Kind.SPECIAL},
        title=_("Stories for the public"),
        purpose=_("to tell others what a course was like"),
        basis=EXPLICIT,
        recipients=_("everybody, once a coordinator has published it"),
        retention=_("until the consent is taken back or the account is deleted"),
        rows=lambda person: Story.objects.filter(enrolment__in=of(person)).select_related("enrolment"),
    )


def _others() -> None:
    classify(
        CohortTrainer,
        nobody("id") | personal("cohort", "person", "part"),
        title=_("Who teaches which cohort"),
        purpose=TEACHING,
        basis=CONTRACT,
        recipients=STAFF,
        retention=_("until the account is deleted"),
        rows=lambda person: CohortTrainer.objects.filter(person=person),
    )
    classify(
        CohortMessage,
        nobody("id", "cohort") | personal("title", "text", "at", "by"),
        title=_("Messages to a cohort"),
        purpose=TEACHING,
        basis=CONTRACT,
        recipients=_("everybody on the cohort, its trainers and coordinators"),
        retention=YEAR_AFTER,
    )
    classify(
        CourseInterest,
        nobody("id", "mailed_at", "told_of", "delete_on")
        | personal("course", "town", "email", "language", "asked_at", "confirmed_at")
        | dict.fromkeys(("address_mark", "token_hash", "token"), Kind.SECRET),
        title=_("Wishes to hear of a course"),
        purpose=_("to write once when a course gets a date"),
        basis=CONTRACT,
        recipients=_("nobody but the portal"),
        retention=_("with the mail, a year at the longest"),
        rows=lambda person: CourseInterest.objects.filter(email=(person.email or "-")),
    )
