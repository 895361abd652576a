"""Readers from an earlier list: only with the proof that each of them said yes; all rows or none."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain.access_log import record
from accounts.models import User
from outbox.domain.addresses import hash_of

from ..enums import SubscriberSource, SubscriberState
from ..models import Subscriber
from .subscribers import new_values

COLUMNS = ("email", "language", "confirmed_on", "proof")
LANGUAGES = ("da", "en")
MOST_BYTES = 1_000_000
MOST_ROWS = 20_000
MOST_FAULTS = 50
MOST_PROOF = 200
BATCH = 500


@dataclass
class Outcome:
    """What an import did. With a fault (row and words) it did nothing."""

    new: int = 0
    known: int = 0  # on the list already, or left it: not touched
    faults: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Row:
    """One reader of a file."""

    email: str
    language: str
    confirmed_at: datetime
    proof: str


def import_readers(content: bytes, *, by: User, now: datetime) -> Outcome:
    """Reads a CSV file (comma or semicolon, UTF-8) and puts its readers on the list as confirmed; nobody is mailed.

    Nothing is written while a row has a fault. Somebody who is on the list stays as they are, and somebody who has left
    is not brought back. The same file again changes nothing.
    """
    faults: list[tuple[int, str]] = []
    rows = list(_read(content, faults, today=timezone.localdate(now)))
    if faults:
        return Outcome(faults=faults[:MOST_FAULTS])
    return _write(rows, by=by, now=now)


def _read(content: bytes, faults: list[tuple[int, str]], *, today: date) -> Iterator[Row]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        faults.append((1, _("Save the file as UTF-8 and try again.")))
        return
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    lines = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    if len(content) > MOST_BYTES or set(COLUMNS) - set(lines.fieldnames or ()):
        faults.append((1, _("The first line must name the columns %(columns)s, and the file be below 1 MB.") % NAMED))
        return
    for number, cells in enumerate(lines, start=2):
        row = _row({name: str(cells.get(name) or "").strip() for name in COLUMNS}, today)
        if isinstance(row, str):
            faults.append((number, row))
        else:
            yield row


NAMED = {"columns": ", ".join(COLUMNS)}


def _row(cells: dict[str, str], today: date) -> Row | str:
    """A row, or in words what is wrong with it."""
    try:
        validate_email(cells["email"])
    except ValidationError:
        return _("This is no e-mail address.")
    if (cells["language"] or "da") not in LANGUAGES:
        return _("The language is da or en.")
    try:
        day = date.fromisoformat(cells["confirmed_on"])
    except ValueError:
        return _("Write the day of the yes like 2025-09-30.")
    if day > today:
        return _("The day of the yes lies ahead.")
    if not cells["proof"]:
        return _("Write where the yes can be found. Without it we may not mail them.")
    at = timezone.make_aware(datetime.combine(day, datetime.min.time()))
    return Row(cells["email"], cells["language"] or "da", at, cells["proof"][:MOST_PROOF])


@transaction.atomic
def _write(rows: list[Row], *, by: User, now: datetime) -> Outcome:
    wanted = {hash_of(row.email): row for row in rows[:MOST_ROWS]}
    marks = list(wanted)
    known: set[str] = set()
    for start in range(0, len(marks), BATCH):
        part = Subscriber.objects.filter(address_mark__in=marks[start : start + BATCH])
        known |= set(part.values_list("address_mark", flat=True))
    new = [_subscriber(mark, row, now) for mark, row in wanted.items() if mark not in known]
    Subscriber.objects.bulk_create(new, batch_size=BATCH)
    record(by=by, action="newsletter.imported", purpose=str(len(new)), now=now)
    return Outcome(new=len(new), known=len(known))


def _subscriber(mark: str, row: Row, now: datetime) -> Subscriber:
    values = new_values(row.email, language=row.language, now=now)
    said = {"state": SubscriberState.ACTIVE, "source": SubscriberSource.IMPORT, "confirmed_at": row.confirmed_at}
    return Subscriber(address_mark=mark, proof=row.proof, **values, **said)
