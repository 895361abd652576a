"""What the life of groups registers at start-up: mails, what falls due, panels."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import calendar_sources, consents, panels, retention
from accounts.domain.idle import IN_USE
from accounts.models import User
from home import search
from home.templatetags.portal import long_date
from outbox import due, kinds

from . import calendar_events, directory_search, group_mails, group_wordings, space_mails, space_wordings
from .domain import (
    agreements,
    closing,
    date_finding,
    duties,
    group_messages,
    guests,
    member_choices,
    own_groups,
    seats,
    standing,
    watching,
)
from .models import PeerGroup
from .models.joining import JOINING
from .signup_personal_data import EXPLICIT

ABOUT_MEETINGS = {
    "meeting_agreed": (_("A meeting is agreed"), group_wordings.MEETING_AGREED),
    "meeting_changed": (_("A meeting is changed"), group_wordings.MEETING_CHANGED),
    "meeting_cancelled": (_("A meeting is cancelled"), group_wordings.MEETING_CANCELLED),
    "duty_offered": (_("Asked to lead a meeting"), group_wordings.DUTY_OFFERED),
    "nobody_leads": (_("Nobody leads a meeting"), group_wordings.NOBODY_LEADS),
    "meeting_pack": (_("For whoever leads a meeting"), group_wordings.MEETING_PACK),
    "meeting_pack_paper": (_("For whoever leads a meeting, by letter"), group_wordings.MEETING_PACK_PAPER),
    "meeting_over": (_("How a meeting went"), group_wordings.MEETING_OVER),
    "dates_asked": (_("Days to choose among"), group_wordings.DATES_ASKED),
    "dates_reminder": (_("Reminder of days to choose among"), group_wordings.DATES_REMINDER),
}


def register() -> None:
    """Called once by the app's own start."""
    for name, (title, wording) in ABOUT_MEETINGS.items():
        kinds.register(f"peerhub.{name}", group_mails.about_meeting, title=title, wording=wording)
    for name, title, wording in (
        ("guest_invited", _("A guest is invited"), group_wordings.GUEST_INVITED),
        ("guest_cancelled", _("A guest's meeting is cancelled"), group_wordings.GUEST_CANCELLED),
    ):
        kinds.register(f"peerhub.{name}", group_mails.to_guest, title=title, wording=wording, mail_only=True)
    for name, render, title, wording in (
        ("place_accepted", space_mails.welcome, _("Place accepted"), space_wordings.WELCOME),
        (
            "place_accepted_later",
            space_mails.welcome,
            _("Accepted in a group that has met"),
            space_wordings.WELCOME_LATER,
        ),
        ("intro_invited", space_mails.about_intro, _("Shared intro meeting"), space_wordings.INTRO_INVITED),
        ("intro_changed", space_mails.about_intro, _("Intro meeting changed"), space_wordings.INTRO_CHANGED),
        ("intro_cancelled", space_mails.about_intro, _("Intro meeting cancelled"), space_wordings.INTRO_CANCELLED),
        ("group_message", space_mails.group_message, _("A message in a group"), space_wordings.GROUP_MESSAGE),
        ("group_closing", space_mails.about_group, _("A group is about to end"), space_wordings.GROUP_CLOSING),
        ("members_changed", space_mails.about_group, _("Members come and go"), space_wordings.MEMBERS_CHANGED),
        ("agreement_review", space_mails.about_group, _("An agreement is looked at"), space_wordings.AGREEMENT_REVIEW),
        ("closing_asked", space_mails.closing_asked, _("How a group was"), space_wordings.CLOSING_ASKED),
        ("group_ended", space_mails.about_group, _("A group has ended"), space_wordings.GROUP_ENDED),
    ):
        kinds.register(f"peerhub.{name}", render, title=title, wording=wording)
    kinds.register(
        "peerhub.join_confirm",
        space_mails.join_confirm,
        title=_("Confirm a wish to join"),
        wording=space_wordings.JOIN_CONFIRM,
        mail_only=True,
    )
    calendar_sources.register("groups", calendar_events.events_of)
    search.register(directory_search.SOURCE)
    seats.ON_END.extend([duties.give_up_all, member_choices.forget, standing.forget])
    IN_USE.append(own_groups.still_needed)
    _consents()
    _due()
    panels.register("min-side", panels.Panel(_("Your groups"), own_rows))


def own_rows(person: User) -> list[panels.Row]:
    """A person's groups, each with its next meeting."""
    return [_row(one) for one in own_groups.groups_of(person, timezone.now())]


def _row(group: PeerGroup) -> panels.Row:
    next_at = getattr(group, "next_at", None)
    words = {"group": group.title, "day": long_date(next_at)}
    said = gettext("%(group)s: next meeting %(day)s") if next_at else gettext("%(group)s: no meeting is agreed")
    if group.is_over and not next_at:
        said = f"%(group)s: {group.get_state_display()}"
    return panels.Row(1, said % words, reverse("own_group", args=[group.pk]))


def _consents() -> None:
    joining = consents.Purpose(JOINING, _("Being in a group that is open"), EXPLICIT, (standing.joining_taken_back,))
    consents.register(joining)
    for code, title in (
        (member_choices.CONTACT, _("Showing my phone number and e-mail to my group")),
        (member_choices.MESSAGE_TEXT, _("Getting the text of group messages by mail")),
    ):
        consents.register(consents.Purpose(code, title, EXPLICIT, (member_choices.taken_back,)))


def _due() -> None:
    due.register("conveners_called", watching.call_for_conveners)
    due.register("meeting_packs", watching.send_packs)
    due.register("meetings_over", watching.ask_how_it_went)
    due.register("meetings_not_held", watching.sweep_not_held)
    due.register("meeting_days_passed", watching.drop_passed_proposals)
    due.register("meeting_days_remind", date_finding.remind)
    due.register("agreements_review", agreements.remind)
    due.register("guests_forget", guests.forget)
    due.register("joining_forget", standing.forget_unconfirmed)
    retention.describe("joining_forget", _("Wishes to join a group"), _("7 days, where they were not confirmed"))
    due.register("closing_answers_forget", closing.forget)
    retention.describe("closing_answers_forget", _("Answers as groups end"), _("6 months after the group has ended"))
    due.register("group_messages_forget", group_messages.forget)
    retention.describe("group_messages_forget", _("Messages in groups"), _("6 months after the group has ended"))
    retention.describe("guests_forget", _("Guests of meetings"), _("30 days after the meeting"))
