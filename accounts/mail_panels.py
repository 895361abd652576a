"""What the outbox needs an administrator for, shown on the workbench. The outbox knows no workbench."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outbox.domain.budgets import house_opens_at
from outbox.domain.queries import stuck

from .models import User
from .panels import Row


def stuck_mails(person: User) -> list[Row]:
    """How many mails move only when somebody says so, and whether the hour's budget is used up."""
    number, full = stuck().count(), int(house_opens_at(now=timezone.now()) is not None)
    return [
        Row(number, ngettext("mail could not be sent", "mails could not be sent", number), reverse("mail_stuck")),
        Row(full, _("hour had more mails than its limit: the rest wait"), reverse("mail_log")),
    ]
