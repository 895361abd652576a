"""The role star: what several voices say of the sides of a role, and where a talk about it should begin.

Pure: nothing here is stored. A side that somebody left out is missing from their scores, and stays a gap everywhere.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

from .star_drawing import Drawing, Line, draw

LOWEST, HIGHEST = 1, 5
MOST_VOICES = 3
MOST_LETTERS = 40
NAME = "name"
MOST_PACKED = 1000
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Axis:
    """One side of the role. The key is the same in every language and lives as long as the side does."""

    key: str
    title: str
    low: str
    high: str


@dataclass(frozen=True)
class Voice:
    """Who rates, and their numbers by the key of the side."""

    name: str
    scores: Mapping[str, int]


@dataclass(frozen=True)
class Row:
    """One side with every voice's number, None for a gap."""

    number: int
    axis: Axis
    scores: tuple[int | None, ...]

    @property
    def given(self) -> list[int]:
        """The numbers without the gaps."""
        return [score for score in self.scores if score is not None]

    @property
    def gap(self) -> int | None:
        """How far apart the voices are; None while fewer than two have rated the side."""
        return max(self.given) - min(self.given) if len(self.given) > 1 else None


@dataclass(frozen=True)
class Outcome:
    """A star to look at: the same numbers as drawing, table and sentences."""

    voices: tuple[Voice, ...]
    rows: tuple[Row, ...]
    talk: tuple[Row, ...]
    agreed: tuple[Row, ...]
    drawing: Drawing

    @property
    def is_compared(self) -> bool:
        return len(self.voices) > 1

    @property
    def legend(self) -> list[tuple[Line, Voice]]:
        """Each voice with the line it draws."""
        return list(zip(self.drawing.lines, self.voices, strict=True))

    @property
    def packed(self) -> list[str]:
        """Every voice as one word, for a form that carries them on."""
        return [packed(voice) for voice in self.voices]


def axes_of(stream: Iterable[object]) -> tuple[Axis, ...]:
    """The sides that an editor wrote, in their order."""
    return tuple(
        Axis(key_of(block.id, number), *(block.value[part] for part in ("title", "low", "high")))  # type: ignore[attr-defined]
        for number, block in enumerate(stream, start=1)
    )


def key_of(block_id: str | None, number: int) -> str:
    """A short name for a block: the beginning of its id, which is the same in both languages."""
    return (block_id or "").replace("-", "")[:12] or f"n{number}"


def outcome_of(axes: Sequence[Axis], voices: Sequence[Voice]) -> Outcome:
    """What the voices say, with the sides they differ most about first."""
    rows = tuple(
        Row(number, axis, tuple(voice.scores.get(axis.key) for voice in voices))
        for number, axis in enumerate(axes, start=1)
    )
    apart = sorted((row for row in rows if row.gap), key=lambda row: -(row.gap or 0))
    return Outcome(
        voices=tuple(voices),
        rows=rows,
        talk=tuple(apart),
        agreed=tuple(row for row in rows if row.gap == 0 and None not in row.scores),
        drawing=draw([[row.scores[place] for row in rows] for place in range(len(voices))], len(axes)),
    )


def packed(voice: Voice) -> str:
    """A voice as one word that a form can carry."""
    return urlencode({NAME: voice.name, **voice.scores})


def unpacked(text: str, axes: Sequence[Axis]) -> Voice | None:
    """A voice again; None for a word that was never one. What came from elsewhere is dropped, not believed."""
    if len(text) > MOST_PACKED:
        return None
    values = {key: found[0] for key, found in parse_qs(text).items()}
    name = CONTROL.sub("", values.get(NAME, "")).strip()[:MOST_LETTERS]
    known = {axis.key for axis in axes}
    allowed = {str(score) for score in range(LOWEST, HIGHEST + 1)}
    scores = {key: int(score) for key, score in values.items() if key in known and score in allowed}
    return Voice(name, scores) if name and scores else None
