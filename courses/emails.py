"""The outbox messages about enrolments: none says what the course is about or what anybody wrote."""

from datetime import date, datetime
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from outbox.kinds import Mail, worded
from outbox.models import Message

from .calendar_events import meetings_ahead
from .enums import EnrolmentState, WaitingReason
from .models import Enrolment

# A message that would only confuse once the enrolment has moved on is dropped: kind → states in which it is sent.
ONLY_IN: dict[str, frozenset[str]] = {
    "courses.applied": frozenset({EnrolmentState.APPLIED}),
    "courses.place_offered": frozenset({EnrolmentState.OFFERED}),
    "courses.place_reminder": frozenset({EnrolmentState.OFFERED}),
    "courses.waits": frozenset({EnrolmentState.WAITLISTED}),
    "courses.refused": frozenset({EnrolmentState.REFUSED}),
    "courses.place_accepted": frozenset({EnrolmentState.ACCEPTED, EnrolmentState.ATTENDING}),
    "courses.course_passed": frozenset({EnrolmentState.COURSE_PASSED, EnrolmentState.PRACTICUM}),
}
WITH_DAYS = frozenset({"courses.place_accepted", "courses.dates_changed", "courses.cohort_cancelled"})
ANSWERING = frozenset({"courses.place_offered", "courses.place_reminder"})


def about_enrolment(message: Message) -> Mail | None:
    """Any mail about one enrolment. None once it names nobody or has moved on."""
    found = Enrolment.objects.select_related("cohort", "person").filter(pk=message.object_id).first()
    if found is None or found.person is None:
        return None
    if found.state not in ONLY_IN.get(message.kind, frozenset({found.state})):
        return None
    with translation.override(found.language):
        values = {
            "navn": found.person.name,
            "by": found.cohort.town,
            "dag": _day_of(message.kind, found),
            "grund": _reason_of(message.kind, found),
        }
        url = urljoin(settings.SITE_URL, reverse("own_application", args=[found.pk]))
        events = meetings_ahead(found, timezone.localdate(message.created_at)) if _tells_days(message, found) else ()
    to = found.person.email or ""
    return worded(message.kind, values, language=found.language, to=to, url=url, events=events)


def _tells_days(message: Message, found: Enrolment) -> bool:
    """Whether the meetings go with the mail as appointments: to who has a place, or had one until it was cancelled."""
    return message.kind in WITH_DAYS and found.accepted_at is not None


def _day_of(kind: str, found: Enrolment) -> str:
    """The date a mail tells: of the answer, or of the first meeting."""
    told: datetime | date | None = found.answer_by if kind in ANSWERING else found.cohort.start_date
    if told is None:
        return ""
    return date_format(timezone.localtime(told).date() if isinstance(told, datetime) else told)


def _reason_of(kind: str, found: Enrolment) -> str:
    if kind == "courses.cohort_cancelled":
        return found.cohort.cancelled_because
    return str(WaitingReason(found.waiting_reason).label) if found.waiting_reason else ""
