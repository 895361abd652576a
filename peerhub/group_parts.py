"""What the life of groups registers at start-up: mails, what falls due, panels."""

from django.utils.translation import gettext_lazy as _

from accounts import retention
from outbox import due, kinds

from . import group_mails, group_wordings
from .domain import date_finding, guests, watching

ABOUT_MEETINGS = {
    "meeting_agreed": (_("A meeting is agreed"), group_wordings.MEETING_AGREED),
    "meeting_changed": (_("A meeting is changed"), group_wordings.MEETING_CHANGED),
    "meeting_cancelled": (_("A meeting is cancelled"), group_wordings.MEETING_CANCELLED),
    "duty_offered": (_("Asked to lead a meeting"), group_wordings.DUTY_OFFERED),
    "nobody_leads": (_("Nobody leads a meeting"), group_wordings.NOBODY_LEADS),
    "meeting_pack": (_("For whoever leads a meeting"), group_wordings.MEETING_PACK),
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
    _due()


def _due() -> None:
    due.register("conveners_called", watching.call_for_conveners)
    due.register("meeting_packs", watching.send_packs)
    due.register("meetings_over", watching.ask_how_it_went)
    due.register("meetings_not_held", watching.sweep_not_held)
    due.register("meeting_days_passed", watching.drop_passed_proposals)
    due.register("meeting_days_remind", date_finding.remind)
    due.register("guests_forget", guests.forget)
    retention.describe("guests_forget", _("Guests of meetings"), _("30 days after the meeting"))
