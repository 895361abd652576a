"""A grouping on the desk: figures, explanations and moves say what is so, and change nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from peerhub.domain.matching import (
    Desk,
    Fixed,
    Joined,
    Left,
    Move,
    Moved,
    Moves,
    Person,
    Rules,
    diff,
    evaluate,
    match,
    validate,
)
from peerhub.domain.matching.travel import km

from .rounds_of_people import EVENINGS, SETTINGS, TOWNS, people

ALIKE = {
    "form": "physical",
    "slots": frozenset(EVENINGS[:2]),
    "languages": frozenset({"da"}),
    "lat": TOWNS[0].lat,
    "lon": TOWNS[0].lon,
    "land": TOWNS[0].land,
    "max_km": 20.0,
    "prefers": {},
}
ROUND = people(11, 6, **ALIKE)
TWO = {"a": [f"p{at:04}" for at in range(5)], "b": [f"p{at:04}" for at in range(5, 10)]}


def desk(round: Sequence[Person] = ROUND, rules: Rules = Rules(), **groups: Sequence[str]) -> Desk:  # noqa: B008
    return Desk(round, SETTINGS, rules, groups or TWO)


@pytest.fixture(scope="module")
def proposed() -> tuple[list[Person], Desk]:
    """A round of forty as the engine groups it."""
    round = people(40, 3)
    result = match(round, SETTINGS, budget=Moves(60, proof=False))
    return round, Desk(round, SETTINGS, Rules(), {group.id: group.members for group in result.groups})


def test_a_grouping_made_by_hand_has_the_figures_the_engine_would_give_it() -> None:
    round = people(30, 2)
    result = match(round, SETTINGS, budget=Moves(60))
    again = evaluate(round, SETTINGS, Rules(), {group.id: group.members for group in result.groups})
    assert (again.groups, again.unplaced, again.metrics) == (result.groups, result.unplaced, result.metrics)
    assert (again.proof, again.input_hash) == ("by_hand", result.input_hash)


def test_any_grouping_is_valued_even_one_that_breaks_every_rule() -> None:
    odd = [replace(ROUND[0], slots=frozenset({"sun-morning"}), form="virtual"), *ROUND[1:]]
    result = evaluate(odd, SETTINGS, Rules(), {"a": ["p0000", "p0001", "gone"], "tom": []})
    (group,) = result.groups
    assert (group.members, group.slots, group.town) == (("p0000", "p0001"), (), "")
    assert len(result.unplaced) == 9


def test_a_group_is_explained_by_what_its_members_answered() -> None:
    round = [replace(one, challenges=frozenset({"tinnitus"}), age=40 + at) for at, one in enumerate(ROUND)]
    why = desk(round).explain_group("a")
    assert (why.form, why.town, why.slots, why.ages) == ("physical", "Aarhus", tuple(EVENINGS[:2]), (40, 44))
    assert dict(why.km) == dict.fromkeys(TWO["a"], 0.0)
    assert [(one.code, one.count) for one in why.shared if one.criterion == "challenge"] == [("tinnitus", 5)]
    assert why.by_criterion["geography"] == why.by_criterion["challenge"] == 100
    assert (why.violations, why.worst <= why.quality) == ((), True)


def test_what_a_group_gave_up_is_told_the_worst_first() -> None:
    round = [replace(one, slots=frozenset(EVENINGS[:1]), age=20 + 40 * (at % 2)) for at, one in enumerate(ROUND)]
    given_up = {one.code: one for one in desk(round, a=[*TWO["a"], "p0005"]).explain_group("a").given_up}
    assert given_up["age"].value == 40
    assert (given_up["one_slot"].value, given_up["size"].value) == (1, 1)


def test_somebody_is_told_their_reasons_their_compromise_and_the_best_other_group(
    proposed: tuple[list[Person], Desk],
) -> None:
    _round, held = proposed
    for person in (one for members in held.grouping.values() for one in members):
        told = held.explain_person(person)
        assert 0 < len(told.reasons) <= 3
        assert told.best_other is not None
        effect = held.what_if(Move(person, told.best_other.group))
        assert told.best_other.rules == tuple(dict.fromkeys(one.rule for one in effect.violations))
        assert told.best_other.points == pytest.approx(effect.points, abs=0.011)


def test_a_wish_that_came_true_is_the_first_reason() -> None:
    rules = Rules(together=frozenset({frozenset({"p0000", "p0003"})}))
    first = desk(rules=rules).explain_person("p0000").reasons[0]
    assert (first.code, first.detail) == ("together", ("p0003",))


def test_the_way_to_the_town_is_as_the_engine_measures_it(proposed: tuple[list[Person], Desk]) -> None:
    round, held = proposed
    for name in held.groups:
        why = held.explain_group(name)
        for town in (one for one in TOWNS if one.name == why.town):
            for person in (one for one in round if one.id in why.members):
                far = km((person.lat, person.lon), person.land, (town.lat, town.lon), town.land, over_water=True)
                assert why.km[person.id] == pytest.approx(far, abs=0.06)
                assert why.km[person.id] <= person.max_km + 0.06


def applied(held: Desk, move: Move) -> dict[str, list[str]]:
    """The grouping after a move."""
    after = {name: [one for one in members if one != move.person] for name, members in held.grouping.items()}
    if move.to is not None:
        after.setdefault(move.to, []).append(move.person)
    return {name: members for name, members in after.items() if members}


def test_what_a_move_would_do_is_what_it_does(proposed: tuple[list[Person], Desk]) -> None:
    round, held = proposed
    names = list(held.groups)
    for number, person in enumerate(round):
        move = Move(person.id, [*names, None, "ny"][number % (len(names) + 2)])
        effect, after = held.what_if(move), applied(held, move)
        then = evaluate(round, SETTINGS, Rules(), after)
        assert (effect.placed_after, effect.score_after) == (then.metrics["placed"], round_2(then.metrics["score"]))
        groups = {group.id: group for group in then.groups}
        for one in effect.groups:
            assert one.size_after == len(after.get(one.id, ()))
            if one.id in groups:
                assert (one.quality_after, one.town_after) == (groups[one.id].quality, groups[one.id].town)
        assert set(effect.violations) <= set(validate(after, round, SETTINGS, Rules()))


def round_2(value: float) -> float:
    return round(value, 2)


def test_two_change_places_in_one_move() -> None:
    effect = desk().what_if(Move("p0000", "b", swap="p0005"))
    assert [(one.id, one.size_before, one.size_after) for one in effect.groups] == [("a", 5, 5), ("b", 5, 5)]
    assert effect.placed_before == effect.placed_after == 10


def test_a_move_names_the_rules_it_would_newly_break_and_no_others() -> None:
    rules = Rules(apart=frozenset({frozenset({"p0000", "p0005"})}), pinned={"p0001": "a"})
    held = desk(rules=rules)
    assert [one.rule for one in held.what_if(Move("p0000", "b")).violations] == ["apart"]
    assert [one.rule for one in held.what_if(Move("p0001", "b")).violations] == ["pinned"]
    assert held.what_if(Move("p0002", "b")).violations == ()
    assert [one.rule for one in desk(a=TWO["a"][:4], b=TWO["b"]).what_if(Move("p0000", None)).violations] == ["size"]


def test_a_move_out_of_a_locked_group_is_told() -> None:
    held = desk(rules=Rules(locked=(Fixed("a", tuple(TWO["a"])),)))
    assert {one.rule for one in held.what_if(Move("p0000", "b")).violations} == {"locked"}
    assert {one.rule for one in held.what_if(Move("p0010", "a")).violations} == {"locked"}


def test_groups_that_break_a_rule_are_looked_at_first() -> None:
    held = desk(a=TWO["a"], b=[*TWO["b"]], c=["p0010"])
    assert held.worst_first()[0] == "c"
    assert held.worst_first()[1:] == sorted("ab", key=lambda name: held.group(name).quality)


def test_somebody_without_a_group_is_told_what_would_help() -> None:
    late = replace(ROUND[10], slots=frozenset({"sun-morning"}))
    told = desk([*ROUND[:10], late]).explain_unplaced("p0010")
    assert (told.reason, told.slot) == ("slot", "")
    assert [(one.change, one.to, set(one.with_people)) for one in told.would_help] == [
        ("slots", EVENINGS[0], set(TWO["a"]))
    ]


@pytest.mark.parametrize(
    ("new", "found"),
    [
        (TWO, []),
        ({"x": TWO["a"], "y": TWO["b"]}, []),
        (TWO | {"a": [*TWO["a"], "p0010"]}, [Joined("p0010", "a")]),
        (TWO | {"b": TWO["b"][1:]}, [Left("p0005", "b")]),
        ({"a": TWO["a"][1:], "b": [*TWO["b"], "p0000"]}, [Moved("p0000", "a", "b")]),
    ],
)
def test_two_groupings_differ_by_who_has_other_company(new: Mapping[str, Sequence[str]], found: list[object]) -> None:
    assert diff(TWO, new) == found
