"""`match_round`: the confirmed signups of one round and nobody else, proposed, printed, written; nothing is stored."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from outbox.models import Message
from peerhub.domain import match_rules, signups
from peerhub.domain.match_pool import confirmed, people_of, rules_of, settings_of, town_at
from peerhub.group_enums import RuleKind
from peerhub.models import Signup, SignupRound
from tests.conftest import NOW

from .signing import make_signup

pytestmark = pytest.mark.django_db
QUERIES = 3


def signed_up(round: SignupRound, count: int) -> list[Signup]:
    return [make_signup(round, f"nummer{at}@example.org") for at in range(count)]


def proposal(round: SignupRound, folder: Path, **options: Any) -> dict[str, Any]:
    file = folder / "forslag.json"
    call_command("match_round", round.slug, json=file, moves=50, stdout=StringIO(), **options)
    found: dict[str, Any] = json.loads(file.read_text())
    return found


def test_a_proposal_is_written_as_the_contract_says(open_round: SignupRound, tmp_path: Path) -> None:
    made = signed_up(open_round, 5)
    before = (Message.objects.count(), set(Signup.objects.values_list("state", flat=True)))
    found = proposal(open_round, tmp_path)
    (group,) = found["groups"]
    told = {"round", "engine", "seed", "proof", "seconds", "stopped", "groups", "unplaced", "metrics"}
    assert set(found) == told
    assert (found["round"], found["proof"], found["unplaced"]) == (open_round.slug, "optimal", [])
    assert sorted(group["members"]) == sorted(one.reference for one in made)
    assert (group["form"], group["slot"], group["slots"]) == ("physical", "tue-evening", ["tue-evening", "thu-evening"])
    assert group["reasons"][0] == "5 af 5: Svar hearing_loss"
    assert before == (Message.objects.count(), set(Signup.objects.values_list("state", flat=True)))
    assert proposal(open_round, tmp_path, previous=tmp_path / "forslag.json")["groups"] == found["groups"]


def test_who_is_left_is_told_why_in_words_with_what_was_tried(open_round: SignupRound, tmp_path: Path) -> None:
    signed_up(open_round, 4)
    lonely = make_signup(open_round, "sent@example.org", where={"slots": ("sun-morning",)})
    (left,) = proposal(open_round, tmp_path)["unplaced"]
    (change,) = left["would_help"]
    assert (left["reference"], change["change"], change["to"]) == (lonely.reference, "slots", "tue-evening")
    assert left["reason"].startswith("Tiderne passer ikke med de andres.")
    assert "tirsdag aften" in left["reason"]


def test_the_pool_is_the_confirmed_of_this_round_alone(open_round: SignupRound) -> None:
    one, gone, waits = signed_up(open_round, 3)
    make_signup(open_round, "ubekraeftet@example.org", confirmed=False)
    signups.withdraw(gone, by=None, now=gone.submitted_at)
    Signup.objects.filter(pk=waits.pk).update(state="waitlisted")
    assert [signup for signup, _ in confirmed(open_round)] == [one]


@pytest.mark.parametrize("count", [1, 3])
def test_the_pool_costs_the_same_however_many(
    count: int, open_round: SignupRound, django_assert_num_queries: Any
) -> None:
    signed_up(open_round, count)
    with django_assert_num_queries(QUERIES - 1):
        pool = confirmed(open_round)
    assert len(people_of(pool)) == count


def test_what_somebody_answered_reaches_the_engine(open_round: SignupRound) -> None:
    make_signup(open_round, where={"over_water": True}, wishes={"prefer_challenge": "same", "priorities": ("age",)})
    (person,) = people_of(confirmed(open_round))
    assert (person.age, person.challenges, person.land) == (47, frozenset({"hearing_loss"}), "jylland")
    assert (person.max_km, person.over_water, dict(person.prefers)) == (30.0, True, {"challenge": "similar"})
    assert (person.priorities, round(person.lat)) == (("age",), 56)


def test_references_become_rules_and_names_wait_for_the_coordinator(open_round: SignupRound) -> None:
    one, other = signed_up(open_round, 2)
    third = make_signup(
        open_round, "tredje@example.org", wishes={"together": (one.reference, "Bo Lund"), "apart": (other.reference,)}
    )
    rules = rules_of(confirmed(open_round))
    assert rules.together == {frozenset({third.reference, one.reference})}
    assert rules.apart == {frozenset({third.reference, other.reference})}


def test_settings_are_the_rounds_own(open_round: SignupRound) -> None:
    found = settings_of(open_round)
    assert (found.size_min, found.size_target, found.size_max) == (
        open_round.min_size,
        open_round.target_size,
        open_round.max_size,
    )
    assert found.criteria == tuple(open_round.criteria)
    assert town_at("Rønne", 55.10, 14.70).land == "bornholm"


def test_an_unknown_round_and_unreadable_files_are_told(open_round: SignupRound, tmp_path: Path) -> None:
    bad = tmp_path / "x"
    bad.write_text("name\nAarhus\n")
    for arguments in (
        ["findes-ikke"],
        [open_round.slug, "--towns", str(bad)],
        [open_round.slug, "--previous", str(bad)],
    ):
        with pytest.raises(CommandError):
            call_command("match_round", *arguments, stdout=StringIO())


def test_a_round_without_signups_has_an_empty_proposal(open_round: SignupRound, tmp_path: Path) -> None:
    assert proposal(open_round, tmp_path)["groups"] == []


def test_a_proposal_that_was_cut_short_says_so(open_round: SignupRound, tmp_path: Path) -> None:
    signed_up(open_round, 5)
    found = proposal(open_round, tmp_path, seconds=0.0)
    assert (found["stopped"], found["proof"]) == ("cancelled", "bound")
    assert proposal(open_round, tmp_path, seconds=60.0)["stopped"] == ""


def test_the_command_keeps_the_rules_that_coordinators_have_made_as_the_button_does(
    open_round: SignupRound, tmp_path: Path, coordinator: User
) -> None:
    people = signed_up(open_round, 9)
    pair = {"one": people[0], "other": people[1]}
    match_rules.decide(open_round, kind=RuleKind.APART, **pair, by=coordinator, now=NOW)
    groups = proposal(open_round, tmp_path)["groups"]
    assert len(groups) == 2
    assert not [one for one in groups if {each.reference for each in pair.values()} <= set(one["members"])]
