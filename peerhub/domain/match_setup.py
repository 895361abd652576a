"""What a coordinator asks of a proposal, as it is kept with it: sizes within the round's, the order, the weights."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from ..enums import Grouping
from ..models import SignupRound
from .match_pool import settings_of
from .matching import Settings, Town


@dataclass(frozen=True)
class Setup:
    """The engine's settings that a coordinator chooses, by the engine's names."""

    size_min: int
    size_target: int
    size_max: int
    criteria: tuple[str, ...]
    ratio: float = Settings.ratio
    fairness: float = Settings.fairness
    stability: float = Settings.stability
    band_km: float = Settings.band_km
    quality_floor: float | None = None

    def as_json(self) -> dict[str, Any]:
        """As it is stored with a proposal."""
        return asdict(self) | {"criteria": list(self.criteria)}

    @classmethod
    def of_json(cls, held: Mapping[str, Any]) -> "Setup":
        """A stored one again; what it lacks counts as usual."""
        known = {name: held[name] for name in cls.__dataclass_fields__ if name in held}
        return cls(**known | {"criteria": tuple(held["criteria"])})

    def settings(self, round: SignupRound, towns: Iterable[Town] = ()) -> Settings:
        """What the engine is told. Groups made beforehand are as large as their seats."""
        told = replace(settings_of(round, towns), **asdict(self))
        if round.grouping != Grouping.PREDEFINED:
            return told
        most = max((one.seats for one in round.predefined_groups.all()), default=self.size_max)
        return replace(told, size_max=most, size_target=min(told.size_target, most))


def usual_setup(round: SignupRound) -> Setup:
    """What is asked where a coordinator chooses nothing: the round's own sizes and order."""
    return Setup(round.min_size, round.target_size, round.max_size, tuple(round.criteria))
