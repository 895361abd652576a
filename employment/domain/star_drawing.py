"""From numbers to points: the role star as a drawing of 400 by 400. Pure; it knows neither words nor colours."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

SIZE = 400
MIDDLE = SIZE / 2
REACH = 155.0  # how far from the middle the highest number lies
NUMBERS_AT = 180.0
STEPS = 5
MARK = 6.0
# A voice's marks: none of them needs colour to be told from the others. 0 is a disc, otherwise the number of corners.
CORNERS = (0, 4, 3, 5, 6)

Place = tuple[float, float]


@dataclass(frozen=True)
class Label:
    """The number of an axis beside its end."""

    number: int
    x: str
    y: str


@dataclass(frozen=True)
class Mark:
    """One rated number; `points` is empty for a disc."""

    x: str
    y: str
    points: str


@dataclass(frozen=True)
class Line:
    """What one voice draws: a closed shape, or the pieces between its gaps, and a mark at every number."""

    number: int
    closed: str
    pieces: tuple[str, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Drawing:
    """Everything as text for the attributes of an SVG."""

    rings: tuple[str, ...]
    spokes: tuple[Label, ...]
    labels: tuple[Label, ...]
    lines: tuple[Line, ...]


def draw(voices: Sequence[Sequence[int | None]], count: int) -> Drawing:
    """The star of some voices, each a number or a gap for every one of `count` axes."""
    ends = [place(number, count, REACH) for number in range(count)]
    numbers = [place(number, count, NUMBERS_AT) for number in range(count)]
    return Drawing(
        rings=tuple(
            joined([place(number, count, REACH * step / STEPS) for number in range(count)])
            for step in range(1, STEPS + 1)
        ),
        spokes=tuple(Label(number, *as_text(end)) for number, end in enumerate(ends, start=1)),
        labels=tuple(Label(number, *as_text(spot)) for number, spot in enumerate(numbers, start=1)),
        lines=tuple(_line(number, scores) for number, scores in enumerate(voices, start=1)),
    )


def place(number: int, count: int, distance: float) -> Place:
    """A point on axis `number` of `count`, the first straight up and the others clockwise."""
    turn = 2 * pi * number / count
    return MIDDLE + distance * sin(turn), MIDDLE - distance * cos(turn)


def points_of(scores: Sequence[int | None]) -> list[Place | None]:
    """Where the numbers of a voice lie; None for a gap, which is never the middle."""
    return [
        None if score is None else place(number, len(scores), REACH * score / STEPS)
        for number, score in enumerate(scores)
    ]


def pieces_of(points: Sequence[Place | None]) -> list[list[Place]]:
    """The runs of neighbours around the star: one closed run without a gap, otherwise those between the gaps."""
    if None not in points:
        return [[point for point in points if point is not None]]
    first_gap = list(points).index(None)
    runs: list[list[Place]] = [[]]
    for point in [*points[first_gap:], *points[:first_gap]]:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run for run in runs if run]


def _line(number: int, scores: Sequence[int | None]) -> Line:
    points = points_of(scores)
    runs = pieces_of(points)
    whole = None not in points
    corners = CORNERS[(number - 1) % len(CORNERS)]
    return Line(
        number=number,
        closed=joined(runs[0]) if whole else "",
        pieces=() if whole else tuple(joined(run) for run in runs if len(run) > 1),
        marks=tuple(_mark(point, corners) for point in points if point is not None),
    )


def _mark(point: Place, corners: int) -> Mark:
    x, y = point
    turns = [2 * pi * corner / corners for corner in range(corners)]
    return Mark(*as_text(point), joined([(x + MARK * sin(turn), y - MARK * cos(turn)) for turn in turns]))


def joined(points: Sequence[Place]) -> str:
    """Points as SVG writes them. Always with a decimal point, whatever the language."""
    return " ".join(",".join(as_text(point)) for point in points)


def as_text(point: Place) -> tuple[str, str]:
    """A point in tenths."""
    return f"{point[0]:.1f}", f"{point[1]:.1f}"
