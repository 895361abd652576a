"""Guide trainings and certificates as files: tagged PDF and JSON."""

from datetime import date
from typing import Any
from urllib.parse import urlencode, urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from pdf.render import Pdf, render

from .domain import training_queries as reads
from .domain.certificates import attendance_share, code_in_groups
from .domain.plans import own_plan
from .domain.qr import qr_png
from .domain.reflection_queries import own_data, own_learning
from .models import Certificate, Enrolment, GuideTraining, LogEntry, TrainingLink


def check_address(certificate: Certificate, *, with_code: bool) -> str:
    """Where a certificate is checked; with the code for the QR, which whoever holds the paper has anyway."""
    path = reverse("certificate", args=[certificate.number])
    query = f"?{urlencode({'kode': certificate.code})}" if with_code else ""
    return urljoin(settings.SITE_URL, f"{path}{query}")


def certificate_file(certificate: Certificate) -> Pdf:
    """One certificate, in the language that its holder reads. Raises PdfFailed."""
    language = certificate.person.language if certificate.person else "da"
    with translation.override(language):
        title = str(certificate.get_kind_display())
        context = {
            "certificate": certificate,
            "course": (certificate.course_en if language == "en" else "") or certificate.course_da,
            "code": code_in_groups(certificate.code),
            "address": check_address(certificate, with_code=False),
        }
        picture = {"qr": qr_png(check_address(certificate, with_code=True))}
    return render("pdf/certificate.html", context, language=language, title=title, pictures=picture)


def link_sheet(link: TrainingLink, language: str) -> Pdf:
    """A private link on paper, with its QR. Raises PdfFailed."""
    with translation.override(language):
        address = urljoin(settings.SITE_URL, reverse("training_link", args=[link.token]))
        title = _("Approve hours by telephone")
    context = {"link": link, "address": address}
    return render("pdf/training_link.html", context, language=language, title=title, pictures={"qr": qr_png(address)})


def by_week(entries: list[LogEntry]) -> list[tuple[tuple[int, int], int, int]]:
    """Year and week, minutes logged and minutes approved, the first week first."""
    sums: dict[tuple[int, int], list[int]] = {}
    for one in entries:
        year, week, _day = one.date.isocalendar()
        row = sums.setdefault((year, week), [0, 0])
        row[0] += one.minutes
        row[1] += one.minutes if one.is_locked else 0
    return [(key, *row) for key, row in sorted(sums.items())]  # type: ignore[misc]


def hours_file(enrolment: Enrolment, chosen: dict[str, bool], *, language: str, today: date) -> Pdf:
    """The hours by week and phase; the participant chooses what goes in. Raises PdfFailed."""
    with translation.override(language):
        context = {"chosen": chosen, "enrolment": enrolment, "today": today, **own_whole(enrolment, chosen, today)}
        title = _("Hours in practicum")
    return render("pdf/training_hours.html", context, language=language, title=title)


def record_file(enrolment: Enrolment, *, language: str, today: date) -> Pdf:
    """Everything about one's own course and practicum. Raises PdfFailed."""
    chosen = {"weeks": True, "records": True, "words": True, "course": True, "learning": True}
    with translation.override(language):
        context = {"chosen": chosen, "enrolment": enrolment, "today": today, **own_whole(enrolment, chosen, today)}
        title = _("My course and practicum")
    return render("pdf/training_hours.html", context, language=language, title=title)


def own_whole(enrolment: Enrolment, chosen: dict[str, bool], today: date) -> dict[str, Any]:
    """The same for the participant alone, who may want their plan and what they wrote of their learning in it too."""
    found = whole(enrolment, today)
    if chosen.get("learning"):
        found["plan"] = own_plan(enrolment)
        for period in found["periods"]:
            period["learning"] = own_learning(period["training"])
    return found


def whole(enrolment: Enrolment, today: date) -> dict[str, Any]:
    """All that is known of a course and its trainings, for its participant and whom they lend it to."""
    periods = []
    for training in reads.trainings_of(enrolment):
        training.enrolment = enrolment
        entries = sorted(reads.log_of(training), key=lambda one: one.date)
        periods.append(
            {
                "training": training,
                "stands": reads.standing(training, today),
                "entries": entries,
                "by_week": by_week(entries),
                "follow_ups": reads.follow_ups_of(training),
                "supervisions": reads.supervisions_of(training),
                "relations": reads.relations_of(training),
            }
        )
    return {
        "cohort": enrolment.cohort,
        "weeks": reads.weeks_of(enrolment, today),
        "share": attendance_share(enrolment),
        "periods": periods,
        "certificates": reads.certificates_of(enrolment),
    }


def record_data(enrolment: Enrolment, today: date) -> dict[str, Any]:
    """The same as data that another program reads."""
    found = whole(enrolment, today)
    return {
        "format": "peerportalen-course-record-1",
        "made": today.isoformat(),
        "course": enrolment.cohort.course.name_da,
        "town": enrolment.cohort.town,
        "state": enrolment.state,
        "attendance_percent": found["share"],
        "plan": own_plan(enrolment),
        "weeks": [{"week": one.number, "date": one.day.isoformat(), "presence": one.kind} for one in found["weeks"]],
        "trainings": [_period(one) for one in found["periods"]],
        "certificates": [
            {
                "number": one.number,
                "kind": one.kind,
                "state": one.state,
                "version": one.version,
                "issued": timezone.localdate(one.issued_at).isoformat(),
            }
            for one in found["certificates"]
        ],
    }


def _period(period: dict[str, Any]) -> dict[str, Any]:
    training: GuideTraining = period["training"]
    return {
        "start": training.start_date.isoformat(),
        "cap": training.cap_date.isoformat(),
        "state": str(period["stands"].state),
        "follow_up_days": [{"date": day.date.isoformat(), "was_there": had} for day, had in period["follow_ups"]],
        "supervision": [
            {"date": one.date.isoformat(), "kind": one.kind, "minutes": one.minutes, "was_there": one.was_there}
            for one in period["supervisions"]
        ],
        "relationships": [
            {
                "letter": one.letter,
                "start": one.start_date.isoformat(),
                "end": one.end_date.isoformat() if one.end_date else None,
            }
            for one in period["relations"]
        ],
        "log": [_entry(one) for one in period["entries"]],
        "learning": own_data(training),
    }


def _entry(one: LogEntry) -> dict[str, Any]:
    words = getattr(one, "words", None)
    return {
        "date": one.date.isoformat(),
        "minutes": one.minutes,
        "state": one.state,
        "did": words.did if words else "",
        "learned": words.learned if words else "",
        "comment": one.comment,
    }
