"""What stands of a group in the public directory: written by coordinators, proposed by the group's own members."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.domain.access_log import record
from accounts.models import User
from home.models import ContentVersion
from outbox.locks import lock_row

from ..enums import MeetingForm
from ..group_enums import LISTED_GROUPS, MembershipState
from ..models import GroupListing, GroupMembership, PeerGroup
from .errors import Refused

# What a group may propose of itself; whether it is shown, and where on the map, is for the coordinator.
PROPOSABLE = ("title", "area", "weekday", "languages", "access", "about", "about_en")
WRITTEN = (*PROPOSABLE, "is_shown", "region", "postcode", "form")


def listing_of(group: PeerGroup, *, now: datetime) -> GroupListing:
    """What stands of a group, or, where nothing does, what a coordinator begins with; then it is not saved."""
    found = GroupListing.objects.filter(group=group).first()
    if found is not None:
        return found
    day = next((slot.partition("-")[0] for slot in group.slots), "")
    made = GroupListing(
        group=group,
        title=f"{group.programme.name} {group.town}".strip()[:80],
        area=group.town,
        region=group.region,
        form=group.form,
        weekday=day,
        changed_at=now,
    )
    made.languages = list(group.languages) or ["da"]  # type: ignore[assignment]
    return made


def shown_of(group: PeerGroup) -> GroupListing | None:
    """What everybody sees of a group; None where nobody does. One query."""
    return GroupListing.objects.filter(group=group, is_shown=True).first()


def follow(group: PeerGroup) -> None:
    """Takes a group in and out of the directory as its state says, and among those with room as its seats do; called by
    each of its steps, and by each seat of a standing group. A second call changes nothing."""
    stands = {"is_listed": group.state in LISTED_GROUPS, "has_place": group.takes_people}
    if GroupListing.objects.filter(group=group, is_shown=True).exclude(**stands).update(**stands):
        ContentVersion.touch()


@transaction.atomic
def write(group: PeerGroup, values: Mapping[str, Any], *, by: User, now: datetime) -> GroupListing:
    """Writes what stands of a group; what it had proposed is answered by that. A second identical call changes nothing.

    Raises Refused for who does not run the group, and for one that meets face to face and has no region.
    """
    held = lock_row(group)
    if not PeerGroup.objects.run_by(by).filter(pk=held.pk).exists():
        raise Refused(_("This group is run by others."))
    if values["is_shown"] and values["form"] != MeetingForm.VIRTUAL and not values["region"]:
        raise Refused(_("Choose the region, so that people can find the group on the map."), field="region")
    listing = listing_of(held, now=now)
    before = None if listing._state.adding else {name: getattr(listing, name) for name in WRITTEN}
    wanted = {name: values[name] for name in WRITTEN}
    if before == wanted and not listing.proposed:
        return listing
    for name, value in wanted.items():
        setattr(listing, name, value)
    listing.proposed, listing.proposed_at, listing.changed_at = {}, None, now
    listing.save()
    record(by=by, action="group.listed" if listing.is_shown else "group.unlisted", object=held, now=now)
    ContentVersion.touch()
    return listing


@transaction.atomic
def propose(group: PeerGroup, values: Mapping[str, Any], *, by: User, now: datetime) -> GroupListing:
    """Keeps what a member proposes, for a coordinator to look at; a newer proposal takes the place of an older one. A
    second identical call changes nothing.

    Raises Refused for somebody who is not in the group, and for a group that is not in the directory.
    """
    held = lock_row(group)
    inside = GroupMembership.objects.filter(group=held, person=by.pk, state=MembershipState.ACCEPTED)
    listing = shown_of(held)
    if not inside.exists():
        raise Refused(_("Only members of the group can do this."))
    if listing is None or held.is_over:
        raise Refused(_("The group is not in the directory. Write to your coordinator."))
    wanted = {name: values[name] for name in PROPOSABLE if values[name] != getattr(listing, name)}
    if wanted == listing.proposed:
        return listing
    listing.proposed, listing.proposed_at = wanted, now if wanted else None
    listing.save(update_fields=["proposed", "proposed_at"])
    return listing


@transaction.atomic
def decline(listing: GroupListing, *, by: User, now: datetime) -> GroupListing:
    """Puts a proposal aside. A second call changes nothing. Raises Refused for who does not run the group."""
    held = lock_row(listing)
    if not PeerGroup.objects.run_by(by).filter(pk=held.group_id).exists():
        raise Refused(_("This group is run by others."))
    if held.proposed:
        held.proposed, held.proposed_at = {}, None
        held.save(update_fields=["proposed", "proposed_at"])
        record(by=by, action="group.proposal_declined", object=held.group, now=now)
    return held
