"""How many letters and calls wait, on the coordinator's workbench."""

from django.urls import reverse
from django.utils.translation import ngettext

from .domain.carrying import CALLS, LETTERS, waiting
from .models import User
from .panels import Row


def waiting_messages(person: User) -> list[Row]:
    """Letters to print and post, people to call or text."""
    letters, calls = waiting(person, LETTERS).count(), waiting(person, CALLS).count()
    return [
        Row(letters, ngettext("letter is to be sent", "letters are to be sent", letters), reverse("letters")),
        Row(
            calls,
            ngettext("person is to be called or texted", "people are to be called or texted", calls),
            reverse("calls"),
        ),
    ]
