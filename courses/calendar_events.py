"""A person's courses as calendars show them: with neutral titles, since others see the calendar too (security.md §0).

The row's id is the UID for ever and a meeting's `sequence` grows with each move, so that a calendar replaces what it
has.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.calendar_sources import BACK
from accounts.models import User
from outbox.calendars import Event

from .domain import calendar_queries as reads
from .enums import CohortState
from .models import CourseSession, Enrolment, FollowUpDay, GuideTraining, InfoMeeting, InterviewSlot

INFO_MEETING = timedelta(hours=1)


def events_of(person: User, now: datetime) -> Iterator[Event]:
    """What courses bring to a person's own calendar, as participant, trainer and supervisor. Five queries."""
    since = timezone.localdate(now - BACK)
    with translation.override(person.language):
        for session in reads.sessions_of(person, since):
            yield event_of_session(session)
        for day in reads.follow_ups_of(person, since):
            yield _of_follow_up(day)
        for slot in reads.talks_of(person, now - BACK):
            yield _of_talk(slot)
        for meeting, enrolment in reads.info_meetings_of(person, now - BACK):
            yield _of_info_meeting(meeting, enrolment)
        for training in reads.caps_of(person, since):
            yield _of_cap(training, is_own=training.person_id == person.pk)


def meetings_ahead(enrolment: Enrolment, today: date) -> tuple[Event, ...]:
    """The numbered meetings of a person's course from a day on, for the mail that tells of them; in the language in
    force. One query; the cohort comes with the enrolment."""
    return tuple(event_of_session(one) for one in reads.sessions_ahead(enrolment.cohort, today))


def event_of_session(session: CourseSession) -> Event:
    """A numbered meeting, in the language in force. Needs the session's cohort."""
    cohort = session.cohort
    return Event(
        uid=f"{session.pk}@peerportalen",
        sequence=session.sequence + cohort.sequence,
        start=_at(session.date, session.starts_at),
        end=_at(session.date, session.ends_at),
        summary=_("Course, week %(week)d") % {"week": session.week},
        stamp=cohort.made_at,
        location=session.place or cohort.place or cohort.town,
        description=_("See more on your own page."),
        url=_own_page(),
        cancelled=cohort.state == CohortState.CANCELLED,
        is_local=True,
    )


def _of_follow_up(day: FollowUpDay) -> Event:
    start, end = _at(day.date, day.starts_at), _at(day.date, day.ends_at)
    return _event(f"follow-up-{day.pk}", _("Follow-up day"), start, end, day.cohort.made_at, day.place)


def _of_talk(slot: InterviewSlot) -> Event:
    end = slot.starts_at + timedelta(minutes=slot.minutes)
    return _event(f"talk-{slot.pk}", _("Talk"), slot.starts_at, end, slot.cohort.made_at, slot.place)


def _of_info_meeting(meeting: InfoMeeting, enrolment: Enrolment) -> Event:
    start, where = meeting.starts_at, meeting.place or _("Online")
    return _event(f"info-{meeting.pk}", _("Meeting"), start, start + INFO_MEETING, enrolment.applied_at, where)


def _of_cap(training: GuideTraining, *, is_own: bool) -> Event:
    """The last day, which takes the whole day. A supervisor's calendar names nobody."""
    title = _("Last day of my training") if is_own else _("Last day of a training")
    day = training.cap_date
    return _event(f"cap-{training.pk}", title, day, day + timedelta(days=1), training.made_at, "")


def _event(
    uid: str, summary: str, start: datetime | date, end: datetime | date, stamp: datetime, location: str
) -> Event:
    return Event(
        uid=f"{uid}@peerportalen",
        sequence=0,
        start=start,
        end=end,
        summary=summary,
        stamp=stamp,
        location=location,
        description=_("See more on your own page."),
        url=_own_page(),
        is_local=True,
    )


def _own_page() -> str:
    return urljoin(settings.SITE_URL, reverse("own_overview"))


def _at(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))
