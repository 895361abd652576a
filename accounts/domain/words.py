"""An administrator changes the words of mails: with a line in the log each time."""

from datetime import datetime

from django.db import transaction

from outbox.domain import wordings
from outbox.models import WordingVersion
from outbox.wordings import Words

from ..models import User
from .access_log import names_of, record


@transaction.atomic
def change(*, kind: str, language: str, words: Words, by: User, now: datetime) -> bool:
    """Puts words in force; returns whether they were not already. A second identical call changes nothing."""
    made = wordings.change(kind, language, subject=words.subject, body=words.body, by=by.uuid, now=now)
    return _logged(made, "words.changed", by, now)


@transaction.atomic
def reset(*, kind: str, language: str, by: User, now: datetime) -> bool:
    """Brings the portal's own words back; returns whether others were in force. A second call changes nothing."""
    return _logged(wordings.reset(kind, language, by=by.uuid, now=now), "words.reset", by, now)


def _logged(made: WordingVersion | None, action: str, by: User, now: datetime) -> bool:
    if made is not None:
        record(by=by, action=action, object=made, now=now)
    return made is not None


def history(kind: str, language: str) -> list[tuple[WordingVersion, str]]:
    """Every version with the address of who made it, in two queries."""
    versions = list(wordings.history(kind, language)[:50])
    names = names_of(one.by for one in versions)
    return [(one, names.get(one.by, "") if one.by else "") for one in versions]
