"""What the administrator's front page shows of accounts."""

from django.urls import reverse
from django.utils.translation import ngettext

from .domain.queries import staff_count
from .models import Erasure, User
from .panels import Row


def waiting_rights(person: User) -> list[Row]:
    """Erasures on their way, and how many people hold a role; two queries."""
    waiting = Erasure.objects.filter(done_at__isnull=True).count()
    staff = staff_count()
    return [
        Row(waiting, ngettext("account is being deleted", "accounts are being deleted", waiting), reverse("retention")),
        Row(staff, ngettext("person holds a role", "people hold a role", staff), reverse("roles")),
    ]
