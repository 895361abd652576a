"""Rounds whose groups were made beforehand: people are placed by the choices they ranked (S1 pair 4). What comes of it
is a proposal like any other."""

from collections.abc import Sequence
from dataclasses import replace

from ..models import PredefinedGroup, Signup, SignupPreference, SignupRound
from .match_pool import name_of
from .matching import Person, Result, Rules, Settings, evaluate, place_by_choice

PREFIX = "f"  # tells a group made beforehand from the engine's own, by its key


def key_of(group: PredefinedGroup) -> str:
    """The key of a group made beforehand in a proposal."""
    return f"{PREFIX}{group.pk}"


def predefined_of(key: str) -> int | None:
    """The group made beforehand behind a key of a proposal; None for another."""
    return int(key[1:]) if key[:1] == PREFIX and key[1:].isdigit() else None


def choices_of(signups: Sequence[Signup]) -> dict[str, list[str]]:
    """The ranked choices of people, by their names and the groups' keys; one query."""
    chosen: dict[object, list[str]] = {one.pk: [] for one in signups}
    rows = SignupPreference.objects.filter(signup__in=[one.pk for one in signups]).order_by("signup", "rank")
    for signup, group in rows.values_list("signup", "group"):
        chosen[signup].append(f"{PREFIX}{group}")
    return {name_of(one): chosen[one.pk] for one in signups}


def place(
    round: SignupRound, signups: Sequence[Signup], people: Sequence[Person], settings: Settings, rules: Rules, seed: int
) -> Result:
    """Places people by their choices: the most of them, then the best ranks. Locked groups stand, and who is pinned
    has the one choice."""
    seats = {key_of(one): one.seats for one in round.predefined_groups.all()}
    here = {one.id for one in people}
    choices = {name: keys for name, keys in choices_of(signups).items() if name in here}
    choices |= {name: [key] for name, key in rules.pinned.items() if name in choices and key in seats}
    standing = {one.id: [name for name in one.members if name in here] for one in rules.locked}
    for key, members in standing.items():
        seats.pop(key, None)
        for name in members:
            choices.pop(name, None)
    placed = place_by_choice(choices, seats, settings.size_min, seed)
    grouping = standing | {key: list(members) for key, members in placed.groups.items() if members}
    return replace(evaluate(people, settings, rules, grouping), proof=placed.proof, seed=seed)
