"""The words of the mails about enquiries, as they are until an administrator changes them."""

from django.utils.translation import gettext_lazy as _

from outbox.kinds import Placeholder, Wording

NAME = Placeholder(_("the name of the person who wrote"), "Anna Holm", private=True)
REFERENCE = Placeholder(_("the number of the case"), "H-2026-0042")
DAY = Placeholder(_("the day we answer by"), _("3 December 2026"))

RECEIPT = Wording(
    subject=_("We have received your message ({reference})"),
    body=(
        _("Hello {navn}"),
        _("We have received your message. You will hear from us no later than {dag}. Your reference is {reference}."),
        _("You need not do anything now. If you want to add something, write to us again and give the reference."),
    ),
    placeholders={"navn": NAME, "dag": DAY, "reference": REFERENCE},
)
NOTICE = Wording(
    subject=_("An enquiry waits for an answer ({reference})"),
    body=(
        _("A new enquiry about “{emne}” waits for you. Please answer by {dag}."),
        _("Sign in to read it. This mail holds nothing of what the person wrote."),
    ),
    placeholders={
        "emne": Placeholder(_("the subject that was chosen"), _("Peer groups")),
        "dag": DAY,
        "reference": REFERENCE,
    },
    button=_("Open the enquiry"),
)
ANSWER = Wording(
    subject=_("Answer to your message ({reference})"),
    body=(
        _("Hello {navn}"),
        "{svar}",
        _("This is our answer to your message with reference {reference}. Write to us again if something is missing."),
    ),
    placeholders={
        "navn": NAME,
        "svar": Placeholder(_("what we answer"), _("The next round opens in January."), private=True),
        "reference": REFERENCE,
    },
)
REVIEW = Wording(
    subject=_("Pages that you look after are to be read again"),
    body=(
        _("You look after these pages. Their review day has come or comes within two weeks:"),
        "{sider}",
        _("Read each of them, put right what has changed, and set a new review day."),
        _("To hand a page over, change its owner."),
    ),
    placeholders={"sider": Placeholder(_("the pages with their days"), _("– How it works: 3 December 2026"))},
    button=_("Open the editors' desk"),
)
