"""Who works with rounds and their signups, and which they may see."""

from django.http import Http404, HttpRequest

from accounts.enums import Role
from accounts.models import User
from accounts.requests import person_of

from ..domain.proposals import proposal_of
from ..domain.rounds import may_run
from ..domain.signup_queries import round_for_staff, signup_for_staff
from ..models import MatchProposal, Signup, SignupRound


def staff_of(request: HttpRequest) -> User:
    """The coordinator who asks; anybody else is told there is nothing here."""
    person = person_of(request)
    if not person.has_role(Role.COORDINATOR, Role.ADMINISTRATOR):
        raise Http404
    return person


def round_of(request: HttpRequest, slug: str) -> SignupRound:
    """A round that the coordinator may see; another is as unknown as none."""
    found = round_for_staff(staff_of(request), slug)
    if found is None:
        raise Http404
    return found


def own_round(request: HttpRequest, slug: str) -> SignupRound:
    """A round that the coordinator runs; one that others run is as unknown as none."""
    found = round_of(request, slug)
    if not may_run(found, staff_of(request)):
        raise Http404
    return found


def signup_of(request: HttpRequest, slug: str, reference: str) -> Signup:
    """A signup that the coordinator may see; one of another region is as unknown as none."""
    found = signup_for_staff(staff_of(request), round_of(request, slug), reference)
    if found is None:
        raise Http404
    return found


def own_proposal(request: HttpRequest, slug: str, number: int) -> MatchProposal:
    """A proposal of a round that the coordinator runs; another is as unknown as none."""
    found = proposal_of(own_round(request, slug), number, staff_of(request))
    if found is None:
        raise Http404
    return found
