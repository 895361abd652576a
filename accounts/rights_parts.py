"""What a person's rights register at start-up: what falls due, what a restore does again, mails, ways on."""

from django.utils.translation import gettext_lazy as _

from outbox import due, kinds

from . import emails, panels
from .backups import after
from .domain import data_copies, erasure


def register() -> None:
    """Called once by the app's own start."""
    kinds.register(data_copies.KIND, emails.data_copy_ready)
    due.register("data_copies_make", data_copies.make_due)
    due.register("data_copies_forget", data_copies.forget)
    due.register("erasures", erasure.run_due)
    after.register("erased again", erasure.replay)
    panels.register_link("administration", _("Roles"), "roles")
    panels.register_link("administration", _("Record of processing"), "records_of_processing")
