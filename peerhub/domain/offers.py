"""Offered places: made when groups are published or a place is free, answered by the person, lapsed by time
(domain.md §4.2).

The waiting list is left by saying yes to a place, by withdrawing, or by going on to the next round; by nothing else. A
place that was offered from the waiting list and gets a no, or no answer, leaves its person waiting as before. For
everybody else a no, and silence, end the signup.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.domain import access_log
from accounts.models import User
from outbox.locks import lock_row

from ..enums import MeetingForm
from ..group_enums import GroupAct, GroupState
from ..meeting_enums import MeetingState
from ..models import GroupMembership, PeerGroup, PlaceOffer, PredefinedGroup, Signup, Sizes
from ..signup_enums import POOL_STATES, SignupState, WaitingReason
from . import seats, signup_consents
from .errors import Refused
from .signup_steps import move, move_many, tell, tell_many

HOLDING = (SignupState.PROPOSED, SignupState.ACCEPTED)


@dataclass(frozen=True)
class Place:
    """What somebody may know of a group before they say yes: no name, no contact, nothing about anybody. `seat` is the
    group the place is in, where it has been made; `group` the one made beforehand that people chose."""

    size: int
    form: str
    area: str = ""
    starts_at: datetime | None = None
    group: PredefinedGroup | None = None
    seat: PeerGroup | None = None
    role: str = "none"
    # Of a group that has begun: whoever comes later meets it next, and not for the first time.
    has_begun: bool = False
    next_at: datetime | None = None

    @property
    def words_of_form(self) -> str:
        """How the group meets, in words."""
        return str(MeetingForm(self.form).label)


def place_of(signup: Signup, now: datetime) -> Place | PlaceOffer | None:
    """The place that somebody has been offered or has taken, as the group stands now; None without one. For the
    person. Two queries, and two more once the group has begun."""
    if signup.state not in HOLDING:
        return None
    seat = seats.of(signup)
    if seat is None:
        return getattr(signup, "offer", None)
    found = place_in(seat.group, GroupMembership.objects.seated().filter(group=seat.group).count())
    if seat.group.state == GroupState.FORMING:
        return found
    coming = seat.group.meetings.filter(state=MeetingState.SCHEDULED, ends_at__gt=now).order_by("starts_at")
    held = seat.group.meetings.filter(state=MeetingState.HELD).exists()
    return replace(found, has_begun=held, next_at=coming.values_list("starts_at", flat=True).first())


def place_in(group: PeerGroup, size: int, role: str = "none") -> Place:
    """The place that a group is to somebody: so many people, where and how it meets, and when first. One that everybody
    has left, and that is being filled again, is told as the two that it must become."""
    return Place(
        size=max(size, Sizes.LEAST),
        form=group.form,
        area=group.town,
        starts_at=group.starts_at,
        group=group.predefined,
        seat=group,
        role=role,
    )


@transaction.atomic
def offer(signup: Signup, *, place: Place, by: User | None, now: datetime) -> Signup:
    """Offers a place and asks for an answer within OFFER_ANSWER_DAYS. A second call while it stands changes nothing.

    Raises Refused for a signup that cannot be given a place, and when the predefined group is full.
    """
    group = lock_row(place.group) if place.group else None
    held = lock_row(signup)
    if held.state == SignupState.PROPOSED:
        return held
    if group is not None and taken(group) >= group.seats:
        raise Refused(_("The group is full."))
    offer_many([(held, place)], by=by, now=now)
    return held


def offer_many(places: Sequence[tuple[Signup, Place]], *, by: User | None, now: datetime) -> None:
    """Offers each of these signups, which the caller has locked, its place; a few queries, however many they are.

    Raises Refused, before anything is written, where one of them cannot be given a place.
    """
    held = [one for one, _place in places]
    if any(one.state not in POOL_STATES for one in held):
        raise Refused(_("Only somebody who waits for a group can be offered a place."))
    made = _write_offers(places, by=by, now=now)
    answer_by = now + timedelta(days=settings.OFFER_ANSWER_DAYS)
    move_many(held, SignupState.PROPOSED, by=by, now=now, answer_by=answer_by, reminded_at=None)
    seated = [(one, place.seat, seats.role_in(place.seat, place.role)) for one, place in places if place.seat]
    seats.invite(seated, by=by, now=now)
    about = [(one.person, one) for one in held]
    access_log.record_many(by=by, action="signup.offered", about=about, now=now)
    again = {str(one.signup_id): str(one.pk) for one in made}
    tell_many(held, "place_offered", now=now, again=again, expires_at=answer_by)


def _write_offers(places: Sequence[tuple[Signup, Place]], *, by: User | None, now: datetime) -> list[PlaceOffer]:
    """The offers, in the place of earlier ones."""
    PlaceOffer.objects.filter(signup__in=[one.pk for one, _place in places]).delete()
    return PlaceOffer.objects.bulk_create(
        PlaceOffer(
            signup=one,
            group=place.group,
            size=place.size,
            area=place.area,
            form=place.form,
            starts_at=place.starts_at,
            from_waiting=one.state == SignupState.WAITLISTED,
            made_at=now,
            made_by=by,
        )
        for one, place in places
    )


def taken(group: PredefinedGroup) -> int:
    """How many hold a place in a predefined group, answered or not."""
    return Signup.objects.filter(offer__group=group, state__in=HOLDING).count()


@transaction.atomic
def accept(
    signup: Signup, *, by: User | None, now: datetime, said: signup_consents.Said | None = None, language: str = "da"
) -> Signup:
    """Says yes to the offered place, and with `said` to the group seeing one's name; the seat is taken with it. A
    second call changes nothing. Raises Refused when the date has passed."""
    held = lock_row(signup)
    if held.state == SignupState.ACCEPTED:
        return held
    _still_open(held, now)
    if said:
        signup_consents.note(held, said, language=language, now=now, noted_by=_spoken_to(held, by))
    held.waiting_reason = ""
    moved = move(held, SignupState.ACCEPTED, by=by or held.person, now=now)
    seats.take(moved, by=by or held.person, now=now)
    access_log.record(by=by or held.person, action="signup.accepted", subject=held.person, object=moved, now=now)
    tell(moved, "place_accepted", now=now, again=_of_offer(held))
    return moved


def _spoken_to(held: Signup, by: User | None) -> User | None:
    """Who heard the yes, where it was said to a coordinator."""
    return by if by and by.pk != held.person_id else None


def _of_offer(held: Signup) -> str:
    """Tells the messages about one offer from those about another of the same signup."""
    made = PlaceOffer.objects.filter(signup=held).values_list("pk", flat=True).first()
    return str(made or "")


@transaction.atomic
def share_again(signup: Signup, *, said: signup_consents.Said, language: str, by: User | None, now: datetime) -> Signup:
    """Lets the group see a member's name again after the consent was taken back. A second call changes nothing.
    Raises Refused for who is no member."""
    held = lock_row(signup)
    if held.state != SignupState.ACCEPTED:
        raise Refused(_("You have no place in a group just now."))
    signup_consents.note(held, said, language=language, now=now)
    seats.show(held, is_shown=True, by=by or held.person, now=now)
    return held


@transaction.atomic
def decline(signup: Signup, *, by: User | None, now: datetime) -> Signup:
    """Says no to the offered place; no reason is asked. Who was on the waiting list stays on it. A second call changes
    nothing."""
    held = lock_row(signup)
    if held.state in (SignupState.DECLINED, SignupState.WAITLISTED):
        return held
    _still_open(held, now)
    seats.give_up(held, by=by or held.person, now=now)
    moved = move(held, _after_no(held), by=by or held.person, now=now, note="no")
    access_log.record(by=by or held.person, action="signup.declined", subject=held.person, object=moved, now=now)
    return moved


def _after_no(held: Signup) -> SignupState:
    waits = PlaceOffer.objects.filter(signup=held, from_waiting=True).exists()
    return SignupState.WAITLISTED if waits else SignupState.DECLINED


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
        seats.give_up(held, act=GroupAct.LAPSED, by=None, now=now)
        moved = move(held, _after_no(held), by=None, now=now, note="silence", is_contact=False)
        kind = "place_passed" if moved.state == SignupState.WAITLISTED else "place_lapsed"
        tell(held, kind, now=now, again=_of_offer(held))
    return is_late
