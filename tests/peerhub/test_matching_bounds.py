"""What could be placed at all, what stands in the way, what an order costs, and whose rules clash."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from peerhub.domain.matching import (
    Contradiction,
    Fixed,
    Moves,
    Rules,
    bottleneck,
    match,
    place_by_choice,
    price_of_last,
    price_of_orders,
    split_of,
    upper_bound,
    validate,
)
from peerhub.domain.matching.placing import most_placed
from peerhub.domain.matching.pool import Pool
from peerhub.domain.matching.scoring import Scores

from .rounds_of_people import EVENINGS, SETTINGS, people

BRIEF = Moves(20, proof=False)
ALIKE = {"form": "either", "slots": frozenset(EVENINGS), "languages": frozenset({"da"})}
LARGE = people(14, 1, **ALIKE | {"form": "virtual"})


def pair(one: int, other: int) -> frozenset[str]:
    return frozenset({f"p{one:04}", f"p{other:04}"})


# --- bounds ----------------------------------------------------------------------------------------------------------
@given(seed=st.integers(0, 10_000), givers=st.booleans(), wary=st.integers(0, 3))
@examples(max_examples=12, deadline=None)
def test_the_most_that_can_be_placed_is_what_looking_at_everything_finds(seed: int, givers: bool, wary: int) -> None:
    round = [replace(one, role="giver" if at % 5 == 0 else "receiver") for at, one in enumerate(people(11, seed))]
    rules = Rules(apart=frozenset(pair(at, at + 1) for at in range(wary)), together=frozenset({pair(5, 7)}))
    wanted = replace(SETTINGS, givers=givers, size_min=3, size_max=4)
    pool = Pool(round, wanted, rules)
    groups = [sum(1 << one for one in members) for size in (3, 4) for members in combinations(range(11), size)
              if pool.is_group(members)]  # fmt: skip
    reached = {0}
    for group in groups:
        reached |= {taken | group for taken in reached if not taken & group}
    most = max(taken.bit_count() for taken in reached)
    answer = most_placed(pool, Scores(pool), range(11))
    assert answer is not None
    assert upper_bound(round, wanted, rules) >= answer.bound >= most
    if not wary:
        assert answer.bound == most
    assert sum(map(len, answer.groups)) <= most
    assert all(pool.is_group(members) for members in answer.groups)


@pytest.mark.parametrize("seed", range(3))
def test_no_proposal_places_more_than_the_bound_and_a_usual_round_reaches_it(seed: int) -> None:
    round = people(70, seed)
    assert match(round, SETTINGS, budget=Moves(100)).metrics["placed"] == upper_bound(round, SETTINGS)


def test_the_rule_that_binds_most_is_named_first() -> None:
    round = [replace(one, slots=frozenset({EVENINGS[at % 4]})) for at, one in enumerate(people(12, 1, **ALIKE))]
    found = bottleneck(round, SETTINGS, budget=BRIEF)
    assert (found[0].rule, found[0].more, [one.more for one in found[1:]]) == ("slots", 12, [0, 0, 0])


# --- prices ----------------------------------------------------------------------------------------------------------
def test_each_order_is_told_with_what_it_gains_and_costs() -> None:
    found = price_of_orders(people(40, 2), SETTINGS, budget=BRIEF)
    assert [one.first for one in found] == list(SETTINGS.criteria)
    sector = found[-1].by_criterion
    assert sector["sector"] == max(one.by_criterion["sector"] for one in found)


def test_the_last_one_placed_is_whoever_the_others_pay_most_for() -> None:
    round = [replace(one, age=40, prefers={}) for one in people(11, 6, **ALIKE)]
    odd = replace(round[2], age=90, challenges=frozenset({"meniere"}), themes=frozenset({"rights_support"}))
    round[2] = odd
    grouping = {"a": [one.id for one in round[:5]], "b": [one.id for one in round[5:]]}
    price = price_of_last(round, SETTINGS, Rules(), grouping)
    assert price is not None
    assert (price.group, price.group_points > price.points > 0) == ("a", True)
    locked = Rules(locked=tuple(Fixed(name, tuple(members)) for name, members in grouping.items()))
    assert price_of_last(round, SETTINGS, locked, grouping) is None


# --- predefined groups -----------------------------------------------------------------------------------------------
CHOICES = {"eva": ["x", "y"], "ida": ["x"], "per": ["x", "y"], "bo": ["y", "z"], "ole": ["q"], "liv": []}


def test_choices_place_the_most_then_the_best_ranks() -> None:
    found = place_by_choice(CHOICES, {"x": 2, "y": 1, "z": 1})
    assert found.ranks["ida"] == 1
    assert (len(found.ranks), sorted(found.ranks.values()), found.proof) == (4, [1, 1, 2, 2], "optimal")
    assert {one.person: one.reason for one in found.unplaced} == {"ole": "no_choice", "liv": "no_choice"}


def test_a_group_that_too_few_chose_does_not_come_together() -> None:
    found = place_by_choice(CHOICES, {"x": 3, "y": 3, "z": 3}, size_min=3)
    assert found.groups == {"x": ("eva", "ida", "per"), "y": (), "z": ()}
    assert (found.unplaced[0].person, found.unplaced[0].reason) == ("bo", "too_few")


def test_a_draw_is_the_same_in_any_order_and_another_by_another_seed() -> None:
    choices = {f"p{at}": ["x"] for at in range(9)}
    turned = dict(reversed(choices.items()))
    assert place_by_choice(choices, {"x": 3}) == place_by_choice(turned, {"x": 3})
    assert len({place_by_choice(choices, {"x": 3}, seed=seed).groups["x"] for seed in range(4)}) > 1
    assert {one.reason for one in place_by_choice(choices, {"x": 3}).unplaced} == {"full"}


def test_fewer_late_choices_are_better_than_one_very_late() -> None:
    choices = {"a": ["x", "y", "z"], "b": ["x", "y", "w"], "c": ["x"]}
    assert sorted(place_by_choice(choices, dict.fromkeys("xyzw", 1)).ranks.values()) == [1, 2, 3]
    assert sorted(place_by_choice({"a": ["x", "v"], "b": ["x"]}, {"x": 1, "v": 1}).ranks.values()) == [1, 2]


@pytest.mark.parametrize(("count", "sizes"), [(8, [4, 4]), (11, [5, 6]), (18, [9, 9]), (7, [7]), (3, [])])
def test_a_group_that_is_too_large_becomes_two_of_sizes_that_can_be(count: int, sizes: list[int]) -> None:
    found = split_of(people(count, 1, **ALIKE | {"form": "virtual"}), SETTINGS)
    assert sorted(len(group.members) for group in found.groups) == sizes


# --- rules that clash ------------------------------------------------------------------------------------------------
PINS = {f"p{at:04}": "a" for at in range(12)}


@pytest.mark.parametrize(
    ("rules", "clash"),
    [
        (Rules(apart=frozenset({pair(0, 1)}), pinned={"p0000": "a", "p0001": "a"}), ["pinned", "pinned", "apart"]),
        (
            Rules(apart=frozenset({pair(0, 2)}), together=frozenset({pair(0, 1), pair(1, 2)})),
            ["together", "together", "apart"],
        ),
        (
            Rules(together=frozenset({pair(0, 1)}), pinned={"p0000": "a", "p0001": "b"}),
            ["pinned", "together", "pinned"],
        ),
        (
            Rules(together=frozenset({pair(0, 3)}), locked=(Fixed("a", ("p0000",)), Fixed("b", ("p0003",)))),
            ["locked", "together", "locked"],
        ),
        (Rules(apart=frozenset({pair(0, 1)}), locked=(Fixed("a", ("p0000", "p0001")),)), ["locked", "locked", "apart"]),
        (Rules(pinned={"p0000": "a"}, locked=(Fixed("a", ("p0001",)),)), ["pinned", "locked"]),
        (Rules(together=frozenset(pair(at, at + 1) for at in range(12))), ["together"] * 9),
        (Rules(pinned=PINS), ["pinned"] * 10),
    ],
)  # fmt: skip
def test_rules_that_clash_are_refused_by_the_fewest_of_them(rules: Rules, clash: list[str]) -> None:
    with pytest.raises(Contradiction) as refused:
        match(LARGE, SETTINGS, rules)
    assert [one.rule for one in refused.value.violations] == clash


def test_rules_about_people_who_have_left_clash_with_nothing() -> None:
    gone = Rules(apart=frozenset({pair(0, 90)}), together=frozenset({pair(0, 90)}), pinned={"p0091": "a"})
    assert validate({}, LARGE, SETTINGS, gone) == []
    assert match(LARGE, SETTINGS, gone, budget=BRIEF).metrics["placed"] == 14
