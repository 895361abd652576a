"""What the models of guide trainings and certificates hold about people."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.personal_data import CONTRACT
from accounts.registry import Kind, classify, nobody, personal

from .domain import training_retention
from .models import (
    Certificate,
    FollowUpAttendance,
    FollowUpDay,
    GuideRelation,
    GuideTraining,
    LogEntry,
    LogWords,
    PracticumSite,
    Supervision,
    TrainingEvent,
    TrainingLink,
)

TRAINING = _("to run the guide training and practicum that the person takes part in")
EXPLICIT = _("explicit consent (GDPR art. 6(1)(a) and 9(2)(a))")
STAFF = _("the person, the supervisor, coordinators of the region and administrators")
YEAR_AFTER = _("12 months after the cohort ends; then nothing in it names anybody")
LOG_YEAR = _("12 months after the full certificate, or after the cap where none came")


def of(person: User) -> Any:
    """The trainings of a person."""
    return GuideTraining.objects.filter(person=person)


def _forget(person: User, now: datetime | None = None) -> int:
    """Takes a person out of every training of theirs; that there was one stays as a count."""
    moment = now or timezone.now()
    return sum(training_retention.anonymise(one, now=moment, is_wish=True) for one in of(person))


def register_all() -> None:
    """Classifies every model; called once at start-up."""
    _training()
    _records()
    _log()
    _certificates()


def _training() -> None:
    common = {"purpose": TRAINING, "basis": CONTRACT, "recipients": STAFF, "retention": YEAR_AFTER}
    classify(
        PracticumSite,
        nobody("id", "name", "town", "region", "capacity", "approved_until")
        | personal("contact_name", "contact_email"),
        title=_("Practicum sites and their contacts"),
        purpose=_("to find places for practicum"),
        basis=_("our interest in keeping in touch with workplaces (GDPR art. 6(1)(f))"),
        recipients=_("coordinators and administrators"),
        retention=_("while the site takes people"),
    )
    classify(
        GuideTraining,
        nobody("id", "enrolment", "previous", "last_date", "made_at")
        | personal("person", "supervisor", "state", "start_date", "cap_date", "planned_end", "least_supervisions")
        | personal("site", "workplace_guide", "hours_a_week", "agreed_hours", "tasks", "agreed_by_participant_at")
        | personal("agreed_by_guide_at", "agreed_by_us_at", "reason", "confirmed_at", "confirmed_by", "made_by"),
        title=_("Guide trainings"),
        rows=of,
        erase=_forget,
        **common,
    )
    classify(
        TrainingEvent,
        nobody("id", "training", "link", "note") | personal("act", "to_state", "at", "by"),
        title=_("What happened with a guide training"),
        rows=lambda person: TrainingEvent.objects.filter(training__in=of(person)),
        kept_because=_("the steps stay as counts; the training they belong to names nobody any more"),
        **common,
    )
    classify(FollowUpDay, nobody("id", "cohort", "date", "starts_at", "ends_at", "place", "is_catch_up"))
    classify(
        TrainingLink,
        nobody("id", "training", "used_at")
        | personal("part", "name", "email", "expires_on", "revoked_at", "made_at", "made_by")
        | {"token_hash": Kind.SECRET, "token": Kind.SECRET},
        title=_("Private links into a training"),
        rows=lambda person: TrainingLink.objects.filter(training__in=of(person)),
        goes=lambda row: row.expires_on,
        **(common | {"retention": _("30 days after it ran out or was taken back")}),
    )


def _records() -> None:
    common = {"purpose": TRAINING, "basis": CONTRACT, "recipients": STAFF, "retention": YEAR_AFTER}
    classify(
        FollowUpAttendance,
        nobody("id", "training", "starts", "cap") | personal("day", "date", "was_there", "at", "by"),
        title=_("Attendance of follow-up days"),
        rows=lambda person: FollowUpAttendance.objects.filter(training__in=of(person)),
        **common,
    )
    classify(
        Supervision,
        nobody("id", "training", "starts", "cap") | personal("date", "kind", "minutes", "was_there", "at", "by"),
        title=_("Supervision: that it was held"),
        rows=lambda person: Supervision.objects.filter(training__in=of(person)),
        **common,
    )
    classify(
        GuideRelation,
        nobody("id", "training", "cap_date", "training_start", "training_cap")
        | personal("letter", "start_date", "end_date"),
        title=_("Guide relationships, by letter"),
        rows=lambda person: GuideRelation.objects.filter(training__in=of(person)),
        **common,
    )


def _log() -> None:
    classify(
        LogEntry,
        nobody("id", "training", "starts", "cap", "changed_at")
        | personal("date", "relation", "minutes", "state", "decided_at", "decided_name", "decided_by", "made_at")
        | {"comment": Kind.SPECIAL},
        title=_("Hours in the practice log"),
        purpose=TRAINING,
        basis=CONTRACT,
        recipients=_("the person, the supervisor, the guide at the workplace, and whom the person lends it to"),
        retention=LOG_YEAR,
        rows=lambda person: LogEntry.objects.filter(training__in=of(person)).select_related("training__enrolment"),
        goes=lambda row: training_retention.log_goes_on(row.training),
    )
    classify(
        LogWords,
        nobody("id", "entry", "consent") | {"did": Kind.SPECIAL, "learned": Kind.SPECIAL},
        title=_("Words in the practice log"),
        purpose=TRAINING,
        basis=EXPLICIT,
        recipients=_("the person, the supervisor, the guide at the workplace, and whom the person lends it to"),
        retention=LOG_YEAR,
        rows=lambda person: LogWords.objects.filter(entry__training__in=of(person)).select_related(
            "entry__training__enrolment"
        ),
        goes=lambda row: training_retention.log_goes_on(row.entry.training),
    )


def _certificates() -> None:
    classify(
        Certificate,
        nobody("id", "enrolment", "state", "version", "keep_until")
        | personal("number", "kind", "person", "name", "course_da", "course_en", "town", "first_day", "last_day")
        | personal("hours", "issued_at", "issued_by", "revoked_at", "revoked_by", "revoked_because")
        | {"code": Kind.SECRET, "code_hash": Kind.SECRET},
        title=_("Certificates"),
        purpose=_("to let others check a certificate that somebody shows them"),
        basis=CONTRACT,
        recipients=_("whoever has the number and the code; coordinators and administrators"),
        retention=_("five years; it stays when the account is deleted, so that the paper can still be checked"),
        rows=lambda person: Certificate.objects.filter(person=person),
        goes=lambda row: row.keep_until,
        kept_because=_("a certificate can be checked for five years, as it was issued"),
    )
