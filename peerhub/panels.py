"""What peer groups show on the coordinator's workbench."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from accounts.models import User
from accounts.panels import Row

from .domain.queries import rounds_for_staff
from .enums import RoundState


def rounds_to_act_on(person: User) -> list[Row]:
    """How many rounds wait for their groups, take signups now, and are being prepared."""
    now = timezone.now()
    states = [one.state_at(now) for one in rounds_for_staff(person)]
    closed, opened = states.count(RoundState.CLOSED), states.count(RoundState.OPEN)
    drafts = states.count(RoundState.DRAFT)
    url = reverse("rounds")
    return [
        Row(
            closed,
            ngettext("round has closed and waits for groups", "rounds have closed and wait for groups", closed),
            url,
        ),
        Row(opened, ngettext("round is open for signup", "rounds are open for signup", opened), url),
        Row(drafts, ngettext("round is being prepared", "rounds are being prepared", drafts), url),
    ]
