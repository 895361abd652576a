"""Whose turn it is to lead the next meeting. No Django.

The rules (features.md row 46): nobody who is willing leads twice before all who are willing have led once; never at
one's own first meeting. Where everybody is new, as at the start meeting, anybody may.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Turn:
    """A member: how often they have led or are to lead a meeting, when last (the number of the meeting), whether they
    are willing, and whether the meeting is their first."""

    key: Hashable
    led: int = 0
    last: int = -1
    is_willing: bool = True
    is_new: bool = False


def in_turn(members: Iterable[Turn], *, but: Iterable[Hashable] = ()) -> list[Turn]:
    """Those who may lead the next meeting, whose turn it is first; ties in the order given. `but` are those who have
    said no to this one: they come after everybody else, since no one may be left."""
    willing = [one for one in members if one.is_willing]
    known = [one for one in willing if not one.is_new]
    declined = set(but)
    return sorted(known or willing, key=lambda one: (one.key in declined, one.led, one.last))


def suggested(members: Sequence[Turn], *, but: Iterable[Hashable] = ()) -> Turn | None:
    """Whose turn it is; None where nobody is willing, or all who are have said no."""
    declined = set(but)
    return next((one for one in in_turn(members, but=declined) if one.key not in declined), None)
