"""A proposal on the coordinator's desk: its groups and people as they are today, with what the engine says of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from django.db import transaction
from django.utils import timezone

from accounts.domain import access_log
from accounts.models import User

from ..group_enums import ProposalState
from ..models import MatchProposal, ProposedGroup, ProposedMember, Signup
from .answers import Answers
from .match_pool import confirmed, name_of, people_in, told_by
from .match_rules import kept_from, rules_for
from .match_setup import Setup
from .matching import Desk, Person, Result, Rules, Settings, split_of
from .proposal_runs import inside_of
from .proposals import free_key, rows_of
from .reading import Purpose


@dataclass(frozen=True)
class Changes:
    """What has happened to the pool since the proposal: who left it, who came, who answered otherwise."""

    left: list[Signup]
    joined: list[Signup]
    changed: list[Signup]

    def __bool__(self) -> bool:
        return bool(self.left or self.joined or self.changed)


@dataclass(frozen=True)
class Board:
    """Groups in their order, places in them, and the pool of today by the names that the engine uses. Groups that are
    published are shown and no longer reckoned with."""

    proposal: MatchProposal
    groups: list[ProposedGroup]
    places: list[ProposedMember]
    pool: Mapping[str, tuple[Signup, Answers]]
    settings: Settings
    rules: Rules
    is_whole: bool = False

    @cached_property
    def people(self) -> list[Person]:
        """Those who can be moved about."""
        return people_in(self.proposal.round, self.pool.values())

    @cached_property
    def place_of(self) -> dict[str, ProposedMember]:
        """Places of those who are still in the pool, by name."""
        return {name_of(one.signup): one for one in self.places if name_of(one.signup) in self.pool}

    @cached_property
    def open_groups(self) -> list[ProposedGroup]:
        """Groups that are not published yet; of a whole board, all of them."""
        return [one for one in self.groups if self.is_whole or one.peer_group_id is None]

    @cached_property
    def by_key(self) -> dict[str, ProposedGroup]:
        """Groups by their keys."""
        return {one.key: one for one in self.groups}

    @cached_property
    def grouping(self) -> dict[str, list[str]]:
        """Members by group, as the engine takes it."""
        keys = {one.pk: one.key for one in self.open_groups}
        found: dict[str, list[str]] = {key: [] for key in keys.values()}
        for name, place in self.place_of.items():
            if place.group_id in keys:
                found[keys[place.group_id]].append(name)
        return found

    @cached_property
    def desk(self) -> Desk:
        """The engine's answers about it."""
        return Desk(self.people, self.settings, self.rules, self.grouping)

    @cached_property
    def result(self) -> Result:
        """It as a whole: figures, and why those without a group have none."""
        return self.desk.result()

    @property
    def metrics(self) -> Mapping[str, float]:
        """Its figures now; once groups are published, as it was made."""
        is_past = self.proposal.state == ProposalState.PUBLISHED and not self.is_whole
        return self.proposal.metrics if is_past else self.result.metrics

    @cached_property
    def without(self) -> list[str]:
        """Names of those who have no group, those who came since among them."""
        placed = {name for members in self.grouping.values() for name in members}
        return [name for name in self.pool if name not in placed]

    @cached_property
    def changes(self) -> Changes:
        """What has happened to the pool since the proposal was made, or since it was last brought up to date."""
        known = {one.signup_id for one in self.places}
        open_places = {one.pk for one in self.open_groups}
        stands = [one for one in self.places if one.group_id is None or one.group_id in open_places]
        since = self.proposal.pool_at
        return Changes(
            left=[one.signup for one in stands if name_of(one.signup) not in self.pool],
            joined=[signup for signup, _answers in self.pool.values() if signup.pk not in known],
            changed=[
                signup
                for signup, _answers in self.pool.values()
                if signup.pk in known and since and signup.answers.changed_at > since
            ],
        )

    @property
    def free_key(self) -> str:
        """A key that no group has."""
        return free_key(self.by_key)

    def half_of(self, key: str) -> list[str]:
        """Whom of a group a second one would best be made of, by the engine; empty where it finds no two groups."""
        members = set(self.grouping.get(key, []))
        halves = split_of([one for one in self.people if one.id in members], self.settings, self.rules).groups
        return list(halves[1].members) if len(halves) > 1 else []

    def signup(self, name: str) -> Signup:
        """Somebody of the pool by name. Raises KeyError."""
        return self.pool[name][0]


def board_of(proposal: MatchProposal, *, is_whole: bool = False) -> Board:
    """The proposal as it stands; seven queries, whatever it holds. For coordinators who run the round. A whole board
    reckons with published groups too, as far as people's answers are there."""
    groups, places = rows_of(proposal)
    published = {one.pk for one in groups if one.peer_group_id is not None}
    held = confirmed(proposal.round)
    if is_whole and published:
        held += told_by([one.signup_id for one in places if one.group_id in published])
    pool = {name_of(signup): (signup, answers) for signup, answers in held}
    named = [(place, name_of(place.signup)) for place in places if name_of(place.signup) in pool]
    standing = [one for one in groups if is_whole or one.pk not in published]
    rules = kept_from(rules_for(proposal.round, held), standing, inside_of(named))
    settings = Setup.of_json(proposal.setup).settings(proposal.round)
    # What stands by hand may break a rule: pins hold in the next run, and bind no move now.
    return Board(proposal, groups, places, pool, settings, replace(rules, pinned={}), is_whole)


def look_at_people(board: Board, names: Iterable[str], *, by: User, now: datetime) -> int:
    """Logs that somebody saw these people of a board, as `log_looks`."""
    return log_looks([board.signup(name) for name in names], by=by, now=now)


@transaction.atomic
def log_looks(signups: Iterable[Signup], *, by: User, now: datetime) -> int:
    """Logs that somebody saw who these people are and part of what they answered, once a day each; returns how many
    lines were written. The signups hold their answers and their person."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    looks = [(one.answers, one.person) for one in signups]
    return access_log.record_reads(by=by, looks=looks, purpose=Purpose.MATCHING, now=now, since=midnight)
