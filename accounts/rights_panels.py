"""What the administrator's front page shows of accounts."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from .domain import idle
from .domain.queries import staff_count
from .models import Erasure, User
from .panels import Row


def waiting_rights(person: User) -> list[Row]:
    """Erasures on their way, and how many people hold a role; three queries."""
    waiting = Erasure.objects.filter(done_at__isnull=True).count()
    staff = staff_count()
    unused = idle.idle_staff(timezone.now())
    return [
        Row(waiting, ngettext("account is being deleted", "accounts are being deleted", waiting), reverse("retention")),
        Row(
            unused,
            ngettext(
                "person with a role has not signed in for 24 months",
                "people with a role have not signed in for 24 months",
                unused,
            ),
            reverse("roles"),
        ),
        Row(staff, ngettext("person holds a role", "people hold a role", staff), reverse("roles")),
    ]
