"""Who is to be together or apart: people's own wishes, and what coordinators have decided about two of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.domain.access_log import record
from accounts.models import User
from outbox.locks import lock_row

from ..group_enums import RuleKind
from ..models import MatchRule, ProposedGroup, ProposedMember, Signup, SignupRound
from .answers import Answers
from .errors import Refused
from .match_pool import name_of, rules_of
from .matching import Fixed, Rules
from .rounds import may_run

Row = tuple[Signup, Answers]


@dataclass(frozen=True)
class Written:
    """A name that somebody wrote, which no reference belongs to: a coordinator says who is meant."""

    signup: Signup
    kind: str
    words: str


def rules_for(round: SignupRound, pool: Iterable[Row]) -> Rules:
    """People's wishes by reference and the coordinators' rules; of two that differ about a pair, the coordinator's
    counts. One query."""
    held = list(pool)
    wishes, by_id = rules_of(held), {signup.pk: name_of(signup) for signup, _answers in held}
    pairs = {RuleKind.TOGETHER: set(wishes.together), RuleKind.APART: set(wishes.apart)}
    for kind, one, other in MatchRule.objects.filter(round=round).values_list("kind", "one", "other"):
        if one in by_id and other in by_id:
            pair = frozenset((by_id[one], by_id[other]))
            for each in pairs.values():
                each.discard(pair)
            pairs[RuleKind(kind)].add(pair)
    return Rules(together=frozenset(pairs[RuleKind.TOGETHER]), apart=frozenset(pairs[RuleKind.APART]))


def kept_from(
    rules: Rules, groups: Iterable[ProposedGroup], members: Mapping[int, list[tuple[ProposedMember, str]]]
) -> Rules:
    """The same rules with what a proposal holds fast: locked groups as they stand, and by group whom a coordinator has
    pinned or moved there."""
    locked: list[Fixed] = []
    pinned: dict[str, str] = {}
    for group in groups:
        inside = members.get(group.pk, [])
        if group.is_locked:
            locked.append(Fixed(group.key, tuple(sorted(name for _row, name in inside))))
        else:
            pinned |= {name: group.key for row, name in inside if row.is_pinned or row.is_by_hand}
    return replace(rules, locked=tuple(locked), pinned=pinned)


def written_names(round: SignupRound, pool: Iterable[Row]) -> list[Written]:
    """What people wrote of whom to be with or not, where it is nobody's reference; for coordinators who run the
    round."""
    held = list(pool)
    known = {key for signup, _answers in held for key in (signup.reference, signup.outside_reference)}
    return [
        Written(signup, kind, words.strip())
        for signup, answers in held
        for kind, named in ((RuleKind.TOGETHER, answers.wishes.together), (RuleKind.APART, answers.wishes.apart))
        for words in named
        if words.strip() and words.strip() not in known
    ]


def rules_in(round: SignupRound) -> list[MatchRule]:
    """The coordinators' rules of a round, with the people; for those who run it."""
    return list(MatchRule.objects.filter(round=round).select_related("one", "other", "made_by"))


@transaction.atomic
def decide(round: SignupRound, *, kind: str, one: Signup, other: Signup, by: User, now: datetime) -> MatchRule:
    """Says that two people are to be in one group, or in different ones. A rule there is about them is replaced; the
    same one again changes nothing. It counts the next time a proposal is made.

    Raises Refused for one person twice, for people of another round, and for who does not run the round.
    """
    held = _held(round, by)
    if one.pk == other.pk:
        raise Refused(_("Choose two different people."), field="other")
    if {one.round_id, other.round_id} != {held.pk}:
        raise Refused(_("Choose two people of this round."), field="other")
    first, second = sorted((one, other), key=lambda each: each.pk)
    known = MatchRule.objects.filter(round=held, one=first, other=second).first()
    if known is not None and known.kind == kind:
        return known
    values = {"kind": RuleKind(kind), "made_at": now, "made_by": by}
    made, _new = MatchRule.objects.update_or_create(round=held, one=first, other=second, defaults=values)
    record(by=by, action=f"rule.{kind}", object=made, now=now)
    return made


@transaction.atomic
def lift(round: SignupRound, rule_id: int, *, by: User, now: datetime) -> None:
    """Takes a rule away. One that has gone already changes nothing."""
    held = _held(round, by)
    rule = MatchRule.objects.filter(round=held, pk=rule_id).first()
    if rule is not None:
        record(by=by, action="rule.lifted", object=rule, now=now)
        rule.delete()


def _held(round: SignupRound, by: User) -> SignupRound:
    held = lock_row(round)
    if not may_run(held, by):
        raise Refused(_("This round is run by others."))
    return held
