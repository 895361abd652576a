"""What people of a round have in common, asked once and for any group of them: times, languages, a way to meet, and
which hard rules they would break. The functions are the engine's own."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from ..enums import MeetingForm
from ..models import SignupRound
from ..signup_enums import WaitingReason
from .match_pool import name_of, people_of, settings_of, told_by
from .match_rules import rules_for
from .matching import validate
from .matching.meeting import languages_of, slots_of, town_of
from .matching.pool import ON_SCREEN, Pool

# The rule that keeps somebody out, as they read it; whatever else it is, there were too few.
REASONS = {"slot": WaitingReason.TIME, "language": WaitingReason.LANGUAGE, "way": WaitingReason.NEAR}
# Sizes are looked at by who makes the group; pins and locks are the proposal's.
LEFT_OUT = frozenset({"size", "pinned", "locked"})


@dataclass(frozen=True)
class Facts:
    """What a group shares. `broken` are the codes of the hard rules that do not hold in it."""

    form: str = MeetingForm.EITHER
    town: str = ""
    slots: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    roles: Mapping[UUID, str] = field(default_factory=dict)


class Table:
    """Some people of a round at one table. Who has no answers any more is known to nobody and breaks no rule."""

    def __init__(self, round: SignupRound, ids: Iterable[UUID]) -> None:
        told = told_by(ids)
        self.people, self.rules, self.settings = people_of(told), rules_for(round, told), settings_of(round)
        self.pool = Pool(self.people, self.settings, self.rules)
        self.names = {signup.pk: name_of(signup) for signup, _answers in told}
        self.roles = {signup.pk: answers.wishes.role for signup, answers in told}

    def places(self, ids: Iterable[UUID]) -> list[int]:
        """Their places in the engine's order."""
        return sorted(self.pool.place[self.names[one]] for one in ids if one in self.names)

    def facts(self, ids: Collection[UUID]) -> Facts:
        """What these share, and what they do not."""
        members = self.places(ids)
        if not members:
            return Facts()
        town, broken = town_of(self.pool, members), self.broken(ids)
        form = MeetingForm.PHYSICAL if town else MeetingForm.VIRTUAL
        return Facts(
            form=MeetingForm.EITHER if "way" in broken else form,
            town=town,
            slots=slots_of(self.pool, members),
            languages=languages_of(self.pool, members),
            broken=broken,
            roles={one: self.roles[one] for one in ids if one in self.roles},
        )

    def broken(self, ids: Collection[UUID], *, coming: UUID | None = None) -> tuple[str, ...]:
        """Codes of the hard rules, but for size, that these break as one group. Where one of them is only `coming`,
        whom the others want to be with is not asked again."""
        members = self.places(ids)
        asking = self.places([coming]) if coming else members
        wants_others = any(self._missed(one, members) for one in asking)
        gives = not self.settings.givers or any(self.pool.gives[one] for one in members)
        if not members or (gives and not wants_others and self.pool.can_meet(members)):
            return ()
        names = tuple(self.pool.people[one].id for one in members)
        here = [one for one in self.people if one.id in set(names)]
        found = {one.rule for one in validate({"": names}, here, self.settings, self.rules)}
        return tuple(sorted((found | ({"together"} if wants_others else set())) - LEFT_OUT))

    def can_come(self, one: UUID, *, form: str, town: str) -> bool:
        """Whether somebody can come to where a group meets already: on a screen, or in a town within their reach. A
        town that nobody knows is within everybody's."""
        ways = self.pool.ways[self.pool.place[self.names[one]]]
        if form == MeetingForm.VIRTUAL:
            return bool(ways & ON_SCREEN)
        bits = [1 << at for at, known in enumerate(self.settings.towns, start=1) if known.name == town]
        return form != MeetingForm.PHYSICAL or not bits or any(ways & bit for bit in bits)

    def _missed(self, one: int, members: Collection[int]) -> int:
        """Whom somebody wants to be with who is at the table and not in the group."""
        return self.pool.together[one] & ~sum(1 << other for other in members)

    def reason(self, one: UUID) -> str:
        """Why somebody has no group, as they read it: the rule that shuts out most of the others."""
        if one not in self.names:
            return WaitingReason.FEW
        place = self.pool.place[self.names[one]]
        others = [other for other in range(len(self.pool)) if other != place]
        rules = {"slot": self.pool.slots, "language": self.pool.languages, "way": self.pool.ways}
        shut = {name: sum(not masks[place] & masks[other] for other in others) for name, masks in rules.items()}
        worst = max(shut, key=lambda name: (shut[name], name))
        return REASONS[worst] if shut[worst] else WaitingReason.FEW
