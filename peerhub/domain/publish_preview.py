"""What publishing will do, for the page that asks once more before it is done; nothing is changed."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import F

from accounts.enums import Channel

from ..models import MatchProposal, Signup
from ..signup_enums import SignupState
from .errors import Refused
from .publish_checks import chosen_of, departures, ids_of, problems
from .publishing import answers_day


@dataclass(frozen=True)
class Preview:
    """How many groups and people, how the people are told, how many will wait, and by when answers are due.

    `in_the_way` stops it, `needs_reason` asks for a reason; both are sentences.
    """

    groups: int = 0
    people: int = 0
    mails: int = 0
    letters: int = 0
    calls: int = 0
    waiting: int = 0
    answer_by: date | None = None
    in_the_way: list[str] = field(default_factory=list)
    needs_reason: list[str] = field(default_factory=list)


def preview(proposal: MatchProposal, *, keys: Collection[str] | None = None, now: datetime) -> Preview:
    """What `publishing.publish` with the same arguments would do at this moment; for coordinators who run the round.

    `waiting` counts who comes on the waiting list at once: nobody while groups of the proposal are left to publish.
    """
    try:
        chosen = [one for one in chosen_of(proposal, keys) if one.row.peer_group_id is None]
    except Refused as refusal:
        return Preview(in_the_way=[str(refusal.message)])
    ids = ids_of(chosen)
    people = {one.pk: one for one in Signup.objects.filter(pk__in=ids)}
    channels = _channels(ids)
    held_round = proposal.round
    left = proposal.groups.filter(peer_group=None, members__isnull=False).exclude(pk__in=[one.row.pk for one in chosen])
    confirmed = Signup.objects.filter(round=held_round, state=SignupState.CONFIRMED).exclude(pk__in=ids)
    return Preview(
        groups=len(chosen),
        people=len(set(ids)),
        mails=channels[Channel.MAIL],
        letters=channels[Channel.LETTER],
        calls=channels[Channel.PHONE] + channels[Channel.SMS],
        waiting=0 if left.exists() else confirmed.count(),
        answer_by=answers_day(now),
        in_the_way=problems(held_round, chosen, people, is_reasoned=True),
        needs_reason=departures(held_round, chosen),
    )


def _channels(ids: Collection[UUID]) -> Counter[str]:
    """How many are reached in which way; who has no account is mailed."""
    rows = Signup.objects.filter(pk__in=ids).annotate(way=F("person__channel")).values_list("way", flat=True)
    return Counter(way or Channel.MAIL for way in rows)
