"""The words of the mails about subscriptions, as they are until an administrator changes them."""

from django.utils.translation import gettext_lazy as _

from outbox.kinds import Placeholder, Wording

DAY = Placeholder(_("a date"), _("3 December 2026"))

SUBSCRIBE = Wording(
    subject=_("Do you want the newsletter?"),
    body=(
        _("Somebody, probably you, has asked us to send the newsletter here. Press the button if it was you."),
        _("If it was not you, you need not do anything. Then we delete the address on {dag}."),
    ),
    placeholders={"dag": DAY},
    button=_("Yes, send me the newsletter"),
)
ALREADY = Wording(
    subject=_("You get the newsletter already"),
    body=(
        _("Somebody has asked for the newsletter with your address. You get it already, so nothing has changed."),
        _("Use the link if you want to choose what you get, take a break or leave."),
    ),
    placeholders={},
    button=_("See what you get"),
)
STILL_WANTED = Wording(
    subject=_("Do you still want the newsletter?"),
    body=(
        _("You have had our newsletter for some years. Press the button if you want to keep it."),
        _("If we do not hear from you by {dag}, we stop sending it and delete your address."),
    ),
    placeholders={"dag": DAY},
    button=_("Yes, keep it coming"),
)
