"""Granting and taking roles."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _

from outbox.domain.messages import queue

from ..enums import Role
from ..models import RoleGrant, User
from .access_log import record
from .errors import Refused

KIND = "accounts.roles_changed"
# Sent inside the transaction with `person`, so that home can follow with the Wagtail groups.
roles_changed = Signal()


@transaction.atomic
def grant(
    *,
    person: User,
    role: str,
    by: User | None,
    now: datetime,
    region: str = "",
    section: str = "",
    reason: str = "",
) -> RoleGrant:
    """Gives `person` a role, in a region or a section where named; ends their sessions, so that the second factor is
    asked for at once. A second identical call changes nothing.

    `by` is None for the command that makes the first administrator: nobody is told by mail then.
    """
    given, made = RoleGrant.objects.get_or_create(
        person=person,
        role=Role(role),
        region=region,
        section=section,
        defaults={"granted_at": now, "granted_by": by},
    )
    if made:
        _changed(person, action=f"role.granted.{role}", by=by, now=now, reason=reason)
    return given


@transaction.atomic
def revoke(
    *,
    person: User,
    role: str,
    by: User | None = None,
    now: datetime,
    region: str = "",
    section: str = "",
    reason: str = "",
) -> None:
    """Takes a role away and ends the person's sessions. Harmless when the role is not held.

    Raises Refused for the last administrator: nobody could ever grant a role again.
    """
    if role == Role.ADMINISTRATOR:
        keep_an_administrator(without=person)
    removed, _rows = RoleGrant.objects.filter(person=person, role=role, region=region, section=section).delete()
    if removed:
        _changed(person, action=f"role.taken.{role}", by=by, now=now, reason=reason)


def keep_an_administrator(*, without: User) -> None:
    """Raises Refused when nobody but `without` is an administrator. Holds all their rows until the transaction ends,
    so of two who take the role from each other at once the second is refused."""
    held = RoleGrant.objects.filter(role=Role.ADMINISTRATOR, person__is_active=True).order_by("pk")
    holders = {one.person_id for one in held.select_for_update(of=("self",))}
    if holders == {without.pk}:
        raise Refused(_("This is the last administrator. Give somebody else the role first."))


def _changed(person: User, *, action: str, by: User | None, now: datetime, reason: str) -> None:
    User.objects.filter(pk=person.pk).update(session_version=F("session_version") + 1)
    person.refresh_from_db(fields=["session_version"])
    event = record(by=by, action=action, subject=person, purpose=reason, now=now)
    if by is not None:
        queue(KIND, object_id=str(person.uuid), now=now, dedupe_key=f"{KIND}:{event.pk}")
    if hasattr(person, "_roles"):
        del person._roles
    roles_changed.send(sender=RoleGrant, person=person)
