"""What the engine takes and gives: people, settings, rules, groups. Plain values; nothing here knows Django."""

from collections.abc import Mapping
from dataclasses import dataclass, field

ENGINE = "1"
MOST_MOVES, LEAST_EACH = 1_000_000, 40
CRITERIA = ("geography", "age", "challenge", "themes", "sector")  # the default order, after S1's example
# Seven days times three parts of the day, in the order of the week.
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PARTS = ("morning", "afternoon", "evening")
SLOTS = tuple(f"{day}-{part}" for day in DAYS for part in PARTS)
MAINLAND = "jylland"


@dataclass(frozen=True)
class Town:
    """Somewhere a group may meet. `land` is the land it stands on (see `travel`)."""

    name: str
    lat: float
    lon: float
    land: str = MAINLAND


@dataclass(frozen=True)
class Person:
    """One confirmed signup. `max_km` are kilometres in a straight line; `form` is physical, virtual or either.

    `prefers` holds, for age and challenge, `similar` or `mixed`; what is not named does not matter to the person.
    `priorities` is the person's own order of the criteria, possibly only the first of them.
    """

    id: str
    lat: float = 0.0
    lon: float = 0.0
    land: str = MAINLAND
    max_km: float = 30.0
    over_water: bool = False
    form: str = "either"
    slots: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset({"da"})
    age: int | None = None
    challenges: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    sector: str = ""
    prefers: Mapping[str, str] = field(default_factory=dict)
    priorities: tuple[str, ...] = ()
    role: str = "none"


@dataclass(frozen=True)
class Settings:
    """What the coordinator sets. `ratio` is how much each criterion weighs of the one before it; within `band_km`
    kilometres two people count as equally near. `stability` is the reward of a pair that stays together."""

    size_min: int = 4
    size_target: int = 5
    size_max: int = 9
    criteria: tuple[str, ...] = CRITERIA
    towns: tuple[Town, ...] = ()
    givers: bool = False
    quality_floor: float | None = None
    stability: float = 0.5
    fairness: float = 0.25
    ratio: float = 0.5
    band_km: float = 10.0


@dataclass(frozen=True)
class Fixed:
    """A group that stands: locked or published. Nobody is moved out of it or into it."""

    id: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class Rules:
    """What a coordinator, or two people, have asked for. Pairs count from either side."""

    apart: frozenset[frozenset[str]] = frozenset()
    together: frozenset[frozenset[str]] = frozenset()
    pinned: Mapping[str, str] = field(default_factory=dict)
    locked: tuple[Fixed, ...] = ()


@dataclass(frozen=True)
class Moves:
    """How much the engine may try: counted in moves, so that every machine gives the same answer. There are a million
    in all at most, fewer as the round grows, but never fewer than forty a person. Without `proof` a small round is not
    weighed to the end."""

    each: int = 4000
    proof: bool = True

    def of(self, people: int) -> int:
        """Moves in all for so many people."""
        least = LEAST_EACH * people
        return min(self.each * people, max(MOST_MOVES - least, least))


@dataclass(frozen=True)
class Group:
    """A proposed group. `town` is empty for one that meets on a screen; `quality` is 0 to 100."""

    id: str
    members: tuple[str, ...]
    form: str
    town: str
    slots: tuple[str, ...]
    languages: tuple[str, ...]
    quality: float


@dataclass(frozen=True)
class Change:
    """One change of somebody's answers that would help, tried and found true, with those it would bring together.

    `change` is `max_km`, `over_water`, `slots`, `form` or `languages` and `to` the new answer or the one more; or
    `people` and `to` how many more like them it would take.
    """

    change: str
    to: object
    with_people: tuple[str, ...]


@dataclass(frozen=True)
class Unplaced:
    """Somebody without a group: the rule that blocks, and what would help, the smallest change first.

    `reason` is `slot`, `language` or `way` (of these, what keeps them from a group), `alone` (too few are left),
    `together`, `apart`, `giver`, `taken` (those they could meet are in groups that are full or do not fit them), or
    `floor` (there is a group, but below the least value that was set). `slot` is the time at which most others
    without a group fit them, `fits` those others.
    """

    person: str
    reason: str
    would_help: tuple[Change, ...] = ()
    slot: str = ""
    fits: tuple[str, ...] = ()


@dataclass(frozen=True)
class Violation:
    """A hard rule that a grouping breaks, and for whom."""

    rule: str
    people: tuple[str, ...]
    group: str = ""


@dataclass(frozen=True)
class Result:
    """A proposal. `proof` is `optimal`, or `bound` with the most people that could be placed in `metrics`."""

    groups: tuple[Group, ...]
    unplaced: tuple[Unplaced, ...]
    metrics: Mapping[str, float]
    proof: str
    seed: int
    stopped: str
    engine: str
    input_hash: str


class Contradiction(Exception):
    """Rules that cannot all hold. `violations` is the smallest set of them that clashes."""

    def __init__(self, violations: list[Violation]) -> None:
        super().__init__(", ".join(one.rule for one in violations))
        self.violations = violations
