"""What an explanation says, as codes and figures: the sentences are made where people read them.

Points are hundredths of a person's value, as `quality` and `score` are. Kilometres are straight lines, years whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from .people import Violation


@dataclass(frozen=True)
class Fact:
    """One reason or one compromise. `code` is a criterion, or `slots` (common times), `together` (a wish that came
    true), `size` (people more or fewer than wished), `one_slot`, `screen` (no town for all, though some could go).

    `value` is what is told: kilometres to the town for geography, years between the person and the others for age,
    how many of the others share it for challenge, themes and sector, else a number. `detail` holds the codes or names
    it is about; `points` is what it gives or costs.
    """

    code: str
    value: float = 0.0
    detail: tuple[str, ...] = ()
    points: float = 0.0


@dataclass(frozen=True)
class Shared:
    """An answer that several members gave: `code` of a `criterion` (challenge, themes, sector), by so many."""

    criterion: str
    code: str
    count: int


@dataclass(frozen=True)
class GroupReasons:
    """Why these are a group. `km` is each person's way to the town, empty on a screen; `shared` is what at least two
    and at least half of them answered, the most common first; `given_up` the largest first; `by_criterion` is the mean
    in points of each criterion as the members feel it."""

    id: str
    members: tuple[str, ...]
    form: str
    town: str
    slots: tuple[str, ...]
    languages: tuple[str, ...]
    km: Mapping[str, float]
    ages: tuple[int, int] | None
    shared: tuple[Shared, ...]
    by_criterion: Mapping[str, float]
    given_up: tuple[Fact, ...]
    quality: float
    worst: float
    violations: tuple[Violation, ...]


@dataclass(frozen=True)
class OtherGroup:
    """The other group that would be best for somebody. `rules` are the hard rules that forbid it; where there are
    none, the round's score would change by `points` and their own value by `own_points`."""

    group: str
    rules: tuple[str, ...]
    points: float
    own_points: float


@dataclass(frozen=True)
class PersonReasons:
    """Why somebody is in their group: their value there in points, up to three reasons with the strongest first, the
    largest compromise, and the best other group."""

    person: str
    group: str
    value: float
    reasons: tuple[Fact, ...]
    compromise: Fact | None
    best_other: OtherGroup | None


@dataclass(frozen=True)
class Move:
    """Somebody into a group, or out of theirs (`to` is None). A group that is not there yet is made. With `swap`, that
    person takes the place that is left."""

    person: str
    to: str | None
    swap: str | None = None


@dataclass(frozen=True)
class GroupChange:
    """A group before and after a move; `slots_after` is empty where they could no longer meet."""

    id: str
    size_before: int
    size_after: int
    quality_before: float
    quality_after: float
    slots_before: tuple[str, ...]
    slots_after: tuple[str, ...]
    town_before: str
    town_after: str

    @property
    def points(self) -> float:
        """What the group gains."""
        return self.quality_after - self.quality_before


@dataclass(frozen=True)
class Effect:
    """What a move would do: people placed, the round's score, each group it touches, the rules it would newly break."""

    move: Move
    placed_before: int
    placed_after: int
    score_before: float
    score_after: float
    groups: tuple[GroupChange, ...]
    violations: tuple[Violation, ...]

    @property
    def points(self) -> float:
        """What the round gains."""
        return self.score_after - self.score_before


@dataclass(frozen=True)
class Moved:
    """Somebody has other company: their group became another one."""

    person: str
    before: str
    after: str


@dataclass(frozen=True)
class Joined:
    """Somebody had no group and has one."""

    person: str
    after: str


@dataclass(frozen=True)
class Left:
    """Somebody had a group and has none."""

    person: str
    before: str


@dataclass(frozen=True)
class Lifted:
    """How many more would be placed if a rule (slots, distance, language, form) did not bind anybody."""

    rule: str
    more: int


@dataclass(frozen=True)
class OrderPrice:
    """The round with a criterion first: people placed, the score by the round's own order, the mean in points of each
    criterion."""

    first: str
    placed: int
    score: float
    by_criterion: Mapping[str, float]


@dataclass(frozen=True)
class LastPrice:
    """The placed person whom it costs the others most to have: in points of their group, and of the round."""

    person: str
    group: str
    group_points: float
    points: float
