"""The groups that people can choose among in a round whose groups are made beforehand."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from accounts.domain.access_log import record
from accounts.models import User
from outbox.locks import lock_row

from ..enums import RoundState
from ..models import PredefinedGroup, SignupRound
from .errors import Refused
from .rounds import may_run

# While signup is open groups may be added and get more seats; none is taken away from who chose it.
OPEN_TO_NEW = frozenset({RoundState.DRAFT, RoundState.OPEN})


@transaction.atomic
def keep(
    round: SignupRound, group: PredefinedGroup | None, *, values: dict[str, Any], by: User, now: datetime
) -> PredefinedGroup:
    """Adds a group, or changes one. A second identical call changes nothing.

    Raises Refused once signup has closed, for a name that another group of the round has, and for fewer seats while
    signup is open.
    """
    held = _held(round, by)
    namesakes = held.predefined_groups.filter(name_da=values["name_da"])
    if (namesakes.exclude(pk=group.pk) if group else namesakes).exists():
        raise Refused(_("Another group of this round has that name."), field="name_da")
    if group is None:
        last = held.predefined_groups.aggregate(last=Max("order"))["last"] or 0
        made = PredefinedGroup.objects.create(round=held, order=last + 1, **values)
        record(by=by, action="round.group_added", object=held, now=now)
        return made
    group.refresh_from_db()
    if held.state == RoundState.OPEN and values["seats"] < group.seats:
        raise Refused(_("People choose among the seats now, so there can be more but not fewer."), field="seats")
    if any(getattr(group, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(group, name, value)
        group.save()
        record(by=by, action="round.group_changed", object=held, now=now)
    return group


@transaction.atomic
def remove(round: SignupRound, group: PredefinedGroup, *, by: User, now: datetime) -> None:
    """Takes a group away while the round is being prepared. A second call finds none and does nothing."""
    held = _held(round, by)
    if held.state != RoundState.DRAFT:
        raise Refused(_("Somebody may have chosen this group. It can no longer be taken away."))
    if PredefinedGroup.objects.filter(pk=group.pk).delete()[0]:
        record(by=by, action="round.group_removed", object=held, now=now)


def _held(round: SignupRound, by: User) -> SignupRound:
    held = lock_row(round)
    if not may_run(held, by):
        raise Refused(_("This round is run by others."))
    if held.state not in OPEN_TO_NEW:
        raise Refused(_("Signup has closed, so the groups stand as they are."))
    return held
