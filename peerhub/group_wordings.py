"""The words of the mails about a group's meetings, as they are until an administrator changes them. None names the
group, its members or its theme: the mail may be read over a shoulder (security.md §0)."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from outbox.kinds import Placeholder, Wording

from .wordings import DAY, GREETING, NAME

TIME = Placeholder(_("the hours of the meeting"), "17.00–19.00")
PLACE = Placeholder(_("where the meeting is, or that it is online"), "Frivilligcentret, lokale 2")
SEE = _("See the meeting")
FILE = Placeholder(_("the name of the file attached; empty on paper, which has none"), "moede.ics")
BUTTON = Placeholder(_("the words on the button; empty on paper, which has none"), _("See the meeting"))
NO_SIGN_IN = _(
    "The button “{knap}” opens your own page of the meeting. You need not sign in, so do not pass this mail on."
)
WHEN = _("When: {dag} at {tid}. Where: {sted}.")


def _wording(
    subject: str | Promise, *body: str | Promise, button: str | Promise = SEE, meets: bool = True, **more: Placeholder
) -> Wording:
    held: Mapping[str, Placeholder] = {"navn": NAME} | ({"dag": DAY, "tid": TIME, "sted": PLACE} if meets else {})
    if NO_SIGN_IN in body:
        held = {**held, "knap": BUTTON}
    return Wording(subject=subject, body=(GREETING, *body), placeholders={**held, **more}, button=button)


MEETING_AGREED = _wording(
    _("A meeting is agreed"),
    WHEN,
    _("The meeting is attached as {fil}, so that you can put it into your calendar."),
    _("If you cannot come, or come late, say so on the meeting's page, or tell us. Nobody asks why."),
    NO_SIGN_IN,
    fil=FILE,
)
MEETING_CHANGED = _wording(
    _("A meeting has been changed"),
    _("It is now like this. {dag} at {tid}. Where: {sted}."),
    _("The new time is attached as {fil} and replaces the old one in your calendar."),
    NO_SIGN_IN,
    fil=FILE,
)
MEETING_CANCELLED = _wording(
    _("A meeting is cancelled"),
    _("The meeting on {dag} at {tid} will not be held."),
    _("The file attached, {fil}, takes it out of your calendar."),
    button="",
    fil=FILE,
)
DUTY_OFFERED = _wording(
    _("Will you lead the next meeting?"),
    WHEN,
    _("To lead means to open the meeting, keep the time, and agree on the next one at the end. You get a short guide."),
    _("Say yes or no on the meeting's page, or tell us. A no is quite all right, and nobody asks why."),
    NO_SIGN_IN,
    button=_("Say yes or no"),
)
NOBODY_LEADS = _wording(
    _("Who leads the next meeting?"),
    WHEN,
    _("Nobody has said that they lead it yet. If you can, say yes on the meeting's page, or tell us."),
    NO_SIGN_IN,
)
MEETING_PACK = _wording(
    _("For you who lead the next meeting"),
    WHEN,
    _(
        "On the page you find the agenda, the questions of the theme, and what to do if it gets hard. When the meeting "
        "ends, fill in the short form there: how many came, and when you meet again."
    ),
    _("You can print it all, with a sheet to count those who come on. Sign in first: {pakke}"),
    _("If you cannot after all, you can ask somebody else to do it, or say no, on the same page."),
    NO_SIGN_IN,
    button=_("Open the guide"),
    pakke=Placeholder(_("where the pack lies as a PDF"), "https://example.org/min-side/gruppe/…/moede.pdf"),
)
# The same on paper, where all of it comes along: nothing in it needs the portal.
MEETING_PACK_PAPER = _wording(
    _("For you who lead the next meeting"),
    WHEN,
    _(
        "With this letter come the agenda, the questions of the theme, a sheet to count those who come on, and what to "
        "do if it gets hard."
    ),
    _("After the meeting, tell us by phone or letter how many came, and when you meet again. We note it for you."),
    _("If you cannot after all, call us as soon as you can. We ask somebody else, and nobody asks why."),
    button=_("Open the guide"),
)
MEETING_OVER = _wording(
    _("How did the meeting go?"),
    _("You met on {dag}. Tell us that it was held, how many came, and when you meet next. It takes a minute."),
    _("We never ask what you talked about."),
    NO_SIGN_IN,
    button=_("Fill in the form"),
)
DATES_ASKED = _wording(
    _("When can you meet?"),
    _("Your group is looking for a day. Say yes, maybe or no to each by {dag}."),
    NO_SIGN_IN,
    button=_("Answer"),
    meets=False,
    dag=DAY,
)
DATES_REMINDER = _wording(
    _("When can you meet? Please answer"),
    _("Your group is looking for a day, and you have not answered yet. You can until {dag}. We remind you only once."),
    NO_SIGN_IN,
    button=_("Answer"),
    meets=False,
    dag=DAY,
)
GUEST_INVITED = _wording(
    _("Invitation to a meeting"),
    _("You are invited as a guest: {om}"),
    WHEN,
    _("The meeting is attached. We tell guests nothing about who takes part. Answer this mail if you cannot come."),
    button="",
    om=Placeholder(_("what the guest comes to tell"), _("The rules for help at work")),
)
GUEST_CANCELLED = _wording(
    _("A meeting is cancelled"),
    _("The meeting on {dag} at {tid} that you were invited to will not be held."),
    button="",
)
