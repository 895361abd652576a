"""Standing open groups (S1 pair 3): anybody joins while there is room, through the scheme's short questionnaire, with a
yes and a confirmed address, and leaves whenever they like."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.domain import consents
from accounts.domain.access_log import record
from accounts.models import Consent, User
from accounts.private_links import hashed, new_token
from outbox.domain.messages import queue
from outbox.locks import lock_row

from ..group_enums import SEATED, GroupAct, GroupState, MemberRole, MembershipState
from ..meeting_enums import MeetingState
from ..models import GroupMeeting, GroupMembership, JoinRequest, PeerGroup, PeerProgramme, Question
from ..models.joining import JOINING
from . import listings, meeting_mails, seats
from .addresses import mark_of
from .errors import Refused
from .queries import questions_in
from .signup_consents import SHARING

FULL = _("The group has become full. Nothing of what you wrote is kept. You are welcome to try again later.")
KEPT_FOR_GIVER = gettext_lazy(
    "The group still needs somebody who gives support, and its last place is kept for one. Choose that part if you "
    "can, or try again later. You are welcome then."
)
MAIL_AGAIN = timedelta(hours=1)


@dataclass(frozen=True)
class Wish:
    """What somebody writes who wants to join."""

    first_name: str
    last_name: str
    email: str
    role: str = MemberRole.PEER
    answers: Mapping[str, Any] | None = None


def open_groups() -> "QuerySet[Any]":
    """The standing groups that take people now, with how many are in each (`members`); for everybody. One query."""
    taken = Count("memberships", filter=Q(memberships__state__in=sorted(SEATED)))
    rows = PeerGroup.objects.filter(round=None, state=GroupState.ACTIVE).annotate(members=taken)
    return rows.filter(members__lt=F("max_size")).select_related("programme").order_by("programme", "number")


def standing(key: UUID) -> PeerGroup | None:
    """A standing group that goes on, full or not; None for every other. One query."""
    rows = PeerGroup.objects.select_related("programme").filter(round=None, state=GroupState.ACTIVE)
    return rows.filter(pk=key).first()


def free_in(group: PeerGroup) -> int:
    """Places that nobody holds. One query."""
    return max(0, group.max_size - GroupMembership.objects.seated().filter(group=group).count())


def questions_for(programme: PeerProgramme) -> list[Question]:
    """The scheme's own questions in their newest version; none where it has none."""
    newest = programme.questionnaires.newest().order_by("-made_at").first()
    return questions_in(newest) if newest else []


def first_meeting(group: PeerGroup, now: datetime) -> GroupMeeting | None:
    """The first meeting that somebody who joins now comes to: not before the group's days of notice. One query."""
    soonest = now + timedelta(days=group.notice_days or 0)
    return group.meetings.filter(state=MeetingState.SCHEDULED, starts_at__gte=soonest).order_by("starts_at").first()


@transaction.atomic
def ask(group: PeerGroup, wish: Wish, said: Mapping[str, str], *, language: str, now: datetime) -> JoinRequest | None:
    """Keeps a wish to join and mails the address a link to confirm it. For an address that has asked already, the link
    is mailed again, at most once an hour; one that is a member is told nothing. The page says the same each time.

    Raises Refused where the group is full or has ended, and accounts' Refused where a text has changed.
    """
    held = lock_row(group)
    if held.round_id is not None or held.state != GroupState.ACTIVE or free_in(held) < 1:
        raise Refused(FULL)
    _refuse_without_giver(held, wish.role)
    known = JoinRequest.objects.filter(group=held, address_mark=mark_of(wish.email)).first()
    if known is None:
        known = _new(held, wish, said, language, now)
    if known.joined_at is not None:
        return None
    hour = int(now.timestamp() // MAIL_AGAIN.total_seconds())
    queue("peerhub.join_confirm", object_id=str(known.pk), now=now, dedupe_key=f"join:{known.pk}:{hour}")
    return known


def _new(group: PeerGroup, wish: Wish, said: Mapping[str, str], language: str, now: datetime) -> JoinRequest:
    key, token = uuid4(), new_token()
    given: dict[str, Consent] = {
        purpose: consents.give(about=key, purpose=purpose, language=language, shown=shown, now=now)
        for purpose, shown in said.items()
    }
    made = JoinRequest(
        id=key,
        group=group,
        first_name=wish.first_name,
        last_name=wish.last_name,
        email=wish.email.strip().lower(),
        address_mark=mark_of(wish.email),
        language=language,
        role=wish.role if group.programme.has_roles else MemberRole.PEER,
        answers=json.dumps(dict(wish.answers or {}), ensure_ascii=False),
        token=token,
        token_hash=hashed(token),
        asked_at=now,
        confirm_by=now + timedelta(days=settings.SIGNUP_CONFIRM_DAYS),
        consent=given[JOINING],
    )
    made.save(force_insert=True)
    return made


def by_link(token: str) -> JoinRequest | None:
    """The wish behind a mailed link; None for a wrong one and for one that has gone. One query."""
    rows = JoinRequest.objects.select_related("group__programme", "consent")
    return rows.filter(token_hash=hashed(token)).first()


@transaction.atomic
def confirm(request: JoinRequest, *, now: datetime) -> GroupMembership | None:
    """Makes somebody a member: the person of the address is found or made, and the others are told that somebody has
    come. The last place goes to exactly one; for everybody else what was written is deleted, and there is None. A
    second call gives the place they have.

    Raises Refused for a link that has run out, an account that is closed, and where the last place is for a giver: then
    the link works still.
    """
    group = lock_row(request.group)
    held = lock_row(request)
    known = GroupMembership.objects.filter(pk=held.pk).first()
    if known is not None:
        return known
    if held.confirm_by < now:
        raise Refused(_("The link has run out."))
    person = _person(held)
    seated = GroupMembership.objects.seated().filter(group=group, person=person).first()
    if seated is not None:
        return seated
    if group.state != GroupState.ACTIVE or free_in(group) < 1:
        _drop(held)
        return None
    _refuse_without_giver(group, held.role)
    return _seated(group, held, person, now)


def _seated(group: PeerGroup, held: JoinRequest, person: User, now: datetime) -> GroupMembership:
    consents.adopt(about=held.pk, person=person)
    shares = Consent.objects.filter(about=held.pk, purpose=SHARING, withdrawn_at=None).exists()
    made = GroupMembership.objects.create(
        id=held.pk,
        group=group,
        person=person,
        state=MembershipState.ACCEPTED,
        role=held.role,
        is_shown=shares,
        invited_at=held.asked_at,
        accepted_at=now,
    )
    held.joined_at = now
    held.save(update_fields=["joined_at"])
    listings.follow(group)
    seats.note(made, GroupAct.JOINED, by=person, now=now)
    record(by=person, action="group.joined", subject=person, object=group, now=now)
    meeting_mails.tell_group(group, "members_changed", mark=f"came:{made.pk}", now=now, but=made)
    return made


def _person(held: JoinRequest) -> User:
    known = User.objects.filter(email=held.email).first()
    if known is not None and not known.is_active:
        raise Refused(_("The account of this address is closed. Write to us."))
    names = {"first_name": held.first_name, "last_name": held.last_name}
    return known or User.objects.create_user(held.email, **names, language=held.language)


def joining_taken_back(consent: Consent, now: datetime) -> None:
    """Without the yes to joining the answers go at once, and the place with them."""
    if consent.about:
        JoinRequest.objects.filter(pk=consent.about).delete()
        seat = GroupMembership.objects.filter(pk=consent.about).seated().select_related("group", "person").first()
        if seat is not None:
            seats.end(seat, by=consent.person, now=now)


@transaction.atomic
def forget(seat: GroupMembership, now: datetime) -> None:
    """What somebody told as they joined goes when their place does, and their yeses are taken back."""
    if JoinRequest.objects.filter(pk=seat.pk).delete()[0]:
        consents.withdraw_about(about=seat.pk, by=seat.person, now=now)
        meeting_mails.tell_group(seat.group, "members_changed", mark=f"left:{seat.pk}", now=now)


def forget_unconfirmed(now: datetime) -> int:
    """Deletes wishes whose link has run out unused; returns how many."""
    rows = JoinRequest.objects.filter(joined_at=None, confirm_by__lt=now)
    return sum(_drop(one) for one in list(rows))


@transaction.atomic
def _drop(request: JoinRequest) -> int:
    gone, _counts = JoinRequest.objects.filter(pk=request.pk, joined_at=None).delete()
    Consent.objects.filter(about=request.pk, person=None).delete()
    return int(bool(gone))


def lacks_giver(group: PeerGroup) -> bool:
    """Whether nobody in a group of givers and receivers gives support. One query."""
    if not group.programme.has_roles:
        return False
    return not GroupMembership.objects.seated().filter(group=group, role=MemberRole.GIVER).exists()


def _refuse_without_giver(group: PeerGroup, role: str) -> None:
    """The last place of a group in which nobody gives support is for somebody who does (S1 pair 7)."""
    if role != MemberRole.GIVER and free_in(group) == 1 and lacks_giver(group):
        raise Refused(KEPT_FOR_GIVER)


def lacks_greeter(group: PeerGroup) -> bool:
    """Whether nobody in the group greets those who are new. One query."""
    rows = GroupMembership.objects.filter(group=group, state=MembershipState.ACCEPTED, choice__is_greeter=True)
    return not rows.exists()
