"""The demo site: texts in content/, read by reader, built by site, translated by translate.

Another app adds what it has with `register`; the seed runs in the order of registration.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

Say = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    """What a seeding is asked for: the day of the demo, how many times as many rows, and where to tell of progress."""

    today: date
    scale: int
    say: Say


Seed = Callable[[Plan], None]
SEEDS: dict[str, Seed] = {}


def register(name: str, seed: Seed) -> None:
    """Adds a part of the demo. It must be harmless to repeat."""
    SEEDS[name] = seed
