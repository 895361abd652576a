"""Rounds whose groups were made beforehand: placed by choice, an overfull group split, published as any other."""

from typing import Any

import pytest
from django.urls import reverse

from peerhub.domain import predefined, proposals, publishing
from peerhub.domain.match_setup import usual_setup
from peerhub.domain.proposal_boards import board_of
from peerhub.domain.proposal_edits import Conflict
from peerhub.domain.proposal_runs import run
from peerhub.enums import Grouping
from peerhub.group_enums import ProposalState
from peerhub.models import MatchProposal, PeerGroup, PredefinedGroup, Signup, SignupPreference, SignupRound
from tests.conftest import NOW

from .grouping import add_people, matching_round
from .making import make_group

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("consent_texts")]


def chosen(made: SignupRound, *choices: list[PredefinedGroup]) -> list[Signup]:
    """One person for each list of choices; none of them has any time of the week in common."""
    people = add_people(made, len(choices), slots=())
    SignupPreference.objects.bulk_create(
        SignupPreference(signup=one, group=group, rank=rank)
        for one, groups in zip(people, choices, strict=True)
        for rank, group in enumerate(groups, start=1)
    )
    return people


def proposed(made: SignupRound, by: Any) -> MatchProposal:
    proposal = proposals.start(made, setup=usual_setup(made), by=by, now=NOW)
    run(proposal.pk, clock=lambda: NOW)
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.READY
    return proposal


def members(proposal: MatchProposal) -> dict[str, set[Any]]:
    rows = proposal.members.filter(group__isnull=False).values_list("group__key", "signup")
    found: dict[str, set[Any]] = {}
    for key, signup in rows:
        found.setdefault(key, set()).add(signup)
    return found


def test_people_are_placed_by_their_choices_and_the_groups_are_published_under_their_names(coordinator: Any) -> None:
    made = matching_round(grouping=Grouping.PREDEFINED)
    north, south, third = (make_group(made, name, seats=2, region="midtjylland") for name in ("Nord", "Syd", "Tredje"))
    people = chosen(made, [north], [north, south], [south, north], [north, south], [third])
    proposal = proposed(made, coordinator)
    groups = publishing.publish(proposal, by=coordinator, now=NOW)
    placed = {one.title: set(one.memberships.values_list("signup", flat=True)) for one in groups}
    assert {name: len(found) for name, found in placed.items()} == {"Nord": 2, "Syd": 2}
    assert people[0].pk in placed["Nord"]
    assert people[2].pk in placed["Syd"]
    alone = Signup.objects.get(pk=people[4].pk)
    assert (alone.state, alone.waiting_reason) == ("waitlisted", "full")
    assert [(one.town, one.max_size) for one in groups] == [("Nord", 2), ("Syd", 2)]


def test_an_overfull_group_becomes_two_when_the_coordinator_says_so(coordinator: Any, client_as: Any) -> None:
    made = matching_round(grouping=Grouping.PREDEFINED)
    group = make_group(made, "Nord", seats=3)
    chosen(made, *[[group]] * 5)
    proposal = proposed(made, coordinator)
    [found] = predefined.overfull(board_of(proposal))
    assert (found.waiting, sorted(found.sizes)) == (2, [2, 3])
    client, page = client_as(coordinator), reverse("proposal", args=[made.slug, proposal.number])
    assert "Lav to af Nord" in client.get(page).content.decode()
    with pytest.raises(Conflict):
        predefined.split_overfull(proposal, key=found.group.key, revision=9, by=coordinator, now=NOW)
    values = {"revision": proposal.revision, "key": found.group.key}
    client.post(reverse("proposal_act", args=[made.slug, proposal.number, "del-fuld"]), values)
    assert sorted(len(one) for one in members(proposal).values()) == [2, 3]
    proposal.refresh_from_db()
    assert "Lav to af Nord" not in client.get(page).content.decode()
    publishing.publish(proposal, by=coordinator, now=NOW)
    assert [one.title for one in PeerGroup.objects.all()] == ["Nord", "Nord 2"]


def test_a_group_that_nobody_need_split_is_not_proposed_for_it(coordinator: Any) -> None:
    made = matching_round(grouping=Grouping.PREDEFINED)
    group = make_group(made, "Nord", seats=4)
    chosen(made, *[[group]] * 3)
    assert predefined.overfull(board_of(proposed(made, coordinator))) == []
