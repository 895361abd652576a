"""The messages about a group beside its meetings. Names of members stand in a letter alone, never in a mail."""

from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from accounts.enums import Channel
from home.templatetags.portal import long_date
from outbox.calendars import Event
from outbox.domain.by_hand import is_letter
from outbox.kinds import Mail, worded, wording_of
from outbox.models import Message
from outbox.senders import sender

from .calendar_events import event_of, event_of_intro, hours_of
from .domain import closing, group_messages, intros, seats, space_queries
from .domain.group_access import Inside
from .group_enums import MembershipState
from .group_mails import FILE, member_of, name_of, where_of
from .meeting_enums import MeetingState
from .models import GroupMembership, GroupMessage, JoinRequest, PeerGroup, SharedIntro, Signup
from .signup_enums import SignupState


def group_url(group: Any) -> str:
    """The full address of a group's page in the language in force; it asks for signing in."""
    return urljoin(settings.SITE_URL, reverse("own_group", args=[group]))


def welcome(message: Message) -> Mail | None:
    """The welcome after a yes. None once the person has left again."""
    signup = Signup.objects.select_related("round", "person").filter(pk=message.object_id).first()
    if signup is None or signup.state != SignupState.ACCEPTED:
        return None
    seat = seats.of(signup)
    later = seat is not None and seat.group.meetings.filter(state=MeetingState.HELD).exists()
    events = _agreed_so_far(seat, signup.language)
    with translation.override(signup.language):
        values = {"navn": signup.name, "kontakt": sender(signup.language).email, **_first_of(seat, later)}
        url = group_url(seat.group_id) if seat else urljoin(settings.SITE_URL, _own(signup))
        values["medlemmer"] = _names(signup, seat)
        values["fil"] = "moeder.ics" if events and not is_letter(message.person) else ""
    more: dict[str, Any] = {"events": events, "behind_sign_in": seat is not None}
    kind = "peerhub.place_accepted_later" if later else message.kind
    return worded(kind, values, language=signup.language, to=signup.email, url=url, **more)


def _agreed_so_far(seat: GroupMembership | None, language: str) -> tuple[Event, ...]:
    """What the others have in their calendars already: the agreed meetings to come and the shared one."""
    if seat is None:
        return ()
    now = timezone.now()
    agreed = seat.group.meetings.filter(state=MeetingState.SCHEDULED, ends_at__gt=now)
    found = [event for one in agreed if (event := event_of(one, language=language))]
    intro = intros.coming_for(seat.group, now)
    return (*([event_of_intro(intro, language=language)] if intro else []), *found)


def _own(signup: Signup) -> str:
    return reverse("signup_status", args=[signup.token])


def _first_of(seat: GroupMembership | None, later: bool) -> dict[str, str]:
    """When and where the group meets first, and the shared meeting before it; empty where nobody knows yet."""
    empty = dict.fromkeys(("dag", "tid", "sted", "intro"), "")
    if seat is None:
        return empty
    now = timezone.now()
    states = [MeetingState.SCHEDULED] if later else [MeetingState.PROPOSED, MeetingState.SCHEDULED]
    first = seat.group.meetings.filter(starts_at__gt=now, state__in=states).first()
    intro = intros.coming_for(seat.group, now)
    shared = f"{long_date(intro.starts_at)} {hours_of(intro.starts_at, intro.ends_at)}" if intro else ""
    if first is not None and first.starts_at:
        place = where_of(first)
        hours = hours_of(first.starts_at, first.ends_at)
        return {"dag": long_date(first.starts_at), "tid": hours, "sted": place, "intro": shared}
    if seat.group.starts_at is None or seat.group.starts_at <= now:
        return empty | {"intro": shared}
    start: datetime = seat.group.starts_at
    place = seat.group.start_place or seat.group.town or str(seat.group.get_form_display())
    return {"dag": long_date(start), "tid": f"{timezone.localtime(start):%H.%M}", "sted": place, "intro": shared}


def first_on_paper(signup: Signup) -> str:
    """When and where the group that a signup has a place in meets first, on one line; empty where nobody knows yet."""
    first = _first_of(seats.of(signup), later=False)
    return ", ".join(first[name] for name in ("dag", "tid", "sted") if first[name]) if first["dag"] else ""


def _names(signup: Signup, seat: GroupMembership | None) -> str:
    """The members by name, for a letter; nothing for a mail, and for who does not show their own name."""
    if seat is None or signup.person is None or signup.person.channel != Channel.LETTER or not seat.is_shown:
        return ""
    shown = space_queries.members_shown(Inside(seat.group, signup.person, seat))
    return "; ".join(", ".join(filter(None, (one.name, one.phone, one.email))) for one in shown if not one.is_self)


def about_intro(message: Message) -> Mail | None:
    """To a member about the shared intro meeting. None once it is over, or they have left."""
    intro = SharedIntro.objects.filter(pk=message.object_id).first()
    wants_cancelled = message.kind == "peerhub.intro_cancelled"
    if intro is None or intro.ends_at <= timezone.now() or (intro.cancelled_at is not None) != wants_cancelled:
        return None
    rows = GroupMembership.objects.filter(group__intros=intro, state=MembershipState.ACCEPTED, person__isnull=False)
    own = rows.select_related("person", "signup").filter(person__uuid__in=[message.person] if message.person else [])
    member = own.first()
    if member is None or member.person is None:
        return None
    language = member.person.language
    with translation.override(language):
        values = {"navn": name_of(member), "dag": long_date(intro.starts_at)}
        values["fil"] = "" if is_letter(message.person) else FILE
        values["tid"] = hours_of(intro.starts_at, intro.ends_at)
        url = "" if wants_cancelled else group_url(member.group_id)
    more: dict[str, Any] = {"event": event_of_intro(intro, language=language), "behind_sign_in": True}
    return worded(message.kind, values, language=language, url=url, **more)


def about_group(message: Message) -> Mail | None:
    """To a member about the group itself. None once they have left."""
    group = PeerGroup.objects.filter(pk=message.object_id).first()
    member = member_of(message, group.pk) if group else None
    if group is None or member is None or member.person is None:
        return None
    language = member.person.language
    with translation.override(language):
        url = group_url(group.pk)
    return worded(message.kind, {"navn": name_of(member)}, language=language, url=url, behind_sign_in=True)


def closing_asked(message: Message) -> Mail | None:
    """Asks a member how the group was. None once they have answered or left, or answers are no longer taken."""
    group = PeerGroup.objects.filter(pk=message.object_id).first()
    member = member_of(message, group.pk) if group else None
    if group is None or member is None or member.person is None:
        return None
    if not closing.is_open(group, timezone.now()) or closing.of(member) is not None:
        return None
    language = member.person.language
    with translation.override(language):
        url = urljoin(settings.SITE_URL, reverse("closing_by_link", args=[closing.link_for(member.pk)]))
        knap = "" if is_letter(message.person) else str(wording_of(message.kind).button)
        values = {"navn": name_of(member), "dag": long_date(closing.closes_at(group)), "knap": knap}
    return worded(message.kind, values, language=language, url=url)


def group_message(message: Message) -> Mail | None:
    """To a member about a message in the group: a notice, with the text only for who has said yes to that and reads it
    as mail. None once they have left, or the message has gone."""
    post = GroupMessage.objects.filter(pk=message.object_id).first()
    member = member_of(message, post.group_id) if post else None
    if post is None or member is None or member.person is None:
        return None
    language = member.person.language
    text = post.text if group_messages.gets_text(member) else ""
    with translation.override(language):
        url = urljoin(settings.SITE_URL, reverse("group_messages", args=[post.group_id]))
    values = {"navn": name_of(member), "tekst": text}
    return worded(message.kind, values, language=language, url=url, behind_sign_in=True)


def join_confirm(message: Message) -> Mail | None:
    """To the address of somebody who wants to join. None once they have joined, or the link has run out."""
    wish = JoinRequest.objects.filter(pk=message.object_id, joined_at=None).first()
    if wish is None or wish.confirm_by <= timezone.now():
        return None
    with translation.override(wish.language):
        url = urljoin(settings.SITE_URL, reverse("join_confirm", args=[wish.token]))
        values = {"navn": wish.first_name, "dag": long_date(wish.confirm_by)}
    return worded(message.kind, values, language=wish.language, to=wish.email, url=url)
