"""The words of the mails about courses, as they are until an administrator changes them. None says what the course is
about: the mail may be read over a shoulder (security.md §0)."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from outbox.kinds import Placeholder, Wording

NAME = Placeholder(_("the person's name"), "Anna Holm", private=True)
TOWN = Placeholder(_("the town of the cohort"), "Viborg")
DAY = Placeholder(_("a date"), _("3 December 2026"))
REASON = Placeholder(_("why, in a sentence"), _("All places on this cohort are taken."))
GREETING = _("Hello {navn}")
OWN_PAGE = _("See your application")
NO_HASTE = _("Are you in doubt, or do you need it in another way? Write to us, and we find out together.")


def _wording(
    subject: str | Promise,
    *body: str | Promise,
    button: str | Promise = OWN_PAGE,
    **more: Placeholder,
) -> Wording:
    placeholders: Mapping[str, Placeholder] = {"navn": NAME, "by": TOWN} | more
    return Wording(subject=subject, body=(GREETING, *body), placeholders=placeholders, button=button)


APPLIED = _wording(
    _("We have got your application"),
    _("Thank you for applying for the course in {by}. It begins on {dag}."),
    _("On your page you can see what happens next, and you can withdraw at any time."),
    dag=DAY,
)
PLACE_OFFERED = _wording(
    _("There is a place for you"),
    _("You are offered a place on the course in {by}."),
    _("Answer by {dag}, please. Until then we keep the place for you."),
    NO_HASTE,
    button=_("Answer here"),
    dag=DAY,
)
PLACE_REMINDER = _wording(
    _("We still keep a place for you"),
    _("You have been offered a place on the course in {by}. Answer by {dag}, please."),
    NO_HASTE,
    button=_("Answer here"),
    dag=DAY,
)
PLACE_ACCEPTED = _wording(
    _("The place is yours"),
    _("You have a place on the course in {by}. It begins on {dag}."),
    _("All the dates are on your page."),
    button=_("See your course"),
    dag=DAY,
)
PLACE_LAPSED = _wording(
    _("The place has gone on"),
    _("We did not hear from you in time, so the place on the course in {by} has gone to somebody who waited."),
    _("You are welcome to apply again. You need not say why."),
)
WAITS = _wording(
    _("You are on the waiting list"),
    _("You are on the waiting list for the course in {by}."),
    "{grund}",
    _("We write to you if there is a place. You can withdraw at any time."),
    grund=REASON,
)
REFUSED = _wording(
    _("An answer to your application"),
    _("Thank you for applying for the course in {by}. This time we cannot offer you a place."),
    _("It says nothing about your worth or your experience. There were more who applied than there were places."),
    _("You are welcome to apply again, and we gladly talk with you about other ways."),
)
WITHDRAWN = _wording(
    _("You have withdrawn"),
    _("You are no longer on the course in {by}. We have noted it, and you need not say why."),
    _("You are welcome again another time."),
)
DATES_CHANGED = _wording(
    _("A change of your dates"),
    _("Something has changed about the meetings in {by}. The newest dates and places are on your page."),
    button=_("See the dates"),
)
COHORT_CANCELLED = _wording(
    _("The course will not be held"),
    _("We are sorry: the course in {by} will not be held."),
    _("The reason is: {grund}"),
    _("You need not do anything. Look at the other dates, or write to us."),
    grund=REASON,
)
COHORT_MESSAGE = _wording(
    _("There is a message for you"),
    _("There is a new message from your course in {by}. Sign in to read it."),
    button=_("Read the message"),
)
COURSE_PASSED = _wording(
    _("You have passed the course"),
    _("You have been through the whole course in {by}. Well done."),
    _("On your page you can see what comes next."),
    button=_("See your course"),
)
AGREEMENT_ASKED = _wording(
    _("There is an agreement to read"),
    _("What we promise each other on the course in {by} has been written anew."),
    _("Read it on your page, and say yes if it is right for you. If something in it is hard, write to us."),
)
INTEREST_CONFIRM = Wording(
    subject=_("Shall we write when there is a date?"),
    body=(
        _("Somebody, probably you, has asked us to write when a course gets a date. Press the button if it was you."),
        _("If it was not you, you need not do anything. Then we delete the address on {dag}."),
    ),
    placeholders={"dag": DAY},
    button=_("Yes, write to me"),
)
INTEREST_DATED = Wording(
    subject=_("There is a date now"),
    body=(
        _("You asked us to write when the course gets a date. There is a cohort in {by} now. Apply by {dag}."),
        _("This is the only mail we send about it, and we have now deleted your address from the list."),
    ),
    placeholders={"by": TOWN, "dag": DAY},
    button=_("See the course"),
)
