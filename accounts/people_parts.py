"""What the pages of people register at start-up: what falls due, panels, ways on from the workbenches."""

from django.utils.translation import gettext_lazy as _

from outbox import due

from . import panels, personal_parts, session_ages
from .carrying_panels import waiting_messages
from .models import AddressChange, Registration, StepUpCode


def register() -> None:
    """Called once by the app's own start."""
    due.register("registration_notes_forget", Registration.forget_notes)
    due.register("step_up_codes_forget", StepUpCode.forget)
    due.register("address_changes_forget", AddressChange.forget)
    panels.register_link("koordinator", _("People without e-mail"), "people")
    panels.register_link("koordinator", _("Letters"), "letters")
    panels.register_link("koordinator", _("Calls and text messages"), "calls")
    panels.register("koordinator", panels.Panel(_("Letters and calls"), waiting_messages))
    personal_parts.register_all()
    session_ages.connect()
    panels.register_link("administration", _("What people consent to"), "consent_texts")
