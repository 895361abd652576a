"""A scale that several answer apart and see at the same moment.

The one who begins gets a link, and from it every seat's link is derived: only hashes of both are stored. Nobody sees an
answer before the reveal, not even their own.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.private_links import hashed, new_token
from outbox.locks import lock_row

from ..models import JointScale, JointSeat
from .errors import Refused
from .sheets import OwnRow, Sheet

KEEP_DAYS = 30
FEWEST_ANSWERS = 2


@dataclass(frozen=True)
class Holder:
    """Who holds a link: a seat, or the one who began."""

    scale: JointScale
    seat: JointSeat | None


@transaction.atomic
def start(names: Sequence[str], own: Sequence[OwnRow], *, now: datetime) -> str:
    """Begins a scale for these people and returns the token of the one who began. Each call begins another."""
    token = new_token()
    scale = JointScale(token_hash=hashed(token), started_at=now)
    scale.own_rows = json.dumps([asdict(row) for row in own], ensure_ascii=False)
    scale.delete_after = timezone.localdate(now) + timedelta(days=KEEP_DAYS)
    scale.save(force_insert=True)
    for place, name in enumerate(names, start=1):
        seat = JointSeat(scale=scale, place=place, name=name)
        seat.token_hash = hashed(token_of(token, seat))
        seat.save(force_insert=True)
    return token


def token_of(token: str, seat: JointSeat) -> str:
    """The token of a seat's link, derived from the token of the one who began."""
    digest = hmac.new(token.encode(), f"scale:{seat.pk}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def find(token: str, *, today: date) -> Holder | None:
    """Whose link it is; None for one that was guessed, given up, deleted or has run out."""
    mark = hashed(token)
    scale = JointScale.objects.filter(token_hash=mark, delete_after__gte=today).first()
    if scale is not None:
        return Holder(scale, None)
    seats = JointSeat.objects.select_related("scale").filter(token_hash=mark, scale__delete_after__gte=today)
    seat = seats.first()
    return Holder(seat.scale, seat) if seat else None


def own_rows(scale: JointScale) -> tuple[OwnRow, ...]:
    """The own pairs as they were written when it began, not answered."""
    return tuple(OwnRow(**row) for row in json.loads(scale.own_rows))


def seats_of(scale: JointScale) -> list[JointSeat]:
    """Those who answer, in their order; one query."""
    return list(scale.seats.all())


@transaction.atomic
def answer(seat: JointSeat, sheet: Sheet, *, now: datetime) -> None:
    """Stores somebody's sheet; the last answer of all shows them. A second answer replaces the first.

    Raises Refused with no row answered and when they have been shown, JointSeat.DoesNotExist after withdrawing.
    """
    if not sheet.score.answered:
        raise Refused(_("Answer at least one row."))
    scale = lock_row(seat.scale)
    if scale.revealed_at:
        raise Refused(_("The answers have been shown already. Yours came too late."))
    seat.refresh_from_db()
    seat.answers, seat.answered_at = sheet.as_json(), now
    seat.save(update_fields=["answers", "answered_at"])
    answered = scale.seats.filter(answered_at__isnull=False).count()
    if answered >= FEWEST_ANSWERS and answered == scale.seats.count():
        _show(scale, now)


@transaction.atomic
def reveal(scale: JointScale, *, now: datetime) -> None:
    """Shows the answers to all, though some are missing. A second call changes nothing. Raises Refused with fewer than
    two answers: one alone would be told to people who have not given theirs."""
    scale = lock_row(scale)
    if scale.revealed_at:
        return
    if scale.seats.filter(answered_at__isnull=False).count() < FEWEST_ANSWERS:
        raise Refused(_("At least two must have answered before the answers can be shown."))
    _show(scale, now)


def _show(scale: JointScale, now: datetime) -> None:
    scale.revealed_at = now
    scale.save(update_fields=["revealed_at"])


@transaction.atomic
def withdraw(seat: JointSeat) -> None:
    """Takes somebody out with their answer; the link is closed. A second call changes nothing. The last one takes the
    scale along. It shows nothing: that somebody left is no reason to show the others' answers."""
    scale = lock_row(seat.scale)
    if not scale.seats.filter(pk=seat.pk).exists():
        return
    seat.delete()
    if not scale.seats.exists():
        scale.delete()
        return
    scale.withdrawn += 1
    scale.save(update_fields=["withdrawn"])


def remove(scale: JointScale) -> None:
    """Deletes it with all answers; a second call finds none and does nothing."""
    JointScale.objects.filter(pk=scale.pk).delete()


def shown(scale: JointScale) -> list[tuple[str, Sheet]]:
    """Each name with its sheet once they have been shown; none before."""
    if not scale.revealed_at:
        return []
    return [(seat.name, Sheet.of_json(seat.answers)) for seat in seats_of(scale) if seat.answered_at]


def delete_expired(now: datetime) -> int:
    """Deletes joint scales whose day has passed; returns how many."""
    gone = JointScale.objects.filter(delete_after__lt=timezone.localdate(now))
    count = gone.count()
    gone.delete()
    return count
