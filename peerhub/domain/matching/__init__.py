"""The matching engine: plain Python in, plain Python out, no Django (matching.md)."""

from .checking import validate
from .engine import match
from .people import (
    Change,
    Contradiction,
    Fixed,
    Group,
    Moves,
    Person,
    Result,
    Rules,
    Settings,
    Town,
    Unplaced,
    Violation,
)

__all__ = [
    "Change",
    "Contradiction",
    "Fixed",
    "Group",
    "Moves",
    "Person",
    "Result",
    "Rules",
    "Settings",
    "Town",
    "Unplaced",
    "Violation",
    "match",
    "validate",
]
