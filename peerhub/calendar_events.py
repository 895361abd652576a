"""A group's meetings as calendars show them: with a neutral title, since others see the calendar too (security.md §0).

The meeting's id is the UID for ever and `sequence` grows with each change, so that a calendar replaces what it has.
"""

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from outbox.calendars import Event

from .domain import calendar_links
from .meeting_enums import MeetingPlace, MeetingState
from .models import GroupMeeting, SharedIntro


def event_of(meeting: GroupMeeting, *, language: str) -> Event | None:
    """One meeting; None without a time. The link to an online meeting stands on the portal's page, not here."""
    if meeting.starts_at is None or meeting.ends_at is None:
        return None
    with translation.override(language):
        url = urljoin(settings.SITE_URL, reverse("own_group", args=[meeting.group_id]))
        return Event(
            uid=f"{meeting.pk}@peerportalen",
            sequence=meeting.sequence,
            start=meeting.starts_at,
            end=meeting.ends_at,
            summary=_("Meeting"),
            stamp=meeting.changed_at,
            location=_("Online") if meeting.form == MeetingPlace.VIRTUAL else meeting.place,
            description=_("See more on your own page."),
            url=url,
            cancelled=meeting.state == MeetingState.CANCELLED,
            is_local=True,
        )


def event_of_intro(intro: SharedIntro, *, language: str) -> Event:
    """A shared intro meeting."""
    with translation.override(language):
        return Event(
            uid=f"{intro.pk}@peerportalen",
            sequence=intro.sequence,
            start=intro.starts_at,
            end=intro.ends_at,
            summary=_("Meeting"),
            stamp=intro.changed_at,
            location=_("Online"),
            description=_("See more on your own page."),
            url=urljoin(settings.SITE_URL, reverse("own_overview")),
            cancelled=intro.cancelled_at is not None,
            is_local=True,
        )


def events_of(person: User, now: datetime) -> Iterator[Event]:
    """What a person's groups bring to their own calendar. Two queries."""
    for meeting in calendar_links.meetings_of(person, now):
        if (event := event_of(meeting, language=person.language)) is not None:
            yield event
    for intro in calendar_links.intros_of(person, now):
        yield event_of_intro(intro, language=person.language)


def hours_of(starts_at: datetime | None, ends_at: datetime | None) -> str:
    """ "17.00–19.00" in the language in force."""
    from home.templatetags.portal import clock

    return f"{clock(starts_at)}–{clock(ends_at)}" if starts_at and ends_at else ""
