"""The groups of the demo: nine in all five regions, of every size and in every state, one of them online in each round,
one below its minimum. The cast of peers stands in two of them; the others are made up for it.

They are written as they would have come to stand; no mail is queued about any of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from accounts import person_keys
from accounts.domain.consents import newest_text
from accounts.enums import Region
from accounts.models import Consent, User
from home.demo import Plan

from .demo_rounds import NOON
from .domain.addresses import mark_of
from .domain.answers import Answers, Where, Wishes
from .domain.first_meetings import proposed_start
from .domain.references import new_reference
from .domain.signup_consents import MATCHING, SHARING
from .domain.signups import new_signup
from .enums import MeetingForm, RoundState
from .group_enums import ENDED_GROUPS, GroupAct, GroupState, MembershipState
from .models import GroupEvent, GroupMembership, PeerGroup, PlaceOffer, Signup, SignupAnswers, SignupEvent, SignupRound
from .signup_enums import SignupState

LANGUAGE = "da"
SLOTS = ("tue-evening", "thu-evening")


@dataclass(frozen=True)
class Made:
    """A group: town (none online), region, a postcode near it, state, how many have said yes, how many have not
    answered. Those of the cast who have a place in the round are in its first group."""

    town: str
    region: str
    postcode: int
    state: str
    yes: int
    silent: int = 0


GROUPS: dict[str, tuple[Made, ...]] = {
    RoundState.COMPLETED: (
        Made("Aarhus", Region.MIDTJYLLAND, 8000, GroupState.CLOSED, 0),
        Made("Odense", Region.SYDDANMARK, 5000, GroupState.CONTINUING, 5),
        Made("", "", 6000, GroupState.CLOSED, 4),
    ),
    RoundState.RUNNING: (
        Made("København", Region.HOVEDSTADEN, 2100, GroupState.ACTIVE, 0),
        Made("Roskilde", Region.SJAELLAND, 4000, GroupState.ACTIVE, 6),
        Made("Aalborg", Region.NORDJYLLAND, 9000, GroupState.ACTIVE, 5),
        Made("Aarhus", Region.MIDTJYLLAND, 8200, GroupState.ACTIVE, 9),
        Made("", "", 5700, GroupState.ACTIVE, 5),
        Made("Esbjerg", Region.SYDDANMARK, 6700, GroupState.FORMING, 2, 1),
    ),
}


def seed_groups(plan: Plan) -> None:
    """Makes the groups of the completed and of the running round. A second call finds them and changes nothing."""
    now = timezone.make_aware(datetime.combine(plan.today, time(6, 0)))
    for state, groups in GROUPS.items():
        round = SignupRound.objects.filter(state=state, hidden=False).order_by("pk").first()
        if round is not None and not round.groups.exists():
            for number, made in enumerate(groups, start=1):
                _group(round, number, made, now)


def _group(round: SignupRound, number: int, made: Made, now: datetime) -> None:
    assert round.first_start  # noqa: S101  for the type checker: a round of the demo has its dates
    published = timezone.make_aware(datetime.combine(round.first_start - timedelta(days=20), NOON))
    people = _cast(round) if number == 1 else []
    people += _signups(round, made, published, now)
    by = User.objects.filter(email="demo-koordinator@example.org").first()
    group = PeerGroup.objects.create(
        programme_id=round.programme_id,
        round=round,
        number=number,
        state=made.state,
        region=made.region,
        form=MeetingForm.PHYSICAL if made.town else MeetingForm.VIRTUAL,
        town=made.town,
        slots=list(SLOTS),
        languages=[LANGUAGE],
        min_size=round.min_size,
        max_size=round.max_size,
        seats=max(round.target_size, len(people)),
        starts_at=proposed_start(SLOTS, round),
        made_at=published,
        made_by=by,
        ended_at=now - timedelta(days=30) if made.state in ENDED_GROUPS else None,
    )
    _seat(group, people, published, by)


def _cast(round: SignupRound) -> list[Signup]:
    """Those of the cast who have a place in a round."""
    held = Signup.objects.filter(round=round, state__in=[SignupState.ACCEPTED, SignupState.PROPOSED])
    return list(held.select_related("person").order_by("reference"))


def _signups(round: SignupRound, made: Made, published: datetime, now: datetime) -> list[Signup]:
    """So many who are made up for a group, with answers and the consents that they rest on."""
    where = Where(postcode=made.postcode, region=made.region, form="either", max_km=30, slots=SLOTS)
    answers = Answers(where, Wishes(questions={"age": 45}))
    states = [SignupState.ACCEPTED] * made.yes + [SignupState.PROPOSED] * made.silent
    people = [made_up(round, answers, state, published, now) for state in states]
    keep_answers([(one, answers) for one in people])
    SignupEvent.objects.bulk_create(
        SignupEvent(signup=one, from_state=SignupState.CONFIRMED, to_state=one.state, at=published) for one in people
    )
    return people


def keep_answers(people: Sequence[tuple[Signup, Answers]]) -> None:
    """Writes signups with their answers and the consents that they rest on."""
    Signup.objects.bulk_create([one for one, _answers in people])
    person_keys.make_many([one for one, _answers in people])
    consents = Consent.objects.bulk_create(
        one for signup, _answers in people for purpose in (MATCHING, SHARING) if (one := _consent(signup, purpose))
    )
    given = {one.about: one for one in consents if one.purpose == MATCHING}
    SignupAnswers.objects.bulk_create(
        SignupAnswers(signup=one, consent=given[one.pk], content=answers.as_json(), changed_at=one.submitted_at)
        for one, answers in people
        if one.pk in given
    )


def made_up(round: SignupRound, answers: Answers, state: str, published: datetime, now: datetime) -> Signup:
    """The unsaved signup of one more member of the demo, sent thirty days before groups were published."""
    number = User.objects.filter(email__startswith="demo-medlem-").count() + 1
    person = User.objects.create_user(
        f"demo-medlem-{number:03}@example.org", first_name=f"Medlem {number:03}", last_name="(demo)"
    )
    about = {"first_name": person.first_name, "last_name": person.last_name, "email": person.email}
    sent = published - timedelta(days=30)
    made = new_signup(round=round, about=about, answers=answers, now=sent)
    made.reference, made.address_mark, made.person = new_reference(), mark_of(person.email or ""), person
    made.state, made.confirmed_at = SignupState(state), sent + timedelta(hours=1)
    made.answer_by = now + timedelta(days=7) if state == SignupState.PROPOSED else published + timedelta(days=10)
    return made


def _consent(signup: Signup, purpose: str) -> Consent | None:
    text = newest_text(purpose, LANGUAGE)
    values = {"person": signup.person, "about": signup.pk, "purpose": purpose, "language": LANGUAGE}
    given = {"text_hash": text.text_hash, "given_at": signup.submitted_at} if text else {}
    return Consent(text=text, **values, **given) if text else None


def _seat(group: PeerGroup, people: Sequence[Signup], published: datetime, by: User | None) -> None:
    """Everybody's seat, and what has happened to the group."""
    seats = GroupMembership.objects.bulk_create(_membership(group, one, published) for one in people)
    offered = [one for one in people if not PlaceOffer.objects.filter(signup=one).exists()]
    PlaceOffer.objects.bulk_create(
        PlaceOffer(
            signup=one,
            size=len(people),
            area=group.town,
            form=group.form,
            starts_at=group.starts_at,
            made_at=published,
            made_by=by,
        )
        for one in offered
    )
    made = GroupEvent(group=group, act=GroupAct.MADE, to_state=GroupState.FORMING, at=published, by=by)
    begun = [
        GroupEvent(group=group, membership=one, act=GroupAct.ACCEPTED, at=one.accepted_at, by=one.person)
        for one in seats
        if one.accepted_at
    ]
    GroupEvent.objects.bulk_create([made, *begun, *_later(group, published)])


def _membership(group: PeerGroup, signup: Signup, published: datetime) -> GroupMembership:
    is_member = signup.state == SignupState.ACCEPTED
    return GroupMembership(
        group=group,
        signup=signup,
        person=signup.person,
        state=MembershipState.ACCEPTED if is_member else MembershipState.INVITED,
        is_shown=is_member,
        invited_at=published,
        accepted_at=published + timedelta(days=2) if is_member else None,
    )


def _later(group: PeerGroup, published: datetime) -> list[GroupEvent]:
    """The steps of the group's state, on the days they would have been taken."""
    if group.state == GroupState.FORMING:
        return []
    begun = group.starts_at or published
    steps = [
        GroupEvent(group=group, act=GroupAct.STARTED, to_state=GroupState.ACTIVE, at=published + timedelta(days=3))
    ]
    if group.state in ENDED_GROUPS:
        steps.append(GroupEvent(group=group, act=GroupAct.CLOSED, to_state=group.state, at=group.ended_at or begun))
    return steps
