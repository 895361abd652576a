"""Groups that somebody should look at, and what the portal does by itself as meetings come near and pass."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Exists, F, Max, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User

from ..group_enums import GroupState
from ..meeting_enums import COMING, DutyState, MeetingState
from ..models import ConvenerDuty, GroupFacilitator, GroupMeeting, PeerGroup
from . import meeting_mails
from .meetings import did_not_happen, hold_meeting
from .quiet_rule import Pulse, is_quiet

LOOKED_AFTER = (GroupState.ACTIVE, GroupState.CLOSING)


def not_paused(prefix: str, now: datetime) -> Q:
    """A condition: the group takes no pause today."""
    today = timezone.localdate(now)
    return Q((f"{prefix}paused_until", None)) | Q((f"{prefix}paused_until__lt", today))


def led_by_nobody(now: datetime) -> "QuerySet[GroupMeeting]":
    """Meetings within CONVENER_CALL_DAYS that nobody leads, of groups that are under way; one query. Every meeting
    with a day counts, agreed or proposed: no meeting comes near without somebody responsible and without a flag."""
    leads = ConvenerDuty.objects.filter(meeting=OuterRef("pk"), state=DutyState.ACCEPTED)
    leader = GroupFacilitator.objects.filter(group=OuterRef("group"))
    soon = now + timedelta(days=settings.CONVENER_CALL_DAYS)
    rows = GroupMeeting.objects.filter(not_paused("group__", now), state__in=sorted(COMING))
    rows = rows.filter(starts_at__gt=now, starts_at__lte=soon, group__state__in=LOOKED_AFTER)
    return rows.exclude(Exists(leads)).exclude(Exists(leader)).select_related("group__programme", "group__round")


def groups_without_convener(person: User, now: datetime) -> list[PeerGroup]:
    """The groups that a coordinator runs of which a meeting comes near and nobody leads it. One query beside the
    person's regions."""
    wanted = led_by_nobody(now).values("group")
    rows = PeerGroup.objects.run_by(person).filter(pk__in=wanted)
    return list(rows.select_related("round", "programme", "predefined").order_by("pk"))


def with_pulse(groups: "QuerySet[PeerGroup]", now: datetime) -> "QuerySet[Any]":
    """Groups with `last_held`, `has_agreed` and `missed`, for `pulse_of`."""
    held = Q(meetings__state=MeetingState.HELD)
    agreed = GroupMeeting.objects.filter(group=OuterRef("pk"), state=MeetingState.SCHEDULED, starts_at__gt=now)
    met = GroupMeeting.objects.filter(group=OuterRef("group"), state=MeetingState.HELD).order_by("-starts_at")
    missed = GroupMeeting.objects.filter(group=OuterRef("pk"), state=MeetingState.NOT_HELD)
    since = missed.annotate(met=Subquery(met.values("starts_at")[:1]))
    unmet = since.filter(Q(met=None) | Q(starts_at__gt=F("met"))).order_by().values("group")
    counted = unmet.annotate(number=Count("pk")).values("number")
    return groups.annotate(
        last_held=Max("meetings__starts_at", filter=held),
        has_agreed=Exists(agreed),
        missed=Coalesce(Subquery(counted), 0),
    )


def pulse_of(group: Any) -> Pulse:
    """The dates of a group of `with_pulse`. One that has not met yet counts from its first meeting, or its making."""
    return Pulse(group.last_held or group.starts_at or group.made_at, group.has_agreed, group.missed)


def quiet_groups(person: User, now: datetime) -> list[PeerGroup]:
    """The groups that a coordinator runs that have gone quiet, and take no pause. One query beside the regions."""
    rows = PeerGroup.objects.run_by(person).filter(not_paused("", now), state=GroupState.ACTIVE)
    found = with_pulse(rows, now).select_related("round", "programme", "predefined").order_by("pk")
    after = timedelta(days=settings.QUIET_GROUP_DAYS)
    return [one for one in found if is_quiet(pulse_of(one), after=after, now=now)]


# --- the worker's part -----------------------------------------------------------------------------------------------
def call_for_conveners(now: datetime) -> int:
    """Tells a group, once for each meeting, that nobody leads the next; returns how many meetings."""
    return sum(_call(one, now) for one in list(led_by_nobody(now).filter(called_at=None)))


@transaction.atomic
def _call(meeting: GroupMeeting, now: datetime) -> bool:
    held = hold_meeting(meeting)
    led = held.duties.filter(state=DutyState.ACCEPTED).exists()
    if led or held.called_at is not None or held.state not in COMING:
        return False
    held.called_at = now
    held.save(update_fields=["called_at"])
    meeting_mails.tell_all(held, "nobody_leads", now=now)
    return True


def send_packs(now: datetime) -> int:
    """Sends whoever leads a meeting what they need, PACK_DAYS before; returns how many."""
    soon = now + timedelta(days=settings.PACK_DAYS)
    due = ConvenerDuty.objects.filter(
        not_paused("meeting__group__", now),
        state=DutyState.ACCEPTED,
        packed_at=None,
        meeting__state=MeetingState.SCHEDULED,
        meeting__starts_at__gt=now,
        meeting__starts_at__lte=soon,
    )
    return sum(_pack(one, now) for one in list(due.select_related("meeting__group", "membership__person")))


@transaction.atomic
def _pack(duty: ConvenerDuty, now: datetime) -> bool:
    taken = ConvenerDuty.objects.filter(pk=duty.pk, state=DutyState.ACCEPTED, packed_at=None).update(packed_at=now)
    if taken:
        meeting_mails.tell(duty.meeting, duty.membership, "meeting_pack", now=now, expires_at=duty.meeting.ends_at)
    return bool(taken)


def ask_how_it_went(now: datetime) -> int:
    """Asks whoever led a meeting that has ended to note it and agree on the next, once; returns how many."""
    ended = GroupMeeting.objects.filter(
        not_paused("group__", now),
        state=MeetingState.SCHEDULED,
        ends_at__lte=now,
        ends_at__gt=now - timedelta(days=settings.NOT_HELD_DAYS),
        group__state__in=LOOKED_AFTER,
    )
    asked = 0
    for meeting in _with_leaders(ended):
        leaders = [one.membership for one in meeting.duties.all()] or meeting_mails.members_of(meeting.group)
        for member in leaders:
            asked += _ask_how(meeting, member, now)
    return asked


def _with_leaders(rows: "QuerySet[GroupMeeting]") -> Iterable[GroupMeeting]:
    leads = ConvenerDuty.objects.filter(state=DutyState.ACCEPTED).select_related("membership__person")
    return rows.select_related("group").prefetch_related(Prefetch("duties", queryset=leads))


@transaction.atomic
def _ask_how(meeting: GroupMeeting, member: Any, now: datetime) -> int:
    before = meeting_mails.was_told(meeting, member, "meeting_over")
    meeting_mails.tell(meeting, member, "meeting_over", now=now)
    return int(not before)


def sweep_not_held(now: datetime) -> int:
    """Puts agreed meetings down as not held when nobody has said otherwise for NOT_HELD_DAYS; it can be corrected.
    Returns how many."""
    edge = now - timedelta(days=settings.NOT_HELD_DAYS)
    late = GroupMeeting.objects.filter(state=MeetingState.SCHEDULED, starts_at__lte=edge)
    live = late.filter(group__state__in=[*LOOKED_AFTER, GroupState.FORMING])
    return sum(_not_held(one, edge, now) for one in list(live.select_related("group")))


@transaction.atomic
def _not_held(meeting: GroupMeeting, edge: datetime, now: datetime) -> bool:
    held = hold_meeting(meeting)
    if held.state != MeetingState.SCHEDULED or held.starts_at is None or held.starts_at > edge:
        return False
    did_not_happen(held, by=None, now=now)
    return True


def drop_passed_proposals(now: datetime) -> int:
    """Takes away the day of a proposal that nobody agreed on before it came, so that the group finds another; returns
    how many."""
    rows = GroupMeeting.objects.filter(state=MeetingState.PROPOSED, starts_at__lte=now)
    return rows.update(starts_at=None, ends_at=None, called_at=None, changed_at=now, sequence=F("sequence") + 1)
