"""What is asked of a proposal before it is published: who stands in which group today, what they share, and what is in
the way of it, in sentences that a coordinator can act on (domain.md §4.1)."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import MatchProposal, ProposedGroup, ProposedMember, Signup, SignupRound
from ..signup_enums import SignupState
from .errors import Refused
from .match_facts import Facts, Table

# Fewer is no group, whatever the reason (domain.md §7).
LEAST = 2


RULES: dict[str, Promise] = {
    "slot": gettext_lazy("%(group)s has no time at which all can."),
    "language": gettext_lazy("%(group)s has no language that all speak."),
    "way": gettext_lazy("%(group)s has no town that all can reach, and not all can meet online."),
    "apart": gettext_lazy("%(group)s holds two who are to be kept apart."),
    "together": gettext_lazy("%(group)s parts people who are to be together."),
    "giver": gettext_lazy("%(group)s has nobody who gives support."),
}
CHOSEN = frozenset({"slot", "way"})


@dataclass(frozen=True)
class Chosen:
    """A proposed group that is to be published, with its members and what they share."""

    row: ProposedGroup
    members: tuple[UUID, ...]
    facts: Facts


def chosen_of(proposal: MatchProposal, keys: Collection[str] | None) -> list[Chosen]:
    """The groups of a proposal that are asked for, with their people and what they share. Six queries, however many
    they are. Raises Refused for a key that the proposal has not."""
    rows = list(proposal.groups.select_related("predefined"))
    unknown = set(keys or ()) - {one.key for one in rows}
    if unknown:
        raise Refused(_("The group is no longer there."))
    wanted = [one for one in rows if keys is None or one.key in keys]
    places: dict[int, list[UUID]] = {}
    for group, signup in ProposedMember.objects.filter(group__in=wanted).values_list("group", "signup"):
        places.setdefault(group, []).append(signup)
    table = Table(proposal.round, [one for members in places.values() for one in members])
    return [
        Chosen(row, tuple(sorted(places[row.pk])), table.facts(places[row.pk])) for row in wanted if row.pk in places
    ]


def ids_of(chosen: Sequence[Chosen]) -> list[UUID]:
    """Everybody in these groups; somebody who stands in two comes twice."""
    return [one for group in chosen for one in group.members]


def problems(
    held_round: SignupRound, chosen: Sequence[Chosen], people: Mapping[UUID, Signup], *, is_reasoned: bool
) -> list[str]:
    """Why these groups cannot be published, in sentences; empty where they can. With a reason sizes and hard rules may
    be departed from; people who have left, and groups of one, stand in the way all the same."""
    found = [
        *_who_changed(chosen, people),
        *(
            _("%(group)s has only one person. A group has two at least.") % {"group": words_for(one.row)}
            for one in chosen
            if len(one.members) < LEAST
        ),
    ]
    if not is_reasoned:
        found += departures(held_round, chosen)
    return found


def _who_changed(chosen: Sequence[Chosen], people: Mapping[UUID, Signup]) -> list[str]:
    named = Counter(ids_of(chosen))
    twice = [people[one] for one, times in named.items() if times > 1 and one in people]
    gone = sorted(
        f"{one.name or one.reference} ({one.get_state_display()})"
        for one in people.values()
        if one.state != SignupState.CONFIRMED
    )
    found = []
    if twice:
        names = ", ".join(sorted(one.name or one.reference for one in twice))
        found.append(_("In two groups at once: %(people)s.") % {"people": names})
    if gone or len(people) < len(named):
        missing = ", ".join(gone) or _("somebody whose signup is gone")
        found.append(
            _("No longer among those who can be placed: %(people)s. Bring the proposal up to date, then publish.")
            % {"people": missing}
        )
    return found


def departures(held_round: SignupRound, chosen: Sequence[Chosen]) -> list[str]:
    """What is out of the ordinary and needs a reason: sizes outside the round's, hard rules that are broken."""
    found = []
    for one in chosen:
        size, most = len(one.members), most_in(held_round, one.row)
        words = {"group": words_for(one.row), "size": size, "least": held_round.min_size, "most": most}
        if not held_round.min_size <= size <= most:
            found.append(_("%(group)s has %(size)d people; the round's groups have %(least)d to %(most)d.") % words)
        # Who chose a group made beforehand knew when and where it meets.
        known = CHOSEN if one.row.predefined else frozenset()
        found += [str(RULES[rule]) % words for rule in one.facts.broken if rule in RULES and rule not in known]
    return found


def most_in(held_round: SignupRound, row: ProposedGroup) -> int:
    """How many a group may hold: the seats of one made beforehand, else the round's largest."""
    return row.predefined.seats if row.predefined else held_round.max_size


def words_for(row: ProposedGroup) -> str:
    """What a proposed group is called before it has a number of its own."""
    return row.predefined.name if row.predefined else _("Group %(number)d") % {"number": row.order}
