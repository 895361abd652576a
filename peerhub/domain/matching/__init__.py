"""The matching engine: plain Python in, plain Python out, no Django (matching.md)."""

from .bounds import bottleneck, upper_bound
from .checking import validate
from .choices import LeftOut, Placement, place_by_choice, split_of
from .desk import Desk, evaluate
from .differences import diff
from .engine import match
from .explained import (
    Effect,
    Fact,
    GroupChange,
    GroupReasons,
    Joined,
    LastPrice,
    Left,
    Lifted,
    Move,
    Moved,
    OrderPrice,
    OtherGroup,
    PersonReasons,
    Shared,
)
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
from .prices import price_of_last, price_of_orders

__all__ = [
    "Change",
    "Contradiction",
    "Desk",
    "Effect",
    "Fact",
    "Fixed",
    "Group",
    "GroupChange",
    "GroupReasons",
    "Joined",
    "LastPrice",
    "Left",
    "LeftOut",
    "Lifted",
    "Move",
    "Moved",
    "Moves",
    "OrderPrice",
    "OtherGroup",
    "Person",
    "PersonReasons",
    "Placement",
    "Result",
    "Rules",
    "Settings",
    "Shared",
    "Town",
    "Unplaced",
    "Violation",
    "bottleneck",
    "diff",
    "evaluate",
    "match",
    "place_by_choice",
    "price_of_last",
    "price_of_orders",
    "split_of",
    "upper_bound",
    "validate",
]
