"""What the outbox needs an administrator for, shown on the workbench. The outbox knows no workbench."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outbox.domain import tasks, wordings
from outbox.domain.budgets import house_opens_at
from outbox.domain.queries import sent_log, stuck, suppressed

from .domain.carrying import CALLS, LETTERS, waiting
from .models import User
from .panels import Row


def stuck_mails(person: User) -> list[Row]:
    """How many mails move only when somebody says so, and whether the hour's budget is used up."""
    number, full = stuck().count(), int(house_opens_at(now=timezone.now()) is not None)
    return [
        Row(number, ngettext("mail could not be sent", "mails could not be sent", number), reverse("mail_stuck")),
        Row(full, _("hour had more mails than its limit: the rest wait"), reverse("mail_log")),
    ]


def failed_tasks(person: User) -> list[Row]:
    """Background tasks that ended in a fault or were killed."""
    number = tasks.failed(now=timezone.now()).count()
    return [Row(number, ngettext("task has failed", "tasks have failed", number), reverse("tasks_failed"))]


@dataclass(frozen=True)
class Page:
    """One page about what leaves: its title, what stands there, how many, and where it is."""

    title: str
    text: str
    number: int
    url: str


def mail_pages(person: User) -> list[Page]:
    """Every page about what leaves, with how many stand there."""
    letters, calls = waiting(person, LETTERS).count(), waiting(person, CALLS).count()
    return [
        Page(_("Not sent"), _("Mails that move only when you say so."), stuck().count(), reverse("mail_stuck")),
        Page(_("Sent mails"), _("What went where, for thirty days."), sent_log().count(), reverse("mail_log")),
        Page(
            _("Closed addresses"),
            _("Addresses that take no mail."),
            suppressed().count(),
            reverse("mail_suppressed"),
        ),
        Page(_("Words of mails"), _("Texts that you have changed."), len(wordings.changed()), reverse("word_list")),
        Page(_("Letters"), _("To be printed and posted."), letters, reverse("letters")),
        Page(_("Calls and text messages"), _("People to call or text."), calls, reverse("calls")),
    ]
