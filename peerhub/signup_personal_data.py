"""What the models of signups hold about people."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.personal_data import CONTRACT
from accounts.registry import Kind, classify, nobody, personal

from .domain import signup_retention
from .domain.addresses import mark_of
from .models import PlaceOffer, RoundInterest, Signup, SignupAnswers, SignupDraft, SignupEvent, SignupPreference

FINDING = _("to find the person a peer group")
EXPLICIT = _("explicit consent (GDPR art. 6(1)(a) and 9(2)(a))")
COORDINATORS = _("the person; coordinators of the region and administrators")
YEAR_AFTER = _("12 months after the round ends; then nothing in it names anybody")


def register_all() -> None:
    """Classifies every model; called once at start-up."""
    _signups()
    _answers()
    _drafts()
    _interest()


def of(person: User, **more: Any) -> Any:
    """The signups of a person, those sent from the address and not confirmed among them."""
    from django.db.models import Q

    mine = Q(person=person)
    if person.email:
        mine |= Q(person=None, address_mark=mark_of(person.email))
    return Signup.objects.filter(mine, **more)


def _erase(person: User, now: datetime | None = None) -> int:
    moment = now or timezone.now()
    return sum(signup_retention.anonymise(signup, now=moment, is_wish=True) for signup in of(person))


def _signups() -> None:
    common = {"purpose": FINDING, "basis": EXPLICIT, "recipients": COORDINATORS, "retention": YEAR_AFTER}
    classify(
        Signup,
        nobody("id", "submission", "confirm_by", "reminded_at", "carried_from", "source")
        | personal("round", "reference", "outside_reference", "person", "state", "language", "first_name", "last_name")
        | personal("email", "phone", "channel", "postcode", "region", "form", "member_number", "membership")
        | personal("submitted_at", "confirmed_at", "answer_by", "waiting_reason", "may_carry_over", "ended_at")
        | personal("contact_at")
        | dict.fromkeys(("address_mark", "token_hash", "token", "row_mark"), Kind.SECRET),
        title=_("Signups"),
        rows=of,
        erase=_erase,
        **common,
    )
    classify(
        SignupEvent,
        nobody("id", "signup", "note") | personal("from_state", "to_state", "at", "by"),
        title=_("What happened with a signup"),
        rows=lambda person: SignupEvent.objects.filter(signup__in=of(person)),
        kept_because=_("the steps stay as counts; the signup they belong to names nobody any more"),
        **common,
    )
    classify(
        PlaceOffer,
        nobody("id", "signup")
        | personal("group", "size", "area", "form", "starts_at", "from_waiting", "made_at", "made_by"),
        title=_("Offered places"),
        rows=lambda person: PlaceOffer.objects.filter(signup__in=of(person)),
        **common,
    )


def _answers() -> None:
    common = {
        "purpose": FINDING,
        "basis": EXPLICIT,
        "recipients": COORDINATORS,
        "retention": _("6 months after the group ends; without a place, 6 months after the last contact"),
    }
    classify(
        SignupAnswers,
        nobody("id", "signup", "consent") | personal("changed_at") | {"content": Kind.SPECIAL},
        title=_("Answers of signups"),
        rows=lambda person: SignupAnswers.objects.filter(signup__in=of(person)).select_related("signup"),
        **common,
    )
    classify(
        SignupPreference,
        nobody("id", "signup") | personal("group", "rank"),
        title=_("Chosen groups"),
        rows=lambda person: SignupPreference.objects.filter(signup__in=of(person)),
        **common,
    )


def _drafts() -> None:
    classify(
        SignupDraft,
        nobody("id", "round", "reference", "language", "earlier", "begun_at", "changed_at", "delete_on", "sent_at")
        | {"content": Kind.SPECIAL, "token_hash": Kind.SECRET},
        title=_("Unfinished signups"),
        purpose=_("to let somebody take a break while signing up"),
        basis=CONTRACT,
        recipients=_("nobody but who fills it in"),
        retention=_("30 days"),
    )


def _interest() -> None:
    classify(
        RoundInterest,
        nobody("id", "mailed_at", "told_of", "delete_on")
        | personal("programme", "email", "language", "asked_at", "confirmed_at")
        | dict.fromkeys(("address_mark", "token_hash", "token"), Kind.SECRET),
        title=_("Wishes to hear of the next round"),
        purpose=_("to write once when signup opens"),
        basis=CONTRACT,
        recipients=_("nobody but the portal"),
        retention=_("with the mail, a year at the longest"),
        rows=lambda person: RoundInterest.objects.filter(address_mark=mark_of(person.email or "") or "-"),
    )
