"""Rounds of made-up people for the engine's tests: seeded, spread over a handful of towns, with a few evenings each."""

import random
from dataclasses import replace
from typing import Any

from peerhub.domain.matching import Person, Settings, Town
from peerhub.domain.matching.people import SLOTS

TOWNS = (
    Town("Aarhus", 56.1572, 10.2107),
    Town("Randers", 56.4607, 10.0364),
    Town("Odense", 55.3959, 10.3883, "fyn"),
    Town("København", 55.6761, 12.5683, "sjaelland"),
    Town("Roskilde", 55.6419, 12.0878, "sjaelland"),
    Town("Rønne", 55.1009, 14.7066, "bornholm"),
)
SETTINGS = Settings(towns=TOWNS)
EVENINGS = [slot for slot in SLOTS if slot.endswith("evening")][:4]
HEARING, THEMES = ["hearing_loss", "tinnitus", "meniere"], ["meetings_at_work", "energy_fatigue", "rights_support"]


def people(count: int, seed: int = 0, **same: Any) -> list[Person]:
    """So many people; `same` is what all of them answer alike."""
    chance = random.Random(seed)
    return [replace(_person(chance, number), **same) for number in range(count)]


def _person(chance: random.Random, number: int) -> Person:
    town = chance.choices(TOWNS, [8, 4, 4, 10, 4, 1])[0]
    return Person(
        id=f"p{number:04}",
        lat=town.lat,
        lon=town.lon,
        land=town.land,
        max_km=chance.choice([10, 30, 50]),
        over_water=chance.random() < 0.1,
        form=chance.choice(["physical", "either", "either", "virtual"]),
        slots=frozenset(chance.sample(EVENINGS, chance.randint(1, 3))),
        languages=frozenset(chance.choice([{"da"}, {"da"}, {"da", "en"}, {"en"}])),
        age=chance.randint(20, 70),
        challenges=frozenset(chance.sample(HEARING, 1)),
        themes=frozenset(chance.sample(THEMES, chance.randint(1, 2))),
        sector=chance.choice(["education", "industry", ""]),
        prefers=chance.choice([{}, {"age": "similar"}, {"age": "mixed"}]),
    )
