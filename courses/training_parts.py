"""What guide trainings and certificates register at start-up: mails, what falls due, the consent, panels."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts import consents, panels, retention
from accounts.domain.erasure import AGAIN
from accounts.models import User
from outbox import due, kinds

from . import training_emails as emails
from . import training_personal_data
from . import training_wordings as words
from .domain import practice_log, training_due, training_links, training_retention, training_staff_queries
from .models.training_log import PRACTICE_LOG

ABOUT = {
    "training_started": (_("A guide training begins"), words.STARTED),
    "training_moved": (_("The dates of a guide training"), words.MOVED),
    "cap_28": (_("28 days before the cap"), words.CAP_28),
    "cap_14": (_("14 days before the cap"), words.CAP_14),
    "cap_0": (_("The day of the cap"), words.CAP_0),
    "cap_over_awaiting_confirmation": (_("After the cap: waits for the supervisor"), words.OVER_AWAITING),
    "cap_over_ended_at_cap": (_("After the cap: something is missing"), words.OVER_ENDED),
    "training_confirmed": (_("A guide training is confirmed"), words.CONFIRMED),
    "training_interrupted": (_("A guide training is interrupted"), words.INTERRUPTED),
    "log_returned": (_("An entry of the log is sent back"), words.RETURNED),
}


def register() -> None:
    """Called once by the app's own start."""
    for name, (title, wording) in ABOUT.items():
        kinds.register(f"courses.{name}", emails.about_training, title=title, wording=wording)
    kinds.register("courses.certificate", emails.certificate_mail, title=_("Certificate"), wording=words.CERTIFICATE)
    kinds.register(
        "courses.training_link",
        emails.link_mail,
        title=_("A link to approve hours"),
        wording=words.LINK,
        mail_only=True,
    )
    _due()
    consents.register(
        consents.Purpose(
            PRACTICE_LOG,
            _("Keeping my words in the practice log"),
            training_personal_data.EXPLICIT,
            (practice_log.words_taken_back,),
        )
    )
    AGAIN.append(training_retention.forget_again)
    training_personal_data.register_all()
    panels.register("supervisor", panels.Panel(_("Guide training"), supervisor_rows))
    panels.register("koordinator", panels.Panel(_("Practicum and guide training"), coordinator_rows))
    panels.register_link("supervisor", _("Everybody in guide training, by days left"), "guide_trainings")
    panels.register_link("koordinator", _("Guide training and practicum"), "practicum_trainings")
    panels.register_link("koordinator", _("Follow-up days"), "follow_up_days")
    panels.register_link("koordinator", _("Practicum sites"), "practicum_sites")
    panels.register_link("koordinator", _("Register of certificates"), "certificates")


def _due() -> None:
    due.register("training_caps", training_due.settle_due)
    due.register("training_reminders", training_due.remind)
    due.register("trainings_anonymise", training_retention.anonymise_due)
    due.register("practice_logs_delete", training_retention.delete_logs)
    due.register("training_links_delete", training_links.delete_expired)
    due.register("certificates_delete", training_retention.delete_certificates)
    retention.describe("practice_logs_delete", _("Practice logs"), training_personal_data.LOG_YEAR)
    retention.describe(
        "training_links_delete", _("Private links into a training"), _("30 days after it ran out or was taken back")
    )
    retention.describe("certificates_delete", _("Certificates"), _("five years"))


def supervisor_rows(person: User) -> list[panels.Row]:
    """What needs this supervisor today."""
    numbers = training_staff_queries.numbers_for_staff(person, timezone.localdate())
    soon, waiting, entries = numbers["soon"], numbers["waiting"], numbers["entries"]
    url = reverse("guide_trainings")
    return [
        panels.Row(waiting, ngettext("training waits for your word", "trainings wait for your word", waiting), url),
        panels.Row(soon, ngettext("has 28 days left or less", "have 28 days left or less", soon), url),
        panels.Row(entries, ngettext("day of hours to approve", "days of hours to approve", entries), url),
    ]


def coordinator_rows(person: User) -> list[panels.Row]:
    """What needs this coordinator today."""
    now = timezone.now()
    today = timezone.localdate(now)
    soon = training_staff_queries.numbers_for_staff(person, today)["soon"]
    late = training_staff_queries.unconfirmed_for_staff(person, now)
    ready = training_staff_queries.ready_for_training(person).count()
    url = reverse("practicum_trainings")
    days = settings.TRAINING_CONFIRM_DAYS
    return [
        panels.Row(
            ready, ngettext("has passed and can begin training", "have passed and can begin training", ready), url
        ),
        panels.Row(soon, ngettext("has 28 days left or less", "have 28 days left or less", soon), url),
        panels.Row(
            late,
            ngettext(
                "has waited %(days)d days for the supervisor's word",
                "have waited %(days)d days for the supervisor's word",
                late,
            )
            % {"days": days},
            url,
        ),
    ]
