"""Offered places: made by the coordinator's proposal, answered by the person, lapsed by time (domain.md §4.2)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.domain import access_log
from accounts.models import User
from outbox.locks import lock_row

from ..models import PlaceOffer, PredefinedGroup, Signup
from ..signup_enums import POOL_STATES, SignupState, WaitingReason
from . import signup_consents
from .errors import Refused
from .signup_steps import move, tell

HOLDING = (SignupState.PROPOSED, SignupState.ACCEPTED)


@dataclass(frozen=True)
class Place:
    """What somebody may know of a group before they say yes: no name, no contact, nothing about anybody."""

    size: int
    form: str
    area: str = ""
    starts_at: datetime | None = None
    group: PredefinedGroup | None = None


@transaction.atomic
def offer(signup: Signup, *, place: Place, by: User | None, now: datetime) -> Signup:
    """Offers a place and asks for an answer within OFFER_ANSWER_DAYS. A second call while it stands changes nothing.

    Raises Refused for a signup that cannot be given a place, and when the predefined group is full.
    """
    group = lock_row(place.group) if place.group else None
    held = lock_row(signup)
    if held.state == SignupState.PROPOSED:
        return held
    if held.state not in POOL_STATES:
        raise Refused(_("Only somebody who waits for a group can be offered a place."))
    if group is not None and taken(group) >= group.seats:
        raise Refused(_("The group is full."))
    values = {"size": place.size, "form": place.form, "area": place.area, "starts_at": place.starts_at}
    PlaceOffer.objects.update_or_create(signup=held, defaults=values | {"group": group, "made_at": now, "made_by": by})
    held.answer_by = now + timedelta(days=settings.OFFER_ANSWER_DAYS)
    held.reminded_at, held.waiting_reason = None, ""
    moved = move(held, SignupState.PROPOSED, by=by, now=now)
    access_log.record(by=by, action="signup.offered", subject=held.person, object=moved, now=now)
    tell(moved, "place_offered", now=now, again=f"{now:%Y%m%d}", expires_at=held.answer_by)
    return moved


def taken(group: PredefinedGroup) -> int:
    """How many hold a place in a predefined group, answered or not."""
    return Signup.objects.filter(offer__group=group, state__in=HOLDING).count()


@transaction.atomic
def accept(
    signup: Signup, *, by: User | None, now: datetime, said: signup_consents.Said | None = None, language: str = "da"
) -> Signup:
    """Says yes to the offered place, and with `said` to the group seeing one's name. A second call changes nothing.
    Raises Refused when the date has passed."""
    held = lock_row(signup)
    if held.state == SignupState.ACCEPTED:
        return held
    _still_open(held, now)
    if said:
        signup_consents.note(held, said, language=language, now=now)
    moved = move(held, SignupState.ACCEPTED, by=by or held.person, now=now)
    access_log.record(by=by or held.person, action="signup.accepted", subject=held.person, object=moved, now=now)
    tell(moved, "place_accepted", now=now)
    return moved


@transaction.atomic
def decline(signup: Signup, *, by: User | None, now: datetime) -> Signup:
    """Says no to the offered place; no reason is asked. A second call changes nothing."""
    held = lock_row(signup)
    if held.state == SignupState.DECLINED:
        return held
    _still_open(held, now)
    moved = move(held, SignupState.DECLINED, by=by or held.person, now=now)
    access_log.record(by=by or held.person, action="signup.declined", subject=held.person, object=moved, now=now)
    return moved


def _still_open(held: Signup, now: datetime) -> None:
    if held.state != SignupState.PROPOSED:
        raise Refused(_("There is no place to answer to just now."))
    if held.answer_by is not None and now > held.answer_by:
        raise Refused(_("The date has passed, and the place has gone to somebody who waited. Write to us."))


@transaction.atomic
def put_on_waiting_list(signup: Signup, *, reason: str, by: User | None, now: datetime) -> Signup:
    """Lets somebody wait, with the reason they read. A second call changes the reason alone."""
    held = lock_row(signup)
    held.waiting_reason = WaitingReason(reason)
    if held.state == SignupState.WAITLISTED:
        held.save(update_fields=["waiting_reason"])
        return held
    moved = move(held, SignupState.WAITLISTED, by=by, now=now)
    tell(moved, "signup_waits", now=now, again=f"{now:%Y%m%d}")
    return moved


def remind(now: datetime) -> int:
    """Reminds once, OFFER_REMIND_DAYS after the offer, those who have not answered; returns how many."""
    before = now - timedelta(days=settings.OFFER_REMIND_DAYS)
    quiet = Signup.objects.filter(state=SignupState.PROPOSED, reminded_at=None, offer__made_at__lte=before)
    return sum(_remind(signup, now) for signup in quiet.filter(answer_by__gt=now).only("pk"))


@transaction.atomic
def _remind(signup: Signup, now: datetime) -> bool:
    held = lock_row(signup)
    if held.state != SignupState.PROPOSED or held.reminded_at is not None:
        return False
    held.reminded_at = now
    held.save(update_fields=["reminded_at"])
    tell(held, "place_reminder", now=now, again=f"{held.answer_by:%Y%m%d}", expires_at=held.answer_by)
    return True


def lapse(now: datetime) -> int:
    """Silence is a no: ends the offers whose date has passed; returns how many."""
    late = Signup.objects.filter(state=SignupState.PROPOSED, answer_by__lt=now)
    return sum(_lapse(signup, now) for signup in late.only("pk"))


@transaction.atomic
def _lapse(signup: Signup, now: datetime) -> bool:
    held = lock_row(signup)
    is_late = held.state == SignupState.PROPOSED and held.answer_by is not None and held.answer_by < now
    if is_late:
        move(held, SignupState.DECLINED, by=None, now=now, note="silence", is_contact=False)
        tell(held, "place_lapsed", now=now)
    return is_late
