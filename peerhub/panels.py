"""What peer groups show on the coordinator's workbench."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from accounts.models import User
from accounts.panels import Row

from .domain import needs
from .domain.queries import rounds_for_staff
from .enums import RoundState
from .group_enums import Need


def rounds_to_act_on(person: User) -> list[Row]:
    """How many rounds wait for their groups, take signups now, and are being prepared."""
    now = timezone.now()
    states = [one.state_at(now) for one in rounds_for_staff(person)]
    closed, opened = states.count(RoundState.CLOSED), states.count(RoundState.OPEN)
    drafts = states.count(RoundState.DRAFT)
    url = reverse("rounds")
    return [
        Row(
            closed,
            ngettext("round has closed and waits for groups", "rounds have closed and wait for groups", closed),
            url,
        ),
        Row(opened, ngettext("round is open for signup", "rounds are open for signup", opened), url),
        Row(drafts, ngettext("round is being prepared", "rounds are being prepared", drafts), url),
    ]


def groups_to_act_on(person: User) -> list[Row]:
    """How many groups need somebody for each reason, and how many signups wait; each leads to the list."""
    now, url = timezone.now(), reverse("group_desk")
    reasons = [need for found in needs.by_group(person, now).values() for need in found]
    rows = [Row(reasons.count(one), words_of(one, reasons.count(one)), f"{url}?need={one.value}") for one in Need]
    waiting = needs.by_round(person, now)
    unmatched, soon = sum(one.unmatched + one.waiting for one in waiting), sum(one.soon for one in waiting)
    return [
        *rows,
        Row(unmatched, ngettext("person waits for a group", "people wait for a group", unmatched), f"{url}#signups"),
        Row(soon, ngettext("offered place runs out soon", "offered places run out soon", soon), f"{url}#signups"),
    ]


def words_of(need: Need, number: int) -> str:
    """What a row says of so many groups that need somebody for one reason."""
    return {
        Need.NO_LEADER: ngettext("group has a meeting nobody leads", "groups have a meeting nobody leads", number),
        Need.QUIET: ngettext("group has been quiet for long", "groups have been quiet for long", number),
        Need.SMALL: ngettext("group has too few people", "groups have too few people", number),
        Need.OFFERS: ngettext("group has an offer about to run out", "groups have offers about to run out", number),
        Need.FOLLOW_UP: ngettext("group nobody has asked yet", "groups nobody has asked yet", number),
    }[need]
