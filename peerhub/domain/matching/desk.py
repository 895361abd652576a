"""A grouping on a coordinator's desk: held once, asked many times (matching.md §3)."""

from collections.abc import Iterable, Mapping, Sequence

from .checking import of_group, of_rules, validate_in
from .engine import fingerprint
from .explained import Effect, GroupChange, GroupReasons, Move, OtherGroup, PersonReasons
from .meeting import as_group, metrics_of, slots_of, town_of
from .people import ENGINE, Group, Person, Result, Rules, Settings, Unplaced, Violation
from .pool import Pool
from .reasons import Waiting
from .scoring import Scores
from .why import facts_of, why_group

BY_HAND = "by_hand"


def evaluate(
    people: Iterable[Person], settings: Settings, rules: Rules, grouping: Mapping[str, Sequence[str]]
) -> Result:
    """The result of a grouping made by hand, whatever rules it breaks (`validate` tells them); its proof is `by_hand`.
    Members who are not among the people are left out."""
    return Desk(people, settings, rules, grouping).result()


class Desk:
    """People, rules and a grouping (members by group), made quick to ask about. Nothing here changes the grouping."""

    def __init__(
        self, people: Iterable[Person], settings: Settings, rules: Rules, grouping: Mapping[str, Sequence[str]]
    ) -> None:
        self.pool = Pool(people, settings, rules)
        self.scores = Scores(self.pool)
        self.grouping = {name: tuple(members) for name, members in grouping.items()}
        place = self.pool.place
        self.groups = {
            name: tuple(sorted({place[one] for one in members if one in place}))
            for name, members in self.grouping.items()
        }
        self.where = {one: name for name, members in self.groups.items() for one in members}
        self._sums = {name: self._sum(members) for name, members in self.groups.items()}

    # --- the whole ----------------------------------------------------------------------------------------------------
    def result(self) -> Result:
        """The grouping as a proposal, with its figures and who has no group."""
        groups = [self.group(name) for name, members in self.groups.items() if members]
        waiting = self._waiting()
        return Result(
            groups=tuple(groups),
            unplaced=tuple(waiting.why(one) for one in waiting.left),
            metrics=metrics_of(self.pool, self.scores, groups),
            proof=BY_HAND,
            seed=0,
            stopped="",
            engine=ENGINE,
            input_hash=fingerprint(self.pool.people, self.pool.settings, self.pool.rules),
        )

    def figures(self) -> dict[str, float]:
        """The people placed, and the mean of their values."""
        placed = sum(map(len, self.groups.values()))
        return {"placed": float(placed), "score": sum(self._sums.values()) / placed if placed else 0.0}

    def group(self, name: str) -> Group:
        """A group as it is shown."""
        return as_group(self.pool, self.scores, name, self.groups[name])

    def violations(self) -> list[Violation]:
        """Every hard rule that the grouping breaks."""
        return validate_in(self.pool, self.grouping)

    def worst_first(self) -> list[str]:
        """The groups, those that break a rule first, then by quality: where a coordinator looks first."""
        broken = {one.group for one in self.violations()}
        names = [name for name, members in self.groups.items() if members]
        return sorted(names, key=lambda name: (name not in broken, self.scores.quality(self.groups[name]), name))

    def _left(self) -> list[int]:
        return [one for one in range(len(self.pool)) if one not in self.where]

    # --- explanations -------------------------------------------------------------------------------------------------
    def explain_group(self, name: str) -> GroupReasons:
        """Why these are a group. Raises KeyError for a group that is not there."""
        return why_group(self.pool, self.scores, name, self.groups[name])

    def explain_person(self, person: str, *, is_brief: bool = False) -> PersonReasons:
        """Why somebody is in their group; a brief answer looks at no other group. Raises KeyError for who is not in the
        pool or has no group."""
        one = self.pool.place[person]
        name = self.where[one]
        members = self.groups[name]
        reasons, compromise = facts_of(self.pool, self.scores, one, members)
        value = self._value(one, members)
        other = None if is_brief else self._best_other(one, value)
        return PersonReasons(person, name, round(value, 2), reasons, compromise, other)

    def explain_unplaced(self, person: str) -> Unplaced:
        """The rule that keeps somebody out, and the cheapest changes that help. Raises KeyError for who is unknown."""
        return self._waiting().why(self.pool.place[person])

    def _waiting(self) -> Waiting:
        locked = {one.id for one in self.pool.rules.locked}
        return Waiting(
            self.pool, self._left(), [members for name, members in self.groups.items() if name not in locked]
        )

    def _best_other(self, one: int, value: float) -> OtherGroup | None:
        """The group in which the person would be best off: if it may not be, by which rules; else for what."""
        found = [
            (self._value(one, (*members, one)), name)
            for name, members in self.groups.items()
            if members and one not in members
        ]
        if not found:
            return None
        would, name = max(found, key=lambda item: (item[0], item[1]))
        effect = self.what_if(Move(self.pool.people[one].id, name))
        rules = tuple(dict.fromkeys(each.rule for each in effect.violations))
        return OtherGroup(name, rules, round(effect.points, 2), round(would - value, 2))

    # --- moves --------------------------------------------------------------------------------------------------------
    def what_if(self, move: Move) -> Effect:
        """What a move would do, nothing being moved. Raises KeyError for people who are not in the pool."""
        after = self._after(move)
        before = {name: self.groups.get(name, ()) for name in after}
        placed = sum(map(len, self.groups.values()))
        total = sum(self._sums.values())
        then = placed + sum(len(after[name]) - len(before[name]) for name in after)
        then_total = total + sum(self._sum(after[name]) - self._sums.get(name, 0.0) for name in after)
        return Effect(
            move=move,
            placed_before=placed,
            placed_after=then,
            score_before=round(total / placed, 2) if placed else 0.0,
            score_after=round(then_total / then, 2) if then else 0.0,
            groups=tuple(self._change(name, before[name], after[name]) for name in after),
            violations=self._new_violations(before, after),
        )

    def _after(self, move: Move) -> dict[str, tuple[int, ...]]:
        """The groups that a move touches, as they would be."""
        place = self.pool.place
        goes = {place[move.person]: move.to}
        if move.swap is not None:
            goes[place[move.swap]] = self.where.get(place[move.person])
        touched = dict.fromkeys([name for one in goes for name in (self.where.get(one), goes[one]) if name is not None])
        return {
            name: tuple(
                sorted(
                    {one for one in self.groups.get(name, ()) if one not in goes}
                    | {one for one, to in goes.items() if to == name}
                )
            )
            for name in touched
        }

    def _change(self, name: str, before: tuple[int, ...], after: tuple[int, ...]) -> GroupChange:
        pool, scores = self.pool, self.scores
        return GroupChange(
            id=name,
            size_before=len(before),
            size_after=len(after),
            quality_before=round(scores.quality(before), 2),
            quality_after=round(scores.quality(after), 2),
            slots_before=slots_of(pool, before),
            slots_after=slots_of(pool, after),
            town_before=town_of(pool, before) if before else "",
            town_after=town_of(pool, after) if after else "",
        )

    def _new_violations(
        self, before: Mapping[str, tuple[int, ...]], after: Mapping[str, tuple[int, ...]]
    ) -> tuple[Violation, ...]:
        old, new = self._broken(before), self._broken(after)
        known = {(one.rule, one.group) for one in old}
        return tuple(one for one in new if one not in old and (one.rule, one.group) not in known)

    def _broken(self, groups: Mapping[str, tuple[int, ...]]) -> list[Violation]:
        people = self.pool.people
        named = {name: [people[one].id for one in members] for name, members in groups.items()}
        locked = {one.id for one in self.pool.rules.locked}
        whole = [name for name, members in named.items() if members and name not in locked]
        found = [one for name in whole for one in of_group(self.pool, name, named[name])]
        return found + of_rules(self.pool, named, {one: name for name, members in named.items() for one in members})

    def _value(self, one: int, members: Sequence[int]) -> float:
        return 100 * self.scores.of_person(one, members, near=self.scores.meets_near(members))

    def _sum(self, members: Sequence[int]) -> float:
        near = self.scores.meets_near(members)
        return 100 * sum(self.scores.of_person(one, members, near=near) for one in members)
