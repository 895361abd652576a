"""The words of the mails about signups, as they are until an administrator changes them. None says what the groups are
about: the mail may be read over a shoulder (security.md §0)."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from outbox.kinds import Placeholder, Wording

NAME = Placeholder(_("the person's name"), "Anna Holm", private=True)
REFERENCE = Placeholder(_("the reference of the signup"), "T-7K2MPQ9X")
DAY = Placeholder(_("a date"), _("3 December 2026"))
FIRST = Placeholder(
    _("when and where the group meets first, in a letter; empty in a mail"), _("3 December 2026, 17.00, the library")
)
GREETING = _("Hello {navn}")
FIRST_MEETING = _("The group meets first on {moede}.")
OWN_PAGE = _("See your signup")
KEEP_LINK = _(
    "On your page you can see where you stand, change your answers and withdraw. The link is yours alone, so do not "
    "pass this mail on."
)


def _wording(
    subject: str | Promise, *body: str | Promise, button: str | Promise = OWN_PAGE, **more: Placeholder
) -> Wording:
    placeholders: Mapping[str, Placeholder] = {"navn": NAME, "reference": REFERENCE} | more
    return Wording(subject=subject, body=(GREETING, *body), placeholders=placeholders, button=button)


SIGNUP_DRAFT = Wording(
    subject=_("Continue your signup"),
    body=(
        _("Here is the way back to the signup you saved. Press the button and go on where you left."),
        _("We delete what you have filled in on {dag}, if you have not sent it by then."),
        _("If you did not ask for this mail, you need not do anything."),
    ),
    placeholders={"dag": DAY},
    button=_("Continue"),
)
SIGNUP_CONFIRM = _wording(
    _("Confirm your signup"),
    _("Press the button and confirm that the signup is yours. Its reference is {reference}."),
    _("The link works until {dag}."),
    _("If you did not sign up, you need not do anything. Then the signup ends by itself."),
    button=_("Go on and confirm"),
    dag=DAY,
)
SIGNUP_KNOWN = _wording(
    _("You have signed up already"),
    _(
        "Somebody has filled in the form once more with your address. You have signed up already, with reference "
        "{reference}, so nothing has changed."
    ),
    _("Use the link if you want to see or change your signup."),
)
SIGNUP_CONFIRMED = _wording(
    _("Your signup is confirmed"),
    _("Thank you. We have confirmed your signup with reference {reference}."),
    _("You hear from us before the groups start on {dag}."),
    KEEP_LINK,
    dag=DAY,
)
SIGNUP_WAITS = _wording(
    _("You are on the waiting list"),
    _("We have no group for you yet. {grund}"),
    _("You need not do anything. We write as soon as there is a place."),
    KEEP_LINK,
    grund=Placeholder(_("why the person waits"), _("There were too few people within your distance.")),
)
PLACE_OFFERED = _wording(
    _("There is a place for you"),
    _("We have found you a place. See it on your page, and say yes or no by {dag}."),
    FIRST_MEETING,
    _("If we do not hear from you by then, the place goes to somebody who waits."),
    button=_("See the place"),
    dag=DAY,
    moede=FIRST,
)
PLACE_REMINDER = _wording(
    _("Will you have your place?"),
    _("There is a place for you. Say yes or no by {dag}."),
    FIRST_MEETING,
    _("We remind you only once."),
    button=_("See the place"),
    dag=DAY,
    moede=FIRST,
)
PLACE_LAPSED = _wording(
    _("The place has gone on"),
    _("We did not hear from you, so the place has gone to somebody who waits. You are welcome next time."),
)
PLACE_PASSED = _wording(
    _("The place has gone on"),
    _("We did not hear from you, so the place has gone to somebody else who waits."),
    _("You are still on the waiting list and need not do anything. You can withdraw on your page at any time."),
)
PLACE_CHANGED = _wording(
    _("There is a change to your place"),
    _("Your place is a new one, or it has got a new time. See it on your page."),
    FIRST_MEETING,
    _("If it does not suit you, say no or withdraw there, or write to us. You need no reason."),
    button=_("See the place"),
    moede=FIRST,
)
GROUP_CHANGED = _wording(
    _("There is a change in your group"),
    _("Somebody comes to the group, or leaves it. You need not do anything, and your own place is as it was."),
)
GROUP_DISSOLVED = _wording(
    _("Your group does not go on"),
    _("We are sorry: the group that you had a place in does not go on."),
    _("You are on the waiting list now. On your page you can choose to be signed up for the next round too."),
)
SIGNUP_WITHDRAWN = _wording(
    _("Your signup is withdrawn"),
    _("You have withdrawn your signup with reference {reference}. You need not do anything more."),
    _("On your page you can see when we delete what you told us, or delete it at once."),
)
SIGNUP_NOTED = _wording(
    _("You have been signed up"),
    _("We have noted your signup as we agreed. Its reference is {reference}."),
    _("You hear from us before the groups start on {dag}."),
    _("Tell us if something is wrong, or if you want to withdraw. You may do so at any time and need no reason."),
    dag=DAY,
)
SIGNUP_IMPORTED = _wording(
    _("You have been signed up"),
    _(
        "Your association has signed you up with us, as you agreed with them. The reference is {reference}. On your "
        "page you can see what we know."
    ),
    _("If it is not right, withdraw there with one click. Then we use nothing of it."),
)
SIGNUP_NOT_MEMBER = _wording(
    _("We could not find you among the members"),
    _(
        "This round is for members, and we could not find you among them. So your signup with reference {reference} "
        "has ended. Write to us if that is a mistake."
    ),
)
SIGNUP_CARRIED = _wording(
    _("You are in the next round"),
    _("You were on the waiting list and said that we may keep you there. Now you are signed up for the next round."),
    KEEP_LINK,
)
INTEREST_CONFIRM = Wording(
    subject=_("Shall we write when signup opens?"),
    body=(
        _("Somebody, probably you, has asked us to write when the next signup opens. Press the button if it was you."),
        _("If it was not you, you need not do anything. Then we delete the address on {dag}."),
    ),
    placeholders={"dag": DAY},
    button=_("Yes, write to me"),
)
INTEREST_OPEN = Wording(
    subject=_("Signup is open"),
    body=(
        _("You asked us to write when signup opens. It is open now, until {dag}."),
        _("This is the only mail we send about it, and we have now deleted your address from the list."),
    ),
    placeholders={"dag": DAY},
    button=_("Go to signup"),
)
