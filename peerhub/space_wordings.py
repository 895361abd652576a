"""The words of the mails about a group beside its meetings: welcome, shared intro meeting, messages, the end."""

from django.utils.translation import gettext_lazy as _

from outbox.kinds import Placeholder, Wording

from .group_wordings import BUTTON, PLACE, TIME
from .wordings import DAY, GREETING, NAME

GROUP_PAGE = _("Go to your group")

INTRO_BEFORE = _(
    "There is a meeting online for several groups: {intro}. Say on your group's page, or to us, if you come."
)
IN_CALENDAR = _("For your calendar, what is agreed is attached as {fil}.")
WHO_ELSE = _("On your group's page you see the plan, and who else is in it, as far as each has chosen to show.")
SO_FAR = _("In the group so far: {medlemmer}")
ASK_US = _("Do you want to ask us something? Write to {kontakt}, or answer this mail.")
FILES = Placeholder(_("the name of the file attached; empty where there is none"), "moeder.ics")

WELCOME = Wording(
    subject=_("The place is yours"),
    body=(
        GREETING,
        _("Thank you for your answer. The place is yours, and we are glad that you are with us."),
        _("You meet for the first time on {dag} at {tid}. Where: {sted}."),
        _(
            "At the first meeting you say hello, agree on how you want it to be, and plan what comes next. You need "
            "not prepare anything, and you decide yourself how much you tell."
        ),
        INTRO_BEFORE,
        IN_CALENDAR,
        WHO_ELSE,
        SO_FAR,
        ASK_US,
    ),
    placeholders={
        "navn": NAME,
        "fil": FILES,
        "dag": DAY,
        "tid": TIME,
        "sted": PLACE,
        "intro": Placeholder(_("the shared intro meeting"), _("3 December 2026")),
        "medlemmer": Placeholder(_("the members' names; in letters only"), "Anna, Bo", private=True),
        "kontakt": Placeholder(_("how to reach the coordinator"), "kontakt@example.org"),
    },
    button=GROUP_PAGE,
)
# To who comes to a group that has met before: nothing is the first time but for them.
WELCOME_LATER = Wording(
    subject=_("The place is yours"),
    body=(
        GREETING,
        _("Thank you for your answer. The place is yours, and we are glad that you are with us."),
        _("The group has met before. It meets next on {dag} at {tid}. Where: {sted}."),
        _("Come as you are. The others say hello and tell how they do things, and nobody asks you to lead at once."),
        INTRO_BEFORE,
        IN_CALENDAR,
        WHO_ELSE,
        SO_FAR,
        ASK_US,
    ),
    placeholders=WELCOME.placeholders,
    button=GROUP_PAGE,
)
INTRO_INVITED = Wording(
    subject=_("A meeting online to begin with"),
    body=(
        GREETING,
        _("Several groups begin together online, on {dag} at {tid}."),
        IN_CALENDAR,
        _("The link and the programme are on your group's page. Say there, or to us, if you come."),
    ),
    placeholders={"navn": NAME, "dag": DAY, "tid": TIME, "fil": FILES},
    button=GROUP_PAGE,
)
INTRO_CHANGED = Wording(
    subject=_("A meeting has another time or link"),
    body=(
        GREETING,
        _("The shared meeting online is now on {dag} at {tid}."),
        IN_CALENDAR,
        _("The link is on your group's page. Change there what you said, if you can no longer come."),
    ),
    placeholders={"navn": NAME, "dag": DAY, "tid": TIME, "fil": FILES},
    button=GROUP_PAGE,
)
INTRO_CANCELLED = Wording(
    subject=_("A meeting is cancelled"),
    body=(GREETING, _("The shared meeting online on {dag} at {tid} will not be held.")),
    placeholders={"navn": NAME, "dag": DAY, "tid": TIME},
)
GROUP_MESSAGE = Wording(
    subject=_("News from Peerportalen"),
    body=(
        GREETING,
        _("There is a new message for you. Read and answer it on your page."),
        _("{tekst}"),
        _("Nobody sees your address. You choose yourself whether the text comes by mail, on your group's page."),
    ),
    placeholders={
        "navn": NAME,
        "tekst": Placeholder(_("the message, for who has chosen it"), _("See you on Tuesday."), private=True),
    },
    button=_("Read and answer"),
)
GROUP_CLOSING = Wording(
    subject=_("Your group is about to end"),
    body=(
        GREETING,
        _("Your group has decided to end, or to go on by itself. Say what you want on the group's page."),
        _("We delete the group's messages six months after the end. Nobody keeps what you have talked about."),
    ),
    placeholders={"navn": NAME},
    button=GROUP_PAGE,
)
AGREEMENT_REVIEW = Wording(
    subject=_("Your group looks at its agreement again"),
    body=(
        GREETING,
        _("Today is the day your group chose for looking at its agreement again. Take it up at the next meeting."),
        _("The agreement is on the group's page. You can change it there, or leave it as it is."),
    ),
    placeholders={"navn": NAME},
    button=GROUP_PAGE,
)
GROUP_ENDED = Wording(
    subject=_("Thank you for taking part"),
    body=(
        GREETING,
        _("Your group has come to its end in the portal. You get no more reminders."),
        _("You can still see the group's page. The messages there are deleted six months from now."),
        _("Would you like to meet others again? You are welcome in a new round."),
    ),
    placeholders={"navn": NAME},
    button=GROUP_PAGE,
)
CLOSING_ASKED = Wording(
    subject=_("How was it?"),
    body=(
        GREETING,
        _(
            "Your group has come to its end. What did it give you, and what was missing? There are three short "
            "questions."
        ),
        _("You can answer until {dag}, and you decide yourself whether you do. Nobody sees one person's answers."),
        _("The button “{knap}” opens your own page. You need not sign in, so do not pass this mail on."),
    ),
    placeholders={"navn": NAME, "dag": DAY, "knap": BUTTON},
    button=_("Answer"),
)
JOIN_CONFIRM = Wording(
    subject=_("Confirm that you want to join"),
    body=(
        GREETING,
        _("Press the button, and you are in. The link works until {dag}."),
        _("If you did not ask for this, you need not do anything. We then delete what was written."),
    ),
    placeholders={"navn": NAME, "dag": DAY},
    button=_("Go on and confirm"),
)
MEMBERS_CHANGED = Wording(
    subject=_("There is a change in your group"),
    body=(
        GREETING,
        _("Somebody comes to your group, or leaves it. Say hello to those who are new at the next meeting."),
    ),
    placeholders={"navn": NAME},
    button=GROUP_PAGE,
)
