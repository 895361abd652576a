"""What happens on a day: events, course starts, deadlines. Each app registers what it knows; the calendar page, the
front page and the newsletter show it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Happening(StrEnum):
    """The kinds of things with a day."""

    EVENT = "event"
    INFO_MEETING = "info_meeting"
    COURSE_START = "course_start"
    DEADLINE = "deadline"


WORDS: dict[Happening, str | Promise] = {
    Happening.EVENT: _("Event"),
    Happening.INFO_MEETING: _("Information meeting"),
    Happening.COURSE_START: _("Course starts"),
    Happening.DEADLINE: _("Last day to sign up"),
}


@dataclass(frozen=True)
class Dated:
    """One thing with a day. `starts` is a moment, or a day where the hour does not matter; `key` tells it from all
    others for ever, so that a calendar replaces what it has; `sequence` grows with each change."""

    kind: Happening
    key: str
    title: str
    starts: datetime | date
    url: str
    ends: datetime | date | None = None
    place: str = ""
    text: str = ""
    sequence: int = 0
    changed: datetime | None = None
    is_cancelled: bool = False

    @property
    def day(self) -> date:
        """The day it begins, in Denmark."""
        return timezone.localdate(self.starts) if isinstance(self.starts, datetime) else self.starts

    @property
    def is_event(self) -> bool:
        """Whether people meet, so that its title says enough."""
        return self.kind in (Happening.EVENT, Happening.INFO_MEETING)

    @property
    def words(self) -> str:
        """What kind of thing it is."""
        return str(WORDS[self.kind])


# Language, first day, last day → what happens then. At most a few queries, whatever the number.
Source = Callable[[str, date, date], list[Dated]]
SOURCES: dict[str, Source] = {}
# What the front page tells in another place.
TOLD_ELSEWHERE: set[str] = set()


def register(name: str, source: Source, *, is_on_front: bool = True) -> None:
    """Names what an app knows. Registering a name twice replaces it. What the front page has a card for by itself is
    not among its dates."""
    SOURCES[name] = source
    (TOLD_ELSEWHERE.discard if is_on_front else TOLD_ELSEWHERE.add)(name)


def between(language: str, first: date, last: date, *, is_front: bool = False) -> list[Dated]:
    """Everything from `first` to `last`, both included, the earliest first; for the front page without what it tells
    elsewhere. A query a source."""
    left_out = TOLD_ELSEWHERE if is_front else set()
    asked = [source for name, source in SOURCES.items() if name not in left_out]
    found = [one for source in asked for one in source(language, first, last)]
    return sorted(found, key=lambda one: (one.day, str(one.starts), one.title))
