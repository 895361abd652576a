"""What somebody answers in a signup, as it is kept sealed and as the rest of the portal reads it. No Django."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

Values = tuple[str, ...]


@dataclass(frozen=True)
class Where:
    """Where and when somebody can meet. `postcode` is empty where the person chose the region instead."""

    postcode: int | None = None
    region: str = ""
    form: str = "either"
    max_km: int | None = None
    over_water: bool = False
    slots: Values = ()
    languages: Values = ("da",)
    access: Values = ()


@dataclass(frozen=True)
class Wishes:
    """What somebody wishes of the group. `questions` holds the answers to the round's questionnaire by code."""

    questions: Mapping[str, Any] = field(default_factory=dict)
    groups: Values = ()
    prefer_age: str = "none"
    prefer_challenge: str = "none"
    priorities: Values = ()
    role: str = "none"
    together: Values = ()
    apart: Values = ()


@dataclass(frozen=True)
class Answers:
    """All of it."""

    where: Where = field(default_factory=Where)
    wishes: Wishes = field(default_factory=Wishes)

    def as_json(self) -> str:
        """As it is sealed."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def of_json(cls, text: str) -> "Answers":
        """Back from `as_json`; a part that an older version wrote and this one lacks is left out."""
        held = json.loads(text) if text else {}
        return cls(_part(Where, held.get("where", {})), _part(Wishes, held.get("wishes", {})))

    @classmethod
    def of_steps(cls, where: Mapping[str, Any], wishes: Mapping[str, Any]) -> "Answers":
        """From what the steps of a signup kept."""
        return cls(_part(Where, where), _part(Wishes, wishes))


def _part(kind: Any, held: Mapping[str, Any]) -> Any:
    known = {one.name for one in fields(kind)}
    plain = {name: tuple(value) if isinstance(value, list) else value for name, value in held.items() if name in known}
    return kind(**plain)


def plain(part: Where | Wishes) -> dict[str, Any]:
    """A part as a form takes it for its first values."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(part).items()}
