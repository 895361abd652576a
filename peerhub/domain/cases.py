"""Which coordinator looks after which group, how many they can, and that somebody has asked a group how it goes."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain.access_log import record
from accounts.enums import Role
from accounts.models import User
from outbox.locks import lock_row

from ..group_enums import ENDED_GROUPS, GroupAct, GroupState
from ..models import CaseCapacity, GroupCase, GroupEvent, PeerGroup
from .errors import Refused
from .group_steps import note

LIVE = sorted(set(GroupState.values) - ENDED_GROUPS)


@dataclass(frozen=True)
class Load:
    """A coordinator with how many groups they look after, and how many they can; None where they have not said."""

    person: User
    has: int
    most: int | None

    @property
    def is_over(self) -> bool:
        """Whether they look after more groups than they can."""
        return self.most is not None and self.has > self.most

    @property
    def is_full(self) -> bool:
        """Whether another group would be one too many."""
        return self.most is not None and self.has >= self.most


def loads(region: str) -> list[Load]:
    """The coordinators of a region and of the whole country, by name. One query."""
    here = Q(role_grants__role=Role.COORDINATOR, role_grants__region__in=["", region])
    live = Count("group_cases", filter=Q(group_cases__group__state__in=LIVE), distinct=True)
    rows = User.objects.filter(here, is_active=True).annotate(has_cases=live).select_related("case_capacity")
    return [_load(one) for one in rows.distinct().order_by("first_name", "last_name", "pk")]


def _load(person: User) -> Load:
    capacity: CaseCapacity | None = getattr(person, "case_capacity", None)
    return Load(person, person.has_cases, capacity.most if capacity else None)  # type: ignore[attr-defined]


def load_of(person: User) -> Load:
    """What one coordinator looks after. Two queries."""
    live = GroupCase.objects.filter(owner=person, group__state__in=LIVE)
    capacity = CaseCapacity.objects.filter(person=person).first()
    return Load(person, live.count(), capacity.most if capacity else None)


@transaction.atomic
def give(group: PeerGroup, owner: User | None, *, by: User, now: datetime) -> GroupCase | None:
    """Lets a coordinator look after a group in the place of another; None takes whoever did off. The same again
    changes nothing. Raises Refused for somebody who does not coordinate the group's region, and for an ended group."""
    held = lock_row(group)
    if held.state in ENDED_GROUPS:
        raise Refused(_("The group has ended."))
    known = GroupCase.objects.filter(group=held).first()
    if (known.owner_id if known else None) == (owner.pk if owner else None):
        return known
    if owner is not None and not PeerGroup.objects.run_by(owner).filter(pk=held.pk).exists():
        raise Refused(_("This person does not coordinate the region of the group."), field="owner")
    if owner is None:
        GroupCase.objects.filter(group=held).delete()
    else:
        known = GroupCase.objects.update_or_create(group=held, defaults={"owner": owner, "since": now})[0]
    note(held, GroupAct.OWNED, by=by, now=now)
    record(by=by, action="group.owner", subject=owner, object=held, now=now)
    return known if owner else None


@transaction.atomic
def say_capacity(person: User, most: int | None) -> None:
    """Keeps how many groups a coordinator can look after; None forgets it."""
    if most is None:
        CaseCapacity.objects.filter(person=person).delete()
    else:
        CaseCapacity.objects.update_or_create(person=person, defaults={"most": most})


@transaction.atomic
def followed(group: PeerGroup, words: str, *, by: User, now: datetime) -> GroupEvent | None:
    """Notes that a coordinator has asked a group how it goes; its quiet rests for FOLLOW_UP_DAYS. The same words of the
    same person on one day are one note: then None. Raises Refused for a group that has ended."""
    held = lock_row(group)
    if held.state in ENDED_GROUPS:
        raise Refused(_("The group has ended."))
    known = GroupEvent.objects.filter(group=held, act=GroupAct.FOLLOWED, by=by, note=words.strip()[:300])
    if known.filter(at__date=timezone.localdate(now)).exists():
        return None
    note(held, GroupAct.FOLLOWED, by=by, now=now, because=words)
    return known.order_by("-at").first()
