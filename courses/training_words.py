"""What a participant's page says: the next step, and where the certificates stand."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from home.templatetags.portal import long_date

from .domain import training_queries as reads
from .domain.certificates import Need, attendance_share, needs
from .enums import EnrolmentState
from .models import Certificate, Enrolment, GuideTraining
from .training_enums import CertificateKind, TrainingState


@dataclass(frozen=True)
class NextStep:
    """One sentence, and where to act."""

    words: str
    url: str = ""
    button: str = ""


@dataclass(frozen=True)
class Shown:
    """A certificate as the page shows it: issued, ready to be had, or what it still asks for."""

    kind: CertificateKind
    certificate: Certificate | None
    is_ready: bool
    needs: list[Need]


def certificates_shown(enrolment: Enrolment, training: GuideTraining | None) -> list[Shown]:
    """The certificates of a course: the full one only where a practicum follows."""
    had = {one.kind: one for one in reads.certificates_of(enrolment)}
    kinds = [CertificateKind.COURSE]
    if enrolment.cohort.has_practicum:
        kinds.append(CertificateKind.FULL)
    share = attendance_share(enrolment)
    asked = {kind: needs(enrolment, kind, training, share=share) for kind in kinds}
    return [Shown(kind, had.get(kind), all(one.is_done for one in asked[kind]), asked[kind]) for kind in kinds]


def next_step(enrolment: Enrolment, context: dict[str, Any], today: date) -> NextStep:
    """The one thing that comes next."""
    training: GuideTraining | None = context["training"]
    if training is not None:
        return _of_training(enrolment, training, context, today)
    session = reads.next_session(enrolment, today)
    if session is not None:
        return NextStep(_at(session.week, session))
    if enrolment.state == EnrolmentState.COURSE_PASSED and enrolment.cohort.has_practicum:
        return NextStep(_("You have passed the course. Your coordinator writes when the training can begin."))
    if enrolment.state == EnrolmentState.COURSE_NOT_PASSED:
        return NextStep(_("There are weeks left to make up. Your trainer helps you find a way."))
    return NextStep(_("There is nothing for you to do now."))


def _at(week: int, session: Any) -> str:
    return _("Week %(week)d is %(day)s, %(from)s to %(to)s.") % {
        "week": week,
        "day": long_date(session.date),
        "from": time_format(session.starts_at),
        "to": time_format(session.ends_at),
    }


def _of_training(enrolment: Enrolment, training: GuideTraining, context: dict[str, Any], today: date) -> NextStep:
    stands = context["stands"]
    log = reverse("own_entry_new", args=[enrolment.pk])
    if stands.state == TrainingState.COMPLETED:
        return NextStep(_("The training is completed. Your certificate is below."), "#beviser", _("See it"))
    if stands.state == TrainingState.AWAITING:
        return NextStep(_("Everything is there. Your supervisor confirms the training."))
    if stands.state == TrainingState.ENDED:
        words = _("The period is over. Not there yet: %(missing)s.")
        missing = ", ".join(one.words for one in stands.missing)
        return NextStep(words % {"missing": missing}, reverse("own_log", args=[enrolment.pk]), _("Open the log"))
    if stands.state == TrainingState.INTERRUPTED:
        return NextStep(_("The period was interrupted. Your coordinator writes to you about what happens next."))
    if training.agreed_by_participant_at is None:
        return NextStep(_("Read the agreement about your practicum and accept it."), "#aftale", _("Read it"))
    if today < training.start_date:
        return NextStep(_("The training begins on %(day)s.") % {"day": date_format(training.start_date)})
    coming = [(day, had) for day, had in context["follow_ups"] if had is None and day.date >= today]
    if coming:
        day = coming[0][0]
        place = day.place or enrolment.cohort.town
        when = {
            "place": place,
            "day": long_date(day.date),
            "from": time_format(day.starts_at),
            "to": time_format(day.ends_at),
        }
        sentence = _("Follow-up day: %(day)s, %(from)s to %(to)s, %(place)s.")
        return NextStep(sentence % when, log, _("Write in the log"))
    return NextStep(_("Write what you did this week in your log."), log, _("Write in the log"))
