"""Reads of guide trainings; each name says who may see the answer."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Consent, User

from ..enums import ATTENDED, EnrolmentState
from ..models import (
    Attendance,
    Certificate,
    CourseSession,
    Enrolment,
    FollowUpAttendance,
    FollowUpDay,
    GuideRelation,
    GuideTraining,
    LogEntry,
    Supervision,
    TrainingLink,
)
from ..models.training_log import PRACTICE_LOG
from ..training_enums import CertificateState, ConversationKind, TrainingState
from .caps import FOLLOW_UPS, days_left, state_on, weeks_without
from .training_steps import is_met


@dataclass(frozen=True)
class Item:
    """One line of what is asked for: in words, and whether it is there."""

    words: str
    is_done: bool
    # Asked for by us and not by the source: it stands in the list and holds nobody back.
    is_extra: bool = False


@dataclass(frozen=True)
class Standing:
    """Where a training stands on a day."""

    training: GuideTraining
    state: TrainingState
    days: int
    items: list[Item] = field(default_factory=list)

    @property
    def words(self) -> str | Promise:
        """The state in words."""
        return self.state.label

    @property
    def missing(self) -> list[Item]:
        """What is asked for and not there yet."""
        return [one for one in self.items if not one.is_done and not one.is_extra]

    @property
    def is_going_on(self) -> bool:
        """Whether it is active today."""
        return self.state == TrainingState.ACTIVE

    @property
    def left(self) -> str:
        """The days left, in words."""
        if not self.is_going_on:
            return ""
        if self.days == 0:
            return gettext("today is the last day")
        return ngettext("%(number)d day left", "%(number)d days left", self.days) % {"number": self.days}


def standing(training: GuideTraining, today: date) -> Standing:
    """Where a counted training stands: true on every read."""
    state = state_on(training.state, cap=training.cap_date, today=today, is_met=is_met(training))
    return Standing(training, state, days_left(training.cap_date, today), _items(training, state))


def _items(training: GuideTraining, state: TrainingState) -> list[Item]:
    row = vars(training)
    had, held = row["follow_ups"], row["supervisions"]
    least = training.least_supervisions
    words = ngettext(
        "At least %(least)d supervision (%(held)d so far)", "At least %(least)d supervisions (%(held)d so far)", least
    )
    return [
        Item(gettext("Follow-up day 1"), had >= 1),
        Item(gettext("Follow-up day 2"), had >= FOLLOW_UPS),
        Item(words % {"least": least, "held": held}, held >= least),
        Item(str(ConversationKind.MIDTERM.label), row["midterm_on"] is not None, is_extra=True),
        Item(str(ConversationKind.FINAL.label), row["final_on"] is not None, is_extra=True),
        Item(gettext("The supervisor confirms the training"), state == TrainingState.COMPLETED),
    ]


# --- the participant's own -------------------------------------------------------------------------------------------
def own_enrolment(person: User, key: UUID) -> Enrolment | None:
    """An enrolment of this person and of nobody else, with its course."""
    rows = Enrolment.objects.all().of(person).on_course().select_related("cohort__course", "person")
    return rows.filter(pk=key).first()


def training_of(enrolment: Enrolment) -> GuideTraining | None:
    """The newest training of an enrolment, counted; one query."""
    rows = GuideTraining.objects.all().counted().with_checks().filter(enrolment=enrolment)
    found = rows.select_related("supervisor", "site", "person").order_by("-start_date").first()
    if found is not None:
        found.enrolment = enrolment
    return found


def trainings_of(enrolment: Enrolment) -> list[GuideTraining]:
    """All periods of an enrolment, counted, the first first."""
    rows = GuideTraining.objects.all().counted().filter(enrolment=enrolment)
    return list(rows.select_related("site", "supervisor").order_by("start_date"))


@dataclass(frozen=True)
class Week:
    """One tile of the weeks: its number, day, state, and the word beside the icon."""

    number: int
    day: date
    kind: str
    words: str | Promise


WEEK_WORDS = {
    "present": _("there"),
    "made_up": _("made up"),
    "excused": _("excused"),
    "absent": _("absent"),
    "open": _("not noted"),
    "coming": _("to come"),
}


def weeks_of(enrolment: Enrolment, today: date) -> list[Week]:
    """The numbered weeks with how it went; two queries. Of a meeting with several units the least good counts."""
    noted: dict[UUID, list[Attendance]] = {}
    for row in Attendance.objects.filter(enrolment=enrolment):
        noted.setdefault(row.session_id, []).append(row)
    sessions = CourseSession.objects.filter(cohort=enrolment.cohort_id).order_by("week")
    return [_week(one, noted.get(one.pk, []), today) for one in sessions]


def _week(session: CourseSession, rows: list[Attendance], today: date) -> Week:
    kinds = {row.presence for row in rows}
    order = ("absent", "excused", "made_up", "present")
    kind = next((one for one in order if one in kinds), "coming" if session.date >= today else "open")
    return Week(session.week, session.date, kind, WEEK_WORDS[kind])


def weeks_attended(weeks: Iterable[Week]) -> int:
    """How many of the weeks count as attended."""
    return sum(one.kind in ATTENDED for one in weeks)


def next_session(enrolment: Enrolment, today: date) -> CourseSession | None:
    """The next numbered meeting; None where there is none to come."""
    if enrolment.state not in (EnrolmentState.ACCEPTED, EnrolmentState.ATTENDING):
        return None
    return CourseSession.objects.filter(cohort=enrolment.cohort_id, date__gte=today).order_by("date").first()


def follow_ups_of(training: GuideTraining) -> list[tuple[FollowUpDay, bool | None]]:
    """The follow-up days of the cohort within the training, and those of others that were attended, with whether the
    person was there; None where nothing is noted. Two queries."""
    rows = FollowUpAttendance.objects.filter(training=training).select_related("day")
    noted = {row.day_id: row for row in rows}
    days = {one.pk: one for one in FollowUpDay.objects.filter(cohort=training.enrolment.cohort_id)}
    days |= {row.day_id: row.day for row in noted.values()}
    within = [one for one in days.values() if training.start_date <= one.date <= training.cap_date]
    return [
        (one, noted[one.pk].was_there if one.pk in noted else None) for one in sorted(within, key=lambda day: day.date)
    ]


def supervisions_of(training: GuideTraining) -> list[Supervision]:
    """The supervisions of a training; for who sees the training."""
    return list(Supervision.objects.filter(training=training))


def relations_of(training: GuideTraining) -> list[GuideRelation]:
    """The guide relationships, by letter; for who sees the training."""
    return list(GuideRelation.objects.filter(training=training))


def log_of(training: GuideTraining, *, first: date | None = None, last: date | None = None) -> list[LogEntry]:
    """Entries of the log with their words, the newest first; for the participant and who approves. One query."""
    rows = LogEntry.objects.filter(training=training).select_related("words", "relation")
    if first and last:
        rows = rows.filter(date__range=(first, last))
    found = list(rows)
    for one in found:
        one.training = training
        if hasattr(one, "words"):
            one.words.entry = one
    return found


def entry_of(training: GuideTraining, key: UUID) -> LogEntry | None:
    """One entry of this training and of no other."""
    return next((one for one in log_of(training) if one.pk == key), None)


def quiet_weeks(training: GuideTraining, entries: Iterable[LogEntry], today: date) -> list[date]:
    """The Mondays of whole weeks without an entry, up to today or the cap."""
    until = min(today, training.last_date + timedelta(days=1))
    return weeks_without(training.start_date, until, [one.date for one in entries])


def links_of(training: GuideTraining, *parts: str) -> list[TrainingLink]:
    """The links of a training that were not taken back, for these parts."""
    return list(TrainingLink.objects.filter(training=training, part__in=parts, revoked_at=None))


def link_of(training: GuideTraining, key: UUID) -> TrainingLink | None:
    """One link of this training and of no other."""
    return TrainingLink.objects.filter(training=training, pk=key).first()


def certificates_of(enrolment: Enrolment) -> list[Certificate]:
    """The certificates of an enrolment."""
    return list(Certificate.objects.filter(enrolment=enrolment).order_by("kind"))


def valid(certificate: Certificate) -> bool:
    """Whether it stands."""
    return certificate.state == CertificateState.ISSUED


def plain(day: date) -> str:
    """A day in words."""
    return date_format(day)


def consent_of(person: User) -> Consent | None:
    """The yes that the words of this person's log rest on; None while none stands. One query."""
    return Consent.objects.filter(person=person, purpose=PRACTICE_LOG, about=None, withdrawn_at=None).first()
