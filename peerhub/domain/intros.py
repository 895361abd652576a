"""The virtual meeting at which several groups of a round begin together: planned by a coordinator, answered by each
member with a yes or a no (S1)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.domain.access_log import record
from accounts.models import User
from outbox.domain.messages import queue
from outbox.locks import lock_row

from ..group_enums import ENDED_GROUPS, MembershipState
from ..models import GroupMembership, IntroAnswer, PeerGroup, SharedIntro, SignupRound
from .errors import Refused
from .group_steps import WITH_GROUPS
from .meeting_times import refuse_bad_time
from .rounds import may_run

FIELDS = ("starts_at", "ends_at", "link", "programme", "has_captions")
TOLD = frozenset({"starts_at", "ends_at", "link"})


@transaction.atomic
def plan(
    round: SignupRound, groups: Iterable[PeerGroup], values: dict[str, Any], *, by: User, now: datetime
) -> SharedIntro:
    """Plans the meeting for some of the round's groups and invites their members. The same one again, at the same
    moment, is the one that stands. Raises Refused for who does not run the round, no group, and a bad time."""
    held = lock_row(round)
    if not may_run(held, by) or held.state not in WITH_GROUPS:
        raise Refused(_("The groups of this round can no longer be changed."))
    own = PeerGroup.objects.run_by(by).filter(round=held, pk__in=[one.pk for one in groups])
    chosen = list(own.exclude(state__in=sorted(ENDED_GROUPS)))
    if not chosen:
        raise Refused(_("Choose at least one group."), field="groups")
    refuse_bad_time(values["starts_at"], values["ends_at"], now=now)
    known = held.intros.filter(starts_at=values["starts_at"], link=values["link"], cancelled_at=None).first()
    made = known or SharedIntro.objects.create(round=held, changed_at=now, **{name: values[name] for name in FIELDS})
    made.groups.add(*chosen)
    record(by=by, action="intro.planned", object=made, now=now)
    tell(made, "intro_invited", now=now)
    return made


@transaction.atomic
def change(
    intro: SharedIntro, more: Iterable[PeerGroup], values: dict[str, Any], *, by: User, now: datetime
) -> SharedIntro:
    """Gives the meeting another time, link or programme, and invites `more` groups. Who was invited hears of a new
    time or link and their calendars follow; what they said stands. A second identical call changes nothing.

    Raises Refused for who does not run the round, a meeting that is cancelled or over, and a bad time."""
    held = lock_row(intro)
    if not may_run(held.round, by):
        raise Refused(_("This round is run by others."))
    if held.cancelled_at is not None or held.ends_at <= now:
        raise Refused(_("This meeting is over, or cancelled."))
    changed = {name for name in FIELDS if getattr(held, name) != values[name]}
    if {"starts_at", "ends_at"} & changed:
        refuse_bad_time(values["starts_at"], values["ends_at"], now=now)
    known = list(invited(held))
    own = PeerGroup.objects.run_by(by).filter(round=held.round, pk__in=[one.pk for one in more])
    held.groups.add(*own.exclude(state__in=sorted(ENDED_GROUPS)))
    for name in changed:
        setattr(held, name, values[name])
    if changed:
        held.changed_at = now
        held.sequence += bool(changed & TOLD)
        held.save()
        record(by=by, action="intro.changed", object=held, purpose=",".join(sorted(changed)), now=now)
    if changed & TOLD:
        tell(held, "intro_changed", now=now, only=known)
    tell(held, "intro_invited", now=now, but=known)
    return held


@transaction.atomic
def cancel(intro: SharedIntro, *, by: User, now: datetime) -> SharedIntro:
    """Calls it off; everybody who was invited is told. A second call changes nothing."""
    held = lock_row(intro)
    if not may_run(held.round, by):
        raise Refused(_("This round is run by others."))
    if held.cancelled_at is None:
        held.cancelled_at = held.changed_at = now
        held.sequence += 1
        held.save()
        record(by=by, action="intro.cancelled", object=held, now=now)
        tell(held, "intro_cancelled", now=now)
    return held


def tell(
    intro: SharedIntro,
    kind: str,
    *,
    now: datetime,
    only: Iterable[GroupMembership] | None = None,
    but: Iterable[GroupMembership] = (),
) -> None:
    """Tells the members of its groups, once for each version: all, `only` some, or all `but` some."""
    wanted = None if only is None else {one.pk for one in only}
    left_out = {one.pk for one in but}
    for one in invited(intro).select_related("person"):
        if one.person is not None and one.pk not in left_out and (wanted is None or one.pk in wanted):
            key = f"{kind}:{intro.pk}:{one.pk}:{intro.sequence}"
            queue(f"peerhub.{kind}", object_id=str(intro.pk), person=one.person.uuid, dedupe_key=key, now=now)


def invited(intro: SharedIntro) -> "QuerySet[GroupMembership]":
    """The members of its groups."""
    return GroupMembership.objects.filter(group__in=intro.groups.all(), state=MembershipState.ACCEPTED)


@transaction.atomic
def answer(intro: SharedIntro, member: GroupMembership, *, comes: bool, now: datetime) -> None:
    """Notes whether a member comes, in the place of what they said before. Raises Refused once it has begun or is
    cancelled, and for who is not invited."""
    held = lock_row(intro)
    if held.cancelled_at is not None or held.starts_at <= now:
        raise Refused(_("This meeting is over, or cancelled."))
    if not invited(held).filter(pk=member.pk).exists():
        raise Refused(_("Only members of the group can do this."))
    IntroAnswer.objects.update_or_create(intro=held, membership=member, defaults={"comes": comes})


def coming_for(group: PeerGroup, now: datetime) -> SharedIntro | None:
    """The next one that a group is invited to. One query."""
    return SharedIntro.objects.filter(groups=group, cancelled_at=None, ends_at__gt=now).first()


def known_in(round: SignupRound, key: UUID) -> SharedIntro | None:
    """One of a round; one of another is as unknown as none. One query."""
    return SharedIntro.objects.select_related("round").filter(round=round, pk=key).first()


def said(intro: SharedIntro, member: GroupMembership) -> bool | None:
    """Whether a member has said that they come; None while they have said nothing. One query."""
    return IntroAnswer.objects.filter(intro=intro, membership=member).values_list("comes", flat=True).first()


def of_round(round: SignupRound) -> "QuerySet[Any]":
    """Those of a round with how many are invited, come, and do not; for coordinators who run it. One query."""
    members = Q(groups__memberships__state=MembershipState.ACCEPTED)
    return round.intros.annotate(
        invited=Count("groups__memberships", filter=members, distinct=True),
        come=Count("answers", filter=Q(answers__comes=True), distinct=True),
        stay=Count("answers", filter=Q(answers__comes=False), distinct=True),
    )
