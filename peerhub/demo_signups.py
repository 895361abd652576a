"""The peers of the demo: one in every state of a signup, over the rounds there are. All are made up.

They are written as they would have come to stand; no mail is queued about any of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from accounts.models import User
from home.demo import Plan
from home.domain.postcodes import all_postcodes

from .demo_consents import ensure_texts
from .domain import signup_consents
from .domain.addresses import mark_of
from .domain.answers import Answers, Where, Wishes, plain
from .domain.references import new_reference
from .domain.signup_retention import anonymise
from .domain.signups import new_signup, write_answers
from .enums import RoundState
from .models import PlaceOffer, Signup, SignupEvent, SignupRound
from .signup_enums import ENDED_STATES, SignupState, WaitingReason

LANGUAGE = "da"
EARLY = time(6, 0)
# The way to each state, after the signup was sent.
WAYS: dict[str, tuple[str, ...]] = {
    SignupState.SUBMITTED: (),
    SignupState.CONFIRMED: (SignupState.CONFIRMED,),
    SignupState.WAITLISTED: (SignupState.CONFIRMED, SignupState.WAITLISTED),
    SignupState.PROPOSED: (SignupState.CONFIRMED, SignupState.WAITLISTED, SignupState.PROPOSED),
    SignupState.ACCEPTED: (SignupState.CONFIRMED, SignupState.PROPOSED, SignupState.ACCEPTED),
    SignupState.DECLINED: (SignupState.CONFIRMED, SignupState.PROPOSED, SignupState.DECLINED),
    SignupState.WITHDRAWN: (SignupState.CONFIRMED, SignupState.WITHDRAWN),
    SignupState.EXPIRED: (SignupState.EXPIRED,),
    SignupState.ANONYMISED: (SignupState.CONFIRMED, SignupState.WITHDRAWN),
}


@dataclass(frozen=True)
class Peer:
    """One of the cast: state, postcode, age, hearing, themes, kind of work, times."""

    state: str
    postcode: int
    age: int
    challenge: str
    theme: str
    sector: str
    slots: tuple[str, ...]


TUESDAY, THURSDAY, SATURDAY = ("tue-evening", "thu-evening"), ("thu-evening",), ("sat-morning", "tue-evening")
COMPLETED = (
    Peer(SignupState.ACCEPTED, 8000, 44, "hearing_loss", "meetings_at_work", "education", TUESDAY),
    Peer(SignupState.ACCEPTED, 8200, 51, "hearing_loss", "energy_fatigue", "health_care", TUESDAY),
    Peer(SignupState.ACCEPTED, 8660, 38, "tinnitus", "energy_fatigue", "it_office", THURSDAY),
    Peer(SignupState.ACCEPTED, 8900, 57, "cochlear_implant", "hearing_technology", "public_admin", TUESDAY),
    Peer(SignupState.DECLINED, 8800, 33, "meniere", "telling_colleagues", "trade", SATURDAY),
    Peer(SignupState.ANONYMISED, 7400, 49, "hearing_loss", "rights_support", "industry", TUESDAY),
)
RUNNING = (
    Peer(SignupState.ACCEPTED, 2100, 47, "hearing_loss", "meetings_at_work", "it_office", TUESDAY),
    Peer(SignupState.ACCEPTED, 2300, 42, "tinnitus", "energy_fatigue", "culture", TUESDAY),
    Peer(SignupState.ACCEPTED, 2800, 55, "hearing_loss", "telling_colleagues", "education", THURSDAY),
    Peer(SignupState.ACCEPTED, 4000, 36, "hyperacusis", "family_life", "health_care", TUESDAY),
    Peer(SignupState.PROPOSED, 4600, 61, "hearing_loss", "hearing_technology", "construction", TUESDAY),
    Peer(SignupState.WAITLISTED, 3700, 50, "hearing_loss", "energy_fatigue", "transport", SATURDAY),
    Peer(SignupState.WITHDRAWN, 2000, 29, "sudden_deafness", "telling_colleagues", "trade", THURSDAY),
    Peer(SignupState.DECLINED, 3000, 45, "tinnitus", "tinnitus_coping", "public_admin", TUESDAY),
)
OPEN = (
    Peer(SignupState.CONFIRMED, 8000, 41, "hearing_loss", "meetings_at_work", "it_office", TUESDAY),
    Peer(SignupState.CONFIRMED, 8210, 46, "hearing_loss", "energy_fatigue", "education", TUESDAY),
    Peer(SignupState.CONFIRMED, 8270, 39, "tinnitus", "energy_fatigue", "health_care", THURSDAY),
    Peer(SignupState.CONFIRMED, 8300, 52, "hearing_loss", "hearing_technology", "public_admin", TUESDAY),
    Peer(SignupState.CONFIRMED, 8600, 48, "hearing_loss", "telling_colleagues", "industry", SATURDAY),
    Peer(SignupState.CONFIRMED, 9000, 35, "meniere", "energy_fatigue", "construction", THURSDAY),
    Peer(SignupState.CONFIRMED, 5000, 58, "cochlear_implant", "rights_support", "culture", TUESDAY),
    Peer(SignupState.SUBMITTED, 6000, 43, "hearing_loss", "meetings_at_work", "trade", TUESDAY),
    Peer(SignupState.WITHDRAWN, 9400, 31, "tinnitus", "tinnitus_coping", "it_office", SATURDAY),
    Peer(SignupState.EXPIRED, 7100, 54, "hearing_loss", "grief_identity", "transport", TUESDAY),
)


def seed_signups(plan: Plan) -> None:
    """Writes what people say yes to, and signs the cast up. A second call finds them and changes nothing."""
    now = timezone.make_aware(datetime.combine(plan.today, EARLY))
    ensure_texts(now)
    number = 0
    for state, peers in ((RoundState.COMPLETED, COMPLETED), (RoundState.RUNNING, RUNNING), (RoundState.OPEN, OPEN)):
        round = SignupRound.objects.filter(state=state, hidden=False).order_by("pk").first()
        for place, peer in enumerate(peers):
            number += 1
            person = User.objects.filter(email=f"demo-peer-{number:02}@example.org").first()
            if round is not None and person is not None:
                _sign_up(round, person, peer, _moments(round, peer, place, now))


def _sign_up(round: SignupRound, person: User, peer: Peer, moments: Iterator[datetime]) -> None:
    if Signup.objects.filter(round=round, reference=_reference(round, person)).exists():
        return
    signup = _made(round, person, peer, next(moments))
    before = SignupState.SUBMITTED
    _log(signup, "draft", before, signup.submitted_at)
    for state in WAYS[peer.state]:
        at = next(moments)
        if state == SignupState.PROPOSED:
            _offer(signup, peer, at)
        _log(signup, before, state, at)
        before, signup.contact_at = SignupState(state), at
        signup.ended_at = at if state in ENDED_STATES else None
    if peer.state == SignupState.ANONYMISED:
        signup.save()
        anonymise(signup, now=next(moments))
    else:
        signup.save()


def _moments(round: SignupRound, peer: Peer, place: int, now: datetime) -> Iterator[datetime]:
    """When each step was taken: from the first days of the signup on, a few days apart; an offer as late as it can be
    and still be open on the day of the demo."""
    assert round.opens_at  # noqa: S101  for the type checker: a round of the demo has its dates
    at = min(round.opens_at + timedelta(days=place % 5, hours=place), now - timedelta(days=1))
    if peer.state == SignupState.SUBMITTED:
        at = now - timedelta(days=1)
    yield at
    while True:
        late = peer.state == SignupState.PROPOSED and at > now - timedelta(days=200)
        at = now - timedelta(days=2) if late else min(at + timedelta(days=9), now - timedelta(hours=1))
        yield at


def _made(round: SignupRound, person: User, peer: Peer, at: datetime) -> Signup:
    area = all_postcodes().find(peer.postcode)
    where = Where(
        postcode=peer.postcode,
        region=area.region if area else "",
        form="either",
        max_km=30,
        slots=peer.slots,
        access=("loop",) if peer.challenge == "hearing_loss" else (),
    )
    asked = {"age": peer.age, "challenges": [peer.challenge], "themes": [peer.theme], "sector": peer.sector}
    wishes = Wishes(questions=asked, prefer_challenge="same" if peer.age % 2 else "none")
    about = {"first_name": person.first_name, "last_name": person.last_name, "email": person.email or ""}
    signup = new_signup(round=round, about=about, answers=Answers(where, wishes), now=at)
    signup.reference, signup.address_mark = _reference(round, person), mark_of(person.email or "")
    signup.confirm_by = at + timedelta(days=7)
    is_known = peer.state not in (SignupState.SUBMITTED, SignupState.EXPIRED)
    signup.person, signup.confirmed_at = (person, at + timedelta(hours=1)) if is_known else (None, None)
    signup.state = SignupState(peer.state if peer.state != SignupState.ANONYMISED else SignupState.WITHDRAWN)
    signup.waiting_reason = WaitingReason.NEAR if peer.state == SignupState.WAITLISTED else ""
    signup.answer_by = at + timedelta(days=30)
    signup.save(force_insert=True)
    said = dict.fromkeys((signup_consents.MATCHING, signup_consents.SHARING), "")
    given = signup_consents.give(signup, said, language=LANGUAGE, now=at)
    write_answers(signup, plain(where), plain(wishes), consent=given, now=at)
    return signup


def _reference(round: SignupRound, person: User) -> str:
    """The same at each seeding, so that a second one finds the first's."""
    number = (person.email or "")[10:12]
    return f"T-DEM{round.pk % 10}{number}" if number.isdigit() else new_reference()


def _offer(signup: Signup, peer: Peer, at: datetime) -> None:
    home = all_postcodes().find(peer.postcode)
    signup.answer_by = at + timedelta(days=10)
    PlaceOffer.objects.create(signup=signup, size=5, form="physical", area=home.town if home else "", made_at=at)


def _log(signup: Signup, before: str, after: str, at: datetime) -> None:
    SignupEvent.objects.create(signup=signup, from_state=before, to_state=after, at=at)
