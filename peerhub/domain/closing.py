"""The short questionnaire at a group's end (S1: evaluate continuously, and ask what it gave). Each member answers for
themselves, from the mail or the group's page; nobody sees one person's answers."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Avg, Count
from django.utils.translation import gettext as _

from outbox.locks import lock_row

from ..group_enums import GroupState, MembershipState
from ..models import ClosingAnswer, GroupMembership, PeerGroup, SignupRound
from .errors import Refused
from .feedback import FEWEST

# Bound to this one use: another's signature opens nothing here.
LINK = signing.Signer(salt="peerhub.closing")
QUESTIONS = ("gained", "needed", "recommends")
ENDED = frozenset({GroupState.CLOSED, GroupState.CONTINUING})


@dataclass(frozen=True)
class Figures:
    """What so many people of a round said: averages from 1 to 3, and their words in no order that tells of anybody."""

    people: int
    averages: dict[str, float]
    words: list[str]


def link_for(membership: UUID) -> str:
    """What stands in the address of a member's own questionnaire. Nobody can make one but us."""
    return str(LINK.sign(membership.hex))


def by_link(token: str) -> GroupMembership | None:
    """The member that a link is for; None for an altered one, and once they have left the group. One query."""
    try:
        key = UUID(LINK.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    rows = GroupMembership.objects.filter(pk=key, state=MembershipState.ACCEPTED, person__isnull=False)
    return rows.select_related("person", "signup", "group__programme", "group__predefined", "group__round").first()


def closes_at(group: PeerGroup) -> datetime | None:
    """Until when answers are taken; None while the group has not ended."""
    return group.ended_at + timedelta(days=settings.CLOSING_ANSWER_DAYS) if group.ended_at else None


def is_open(group: PeerGroup, now: datetime) -> bool:
    """Whether answers are taken: from when the group is about to end until CLOSING_ANSWER_DAYS after it has."""
    until = closes_at(group)
    if group.state == GroupState.CLOSING:
        return True
    return group.state in ENDED and until is not None and now < until


def of(member: GroupMembership) -> ClosingAnswer | None:
    """What a member has said. One query."""
    return ClosingAnswer.objects.filter(membership=member).first()


@transaction.atomic
def answer(member: GroupMembership, marks: dict[str, int], text: str, *, now: datetime) -> ClosingAnswer:
    """Keeps what a member says of the group, in the place of what they said before. Raises Refused before the group is
    about to end, once answers are no longer taken, and for who has left."""
    held = lock_row(member.group)
    if not is_open(held, now):
        raise Refused(_("We take no answers about this group now."))
    if not GroupMembership.objects.filter(pk=member.pk, state=MembershipState.ACCEPTED).exists():
        raise Refused(_("Only members of the group can do this."))
    values = {name: marks[name] for name in QUESTIONS} | {"text": text.strip(), "at": now}
    return ClosingAnswer.objects.update_or_create(membership=member, defaults=values)[0]


def figures_of(round: SignupRound) -> Figures | None:
    """What was said of a round's groups, for coordinators who run it; None while fewer than FEWEST people have
    answered. Words are shown only where FEWEST or more wrote some. Two queries."""
    rows = ClosingAnswer.objects.filter(membership__group__round=round).order_by()
    found: dict[str, Any] = rows.aggregate(people=Count("pk"), **{name: Avg(name) for name in QUESTIONS})
    if found["people"] < FEWEST:
        return None
    # By the alphabet: neither the group, nor who came first, can be read off their order.
    words = sorted(one.text for one in rows if one.text)
    averages = {name: found[name] for name in QUESTIONS}
    return Figures(found["people"], averages, words if len(words) >= FEWEST else [])


def forget(now: datetime) -> int:
    """Deletes the answers of groups that ended CLOSING_KEEP_MONTHS ago; returns how many."""
    edge = now - relativedelta(months=settings.CLOSING_KEEP_MONTHS)
    return ClosingAnswer.objects.filter(membership__group__ended_at__lt=edge).delete()[0]
