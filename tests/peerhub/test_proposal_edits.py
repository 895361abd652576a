"""A proposal changed by hand: done, noted, kept in the next run, and never over another's act."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from accounts.models import User
from peerhub.domain import match_rules, proposal_edits, proposal_undo, proposals, signups
from peerhub.domain.errors import Refused
from peerhub.domain.proposal_boards import board_of
from peerhub.domain.proposal_edits import NEW, NONE, Conflict
from peerhub.enums import RoundState
from peerhub.group_enums import ProposalAct, RuleKind
from peerhub.models import MatchProposal, Signup, SignupRound

from .proposing import AFTER, closed_round, group_of, keys_of, proposed
from .signing import make_signup

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(open_round: SignupRound) -> list[Signup]:
    return closed_round(open_round, 10)


@pytest.fixture
def proposal(open_round: SignupRound, people: list[Signup], coordinator: User) -> MatchProposal:
    """Two groups of five."""
    return proposed(open_round, coordinator)


@pytest.fixture
def act(coordinator: User) -> Callable[..., MatchProposal]:
    """Does an act on a proposal as it stands now."""

    def do(what: Any, proposal: MatchProposal, **values: Any) -> MatchProposal:
        proposal.refresh_from_db()
        revision = values.pop("revision", proposal.revision)
        found: MatchProposal = what(proposal, revision=revision, by=coordinator, now=AFTER, **values)
        return found

    return do


def inside(proposal: MatchProposal, key: str) -> list[Signup]:
    return [place.signup for place in proposal.members.filter(group__key=key).select_related("signup")]


def test_somebody_is_moved_once_and_it_is_noted(proposal: MatchProposal, people: list[Signup], act: Any) -> None:
    one = people[0]
    before = group_of(proposal, one)
    after = next(key for key in keys_of(proposal) if key != before)
    for _twice in (1, 2):
        held = act(proposal_edits.move, proposal, signup=one, to=after)
    assert (group_of(proposal, one), held.revision) == (after, 1)
    (event,) = proposal.events.all()
    assert (event.act, event.signup, event.from_key, event.to_key) == (ProposalAct.MOVED, one, before, after)
    assert proposal.members.get(signup=one).is_by_hand
    assert act(proposal_edits.move, proposal, signup=one, to=NONE).revision == 2
    assert group_of(proposal, one) == ""


def test_a_new_group_is_made_and_goes_when_it_is_empty(proposal: MatchProposal, people: list[Signup], act: Any) -> None:
    act(proposal_edits.move, proposal, signup=people[0], to=NEW)
    assert group_of(proposal, people[0]) == "n1"
    act(proposal_edits.move, proposal, signup=people[0], to=keys_of(proposal)[0])
    assert "n1" not in keys_of(proposal)


def test_two_change_places(proposal: MatchProposal, act: Any) -> None:
    first, second = keys_of(proposal)
    one, other = inside(proposal, first)[0], inside(proposal, second)[0]
    held = act(proposal_edits.swap, proposal, signup=one, other=other)
    assert (group_of(proposal, one), group_of(proposal, other), held.revision) == (second, first, 1)


def test_groups_are_merged_and_split(proposal: MatchProposal, act: Any) -> None:
    first, second = keys_of(proposal)
    act(proposal_edits.merge, proposal, key=second, into=first)
    assert keys_of(proposal) == [first]
    assert proposal.members.filter(group__key=first).count() == 10
    with pytest.raises(Refused, match="en anden gruppe"):
        act(proposal_edits.merge, proposal, key=first, into=first)
    some = inside(proposal, first)[:5]
    act(proposal_edits.split, proposal, key=first, signups=some)
    assert {one.pk for one in inside(proposal, "n1")} == {one.pk for one in some}
    for wrong in ([], inside(proposal, first)):
        with pytest.raises(Refused, match="lad nogle blive"):
            act(proposal_edits.split, proposal, key=first, signups=wrong)


def test_a_locked_group_is_left_alone_until_it_is_opened(proposal: MatchProposal, act: Any) -> None:
    first, second = keys_of(proposal)
    for _twice in (1, 2):
        assert act(proposal_edits.lock, proposal, key=first, is_locked=True).revision == 1
    for signup, to in ((inside(proposal, first)[0], second), (inside(proposal, second)[0], first)):
        with pytest.raises(Refused, match="Lås den op"):
            act(proposal_edits.move, proposal, signup=signup, to=to)
    act(proposal_edits.lock, proposal, key=first, is_locked=False)
    assert act(proposal_edits.move, proposal, signup=inside(proposal, first)[0], to=second).revision == 3
    with pytest.raises(Refused, match="findes ikke længere"):
        act(proposal_edits.lock, proposal, key="g99", is_locked=True)


def test_the_second_of_two_coordinators_is_told_what_the_first_did(
    proposal: MatchProposal, people: list[Signup], act: Any
) -> None:
    act(proposal_edits.move, proposal, signup=people[0], to=NONE)
    with pytest.raises(Conflict) as told:
        act(proposal_edits.move, proposal, signup=people[1], to=NONE, revision=0)
    assert [(one.act, one.signup) for one in told.value.events] == [(ProposalAct.MOVED, people[0])]
    assert group_of(proposal, people[1]) != ""


def test_what_was_done_by_hand_is_kept_when_it_is_made_again(
    open_round: SignupRound, proposal: MatchProposal, people: list[Signup], act: Any, coordinator: User
) -> None:
    first, second = keys_of(proposal)
    moved, pinned = inside(proposal, first)[0], inside(proposal, second)[0]
    out, locked = inside(proposal, first)[1], inside(proposal, second)
    act(proposal_edits.move, proposal, signup=out, to=NONE)
    act(proposal_edits.move, proposal, signup=moved, to=second)
    act(proposal_edits.pin, proposal, signup=pinned, is_pinned=True)
    act(proposal_edits.lock, proposal, key=second, is_locked=True)
    again = proposed(open_round, coordinator, based_on=proposal)
    assert {one.pk for one in inside(again, second)} == {one.pk for one in [*locked, moved]}
    assert again.groups.get(key=second).is_locked
    assert again.members.get(signup=pinned).is_pinned
    assert (group_of(again, out), again.members.get(signup=out).is_by_hand) == ("", True)
    assert again.members.filter(group=None).count() == 4  # the three who are left of a group are too few


def test_the_last_thing_done_is_taken_back_as_it_was(proposal: MatchProposal, people: list[Signup], act: Any) -> None:
    first, second = keys_of(proposal)
    one = inside(proposal, second)[0]
    act(proposal_edits.merge, proposal, key=second, into=first)
    act(proposal_undo.undo, proposal)
    assert group_of(proposal, one) == second
    assert not proposal.members.filter(is_by_hand=True).exists()
    with pytest.raises(Refused, match="intet at tage tilbage"):
        act(proposal_undo.undo, proposal)
    act(proposal_edits.lock, proposal, key=first, is_locked=True)
    act(proposal_undo.undo, proposal)
    assert not proposal.groups.get(key=first).is_locked
    act(proposal_edits.pin, proposal, signup=one, is_pinned=True)
    assert proposal_undo.can_undo(MatchProposal.objects.get(pk=proposal.pk))
    act(proposal_undo.undo, proposal)
    assert not proposal.members.get(signup=one).is_pinned


def test_who_left_and_who_came_are_named_and_brought_in(
    proposal: MatchProposal, people: list[Signup], act: Any
) -> None:
    assert not board_of(proposal).changes
    later = AFTER + timedelta(minutes=5)
    signups.withdraw(people[0], by=None, now=later)
    late = people[2]
    proposal.members.filter(signup=late).delete()
    people[1].answers.__class__.objects.filter(signup=people[1]).update(changed_at=later)
    found = board_of(proposal).changes
    assert ([one.pk for one in found.left], [one.pk for one in found.joined]) == ([people[0].pk], [late.pk])
    assert [one.pk for one in found.changed] == [people[1].pk]
    assert people[0].reference not in board_of(proposal).desk.pool.place
    assert act(proposal_edits.follow, proposal).revision == 1
    assert group_of(proposal, late) == ""
    assert not proposal.members.filter(signup=people[0]).exists()
    assert act(proposal_edits.follow, proposal).revision == 1
    with pytest.raises(Refused, match="ikke længere blandt dem"):
        act(proposal_edits.move, proposal, signup=people[0], to=NONE)


def test_a_rule_for_two_people_is_made_replaced_and_lifted(
    open_round: SignupRound, people: list[Signup], coordinator: User, coordinator_midt: User
) -> None:
    one, other = people[:2]
    values = {"one": other, "other": one, "by": coordinator, "now": AFTER}
    for kind in (RuleKind.APART, RuleKind.APART, RuleKind.TOGETHER):
        match_rules.decide(open_round, kind=kind, **values)
    (rule,) = match_rules.rules_in(open_round)
    assert rule.kind == RuleKind.TOGETHER
    for wrong in ({"one": one, "other": one}, {"one": one, "other": one, "by": coordinator_midt}):
        with pytest.raises(Refused):
            match_rules.decide(open_round, kind=RuleKind.APART, **values | wrong)
    for _twice in (1, 2):
        match_rules.lift(open_round, rule.pk, by=coordinator, now=AFTER)
    assert match_rules.rules_in(open_round) == []


def test_a_coordinators_rule_counts_before_a_wish_and_names_wait(open_round: SignupRound, coordinator: User) -> None:
    one = make_signup(open_round, "en@example.org")
    other = make_signup(open_round, "to@example.org", wishes={"together": (one.reference, "Bo Lund")})
    SignupRound.objects.filter(pk=open_round.pk).update(state=RoundState.CLOSED)
    pool = board_pool(open_round)
    pair = frozenset({one.reference, other.reference})
    assert match_rules.rules_for(open_round, pool).together == {pair}
    match_rules.decide(open_round, kind=RuleKind.APART, one=one, other=other, by=coordinator, now=AFTER)
    found = match_rules.rules_for(open_round, pool)
    assert (found.together, found.apart) == (frozenset(), {pair})
    (written,) = match_rules.written_names(open_round, pool)
    assert (written.signup.pk, written.kind, written.words) == (other.pk, RuleKind.TOGETHER, "Bo Lund")


def board_pool(round: SignupRound) -> Any:
    from peerhub.domain.match_pool import confirmed

    return confirmed(round)


def test_a_discarded_proposal_is_changed_no_more(
    proposal: MatchProposal, people: list[Signup], act: Any, coordinator: User
) -> None:
    proposals.discard(proposal, by=coordinator, now=AFTER)
    with pytest.raises(Refused, match="ikke længere ændres"):
        act(proposal_edits.move, proposal, signup=people[0], to=NONE)


@pytest.mark.parametrize("count", [1, 3])
def test_a_board_costs_the_same_however_many(
    count: int, open_round: SignupRound, coordinator: User, django_assert_num_queries: Any
) -> None:
    closed_round(open_round, 4 * count)
    made = proposed(open_round, coordinator, size_target=4, size_max=4)
    assert made.groups.count() == count
    with django_assert_num_queries(7):
        board = board_of(made)
    assert len(board.people) == 4 * count
