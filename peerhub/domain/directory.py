"""Reads of the public directory: groups as everybody may see them. No member, no address, no link is ever read here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.enums import Region
from home.domain.postcodes import all_postcodes, distance_km
from home.domain.queries import restricted
from home.locales import id_of

from ..enums import MeetingForm
from ..group_enums import SEATED, GroupState
from ..models import DirectoryPage, GroupListing, GroupMembership, PeerProgramme, SignupRound
from .queries import listed_schemes


@dataclass(frozen=True)
class WayIn:
    """How to join a group: in words, and where that leads (empty where there is no way in now)."""

    words: str
    action: str
    url: str
    is_open: bool


def listed() -> "QuerySet[Any]":
    """The groups that everybody may see, each with how many are in it (`members`)."""
    rows = GroupListing.objects.filter(is_listed=True)
    rows = rows.select_related("group__programme", "group__round")
    taken = GroupMembership.objects.filter(group=OuterRef("group"), state__in=sorted(SEATED)).order_by()
    counted = taken.values("group").annotate(number=Count("pk")).values("number")
    return rows.annotate(members=Coalesce(counted, Value(0))).order_by("title", "pk")


def public_rows() -> "QuerySet[Any]":
    """The groups that everybody may see, by title, with their schemes; for lists that tell nothing of members."""
    return GroupListing.objects.filter(is_listed=True).select_related("group__programme").order_by("title", "pk")


def page_in(language: str) -> DirectoryPage | None:
    """The directory's page in a language, where everybody may read it. One query."""
    pages = DirectoryPage.objects.live().filter(locale_id=id_of(language), alias_of__isnull=True)
    return pages.filter(~restricted()).first()


def holding_words(words: Iterable[str]) -> "QuerySet[Any]":
    """The ids of the groups that everybody may see whose words hold all of `words`, which are folded; by title."""
    rows = GroupListing.objects.filter(is_listed=True)
    for word in words:
        rows = rows.filter(folded__contains=word)
    return rows.order_by("title", "pk").values_list("pk", flat=True)


def one_listed(key: UUID) -> Any | None:
    """A group that everybody may see; None for every other. One query."""
    return listed().filter(pk=key).first()


def with_room(rows: "QuerySet[Any]", now: datetime) -> "QuerySet[Any]":
    """Those with a way in today: standing groups with a free place, and groups of schemes with an open round."""
    opens = SignupRound.objects.listed().open_at(now).order_by().values("programme")
    return rows.filter(Q(has_place=True) | Q(rounds_of__in=opens))


def near(rows: "QuerySet[Any]", postcode: int, km: int) -> "QuerySet[Any]":
    """The groups in areas within so many kilometres in a straight line of a postcode, and those online. A postcode
    that does not exist leaves those online alone."""
    table = all_postcodes()
    here = table.find(postcode)
    around = Q(form=MeetingForm.VIRTUAL)
    if here is not None:
        for first, last in _joined((area.first, area.last) for area in table.areas if distance_km(here, area) <= km):
            around |= Q(postcode__gte=first, postcode__lte=last)
    return rows.filter(around)


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Neighbouring areas of the table as one span each: nobody lives between them, and the query stays short."""
    table = all_postcodes()
    order = {area.first: place for place, area in enumerate(table.areas)}
    found: list[tuple[int, int]] = []
    last_place = -2
    for first, last in spans:
        place = order[first]
        if place == last_place + 1:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
        last_place = place
    return found


@dataclass(frozen=True)
class Counts:
    """How many groups there are by region, and how many online."""

    by_region: dict[str, int]
    online: int

    @property
    def total(self) -> int:
        return self.online + sum(self.by_region.values())


def counts(rows: "QuerySet[Any]") -> Counts:
    """Counts the groups of a list by where they meet; one query. One that is online counts as that, wherever it is."""
    kinds = rows.order_by().values("region", "form").annotate(number=Count("*"))
    by_region, online = dict.fromkeys(Region.values, 0), 0
    for row in kinds:
        if row["form"] == MeetingForm.VIRTUAL:
            online += row["number"]
        else:
            by_region[row["region"]] += row["number"]
    return Counts(by_region, online)


def groups_in_words(number: int) -> str:
    """“3 groups”."""
    return ngettext("%(total)d group", "%(total)d groups", number) % {"total": number}


def sentence(found: Counts) -> str:
    """“5 groups: 3 in Midtjylland and 2 online”."""
    begin = groups_in_words(found.total)
    where = [
        _("%(number)d in %(region)s") % {"number": number, "region": Region(region).label}
        for region, number in found.by_region.items()
        if number
    ]
    if found.online:
        where.append(_("%(number)d online") % {"number": found.online})
    if not where:
        return begin
    if len(where) > 1:
        where = [_("%(first)s and %(last)s") % {"first": ", ".join(where[:-1]), "last": where[-1]}]
    return f"{begin}: {where[0]}"


def ways_in(rows: Iterable[Any], now: datetime) -> dict[UUID, WayIn]:
    """How to join each of the groups; one query for the rounds that are open."""
    listings = list(rows)
    programmes = {one.group.programme_id for one in listings}
    opens = SignupRound.objects.listed().open_at(now).filter(programme__in=programmes).order_by("closes_at")
    by_programme = {one.programme_id: one for one in reversed(opens)}
    return {one.pk: _way_into(one, by_programme.get(one.group.programme_id)) for one in listings}


def _way_into(listing: Any, opened: SignupRound | None) -> WayIn:
    group, programme = listing.group, listing.group.programme
    if group.round_id is None and group.state == GroupState.ACTIVE:
        if listing.members < group.max_size:
            return WayIn(_("Free places"), _("Join the group"), reverse("join_group", args=[group.pk]), True)
        return WayIn(_("Full"), "", "", False)
    if opened is not None:
        url = reverse("signup_start", args=[opened.slug])
        return WayIn(_("Next round is open"), _("Sign up for the round"), url, True)
    return WayIn(_("Begun"), _("Tell me about the next round"), _interest(programme), False)


def alerts() -> list[tuple[str, str]]:
    """Where one can ask to hear of the next round, a scheme that has rounds each: its name and the address. One
    query."""
    schemes = listed_schemes()
    return [(one.name, _interest(one)) for one in schemes if one.has_rounds]


def _interest(programme: PeerProgramme) -> str:
    return reverse("interest", args=[programme.code])
