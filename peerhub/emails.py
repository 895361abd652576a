"""The outbox messages about signups: each with the private link of its signup, none with what was told."""

from datetime import datetime
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from outbox.domain.by_hand import is_letter
from outbox.kinds import Mail, worded
from outbox.models import Message

from .models import RoundInterest, Signup, SignupRound
from .signup_enums import SignupState, WaitingReason
from .space_mails import first_on_paper

# A message that would only confuse once the signup has moved on is dropped: kind → states in which it is sent.
ONLY_IN: dict[str, frozenset[str]] = {
    "peerhub.signup_confirm": frozenset({SignupState.SUBMITTED}),
    "peerhub.signup_waits": frozenset({SignupState.WAITLISTED}),
    "peerhub.place_offered": frozenset({SignupState.PROPOSED}),
    "peerhub.place_reminder": frozenset({SignupState.PROPOSED}),
    "peerhub.place_passed": frozenset({SignupState.WAITLISTED}),
    "peerhub.place_changed": frozenset({SignupState.PROPOSED, SignupState.ACCEPTED}),
    "peerhub.group_changed": frozenset({SignupState.ACCEPTED}),
    "peerhub.group_dissolved": frozenset({SignupState.WAITLISTED}),
}

# Letters that say when and where the group meets first; a mail leads to the page that does.
TELLS_FIRST = frozenset({"peerhub.place_offered", "peerhub.place_reminder", "peerhub.place_changed"})


def about_signup(message: Message) -> Mail | None:
    """Any mail about one signup. None once the signup has gone, is anonymised or has moved on."""
    signup = Signup.objects.select_related("round").filter(pk=message.object_id).first()
    if signup is None or signup.state == SignupState.ANONYMISED:
        return None
    if signup.state not in ONLY_IN.get(message.kind, frozenset({signup.state})):
        return None
    with translation.override(signup.language):
        values = {
            "navn": signup.name,
            "reference": signup.reference,
            "dag": _day_of(message.kind, signup),
            "grund": str(WaitingReason(signup.waiting_reason).label) if signup.waiting_reason else "",
            "moede": first_on_paper(signup) if message.kind in TELLS_FIRST and is_letter(message.person) else "",
        }
    return worded(message.kind, values, language=signup.language, to=signup.email, url=link_of(signup))


def link_of(signup: Signup) -> str:
    """The full address of a signup's own page, in the person's language. The host is the setting's."""
    with translation.override(signup.language):
        return urljoin(settings.SITE_URL, reverse("signup_status", args=[signup.token]))


def _day_of(kind: str, signup: Signup) -> str:
    """The date a mail tells: of the link, of the answer, or of the start."""
    moments: dict[str, datetime | None] = {
        "peerhub.signup_confirm": signup.confirm_by,
        "peerhub.place_offered": signup.answer_by,
        "peerhub.place_reminder": signup.answer_by,
    }
    if moment := moments.get(kind):
        return date_format(timezone.localtime(moment).date())
    return date_format(signup.round.first_start) if signup.round.first_start else ""


def interest_confirm(message: Message) -> Mail | None:
    """Asks an address whether it wants to be told. None once it has said so or has gone."""
    interest = RoundInterest.objects.filter(pk=message.object_id, confirmed_at=None).first()
    if interest is None:
        return None
    with translation.override(interest.language):
        url = urljoin(settings.SITE_URL, reverse("interest_confirm", args=[interest.token]))
        values = {"dag": date_format(interest.delete_on)}
    return worded(message.kind, values, language=interest.language, to=interest.email, url=url)


def interest_open(message: Message) -> Mail | None:
    """Tells an address that signup is open. None when it has closed again."""
    interest = RoundInterest.objects.select_related("told_of").filter(pk=message.object_id).first()
    opened: SignupRound | None = interest.told_of if interest else None
    if interest is None or opened is None or opened.closes_at is None or not opened.is_open_at(timezone.now()):
        return None
    with translation.override(interest.language):
        url = urljoin(settings.SITE_URL, reverse("signup_start", args=[opened.slug]))
        values = {"dag": date_format(timezone.localtime(opened.closes_at).date())}
    return worded(message.kind, values, language=interest.language, to=interest.email, url=url)


def forget_interest(message: Message) -> None:
    """After telling: the address goes."""
    RoundInterest.objects.filter(pk=message.object_id, told_of__isnull=False).delete()
