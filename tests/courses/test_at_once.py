"""Many at the same moment for one place: one gets it, nobody meets an error (domain.md §7)."""

import threading
from collections import Counter

import pytest
from django.db import connections

from accounts.models import User
from courses.domain import applications
from courses.models import Cohort, Enrolment
from tests.conftest import NOW

from .making import make_cohort, short_course

pytestmark = [pytest.mark.engines, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
MANY = 12


def test_the_last_place_goes_to_exactly_one(coordinator: User, trainer: User) -> None:
    cohort = make_cohort(coordinator, trainer, short_course(), capacity=1)
    people = [User.objects.create_user(f"kursist-{number}@example.org") for number in range(MANY)]
    start, states, errors = threading.Barrier(MANY), Counter[str](), list[Exception]()

    def send(person: User) -> None:
        try:
            start.wait()
            made = applications.apply(
                cohort=Cohort.objects.get(pk=cohort.pk),
                person=person,
                kind="participant",
                language="da",
                by=person,
                now=NOW,
            )
            states[made.state] += 1
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=(one,)) for one in people]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert errors == []
    assert states == {"accepted": 1, "waitlisted": MANY - 1}
    assert (Cohort.objects.get().seats_taken, Enrolment.objects.seated().count()) == (1, 1)
