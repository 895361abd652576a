"""What a person's rights register at start-up: what falls due, what a restore does again, mails, ways on."""

from django.utils.translation import gettext_lazy as _

from outbox import due

from . import journal, panels, retention
from .backups import after
from .domain import data_copies, erasure, idle
from .rights_panels import waiting_rights


def register() -> None:
    """Called once by the app's own start."""
    due.register("data_copies_make", data_copies.make_due)
    due.register("data_copies_forget", data_copies.forget)
    due.register("erasures", erasure.run_due)
    due.register("journal_empty", journal.empty_due)
    due.register("accounts_idle_tell", idle.tell)
    due.register("accounts_idle_erase", idle.erase_due)
    after.register("erased again", erasure.replay)
    panels.register_link("administration", _("Roles"), "roles")
    panels.register_link("administration", _("Record of processing"), "records_of_processing")
    panels.register_link("administration", _("What is deleted when"), "retention")
    panels.register("administration", panels.Panel(_("Accounts"), waiting_rights))
    describe()


def describe() -> None:
    """What accounts and the outbox delete by its date."""
    retention.describe("access_log_drop_old", _("Access log"), _("12 months"))
    retention.describe("registration_notes_forget", _("Notes on people without e-mail"), _("12 months"))
    retention.describe(
        "sealed_mails_forget", _("Mails about signing in that have not left"), _("7 days at the longest")
    )
    retention.describe("data_copies_forget", _("Copies of a person's data"), _("1 day"))
    retention.describe("limits_forget", _("Counters of limits"), _("until the window has passed, a day at the longest"))
    retention.describe("outbox_drop_old", _("Mails that wait or have been sent"), _("30 days after sending"))
    retention.describe("step_up_codes_forget", _("Codes before a sensitive act"), _("10 minutes"))
    retention.describe(
        "accounts_idle_erase",
        _("Accounts that nobody uses"),
        _("24 months after the last visit, with a notice 30 days before"),
        count=idle.due_count,
    )
    retention.describe(
        "address_changes_forget", _("Changes of e-mail"), _("until nothing can be undone, 7 days at most")
    )
