"""The words of the mails about guide trainings and certificates, until an administrator changes them. None says what
the course is about, and none names the participant to somebody else: the mail may be read over a shoulder, and who is
in guide training has lived with what it is about (security.md §1, decision 10)."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from outbox.kinds import Placeholder, Wording

NAME = Placeholder(_("the reader's name"), "Anna Holm", private=True)
SUPERVISED = _("somebody you supervise")
ABOUT = Placeholder(_("whom it is about, without a name; empty where it is the reader"), SUPERVISED)
CAP = Placeholder(_("the last day of the period"), _("3 December 2026"))
MISSING = Placeholder(_("what is still missing"), _("Follow-up day 2"), private=True)
GREETING = _("Hello {navn}")
WHOM = _("It is about {hvem}.")
SEE = _("See where it stands")


def _wording(subject: str | Promise, *body: str | Promise, button: str | Promise = SEE, **more: Placeholder) -> Wording:
    values: Mapping[str, Placeholder] = {"navn": NAME, "hvem": ABOUT, "dag": CAP, "mangler": MISSING} | more
    return Wording(subject=subject, body=(GREETING, *body), placeholders=values, button=button)


STARTED = _wording(
    _("The training has a start and an end"),
    WHOM,
    _("It ends no later than {dag}. That is four months, and it is not extended, so both sides know what they enter."),
)
MOVED = _wording(_("The dates have changed"), WHOM, _("The period now ends no later than {dag}."))
CAP_28 = _wording(
    _("Four weeks are left"),
    WHOM,
    _("The period ends no later than {dag}. There is time for what is left."),
    _("Not there yet: {mangler}"),
)
CAP_14 = _wording(
    _("Two weeks are left"),
    WHOM,
    _("The period ends no later than {dag}. If something is in the way, write to us. We will find a way together."),
    _("Not there yet: {mangler}"),
)
CAP_0 = _wording(
    _("Today is the last day of the period"),
    WHOM,
    _("What happens today counts. What has happened already can still be noted for 30 days."),
    _("Not there yet: {mangler}"),
)
OVER_AWAITING = _wording(
    _("The period is over"),
    WHOM,
    _("Everything that is asked for is there. Now the supervisor confirms it."),
)
OVER_ENDED = _wording(
    _("The period is over"),
    WHOM,
    _("Not there yet: {mangler}"),
    _("If it happened before {dag}, it can still be noted for 30 days. Write to us, and we will look at it together."),
)
CONFIRMED = _wording(
    _("The supervisor has confirmed"), _("The training is completed. You can get your certificate on your page.")
)
INTERRUPTED = _wording(
    _("The period was interrupted"), WHOM, _("You hear from your coordinator about what happens next.")
)
MIDTERM = _wording(
    _("Time for a conversation halfway"),
    WHOM,
    _("About halfway you talk together about what goes well and what is hard. Find a day that suits you both."),
    _("Before it, whoever is in training can look through the self-check and write what is to be talked about."),
)
FINAL = _wording(
    _("Time for the last conversation"),
    WHOM,
    _("The period ends no later than {dag}. Find a day before it to look back together."),
    _("Before it, whoever is in training can look through the self-check and write what is to be talked about."),
)
RETURNED = _wording(
    _("An entry was sent back to you"), _("There is a comment on it. You can change the entry and send it again.")
)
LINK = _wording(
    _("Hours wait for you"),
    _("You follow somebody who is with you in practicum. Through the link you can read and approve the hours."),
    _("The link works until {dag} and is yours alone, so do not pass this mail on."),
    button=_("Open the hours"),
)
CERTIFICATE = _wording(
    _("Your certificate is ready"),
    _("You find it on your page. It has a number and a code, so that others can check it."),
    button=_("Get the certificate"),
)
