"""Taking back the last thing that was done to a proposal by hand."""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User

from ..group_enums import ProposalAct
from ..models import MatchProposal, ProposalEvent, ProposedGroup
from .errors import Refused
from .proposal_edits import Edit, edited


def can_undo(proposal: MatchProposal) -> bool:
    """Whether there is something to take back: the last thing done is no taking back, and the pool cannot be."""
    last = _last(proposal)
    return bool(last) and all(one.act in BACK for one in last)


def undo(proposal: MatchProposal, *, revision: int, by: User, now: datetime) -> MatchProposal:
    """Takes back the last thing that was done by hand. Raises Refused where there is nothing to take back."""

    def act(edit: Edit) -> None:
        last = _last(edit.proposal)
        if not last or not all(one.act in BACK for one in last):
            raise Refused(_("There is nothing to take back."))
        for event in reversed(last):
            BACK[event.act](edit, event)
        edit.log(ProposalAct.UNDONE)

    return edited(proposal, revision, by, now, act)


def _last(proposal: MatchProposal) -> list[ProposalEvent]:
    return (
        list(proposal.events.filter(revision=proposal.revision).select_related("signup")) if proposal.revision else []
    )


def _move_back(edit: Edit, event: ProposalEvent) -> None:
    if event.signup is None:
        raise Refused(_("This person is no longer among those who can be placed."))
    if event.from_key and event.from_key not in {one.key for one in edit.groups.values()}:
        edit.new_group(event.from_key)
    place = edit.place(event.signup)
    edit.put(place, event.from_key)
    place.is_by_hand = event.was_by_hand
    place.save(update_fields=["is_by_hand"])


def _lock_back(edit: Edit, event: ProposalEvent) -> None:
    ProposedGroup.objects.filter(proposal=edit.proposal, key=event.to_key).update(
        is_locked=event.act == ProposalAct.UNLOCKED
    )


def _pin_back(edit: Edit, event: ProposalEvent) -> None:
    edit.proposal.members.filter(signup=event.signup).update(is_pinned=event.act == ProposalAct.UNPINNED)


BACK: dict[str, Callable[[Edit, ProposalEvent], None]] = {
    ProposalAct.MOVED: _move_back,
    ProposalAct.LOCKED: _lock_back,
    ProposalAct.UNLOCKED: _lock_back,
    ProposalAct.PINNED: _pin_back,
    ProposalAct.UNPINNED: _pin_back,
}
