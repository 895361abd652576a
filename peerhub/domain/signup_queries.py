"""Reads of signups; the name says who may see the result."""

from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from accounts.models import User

from ..enums import ENDED_ROUNDS
from ..models import PeerProgramme, Signup, SignupEvent, SignupRound
from ..signup_enums import LIVE_STATES, SignupState


def programme_of(code: str) -> PeerProgramme | None:
    """A scheme by its code, for visitors."""
    return PeerProgramme.objects.filter(code=code).first()


def signups_of(person: User) -> list[Signup]:
    """A person's own signups that are not over, the newest first; for that person."""
    rows = Signup.objects.filter(person=person).select_related("round__programme")
    return list(rows.exclude(state=SignupState.ANONYMISED).order_by("-submitted_at"))


def next_round_for(signup: Signup, now: datetime) -> SignupRound | None:
    """The round of the same scheme in which the answers may be used again; None where none is open, or where the
    signup still counts in a round that is not over, and does not wait."""
    rounds = SignupRound.objects.for_visitors().open_at(now).filter(programme=signup.round.programme_id)
    goes_on = signup.is_live and signup.round.state not in ENDED_ROUNDS
    if goes_on and signup.state != SignupState.WAITLISTED:
        return None
    if signup.is_live:
        rounds = rounds.exclude(pk=signup.round_id)
    return rounds.order_by("closes_at").first()


def signups_for_staff(person: User, round: SignupRound, *, state: str = "", words: str = "") -> "QuerySet[Signup]":
    """A round's signups that a coordinator may see: by state, and by exactly a reference or a whole name."""
    rows = Signup.objects.for_user(person).filter(round=round).exclude(state=SignupState.ANONYMISED)
    if state == "live":
        rows = rows.filter(state__in=LIVE_STATES)
    elif state:
        rows = rows.filter(state=state)
    if words:
        first, _space, last = words.partition(" ")
        named = Q(first_name__iexact=words) | Q(first_name__iexact=first, last_name__iexact=last.strip())
        rows = rows.filter(named | Q(reference__iexact=words) | Q(outside_reference=words))
    return rows.order_by("-submitted_at", "reference")


def counts_for_staff(person: User, round: SignupRound) -> dict[str, int]:
    """How many of a round's signups stand where, of those a coordinator may see; one query."""
    rows = Signup.objects.for_user(person).filter(round=round).order_by()
    return dict(rows.values_list("state").annotate(how_many=Count("pk")))


def history_of(signup: Signup) -> list[SignupEvent]:
    """The steps of a signup, the first first, with who took them."""
    return list(SignupEvent.objects.filter(signup=signup).select_related("by"))


def round_by_slug(slug: str) -> SignupRound | None:
    """A round by its address, hidden or not; for commands."""
    return SignupRound.objects.select_related("programme", "questionnaire").filter(slug=slug).first()


def round_for_staff(person: User, slug: str) -> SignupRound | None:
    """A round by its address, for a coordinator who may see it."""
    rounds = SignupRound.objects.for_user(person).select_related("programme", "questionnaire")
    return rounds.filter(slug=slug).first()


def signup_for_staff(person: User, round: SignupRound, reference: str) -> Signup | None:
    """A signup by its reference, for a coordinator who may see it."""
    rows = Signup.objects.for_user(person).exclude(state=SignupState.ANONYMISED)
    return rows.select_related("round__programme", "person", "answers").filter(round=round, reference=reference).first()


def person_for_behalf(staff: User, key: UUID) -> User | None:
    """Somebody without an e-mail whom a coordinator may act for."""
    return User.objects.for_user(staff).filter(registration__isnull=False, uuid=key).first()


def live_in(round: SignupRound, person: User) -> Signup | None:
    """A person's signup that counts in a round."""
    return Signup.objects.filter(round=round, person=person).live().first()
