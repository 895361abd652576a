"""Rounds whose groups are being made: people who are confirmed, a proposal, published groups. Written in few queries;
the acts by which people sign up have their own tests."""

from collections.abc import Sequence
from typing import Any

from accounts import person_keys
from accounts.domain.consents import newest_text
from accounts.models import Consent, User
from outbox.models import Message
from peerhub.domain import publishing
from peerhub.domain.addresses import mark_of
from peerhub.domain.answers import Answers, Where, Wishes
from peerhub.domain.references import new_reference
from peerhub.domain.signup_consents import MATCHING, SHARING
from peerhub.domain.signups import new_signup
from peerhub.enums import RoundState
from peerhub.group_enums import SEATED, ProposalState
from peerhub.models import (
    GroupMembership,
    MatchProposal,
    PeerGroup,
    PredefinedGroup,
    ProposedGroup,
    ProposedMember,
    Signup,
    SignupAnswers,
    SignupRound,
)
from tests.conftest import NOW

from .making import make_programme, make_round

PLACE: dict[str, Any] = {"postcode": 8000, "region": "midtjylland", "max_km": 30, "form": "either"}
TIMES = ("tue-evening", "thu-evening")


def matching_round(slug: str = "foraar-2027", **more: Any) -> SignupRound:
    """A round that is making its groups: of 2 to 5 people."""
    values: dict[str, Any] = {
        "state": RoundState.MATCHING,
        "min_size": 2,
        "target_size": 3,
        "max_size": 5,
        "questionnaire": None,
    }
    return make_round(make_programme(f"hoerepeers-{slug}"), slug, **values | more)


def add_people(round: SignupRound, count: int, *, state: str = "confirmed", **where: Any) -> list[Signup]:
    """So many people with a signup each, with answers and the consents to matching and sharing."""
    first = Signup.objects.count() + 1
    people = [_person(number) for number in range(first, first + count)]
    answers = Answers(Where(**PLACE | {"slots": TIMES} | where), Wishes())
    made = [_signup(round, person, answers, state) for person in people]
    Signup.objects.bulk_create(made)
    person_keys.make_many(made)
    consents = Consent.objects.bulk_create(_consent(one, purpose) for one in made for purpose in (MATCHING, SHARING))
    given = {one.about: one for one in consents if one.purpose == MATCHING}
    SignupAnswers.objects.bulk_create(
        SignupAnswers(signup=one, consent=given[one.pk], content=answers.as_json(), changed_at=NOW) for one in made
    )
    return made


def _person(number: int) -> User:
    made: User = User.objects.create_user(f"person-{number}@example.org", first_name=f"Navn{number}", last_name="Holm")
    return made


def _signup(round: SignupRound, person: User, answers: Answers, state: str) -> Signup:
    about = {"first_name": person.first_name, "last_name": person.last_name, "email": person.email}
    made = new_signup(round=round, about=about, answers=answers, now=NOW)
    made.reference, made.address_mark, made.person = new_reference(), mark_of(person.email or ""), person
    made.state, made.confirmed_at = state, NOW
    return made


def _consent(signup: Signup, purpose: str) -> Consent:
    text = newest_text(purpose, "da")
    assert text is not None
    values = {"purpose": purpose, "text": text, "language": "da", "text_hash": text.text_hash, "given_at": NOW}
    return Consent(person=signup.person, about=signup.pk, **values)


def propose(
    round: SignupRound,
    groups: Sequence[Sequence[Signup]],
    *,
    left: Sequence[Signup] = (),
    predefined: Sequence[PredefinedGroup] = (),
) -> MatchProposal:
    """A proposal that is ready, with these groups, and with who has none."""
    made = MatchProposal.objects.create(
        round=round, number=round.proposals.count() + 1, state=ProposalState.READY, made_at=NOW
    )
    for order, members in enumerate(groups, start=1):
        row = ProposedGroup.objects.create(
            proposal=made,
            key=f"g{order}",
            order=order,
            predefined=predefined[order - 1] if predefined else None,
        )
        ProposedMember.objects.bulk_create(ProposedMember(proposal=made, signup=one, group=row) for one in members)
    ProposedMember.objects.bulk_create(ProposedMember(proposal=made, signup=one) for one in left)
    return made


def publish_groups(
    round: SignupRound, sizes: Sequence[int], *, by: User, waiting: int = 0
) -> list[tuple[PeerGroup, list[Signup]]]:
    """Groups of these sizes, published, with the signups in each; `waiting` more are on the waiting list."""
    people = add_people(round, sum(sizes) + waiting)
    parts = [people[sum(sizes[:at]) : sum(sizes[: at + 1])] for at in range(len(sizes))]
    made = publishing.publish(propose(round, parts), by=by, now=NOW)
    for one in people:
        one.refresh_from_db()
    return list(zip(made, parts, strict=True))


def seat_of(signup: Signup) -> GroupMembership:
    """The seat that somebody holds, with its group and round."""
    return GroupMembership.objects.select_related("group__round").get(signup=signup, state__in=SEATED)


def stand(signup: Signup) -> str:
    """Where a signup stands now."""
    return Signup.objects.get(pk=signup.pk).state


def told(kind: str) -> int:
    """How many messages of a kind there are."""
    return Message.objects.filter(kind=f"peerhub.{kind}").count()
