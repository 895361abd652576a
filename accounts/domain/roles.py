"""Granting and taking roles."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.dispatch import Signal

from ..enums import Role
from ..models import RoleGrant, User

# Sent inside the transaction with `person`, so that home can follow with the Wagtail groups.
roles_changed = Signal()


@transaction.atomic
def grant(*, person: User, role: str, by: User | None, now: datetime, region: str = "", section: str = "") -> RoleGrant:
    """Gives `person` a role, in a region or a section where named. A second identical call changes nothing."""
    given, made = RoleGrant.objects.get_or_create(
        person=person,
        role=Role(role),
        region=region,
        section=section,
        defaults={"granted_at": now, "granted_by": by},
    )
    if made:
        _follow(person)
    return given


@transaction.atomic
def revoke(*, person: User, role: str, region: str = "", section: str = "") -> None:
    """Takes a role away and ends the person's sessions. Harmless when the role is not held."""
    removed, _ = RoleGrant.objects.filter(person=person, role=role, region=region, section=section).delete()
    if removed:
        User.objects.filter(pk=person.pk).update(session_version=F("session_version") + 1)
        _follow(person)


def _follow(person: User) -> None:
    if hasattr(person, "_roles"):
        del person._roles
    roles_changed.send(sender=RoleGrant, person=person)
