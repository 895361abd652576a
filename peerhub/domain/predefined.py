"""Overfull groups in rounds whose groups were made beforehand: more people chose one than it has seats for, so two may
be made of it (S1 pair 4: "numbers unpredictable; split if too many"). It is proposed, and a coordinator does it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User

from ..enums import Grouping
from ..models import MatchProposal, ProposedGroup
from .by_choice import choices_of, key_of
from .errors import Refused
from .matching import Person, split_of
from .proposal_boards import Board, board_of
from .proposal_edits import NEW, Edit, edited


@dataclass(frozen=True)
class Overfull:
    """A group that more people chose than it has seats for, and the two it could become."""

    group: ProposedGroup
    waiting: int
    parts: tuple[tuple[str, ...], tuple[str, ...]]

    @property
    def sizes(self) -> tuple[int, int]:
        """How many each part would have."""
        return len(self.parts[0]), len(self.parts[1])


def overfull(board: Board) -> list[Overfull]:
    """The groups of a proposal that people without one chose in vain, where two could be made of one; for the
    coordinator, who decides. Nothing in a round whose groups are made from answers."""
    if board.proposal.round.grouping != Grouping.PREDEFINED or not board.without:
        return []
    choices = choices_of([board.signup(name) for name in board.without])
    people = {one.id: one for one in board.people}
    found = (_split_of(board, group, choices, people) for group in board.open_groups if group.predefined)
    return [one for one in found if one]


def _split_of(
    board: Board, group: ProposedGroup, choices: Mapping[str, Sequence[str]], people: Mapping[str, Person]
) -> Overfull | None:
    if group.predefined is None or group.is_locked:
        return None
    here = board.grouping[group.key]
    waiting = [name for name, keys in choices.items() if key_of(group.predefined) in keys]
    settings = replace(board.settings, size_max=group.predefined.seats)
    if not waiting or len(here) + len(waiting) < 2 * settings.size_min:
        return None
    parts = split_of([people[name] for name in (*here, *waiting)], settings, board.rules).groups
    if len(parts) != 2 or len(parts[0].members) + len(parts[1].members) <= len(here):
        return None
    first, second = sorted((one.members for one in parts), key=lambda members: -len(set(members) & set(here)))
    return Overfull(group, len(waiting), (first, second))


def split_overfull(proposal: MatchProposal, *, key: str, revision: int, by: User, now: datetime) -> MatchProposal:
    """Makes two of an overfull group, as `overfull` proposes. Raises Refused where there is nothing to split any more,
    and Conflict where the proposal has been changed."""
    board = board_of(proposal)
    wanted = next((one for one in overfull(board) if one.group.key == key), None)
    if wanted is None:
        raise Refused(_("This group need not be split any more."))

    def act(edit: Edit) -> None:
        made = edit.group(NEW)
        made.predefined = wanted.group.predefined
        made.save(update_fields=["predefined"])
        for names, to in zip(wanted.parts, (key, made.key), strict=True):
            for name in sorted(names):
                edit.put(edit.place(board.signup(name)), to)

    return edited(proposal, revision, by, now, act)
