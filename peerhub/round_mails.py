"""The message about a cancelled round."""

from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from outbox.kinds import Mail, Placeholder, Wording, worded
from outbox.models import Message

from .domain.rounds import CANCELLED
from .enums import RoundState
from .models import Signup
from .words import in_language

ROUND_CANCELLED = Wording(
    subject=_("A change to your signup"),
    body=(
        _("Hello {navn}"),
        _("We are sorry: the round you signed up for, with reference {reference}, will not be held."),
        _("The reason is: {grund}"),
        _(
            "You need not do anything. Would you like to hear when the next round opens? Use the link below, or write "
            "to us. We delete your signup by the same rules as before."
        ),
    ),
    placeholders={
        "navn": Placeholder(_("the person's name"), "Anna Holm", private=True),
        "reference": Placeholder(_("the reference of the signup"), "T-7K2MPQ9X"),
        "grund": Placeholder(_("why the round is cancelled"), _("Too few signed up.")),
    },
    button=_("Hear of the next round"),
)


def cancelled(message: Message) -> Mail | None:
    """To somebody signed up for a round that was cancelled. None once the signup names nobody any more."""
    signup = Signup.objects.select_related("round__programme").filter(pk=message.object_id).first()
    if signup is None or signup.round.state != RoundState.CANCELLED or not signup.is_live:
        return None
    round = signup.round
    with translation.override(signup.language):
        url = urljoin(settings.SITE_URL, reverse("interest", args=[round.programme.code]))
        because = in_language(round.cancelled_because_da, round.cancelled_because_en)
    values = {"navn": signup.name, "reference": signup.reference, "grund": because}
    return worded(CANCELLED, values, language=signup.language, to=signup.email, url=url)
