"""What the ground floor learns of people who are signed up: who carries their letters, whose account is in use."""

from datetime import timedelta

import pytest
from dateutil.relativedelta import relativedelta

from accounts.domain import carrying, idle
from accounts.models import User
from outbox.domain.delivery import deliver_due
from outbox.models import ByHand, Message
from peerhub.domain import signups
from peerhub.models import SignupRound
from tests.conftest import NOW

from .signing import make_signup

pytestmark = pytest.mark.django_db


def test_calls_to_who_is_signed_up_are_the_work_of_the_regions_coordinator(
    open_round: SignupRound, coordinator_midt: User, make_person: object, outsider: User
) -> None:
    signup = make_signup(open_round, channel="phone", phone="20304050")
    deliver_due(now=NOW + timedelta(minutes=1))
    assert ByHand.objects.filter(person=signup.person.uuid).exists(), Message.objects.values_list("kind", "state")
    elsewhere = make_person("nord", "coordinator", region="nordjylland")  # type: ignore[operator]
    seen = [carrying.seen_by(one, carrying.CALLS).count() > 0 for one in (coordinator_midt, elsewhere, outsider)]
    assert seen == [True, False, False]


def test_an_account_with_a_signup_on_its_way_is_in_use(open_round: SignupRound) -> None:
    signup = make_signup(open_round)
    late = NOW + relativedelta(months=30)
    User.objects.exclude(pk=signup.person_id).update(last_login=late)
    assert idle.due_count(late) == 0
    signups.withdraw(signup, by=None, now=NOW)
    assert idle.due_count(late) == 1
