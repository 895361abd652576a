"""The messages about a group's meetings. Each asks at sending where its person and its meeting stand: what would only
confuse by then is dropped."""

from dataclasses import replace
from datetime import datetime
from urllib.parse import urljoin
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from home.models import PortalSettings
from home.templatetags.portal import long_date
from outbox.domain.by_hand import is_letter
from outbox.kinds import Enclosed, Mail, worded, wording_of
from outbox.models import Message

from .calendar_events import event_of, hours_of
from .domain.group_access import link_for
from .domain.pack_document import parts_of
from .group_enums import MembershipState
from .meeting_enums import DutyState, MeetingPlace, MeetingState
from .models import GroupMeeting, GroupMembership, MeetingGuest

PROPOSED, SCHEDULED, CANCELLED = MeetingState.PROPOSED, MeetingState.SCHEDULED, MeetingState.CANCELLED
# In which states of the meeting a message still makes sense.
ONLY_IN: dict[str, frozenset[str]] = {
    "peerhub.meeting_agreed": frozenset({SCHEDULED}),
    "peerhub.meeting_changed": frozenset({SCHEDULED}),
    "peerhub.meeting_cancelled": frozenset({CANCELLED}),
    "peerhub.duty_offered": frozenset({PROPOSED, SCHEDULED}),
    "peerhub.nobody_leads": frozenset({PROPOSED, SCHEDULED}),
    "peerhub.meeting_pack": frozenset({SCHEDULED}),
    "peerhub.meeting_over": frozenset({SCHEDULED}),
    "peerhub.dates_asked": frozenset({PROPOSED}),
    "peerhub.dates_reminder": frozenset({PROPOSED}),
}
PACK, PACK_ON_PAPER = "peerhub.meeting_pack", "peerhub.meeting_pack_paper"
FILE = "moede.ics"  # as the outbox attaches it
# What the person must still have to do with leading the meeting.
ONLY_WITH_DUTY = {"peerhub.duty_offered": DutyState.OFFERED, PACK: DutyState.ACCEPTED}
IN_CALENDAR = frozenset({"peerhub.meeting_agreed", "peerhub.meeting_changed", "peerhub.meeting_cancelled"})
# The moment of a mail about days is the deadline; it has no hours and no place.
ABOUT_DAYS = frozenset({"peerhub.dates_asked", "peerhub.dates_reminder"})


def about_meeting(message: Message) -> Mail | None:
    """Any mail to a member about one meeting. None once they have left, or the meeting has moved on."""
    meeting = GroupMeeting.objects.select_related("group").filter(pk=message.object_id).first()
    if meeting is None or meeting.state not in ONLY_IN[message.kind]:
        return None
    member = member_of(message, meeting.group_id, with_those_until=_called_off_at(meeting, message.kind))
    wanted = ONLY_WITH_DUTY.get(message.kind)
    if member is None or (wanted and not meeting.duties.filter(membership=member, state=wanted).exists()):
        return None
    if message.kind == "peerhub.nobody_leads" and meeting.duties.filter(state=DutyState.ACCEPTED).exists():
        return None
    if message.kind not in {*ABOUT_DAYS, "peerhub.meeting_over"} and _has_passed(meeting):
        return None
    language = member.person.language if member.person else "da"
    on_paper = is_letter(message.person)
    kind = PACK_ON_PAPER if on_paper and message.kind == PACK else message.kind
    with translation.override(language):
        values = _values(meeting, kind) | {"navn": name_of(member)}
        values |= {"fil": "", "knap": ""} if on_paper else {"fil": FILE, "knap": str(wording_of(kind).button)}
        url = urljoin(settings.SITE_URL, reverse("member_meeting", args=[link_for(meeting.pk, member.pk)]))
        enclosed = _pack(meeting, language) if kind == PACK_ON_PAPER else None
    event = event_of(meeting, language=language) if kind in IN_CALENDAR else None
    return worded(kind, values, language=language, url=url, event=event, enclosed=enclosed)


def _pack(meeting: GroupMeeting, language: str) -> Enclosed:
    hours, where = hours_of(meeting.starts_at, meeting.ends_at), where_of(meeting)
    parts = parts_of(meeting, hours=hours, where=where, settings=PortalSettings.now(), language=language)
    return Enclosed("pdf/meeting_pack_parts.html", parts)


def member_of(message: Message, group: UUID, *, with_those_until: datetime | None = None) -> GroupMembership | None:
    """The member that a message is for, if they are one still; or were it until a moment, where that is named."""
    if message.person is None:
        return None
    wanted = Q(state=MembershipState.ACCEPTED)
    if with_those_until is not None:
        wanted |= Q(accepted_at__isnull=False, ended_at__gte=with_those_until)
    rows = GroupMembership.objects.filter(wanted, group=group, person__uuid=message.person)
    return rows.select_related("person", "signup").order_by("-accepted_at").first()


def _called_off_at(meeting: GroupMeeting, kind: str) -> datetime | None:
    """When a group is dissolved its members leave at once, and the meeting must leave their calendars all the same."""
    return meeting.ended_at if kind == "peerhub.meeting_cancelled" else None


def name_of(member: GroupMembership) -> str:
    """What a mail calls a member: the first name."""
    if member.person and member.person.first_name:
        return member.person.first_name
    return member.signup.first_name if member.signup else ""


def _has_passed(meeting: GroupMeeting) -> bool:
    return meeting.ends_at is not None and meeting.ends_at <= timezone.now()


def _values(meeting: GroupMeeting, kind: str) -> dict[str, str]:
    if kind in ABOUT_DAYS:
        return {"dag": long_date(meeting.answer_by)}
    more = {"pakke": _address_of_pack(meeting)} if kind == PACK else {}
    return more | {
        "dag": long_date(meeting.starts_at) or _("a day that is not agreed yet"),
        "tid": hours_of(meeting.starts_at, meeting.ends_at) or _("an hour that is not agreed yet"),
        "sted": where_of(meeting),
    }


def _address_of_pack(meeting: GroupMeeting) -> str:
    return urljoin(settings.SITE_URL, reverse("own_meeting_pack", args=[meeting.group_id, meeting.pk]))


def where_of(meeting: GroupMeeting) -> str:
    """Where a meeting is, in words."""
    if meeting.form == MeetingPlace.VIRTUAL:
        return _("online; the link is on the meeting's page")
    return meeting.place or _("not agreed yet")


def to_guest(message: Message) -> Mail | None:
    """To a guest of one meeting: when, where and what about, and nothing of the group."""
    guest = MeetingGuest.objects.select_related("meeting").filter(pk=message.object_id).first()
    if guest is None or _has_passed(guest.meeting):
        return None
    wanted = CANCELLED if message.kind == "peerhub.guest_cancelled" else SCHEDULED
    if guest.meeting.state != wanted:
        return None
    with translation.override("da"):
        values = _values(guest.meeting, message.kind) | {"navn": guest.name, "om": guest.about}
        if guest.meeting.link:
            values["sted"] = ", ".join(filter(None, (guest.meeting.place, guest.meeting.link)))
    found = event_of(guest.meeting, language="da")
    # The page is the group's own, so a guest gets no address of it.
    event = replace(found, url="", description="") if found else None
    return worded(message.kind, values, language="da", to=guest.email, event=event)
