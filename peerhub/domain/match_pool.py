"""A round as the matching engine takes it: who is confirmed, what the coordinator has set, whom people have named."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.person_keys import read_many
from home.distances import straight_km
from home.domain.postcodes import Postcodes, all_postcodes

from ..enums import Grouping
from ..models import Signup, SignupRound
from ..signup_enums import SLOTS, SignupState
from .answers import Answers
from .matching import Person, Rules, Settings, Town
from .matching.travel import land_of

# Farther than anybody is from anything in the country, in kilometres.
FAR = 1000.0
# Answers to these questions of the round's questionnaire, by the codes of the contract.
AGE, CHALLENGES, THEMES, SECTOR = "age", "challenges", "themes", "sector"


def confirmed(round: SignupRound) -> list[tuple[Signup, Answers]]:
    """The pool: who is confirmed in this round and nobody else, with their answers. Three queries; for the portal
    itself and for coordinators."""
    return _with_answers(_pool(round))


def told_by(ids: Iterable[UUID]) -> list[tuple[Signup, Answers]]:
    """Signups by their ids, wherever they stand, with their answers; who has none any more is left out. Three queries;
    for the portal itself and for coordinators."""
    return _with_answers(Signup.objects.filter(pk__in=list(ids), answers__isnull=False))


def _with_answers(rows: "QuerySet[Signup]") -> list[tuple[Signup, Answers]]:
    signups = list(rows.select_related("answers", "person").order_by("reference"))
    read_many(signups)
    return [(signup, Answers.of_json(signup.answers.content)) for signup in signups]


def pool_size(round: SignupRound) -> int:
    """How many the pool holds; one query."""
    return _pool(round).count()


def pool_ids(round: SignupRound) -> set[UUID]:
    """Whose signups the pool holds at this moment; one query."""
    return set(_pool(round).values_list("pk", flat=True))


def _pool(round: SignupRound) -> "QuerySet[Signup]":
    return Signup.objects.filter(round=round, state=SignupState.CONFIRMED, answers__isnull=False)


def name_of(signup: Signup) -> str:
    """How somebody is named outside the portal: by the membership system's own reference, else by ours."""
    return signup.outside_reference or signup.reference


def people_of(pool: Iterable[tuple[Signup, Answers]]) -> list[Person]:
    """The people of a pool. Who gave no postcode that is known is near no town, and can meet on a screen alone."""
    known = all_postcodes()
    return [_person(signup, answers, known) for signup, answers in pool]


def people_in(round: SignupRound, pool: Iterable[tuple[Signup, Answers]]) -> list[Person]:
    """The people of a round as its groups are made of them. Who chose among groups made beforehand knew time and place,
    so neither keeps anybody out."""
    people = people_of(pool)
    if round.grouping != Grouping.PREDEFINED:
        return people
    return [replace(one, slots=frozenset(SLOTS), max_km=FAR, over_water=True, form="either") for one in people]


def _person(signup: Signup, answers: Answers, known: Postcodes) -> Person:
    where, wishes = answers.where, answers.wishes
    area = known.find(where.postcode) if where.postcode else None
    told = wishes.questions
    return Person(
        id=name_of(signup),
        lat=area.latitude if area else 0.0,
        lon=area.longitude if area else 0.0,
        land=land_of(area.first) if area else "",
        max_km=float(where.max_km or 0),
        over_water=where.over_water,
        form=where.form,
        slots=frozenset(where.slots),
        languages=frozenset(where.languages),
        age=_number(told.get(AGE)),
        challenges=_codes(told.get(CHALLENGES)),
        themes=_codes(told.get(THEMES)),
        sector=str(told.get(SECTOR) or ""),
        prefers=_wishes(age=wishes.prefer_age, challenge=wishes.prefer_challenge),
        priorities=wishes.priorities,
        role=wishes.role,
    )


def _number(value: Any) -> int | None:
    return int(value) if str(value or "").isdigit() else None


def _codes(value: Any) -> frozenset[str]:
    return frozenset([value] if isinstance(value, str) and value else value or ())


def _wishes(**told: str) -> Mapping[str, str]:
    """Wishes in the engine's words: `same` and `similar` are one thing to it."""
    words = {"same": "similar", "similar": "similar", "mixed": "mixed"}
    return {criterion: words[wish] for criterion, wish in told.items() if wish in words}


def settings_of(round: SignupRound, towns: Iterable[Town] = ()) -> Settings:
    """What the coordinator has set for a round. The towns to meet in are those of the postcode table unless given."""
    return Settings(
        size_min=round.min_size,
        size_target=round.target_size,
        size_max=round.max_size,
        criteria=tuple(round.criteria),
        towns=tuple(towns) or _towns(),
        givers=round.has_roles,
    )


def _towns() -> tuple[Town, ...]:
    return tuple(Town(area.town, area.latitude, area.longitude, land_of(area.first)) for area in all_postcodes().areas)


def town_at(name: str, lat: float, lon: float) -> Town:
    """A town at a place, on the land of the postcode nearest to it."""
    nearest = min(all_postcodes().areas, key=lambda area: straight_km((lat, lon), (area.latitude, area.longitude)))
    return Town(name, lat, lon, land_of(nearest.first))


def rules_of(pool: Iterable[tuple[Signup, Answers]]) -> Rules:
    """Whom people want to be with and not with, where a reference was given: both of them count, whoever said so. What
    was written as a name waits for the coordinator, since two may be called the same."""
    held = list(pool)
    by_reference = {key: name_of(signup) for signup, _ in held for key in (signup.reference, signup.outside_reference)}
    by_reference.pop("", None)
    pairs: dict[str, set[frozenset[str]]] = {"together": set(), "apart": set()}
    for signup, answers in held:
        for kind, named in (("together", answers.wishes.together), ("apart", answers.wishes.apart)):
            known = (by_reference.get(reference.strip()) for reference in named)
            pairs[kind] |= {frozenset((name_of(signup), one)) for one in known if one and one != name_of(signup)}
    return Rules(apart=frozenset(pairs["apart"]), together=frozenset(pairs["together"] - pairs["apart"]))
