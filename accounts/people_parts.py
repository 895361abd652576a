"""What the pages of people register at start-up: what falls due, panels, ways on from the workbenches."""

from django.utils.translation import gettext_lazy as _

from outbox import due

from . import panels
from .models import Registration


def register() -> None:
    """Called once by the app's own start."""
    due.register("registration_notes_forget", Registration.forget_notes)
    panels.register_link("koordinator", _("People without e-mail"), "people")
