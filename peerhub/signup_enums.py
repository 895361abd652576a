"""States of a signup and what its answers may be, with their named sets (domain.md §4.2, contract.md)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SignupState(models.TextChoices):
    """Where a signup stands. A draft is a row of its own until it is sent."""

    SUBMITTED = "submitted", _("waits for your confirmation")
    CONFIRMED = "confirmed", _("confirmed")
    PROPOSED = "proposed", _("place offered")
    ACCEPTED = "accepted", _("place accepted")
    WAITLISTED = "waitlisted", _("on the waiting list")
    DECLINED = "declined", _("place declined")
    WITHDRAWN = "withdrawn", _("withdrawn")
    EXPIRED = "expired", _("never confirmed")
    ANONYMISED = "anonymised", _("anonymised")


# Counts as signed up: an address has at most one of these in a round.
LIVE_STATES = frozenset(
    {
        SignupState.SUBMITTED,
        SignupState.CONFIRMED,
        SignupState.PROPOSED,
        SignupState.ACCEPTED,
        SignupState.WAITLISTED,
    }
)
# Can be given a place.
POOL_STATES = frozenset({SignupState.CONFIRMED, SignupState.WAITLISTED})
# Answers may still be changed by the person.
CHANGEABLE_STATES = frozenset({SignupState.SUBMITTED, SignupState.CONFIRMED, SignupState.WAITLISTED})
# Over, but the row is still somebody's.
ENDED_STATES = frozenset({SignupState.DECLINED, SignupState.WITHDRAWN, SignupState.EXPIRED})

# Every step there is; another is refused. `expired → submitted` is a new link asked for by an old one.
SIGNUP_STEPS: frozenset[tuple[str, str]] = frozenset(
    {
        (SignupState.SUBMITTED, SignupState.CONFIRMED),
        (SignupState.SUBMITTED, SignupState.WAITLISTED),
        (SignupState.SUBMITTED, SignupState.EXPIRED),
        (SignupState.EXPIRED, SignupState.SUBMITTED),
        (SignupState.CONFIRMED, SignupState.PROPOSED),
        (SignupState.CONFIRMED, SignupState.WAITLISTED),
        (SignupState.WAITLISTED, SignupState.PROPOSED),
        (SignupState.PROPOSED, SignupState.ACCEPTED),
        (SignupState.PROPOSED, SignupState.DECLINED),
        # Back to waiting: the place was offered from the waiting list, or its group was dissolved.
        (SignupState.PROPOSED, SignupState.WAITLISTED),
        (SignupState.ACCEPTED, SignupState.WAITLISTED),
        *((state, SignupState.WITHDRAWN) for state in LIVE_STATES),
        *((state, SignupState.ANONYMISED) for state in SignupState if state != SignupState.ANONYMISED),
    }
)


class SignupSource(models.TextChoices):
    """How a signup came in."""

    ONLINE = "online", _("on the portal")
    BEHALF = "behalf", _("typed by a coordinator")
    IMPORT = "import", _("from a membership system")
    CARRIED = "carried", _("carried over from an earlier round")


class Membership(models.TextChoices):
    """Whether somebody is a member, where a round is for members only."""

    NOT_ASKED = "not_asked", _("not asked")
    STATED = "stated", _("says so")
    CONFIRMED = "confirmed", _("confirmed")
    REFUSED = "refused", _("not found among the members")


class WaitingReason(models.TextChoices):
    """Why somebody waits, in words that say nothing about anybody else."""

    TOO_LATE = "too_late", _("Your confirmation came after the groups were put together.")
    NEAR = "near", _("There were too few people within your distance.")
    TIME = "time", _("Nobody near you can meet at the times you chose.")
    LANGUAGE = "language", _("There were too few people who share a language with you.")
    FULL = "full", _("The groups you chose are full.")
    FEW = "few", _("There were too few people to make one more good group.")
    GROUP = "group", _("The place that you had is no longer there.")


class Access(models.TextChoices):
    """What the group's meetings need so that somebody can hear and take part."""

    LOOP = "loop", _("Hearing loop in the room")
    CAPTIONS = "captions", _("Captions")
    INTERPRETER = "interpreter", _("Sign language or speech-to-text interpreter")
    QUIET = "quiet_room", _("A quiet room")


class Wish(models.TextChoices):
    """Likeness in a criterion that somebody may wish for."""

    NONE = "none", _("It does not matter")
    SIMILAR = "similar", _("As much like me as possible")
    MIXED = "mixed", _("A mix")


class ChallengeWish(models.TextChoices):
    """The same about hearing, with the codes of the import."""

    NONE = "none", _("It does not matter")
    SAME = "same", _("The same as mine")
    MIXED = "mixed", _("A mix")


class PeerRole(models.TextChoices):
    """Which part somebody takes in a scheme with givers and receivers; an equal where there are none."""

    NONE = "none", _("An equal")
    GIVER = "giver", _("I support somebody newer")
    RECEIVER = "receiver", _("I am new and want support")
    BOTH = "both", _("Both")


# With a context of their own: without one they would change how Django writes dates.
DAYS = {
    "mon": pgettext_lazy("time of the week", "Monday"),
    "tue": pgettext_lazy("time of the week", "Tuesday"),
    "wed": pgettext_lazy("time of the week", "Wednesday"),
    "thu": pgettext_lazy("time of the week", "Thursday"),
    "fri": pgettext_lazy("time of the week", "Friday"),
    "sat": pgettext_lazy("time of the week", "Saturday"),
    "sun": pgettext_lazy("time of the week", "Sunday"),
}
PARTS = {
    "morning": pgettext_lazy("part of a day", "morning"),
    "afternoon": pgettext_lazy("part of a day", "afternoon"),
    "evening": pgettext_lazy("part of a day", "evening"),
}
SLOTS = tuple(f"{day}-{part}" for day in DAYS for part in PARTS)
# Languages that a form offers; an import may name any code of ISO 639-1 beside Danish sign language.
LANGUAGES = {
    "da": _("Danish"),
    "dts": _("Danish sign language"),
    "en": _("English"),
    "de": _("German"),
    "fo": _("Faroese"),
    "kl": _("Greenlandic"),
    "pl": _("Polish"),
    "tr": _("Turkish"),
    "uk": _("Ukrainian"),
    "ar": _("Arabic"),
}
