"""Messages in a group: read and answered in the portal; a mail says that there is one, and brings the text only to who
has said yes to that. Nobody's address is shown, and nobody answers by mail."""

from datetime import datetime
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from outbox.domain.messages import queue
from outbox.locks import lock_row

from ..group_enums import ENDED_GROUPS, GroupState, MembershipState
from ..models import GroupMembership, GroupMessage, MemberChoice, PeerGroup
from .errors import Refused
from .meeting_mails import members_of

PER_PAGE = 30


@transaction.atomic
def write(
    member: GroupMembership, text: str, *, answers: GroupMessage | None = None, key: UUID | None = None, now: datetime
) -> GroupMessage:
    """Writes to the group, or answers a message there; every other member is told. With the same `key` a second time
    it is the same message. Raises Refused for who has left or does not show their name, and once the group has ended.
    """
    group = lock_row(member.group)
    own = GroupMembership.objects.filter(pk=member.pk, state=MembershipState.ACCEPTED).first()
    if own is None or (group.state in ENDED_GROUPS and group.state != GroupState.CONTINUING):
        raise Refused(_("Only members of a group that goes on can write to it."))
    if not own.is_shown:
        raise Refused(_("The group does not see your name now. Show it again on your signup's page, and then write."))
    known = GroupMessage.objects.filter(pk=key, group=group).first() if key else None
    if known is not None:
        return known
    top = answers.answers if answers and answers.answers else answers
    if top is not None and top.group_id != group.pk:
        raise Refused(_("This message is not there any more."))
    made = GroupMessage(group=group, author=own, answers=top, text=text.strip(), at=now)
    if key:
        made.pk = key
    made.save(force_insert=True)
    for one in members_of(group):
        if one.pk != own.pk and one.person is not None:
            mark = f"group_message:{made.pk}:{one.pk}"
            queue("peerhub.group_message", object_id=str(made.pk), person=one.person.uuid, dedupe_key=mark, now=now)
    return made


def gets_text(member: GroupMembership) -> bool:
    """Whether a member has said yes to the text by mail. One query."""
    return MemberChoice.objects.filter(membership=member, gets_text=True).exists()


def known_in(group: PeerGroup, key: UUID) -> GroupMessage | None:
    """A message of this group; one of another is as unknown as none. One query."""
    return GroupMessage.objects.filter(group=group, pk=key).first()


def in_group(group: PeerGroup) -> list[GroupMessage]:
    """The latest conversations of a group with their answers, the newest conversation first; for its members. Two
    queries."""
    rows = GroupMessage.objects.filter(group=group, answers=None).select_related("author__person", "author__signup")
    tops = list(rows.order_by("-at", "-pk")[:PER_PAGE])
    answers = GroupMessage.objects.filter(answers__in=tops).select_related("author__person", "author__signup")
    below: dict[UUID | None, list[GroupMessage]] = {}
    for one in answers.order_by("at", "pk"):
        below.setdefault(one.answers_id, []).append(one)
    for one in tops:
        one.below = below.get(one.pk, [])  # type: ignore[attr-defined]
    return tops


@transaction.atomic
def take_back(message: GroupMessage, member: GroupMembership) -> bool:
    """Deletes one's own message, and the answers to it. False for somebody else's, or one that has gone."""
    gone, _counts = GroupMessage.objects.filter(pk=message.pk, author=member).delete()
    return bool(gone)


def forget(now: datetime) -> int:
    """Deletes the messages of groups that ended GROUP_MESSAGES_KEEP_MONTHS ago; returns how many."""
    edge = now - relativedelta(months=settings.GROUP_MESSAGES_KEEP_MONTHS)
    gone, _counts = GroupMessage.objects.filter(group__ended_at__lt=edge).delete()
    return gone
