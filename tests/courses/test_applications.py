"""From application to a place, and away from it."""

from datetime import timedelta

import pytest
from django.conf import settings

from accounts.domain import consents
from accounts.domain.erasure import erase
from accounts.enums import Channel
from accounts.models import Consent, Registration, User
from courses.domain import applications, cohorts, course_retention
from courses.domain.errors import Refused
from courses.models import Cohort, CohortQuota, Enrolment, EnrolmentEvent, OwnWords
from courses.models.enrolments import OWN_WORDS
from outbox.models import Message
from tests.conftest import NOW

from .making import apply, make_cohort, seat, short_course

pytestmark = pytest.mark.django_db
SECRET = "Jeg har haft det svært"


def kinds() -> list[str]:
    return sorted(Message.objects.values_list("kind", flat=True))


def test_applying_twice_is_once(open_cohort: Cohort, participant: User) -> None:
    first, second = apply(open_cohort, participant), apply(open_cohort, participant)
    assert (first.pk, first.state) == (second.pk, "applied")
    assert kinds() == ["courses.applied"]


def test_after_the_deadline_it_is_too_late(open_cohort: Cohort, participant: User) -> None:
    with pytest.raises(applications.TooLate):
        apply(open_cohort, participant, now=NOW + timedelta(days=30))


def test_words_are_kept_with_a_yes_alone_and_sealed(open_cohort: Cohort, participant: User, consent_text: None) -> None:
    with pytest.raises(Refused):
        apply(open_cohort, participant, words=SECRET)
    made = apply(open_cohort, participant, words=SECRET, has_said_yes=True)
    stored = OwnWords.objects.values_list("application", flat=True).get()
    assert SECRET not in stored
    assert OwnWords.objects.get(enrolment=made).application == SECRET


def test_taking_the_yes_back_deletes_the_words_and_keeps_the_place(
    open_cohort: Cohort, participant: User, coordinator: User, consent_text: None
) -> None:
    made = apply(open_cohort, participant, words=SECRET, has_said_yes=True)
    applications.offer(made, by=coordinator, now=NOW)
    assert consents.withdraw(person=participant, purpose=OWN_WORDS, now=NOW)
    assert (OwnWords.objects.count(), Enrolment.objects.get().state) == (0, "offered")


def test_an_offer_holds_a_place_and_a_yes_keeps_it(open_cohort: Cohort, participant: User, coordinator: User) -> None:
    made = apply(open_cohort, participant)
    for _time in range(2):
        applications.offer(made, by=coordinator, now=NOW)
    assert Cohort.objects.get().seats_taken == 1
    for _time in range(2):
        applications.accept(made, by=participant, now=NOW)
    assert (Cohort.objects.get().seats_taken, Enrolment.objects.get().state) == (1, "accepted")
    assert kinds() == ["courses.applied", "courses.place_accepted", "courses.place_offered"]


def test_silence_is_a_no_after_a_reminder(open_cohort: Cohort, participant: User, coordinator: User) -> None:
    applications.offer(apply(open_cohort, participant), by=coordinator, now=NOW)
    before = NOW + timedelta(days=settings.COURSE_REMIND_DAYS)
    assert (applications.remind(before), applications.remind(before)) == (1, 0)
    late = NOW + timedelta(days=settings.COURSE_ANSWER_DAYS, seconds=1)
    assert (applications.lapse(late), applications.lapse(late)) == (1, 0)
    assert (Cohort.objects.get().seats_taken, Enrolment.objects.get().state) == (0, "withdrawn")
    assert {"courses.place_reminder", "courses.place_lapsed"} <= set(kinds())


def test_a_full_cohort_offers_no_more(open_cohort: Cohort, coordinator: User, make_person: object) -> None:
    people = [make_person(f"kursist-{number}") for number in range(5)]  # type: ignore[operator]
    made = [apply(open_cohort, one) for one in people]
    for one in made[:4]:
        applications.offer(one, by=coordinator, now=NOW)
    with pytest.raises(Refused):
        applications.offer(made[4], by=coordinator, now=NOW)
    assert (Cohort.objects.get().state, Cohort.objects.get().seats_taken) == ("full", 4)


def test_a_quota_holds_places_for_others(coordinator: User, trainer: User, participant: User, outsider: User) -> None:
    cohort = make_cohort(coordinator, trainer, short_course(is_for_colleagues=True))
    cohorts.set_quota(cohort, kind="colleague", seats=1, by=coordinator, now=NOW)
    first = apply(cohort, participant, kind="colleague")
    second = apply(cohort, outsider, kind="colleague")
    assert (first.state, second.state, second.waiting_reason) == ("accepted", "waitlisted", "quota")
    assert CohortQuota.objects.get().taken == 1


def test_a_course_without_colleagues_takes_none(open_cohort: Cohort, participant: User) -> None:
    with pytest.raises(Refused):
        apply(open_cohort, participant, kind="colleague")


def test_the_place_that_is_freed_goes_to_who_has_waited_longest(
    coordinator: User, trainer: User, participant: User, outsider: User, supervisor: User
) -> None:
    cohort = make_cohort(coordinator, trainer, short_course(), capacity=1)
    first = apply(cohort, participant)
    apply(cohort, outsider, now=NOW + timedelta(minutes=1))
    apply(cohort, supervisor, now=NOW + timedelta(minutes=2))
    for _time in range(2):
        applications.withdraw(first, by=participant, now=NOW + timedelta(hours=1))
    states = dict(Enrolment.objects.values_list("person__first_name", "state"))
    assert states == {"Participant": "withdrawn", "Outsider": "offered", "Supervisor": "waitlisted"}
    assert Cohort.objects.get().seats_taken == 1


def test_a_kind_no_and_a_wait_are_told_once(
    open_cohort: Cohort, participant: User, outsider: User, coordinator: User
) -> None:
    no, wait = apply(open_cohort, participant), apply(open_cohort, outsider)
    for _time in range(2):
        applications.refuse(no, by=coordinator, now=NOW)
        applications.put_on_waiting_list(wait, reason="full", by=coordinator, now=NOW)
    assert kinds()[-2:] == ["courses.refused", "courses.waits"]


def test_a_coordinator_elsewhere_answers_nobody(open_cohort: Cohort, participant: User, make_person: object) -> None:
    other = make_person("koordinator-sj", "coordinator", region="sjaelland")  # type: ignore[operator]
    made = apply(open_cohort, participant)
    for act in (applications.offer, applications.refuse):
        with pytest.raises(Refused):
            act(made, by=other, now=NOW)
    assert list(Enrolment.objects.for_user(other)) == []


def test_a_trainer_sees_those_on_the_course_and_not_those_who_applied(
    open_cohort: Cohort, participant: User, outsider: User, trainer: User, coordinator: User
) -> None:
    seated = seat(open_cohort, participant, coordinator)
    apply(open_cohort, outsider)
    assert list(Enrolment.objects.for_user(trainer)) == [seated]


def test_a_coordinator_notes_an_application_of_somebody_without_mail(
    open_cohort: Cohort, coordinator: User, consent_text: None
) -> None:
    person = User.objects.create_user(None, first_name="Ida", channel=Channel.PHONE, phone="+4520000000")
    Registration.objects.create(person=person, region="midtjylland", by=coordinator, at=NOW)
    made = apply(open_cohort, person, by=coordinator, words=SECRET, has_said_yes=True)
    assert (made.source, Consent.objects.get().noted_by) == ("behalf", coordinator)


def test_nobody_acts_for_somebody_else(open_cohort: Cohort, participant: User, outsider: User) -> None:
    with pytest.raises(Refused):
        apply(open_cohort, participant, by=outsider)


def test_erasing_a_person_frees_the_place_and_names_nobody(
    open_cohort: Cohort, participant: User, coordinator: User, consent_text: None
) -> None:
    made = apply(open_cohort, participant, words=SECRET, has_said_yes=True)
    applications.offer(made, by=coordinator, now=NOW)
    assert erase(subject=participant.uuid, now=NOW)
    left = Enrolment.objects.get()
    assert (left.person, left.state, OwnWords.objects.count()) == (None, "withdrawn", 0)
    assert (Cohort.objects.get().seats_taken, EnrolmentEvent.objects.count()) == (0, 3)


def test_a_withdrawn_application_names_nobody_a_year_later(open_cohort: Cohort, participant: User) -> None:
    applications.withdraw(apply(open_cohort, participant), by=participant, now=NOW)
    due = NOW + timedelta(days=366)
    assert (course_retention.count_due(NOW + timedelta(days=365)), course_retention.count_due(due)) == (0, 1)
    assert (course_retention.anonymise_due(due), course_retention.anonymise_due(due)) == (1, 0)
    assert Enrolment.objects.get().person is None
