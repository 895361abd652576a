"""Sheets that are kept: behind a private link (one to edit, one to read) or for an organisation.

What was written is sealed and stands in versions. Behind a link it is deleted 12 months after its last change; for an
organisation when a coordinator deletes it. A window that was opened before somebody else saved overwrites nothing.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import date, datetime

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.domain.access_log import record
from accounts.models import User
from accounts.private_links import hashed, new_token
from outbox.locks import lock_row

from ..models import AssessmentVersion, PeerProgramme, SchemeAssessment
from .errors import Refused
from .programmes import change
from .sheets import Sheet

KEEP_MONTHS = 12
MOST_VERSIONS = 50


class Stale(Refused):
    """Somebody has saved the sheet since this window was opened."""


@dataclass(frozen=True)
class Words:
    """What is saved: the name, the content (JSON of the kind) and a note."""

    title: str
    content: str
    note: str = ""


@dataclass(frozen=True)
class Held:
    """What a link opens, and whether it may change it."""

    sheet: SchemeAssessment
    may_edit: bool


@transaction.atomic
def keep(kind: str, words: Words, *, now: datetime) -> str:
    """Stores a sheet and returns the token of its editing link, which is stored as a hash only. Each call makes a new
    sheet: an idempotency record would have to hold the link in the clear."""
    token = new_token()
    sheet = SchemeAssessment(kind=kind, title=words.title, edit_hash=hashed(token), changed_at=now)
    sheet.delete_after = _last_day(now)
    sheet.save(force_insert=True)
    _write(sheet, words, now)
    return token


@transaction.atomic
def keep_for(organisation: str, words: Words, *, region: str, by: User, now: datetime) -> SchemeAssessment:
    """Stores a sheet of the scale for an organisation, seen by coordinators. Each call makes a new one; the form's
    idempotency key keeps a double click to one."""
    sheet = SchemeAssessment(title=words.title, organisation=organisation, region=region, changed_at=now)
    sheet.save(force_insert=True)
    _write(sheet, words, now)
    record(by=by, action="assessment.kept", object=sheet, now=now)
    return sheet


def set_up(programme: PeerProgramme, sheet: SchemeAssessment, *, by: User, now: datetime) -> PeerProgramme:
    """Sets a scheme up as a sheet says. Skipped rows and own pairs change nothing; a second call changes nothing.

    Raises Refused as `programmes.change` does.
    """
    values = Sheet.of_json(newest(sheet).content).chosen
    if not values:
        raise Refused(_("No row of the sheet is answered, so there is nothing to set."))
    return change(programme, values=dict(values), by=by, now=now)


def find(kind: str, token: str, *, today: date) -> Held | None:
    """What a link opens; None for one that was never made, was taken back, has been deleted or has run out."""
    mark = hashed(token)
    alive = SchemeAssessment.objects.filter(kind=kind, delete_after__gte=today)
    if (sheet := alive.filter(edit_hash=mark).first()) is not None:
        return Held(sheet, may_edit=True)
    sheet = alive.filter(read_hash=mark).first()
    return Held(sheet, may_edit=False) if sheet else None


def newest(sheet: SchemeAssessment) -> AssessmentVersion:
    """The version that holds now. Raises AssessmentVersion.DoesNotExist when the sheet has been deleted."""
    return sheet.versions.order_by("-number")[:1].get()


def version_of(sheet: SchemeAssessment, number: str | int | None) -> AssessmentVersion:
    """The version with a number, the newest for a number that is none of them."""
    wanted = str(number or "")
    found = sheet.versions.filter(number=int(wanted)).first() if wanted.isascii() and wanted.isdecimal() else None
    return found or newest(sheet)


@transaction.atomic
def save(
    sheet: SchemeAssessment, words: Words, *, seen: int, now: datetime, by: User | None = None
) -> SchemeAssessment:
    """Saves a sheet as a new version. `seen` is the version that the window was opened at. The same words once more
    make no version; behind a link they are kept 12 months more.

    Raises Stale when somebody has saved something else since, DoesNotExist when the sheet has been deleted.
    """
    row = lock_row(sheet)
    old = newest(row)
    is_same = (row.title, old.content, old.note) == (words.title, words.content, words.note)
    if seen != row.version and not is_same:
        raise Stale(_("The sheet has been saved in another window since you opened it here. Nothing is overwritten."))
    if not is_same:
        row.version += 1
        row.title = words.title
        _write(row, words, now)
        row.versions.filter(number__lte=row.version - MOST_VERSIONS).delete()
        if by:
            record(by=by, action="assessment.saved", object=row, now=now)
    row.changed_at = now
    row.delete_after = _last_day(now) if row.edit_hash else None
    row.save()
    return row


@transaction.atomic
def share(sheet: SchemeAssessment, token: str) -> str:
    """Opens the reading link and returns its token. A second call gives the same link."""
    row = lock_row(sheet)
    if row.read_hash is None:
        row.read_turn += 1
        row.read_hash = hashed(read_token(row, token))
        row.save(update_fields=["read_turn", "read_hash"])
    return read_token(row, token)


@transaction.atomic
def take_back(sheet: SchemeAssessment) -> None:
    """Closes the reading link; one that is opened later is another. A second call changes nothing."""
    row = lock_row(sheet)
    row.read_hash = None
    row.save(update_fields=["read_hash"])


def read_token(sheet: SchemeAssessment, token: str) -> str:
    """The token of the reading link, derived from that of the editing one: the way back cannot be computed."""
    digest = hmac.new(token.encode(), f"read:{sheet.pk}:{sheet.read_turn}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


@transaction.atomic
def remove(sheet: SchemeAssessment, *, now: datetime, by: User | None = None) -> None:
    """Deletes a sheet with all its versions; a second call finds none and does nothing."""
    found = SchemeAssessment.objects.filter(pk=sheet.pk)
    if by and found.exists():
        record(by=by, action="assessment.removed", object=sheet, now=now)
    found.delete()


def delete_expired(now: datetime) -> int:
    """Deletes sheets behind links whose day has passed; returns how many."""
    gone = SchemeAssessment.objects.filter(delete_after__lt=timezone.localdate(now))
    count = gone.count()
    gone.delete()
    return count


def _write(sheet: SchemeAssessment, words: Words, now: datetime) -> None:
    version = AssessmentVersion(assessment=sheet, number=sheet.version, at=now)
    version.content, version.note = words.content, words.note
    version.save(force_insert=True)


def _last_day(now: datetime) -> date:
    return timezone.localdate(now) + relativedelta(months=KEEP_MONTHS)
