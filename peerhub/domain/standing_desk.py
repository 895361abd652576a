"""Standing groups as coordinators open and keep them (S1 pair 3)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.domain.access_log import record
from accounts.models import User
from outbox.locks import lock_row

from ..group_enums import SEATED, GroupAct, GroupState
from ..models import PeerGroup, PeerProgramme
from ..models.signups import regions_of
from .errors import Refused
from .group_steps import note


@transaction.atomic
def open_group(programme: PeerProgramme, values: Mapping[str, Any], *, by: User, now: datetime) -> PeerGroup:
    """Makes a standing group of a scheme that has them; it is under way at once. One of the same name is the one that
    stands. Raises Refused for a scheme with rounds, and a region that is not the coordinator's."""
    held = lock_row(programme)
    if held.has_rounds:
        raise Refused(_("This scheme makes its groups in rounds."))
    _refuse_region(values, by)
    known = PeerGroup.objects.filter(programme=held, round=None, name=values["name"]).first()
    if known is not None:
        return known
    number = PeerGroup.objects.filter(programme=held, round=None).count() + 1
    sizes = {"min_size": held.min_size, "max_size": held.max_size, "seats": held.max_size}
    state = {"state": GroupState.ACTIVE, "number": number, "made_at": now, "made_by": by}
    made = PeerGroup.objects.create(programme=held, **state, **sizes, **values)
    note(made, GroupAct.MADE, by=by, now=now)
    record(by=by, action="group.made", object=made, now=now)
    return made


@transaction.atomic
def change_group(group: PeerGroup, values: Mapping[str, Any], *, by: User, now: datetime) -> PeerGroup:
    """Gives a standing group another name, place or notice. The same again changes nothing. Raises Refused for a group
    of a round, an ended one, a taken name, and a region that is not the coordinator's."""
    held = lock_row(group)
    if held.round_id is not None or held.state not in (GroupState.ACTIVE, GroupState.CLOSING):
        raise Refused(_("Only a standing group that goes on is changed here."))
    _refuse_region(values, by)
    changed = sorted(name for name, value in values.items() if getattr(held, name) != value)
    twins = PeerGroup.objects.filter(programme=held.programme_id, round=None).exclude(pk=held.pk)
    if "name" in changed and twins.filter(name=values["name"]).exists():
        raise Refused(_("Another group of the scheme has this name."), field="name")
    if changed:
        for name in changed:
            setattr(held, name, values[name])
        held.save(update_fields=changed)
        note(held, GroupAct.CHANGED, by=by, now=now)
        record(by=by, action="group.changed", object=held, purpose=",".join(changed), now=now)
    return held


def _refuse_region(values: Mapping[str, Any], by: User) -> None:
    regions = regions_of(by)
    if regions is not None and values.get("region", "") not in regions:
        raise Refused(_("Choose a region that you coordinate."), field="region")


def standing_groups(person: User) -> "QuerySet[Any]":
    """The standing groups that a coordinator runs, with how many are in each (`members`). One query."""
    taken = Count("memberships", filter=Q(memberships__state__in=sorted(SEATED)))
    rows = PeerGroup.objects.run_by(person).filter(round=None).annotate(members=taken)
    return rows.select_related("programme").order_by("programme", "number")
