"""From a proposal to groups that people are invited to: all at once, or some now and others later (domain.md §4.1).

One transaction makes the groups, their seats, the offers and the invitations; nobody hears anything before it, and a
crash at any point leaves all of it or nothing. What people share is worked out before the transaction begins, from the
same revision of the proposal that is then locked.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain.access_log import record
from accounts.models import User
from outbox.locks import lock_row

from ..enums import MeetingForm, RoundState
from ..group_enums import WITH_GROUPS, GroupAct, ProposalState
from ..models import GroupEvent, MatchProposal, PeerGroup, ProposedGroup, Signup, SignupRound
from . import leftovers, rounds
from .errors import Refused
from .first_meetings import proposed_place, proposed_start
from .offers import offer_many, place_in
from .publish_checks import Chosen, chosen_of, ids_of, most_in, problems
from .signup_steps import hold


def publish(
    proposal: MatchProposal,
    *,
    keys: Collection[str] | None = None,
    override_reason: str = "",
    by: User,
    now: datetime,
) -> list[PeerGroup]:
    """Makes groups of those of a proposal that `keys` names, or of all, and offers everybody in them their place.

    The first call publishes the round; later ones publish further groups of the same proposal. Who has no group waits,
    once every group is published. A second identical call makes nothing more and returns the groups there are. An
    empty proposed group is passed over.

    Raises Refused, having changed nothing: where another proposal was published, or this one was changed since it was
    read; where somebody is no longer confirmed, with their names; for groups outside the round's sizes or against a
    hard rule, unless `override_reason` says why; for fewer than two people in any case.
    """
    chosen = chosen_of(proposal, keys)
    reasons = leftovers.reasons_of(proposal.round)
    with transaction.atomic():
        held_round = lock_row(proposal.round)
        held = lock_row(proposal)
        if not rounds.may_run(held_round, by):
            raise Refused(_("This round is run by others."))
        _refuse_other_proposals(held_round, held)
        left = [one for one in chosen if one.row.peer_group_id is None]
        if left:
            _refuse_changed(held, proposal)
            people = {one.pk: one for one in hold(ids_of(left))}
            for problem in problems(held_round, left, people, is_reasoned=bool(override_reason.strip())):
                raise Refused(problem)
            _publish(held_round, held, left, people, note=override_reason.strip(), by=by, now=now)
        if not held.groups.filter(peer_group=None, members__isnull=False).exists():
            leftovers.wait(held_round, reasons, by=by, now=now)
    keys_made = [one.row.pk for one in chosen]
    return list(PeerGroup.objects.filter(proposed_as__in=keys_made).order_by("number"))


def _refuse_other_proposals(held_round: SignupRound, held: MatchProposal) -> None:
    other = held_round.proposals.filter(state=ProposalState.PUBLISHED).exclude(pk=held.pk).first()
    if other is not None:
        raise Refused(
            _("Proposal %(number)d has been published, so this one cannot be any more.") % {"number": other.number}
        )
    if held.state not in WITH_GROUPS:
        raise Refused(_("This proposal has no groups that could be published."))
    if held_round.state not in (RoundState.MATCHING, RoundState.PUBLISHED, RoundState.RUNNING):
        raise Refused(_("The round is %(state)s, so no groups can be published.") % {"state": _state_of(held_round)})


def _state_of(held_round: SignupRound) -> str:
    return str(RoundState(held_round.state).label)


def _refuse_changed(held: MatchProposal, seen: MatchProposal) -> None:
    if held.revision != seen.revision:
        raise Refused(_("The proposal was changed while you were looking at it. Look at it again before you publish."))


def _publish(
    held_round: SignupRound,
    held: MatchProposal,
    chosen: Sequence[Chosen],
    people: Mapping[UUID, Signup],
    *,
    note: str,
    by: User,
    now: datetime,
) -> None:
    made = _make(held_round, chosen, people, note=note, by=by, now=now)
    places = [
        (people[one], place_in(group, len(part.members), part.facts.roles.get(one, "none")))
        for group, part in zip(made, chosen, strict=True)
        for one in part.members
    ]
    offer_many(places, by=by, now=now)
    if held.state != ProposalState.PUBLISHED:
        held.state = ProposalState.PUBLISHED
        held.save(update_fields=["state"])
    if held_round.state == RoundState.MATCHING:
        rounds.step(held_round, RoundState.PUBLISHED, by=by, now=now)
    record(by=by, action="groups.published", object=held, now=now)


def _make(
    held_round: SignupRound,
    chosen: Sequence[Chosen],
    people: Mapping[UUID, Signup],
    *,
    note: str,
    by: User,
    now: datetime,
) -> list[PeerGroup]:
    called = zip(_numbers(held_round, chosen), _names(held_round, chosen), chosen, strict=True)
    made = PeerGroup.objects.bulk_create(
        _group(held_round, number, name, part, [people[one] for one in part.members], by=by, now=now)
        for number, name, part in called
    )
    for group, part in zip(made, chosen, strict=True):
        part.row.peer_group = group
    ProposedGroup.objects.bulk_update([part.row for part in chosen], ["peer_group"])
    GroupEvent.objects.bulk_create(
        GroupEvent(group=group, act=GroupAct.MADE, to_state=group.state, at=now, by=by, note=note[:300])
        for group in made
    )
    return made


def _numbers(held_round: SignupRound, chosen: Sequence[Chosen]) -> list[int]:
    """The numbers that groups had in the proposal, where the round has none of them yet: coordinators know them."""
    taken = set(held_round.groups.values_list("number", flat=True))
    numbers = []
    for one in chosen:
        number = one.row.order if one.row.order not in taken else max(taken) + 1
        taken.add(number)
        numbers.append(number)
    return numbers


def _names(held_round: SignupRound, chosen: Sequence[Chosen]) -> list[str]:
    """Names of groups that need one: the second and later of a group made beforehand, e.g. after it was split."""
    made: Counter[int | None] = Counter(held_round.groups.exclude(predefined=None).values_list("predefined", flat=True))
    names = []
    for one in chosen:
        made[one.row.predefined_id] += 1
        number, beforehand = made[one.row.predefined_id], one.row.predefined
        names.append(f"{beforehand.name_da} {number}" if beforehand and number > 1 else "")
    return names


def _group(
    held_round: SignupRound,
    number: int,
    name: str,
    part: Chosen,
    members: Sequence[Signup],
    *,
    by: User,
    now: datetime,
) -> PeerGroup:
    beforehand, facts = part.row.predefined, part.facts
    group = PeerGroup(
        programme_id=held_round.programme_id,
        round=held_round,
        number=number,
        predefined=beforehand,
        name=name,
        form=beforehand.form if beforehand else facts.form,
        town=beforehand.area if beforehand else facts.town,
        slots=list(facts.slots),
        languages=list(facts.languages),
        min_size=min(held_round.min_size, len(members)),
        max_size=max(most_in(held_round, part.row), len(members)),
        seats=len(members),
        starts_at=proposed_start(facts.slots, held_round, not_before=answers_day(now)),
        start_place=proposed_place(held_round),
        made_at=now,
        made_by=by,
    )
    group.region = beforehand.region if beforehand else region_of(held_round, group.form, members)
    return group


def answers_day(now: datetime) -> date:
    """The day by which everybody who is asked now has answered: no group meets before it."""
    return timezone.localdate(now + timedelta(days=settings.OFFER_ANSWER_DAYS))


def region_of(held_round: SignupRound, form: str, members: Sequence[Signup]) -> str:
    """The region whose coordinators a group belongs to: the round's, else where most of a group that meets in a town
    live; one that meets online belongs to the whole country unless all live in one."""
    if held_round.region:
        return held_round.region
    lived = Counter(one.region for one in members if one.region)
    if not lived or (form != MeetingForm.PHYSICAL and len(lived) > 1):
        return ""
    return min(lived, key=lambda region: (-lived[region], region))
