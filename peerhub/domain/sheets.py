"""A sheet of the scale as it is filled in: the 15 rows, and rows of one's own. Plain Python, no Django."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from .scoring import PLACES, SKIPPED, Score, score

MOST_OWN = 10
OWN = "own-"


@dataclass(frozen=True)
class OwnRow:
    """A pair that somebody has added."""

    closed: str
    open: str
    choice: str = SKIPPED


@dataclass(frozen=True)
class Sheet:
    """The choices by the key of their pair, and the own rows in their order."""

    answers: Mapping[str, str] = field(default_factory=dict)
    own: tuple[OwnRow, ...] = ()

    @property
    def rows(self) -> dict[str, str]:
        """Every row's choice by its key; own rows are own-1, own-2 and so on."""
        own = {f"{OWN}{number}": row.choice for number, row in enumerate(self.own, start=1)}
        return {**self.answers, **own}

    @property
    def score(self) -> Score:
        """What it adds up to."""
        return score(self.rows.values())

    @property
    def chosen(self) -> dict[str, str]:
        """The pairs of the guide that are answered."""
        return {axis: choice for axis, choice in self.answers.items() if choice in PLACES}

    def as_json(self) -> str:
        """What is stored."""
        return json.dumps({"answers": dict(self.answers), "own": [asdict(row) for row in self.own]}, ensure_ascii=False)

    @classmethod
    def of_json(cls, text: str) -> "Sheet":
        """A stored sheet again."""
        stored = json.loads(text)
        return cls(stored["answers"], tuple(OwnRow(**row) for row in stored["own"]))
