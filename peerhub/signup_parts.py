"""What signing up registers at start-up: mails, what falls due, consents, panels, what the tables hold."""

from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts import consents, panels, retention
from accounts.domain.carrying import CARRIED_TOO
from accounts.domain.erasure import AGAIN
from accounts.domain.idle import IN_USE
from accounts.emails import forget_sealed, sealed
from accounts.models import User
from outbox import due, kinds

from . import emails, signup_personal_data, wordings
from .domain import drafts, interest, offers, seats, signup_consents, signup_people, signup_retention, signups, waiting
from .domain.signup_queries import signups_of

ABOUT = {
    "signup_confirm": (_("Confirm a signup"), wordings.SIGNUP_CONFIRM),
    "signup_known": (_("Signed up already"), wordings.SIGNUP_KNOWN),
    "signup_confirmed": (_("Signup confirmed"), wordings.SIGNUP_CONFIRMED),
    "signup_waits": (_("On the waiting list"), wordings.SIGNUP_WAITS),
    "signup_withdrawn": (_("Signup withdrawn"), wordings.SIGNUP_WITHDRAWN),
    "signup_noted": (_("Signed up by a coordinator"), wordings.SIGNUP_NOTED),
    "signup_imported": (_("Signed up by an association"), wordings.SIGNUP_IMPORTED),
    "signup_not_member": (_("Not found among the members"), wordings.SIGNUP_NOT_MEMBER),
    "signup_carried": (_("Carried to the next round"), wordings.SIGNUP_CARRIED),
    "place_offered": (_("A place is offered"), wordings.PLACE_OFFERED),
    "place_reminder": (_("Reminder of an offered place"), wordings.PLACE_REMINDER),
    "place_lapsed": (_("Offered place lapsed"), wordings.PLACE_LAPSED),
    "place_passed": (_("Offered place lapsed, still waiting"), wordings.PLACE_PASSED),
    "place_changed": (_("A place is changed"), wordings.PLACE_CHANGED),
    "group_changed": (_("A change in a group"), wordings.GROUP_CHANGED),
    "group_dissolved": (_("A group is dissolved"), wordings.GROUP_DISSOLVED),
}
EXPLICIT = _("explicit consent (GDPR art. 6(1)(a) and 9(2)(a))")


def register() -> None:
    """Called once by the app's own start."""
    _mails()
    _due()
    _consents()
    signup_personal_data.register_all()
    AGAIN.append(signup_retention.forget_again)
    CARRIED_TOO.append(signup_people.carried_by)
    IN_USE.append(signup_people.still_needed)
    panels.register("min-side", panels.Panel(_("Your signups"), own_rows))


def _mails() -> None:
    for name, (title, wording) in ABOUT.items():
        kinds.register(f"peerhub.{name}", emails.about_signup, title=title, wording=wording)
    kinds.register(
        "peerhub.signup_draft",
        sealed,
        forget_sealed,
        title=_("Way back to a signup"),
        wording=wordings.SIGNUP_DRAFT,
        mail_only=True,
    )
    only = partial(kinds.register, mail_only=True)
    only(
        "peerhub.interest_confirm",
        emails.interest_confirm,
        title=_("Confirm a wish to hear of the next round"),
        wording=wordings.INTEREST_CONFIRM,
    )
    only(
        "peerhub.interest_open",
        emails.interest_open,
        emails.forget_interest,
        title=_("Signup has opened"),
        wording=wordings.INTEREST_OPEN,
    )


def _due() -> None:
    due.register("signups_expire", signups.expire_unconfirmed)
    due.register("offers_lapse", offers.lapse)
    due.register("offers_remind", offers.remind)
    due.register("waiting_carried_over", waiting.carry_over)
    due.register("interest_told", interest.tell_opened)
    due.register("signup_drafts_delete", drafts.delete_expired)
    due.register("signup_answers_delete", signup_retention.delete_answers)
    due.register("signups_anonymise", signup_retention.anonymise_due)
    due.register("interest_delete", interest.delete_expired)
    retention.describe("signup_drafts_delete", _("Unfinished signups"), _("30 days"))
    retention.describe(
        "signup_answers_delete",
        _("Answers of signups"),
        _("6 months after the group ends; without a place, 6 months after the last contact"),
    )
    retention.describe(
        "signups_anonymise", _("Names in signups"), _("12 months after the round ends; never confirmed, 30 days")
    )
    retention.describe(
        "interest_delete", _("Wishes to hear of the next round"), _("with the mail, a year at the longest")
    )


def _consents() -> None:
    take_back = {
        signup_consents.MATCHING: (_("Finding a group for me"), (signup_retention.matching_taken_back,)),
        signup_consents.SHARING: (_("Showing my name to my group"), (seats.sharing_taken_back,)),
        signup_consents.CARRY_OVER: (
            _("Keeping me on the waiting list for the next round"),
            (signup_retention.carry_over_taken_back,),
        ),
    }
    for code, (title, acts) in take_back.items():
        consents.register(consents.Purpose(code, title, EXPLICIT, acts))


def own_rows(person: User) -> list[panels.Row]:
    """A person's own signups, each with where it stands."""
    return [
        panels.Row(
            1,
            _now("%(programme)s, %(round)s: %(state)s")
            % {
                "programme": one.round.programme.name,
                "round": one.round.name,
                "state": one.get_state_display(),
            },
            reverse("signup_status", args=[one.token]),
        )
        for one in signups_of(person)
    ]
