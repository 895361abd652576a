"""Schemes: changing their format, and what their pages say of them."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.domain.access_log import record
from accounts.enums import Role
from accounts.models import User
from outbox.locks import lock_row

from ..enums import Audience, AxisChoice, MeetingForm
from ..models import PeerProgramme, PeerProgrammePage, Sizes
from .errors import Refused
from .formats import settings_for

Row = tuple[str | Promise, str | Promise]


def may_set(person: User) -> bool:
    """Whether somebody may change schemes: administrators, and coordinators of the whole country."""
    grants = person.role_grants.filter(role=Role.COORDINATOR, region="")
    return person.has_role(Role.ADMINISTRATOR) or grants.exists()


@transaction.atomic
def make(*, values: dict[str, Any], by: User, now: datetime) -> PeerProgramme:
    """Makes a scheme. A second call with the same code gives the one that is there.

    Raises Refused for who may not.
    """
    _check_person(by)
    known = PeerProgramme.objects.filter(code=values["code"]).first()
    if known is not None:
        return known
    made = PeerProgramme(**values, changed_by=by)
    _check_sizes(made)
    made.save(force_insert=True)
    record(by=by, action="programme.made", object=made, now=now)
    return made


@transaction.atomic
def change(programme: PeerProgramme, *, values: dict[str, Any], by: User, now: datetime) -> PeerProgramme:
    """Writes a scheme's choices and settings. Rounds that are made later follow; those there are stay as they are,
    since people have signed up for them. A second identical call changes nothing.

    Raises Refused for who may not, for sizes in the wrong order, and for standing groups while a round runs.
    """
    _check_person(by)
    held = lock_row(programme)
    changed = {name: value for name, value in values.items() if getattr(held, name) != value}
    if not changed:
        return held
    for name, value in changed.items():
        setattr(held, name, value)
    _check_sizes(held)
    if (
        "intake" in changed
        and not held.has_rounds
        and held.rounds.exclude(state__in=["completed", "cancelled"]).exists()
    ):
        raise Refused(_("A round is under way, so the groups cannot become standing and open yet."), field="intake")
    held.changed_by = by
    held.save()
    record(by=by, action="programme.changed", object=held, purpose=",".join(sorted(changed))[:120], now=now)
    return held


def without_rounds() -> list[PeerProgramme]:
    """The schemes whose groups stand; for coordinators. One query."""
    return list(PeerProgramme.objects.filter(intake=AxisChoice.OPEN).order_by("code"))


def _check_person(by: User) -> None:
    if not may_set(by):
        raise Refused(_("Only coordinators of the whole country change schemes."))


def _check_sizes(programme: PeerProgramme) -> None:
    if not Sizes.LEAST <= programme.min_size <= programme.target_size <= programme.max_size:
        message = _("The wished size must lie between the smallest, at least two, and the largest group.")
        raise Refused(message, field="target_size")


def facts_of(page: PeerProgrammePage) -> list[Row]:
    """The fact box of a scheme's page: what editors wrote, and what follows from the scheme."""
    programme = page.programme
    return [
        (_("Who"), page.for_whom),
        (_("Price"), page.price),
        (_("Length"), page.length),
        (_("Membership"), membership_words(programme)),
        (_("Meetings"), page.meetings),
        (_("Group size"), size_words(programme)),
        (_("Meeting form"), form_words(programme)),
    ]


def membership_words(programme: PeerProgramme) -> str:
    """Whether one must be a member."""
    audience = settings_for(programme).audience
    if audience == (Audience.MEMBERS,):
        return _("For members of the association")
    if len(audience) > 1 and programme.recruitment == "between":
        return _("Some groups are for members")
    return _("You do not need to be a member")


def size_words(sized: Sizes) -> str:
    """From how many to how many, and how many it mostly is."""
    words = {"least": sized.min_size, "most": sized.max_size, "often": sized.target_size}
    if sized.min_size == sized.max_size:
        return _("%(most)d") % words
    return _("%(least)d–%(most)d, most often %(often)d") % words


def form_words(programme: PeerProgramme) -> str:
    """How groups of the scheme meet."""
    return str(MeetingForm(settings_for(programme).meeting_form[0]).label)
