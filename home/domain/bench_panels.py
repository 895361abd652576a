"""What the CMS foundation shows on the workbenches."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from accounts.models import User
from accounts.panels import Row

from .queries import enquiries_for_staff


def waiting_enquiries(person: User) -> list[Row]:
    """How many enquiries wait for this person's eyes, and how many of them are past the promised day."""
    waiting = enquiries_for_staff(person, state="open")
    number = waiting.count()
    late = waiting.filter(answer_by__lt=timezone.localdate()).count()
    url = reverse("enquiries")
    return [
        Row(number, ngettext("enquiry waits for an answer", "enquiries wait for an answer", number), url),
        Row(late, ngettext("is past the promised day", "are past the promised day", late), url),
    ]
