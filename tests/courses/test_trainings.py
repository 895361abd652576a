"""The guide training: its start, its cap in the domain and in the database, what is noted, and its end."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import User
from courses.domain import practice_log, training_due, training_queries, training_records, trainings
from courses.domain.caps import cap_of
from courses.domain.errors import Refused
from courses.domain.practice_log import Written
from courses.domain.training_steps import counted
from courses.models import (
    Enrolment,
    FollowUpDay,
    GuideRelation,
    GuideTraining,
    LogEntry,
    PracticumSite,
    Supervision,
    TrainingEvent,
)
from outbox.models import Message
from tests.conftest import NOW

from .training import CAP, COURSE_END, START, at, begin, make_cohort, make_passed, meet, write_log

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment(participant: User) -> Enrolment:
    return make_passed(participant, make_cohort())


@pytest.fixture
def training(enrolment: Enrolment, supervisor: User, coordinator: User) -> GuideTraining:
    return begin(enrolment, supervisor, coordinator)


def test_a_training_begins_with_its_cap_and_both_are_told_once(
    enrolment: Enrolment, supervisor: User, coordinator: User
) -> None:
    made = begin(enrolment, supervisor, coordinator)
    again = begin(enrolment, supervisor, coordinator)
    enrolment.refresh_from_db()
    assert (made.pk, made.cap_date, made.state) == (again.pk, CAP, "active")
    assert enrolment.state == "practicum"
    assert Message.objects.filter(kind="courses.training_started").count() == 2


@pytest.mark.parametrize("days", [-1, -200])
def test_it_cannot_begin_before_the_course_is_over(
    enrolment: Enrolment, supervisor: User, coordinator: User, days: int
) -> None:
    with pytest.raises(Refused, match="kursets sidste dag"):
        begin(enrolment, supervisor, coordinator, start=COURSE_END + timedelta(days=days))
    assert begin(enrolment, supervisor, coordinator, start=COURSE_END).cap_date == cap_of(COURSE_END)


def test_only_who_has_passed_begins_and_only_coordinators_begin_it(
    enrolment: Enrolment, supervisor: User, coordinator: User, trainer: User
) -> None:
    with pytest.raises(Refused, match="Kun koordinatorer"):
        begin(enrolment, supervisor, trainer)
    with pytest.raises(Refused, match="Vælg en supervisor"):
        begin(enrolment, trainer, coordinator)
    Enrolment.objects.filter(pk=enrolment.pk).update(state="attending")
    with pytest.raises(Refused, match="kurset er bestået"):
        begin(enrolment, supervisor, coordinator)
    assert GuideTraining.objects.count() == 0


def test_a_second_enrolment_does_not_give_a_period_that_overlaps(
    training: GuideTraining, participant: User, supervisor: User, coordinator: User
) -> None:
    other = make_passed(participant, make_cohort("viborg-2026-1"))
    with pytest.raises(Refused, match="i træning i de dage"):
        begin(other, supervisor, coordinator, start=CAP)


@pytest.mark.engines
@pytest.mark.parametrize(
    "wrong",
    [
        {"cap_date": CAP + timedelta(days=1), "last_date": CAP},
        {"cap_date": CAP - timedelta(days=1), "last_date": CAP - timedelta(days=1)},
        {"last_date": CAP + timedelta(days=1)},
        {"planned_end": CAP + timedelta(days=1)},
        {"state": "something"},
        {"state": "interrupted", "reason": ""},
    ],
)
def test_the_database_refuses_another_cap(training: GuideTraining, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        GuideTraining.objects.filter(pk=training.pk).update(**wrong)


@pytest.mark.engines
@pytest.mark.parametrize(
    "start", [date(2026, 10, 31), date(2027, 10, 31), date(2028, 2, 29), date(2026, 12, 31), date(2026, 5, 31)]
)
def test_the_database_counts_as_the_domain_does(training: GuideTraining, start: date) -> None:
    cap = cap_of(start)
    rows = GuideTraining.objects.filter(pk=training.pk)
    assert rows.update(start_date=start, cap_date=cap, last_date=cap) == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(cap_date=cap + timedelta(days=1))


@pytest.mark.engines
def test_the_database_refuses_two_periods_of_one_person_that_share_a_day(
    training: GuideTraining, participant: User, supervisor: User
) -> None:
    other = make_passed(participant, make_cohort("viborg-2026-1"))
    values = {"enrolment": other, "person": participant, "supervisor": supervisor, "state": "completed"}

    def period(start: date) -> GuideTraining:
        cap = cap_of(start)
        dates = {"start_date": start, "cap_date": cap, "last_date": cap, "made_at": NOW}
        return GuideTraining.objects.create(**values, **dates)

    with pytest.raises(IntegrityError), transaction.atomic():
        period(CAP)
    assert period(CAP + timedelta(days=1)).pk
    assert GuideTraining.objects.count() == 2
    if connection.vendor == "sqlite":  # a later migration that makes the table anew would drop them
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_master WHERE name LIKE 'trainings_never_overlap%'")
            assert cursor.fetchone() == (2,)


@pytest.mark.engines
def test_the_database_refuses_what_is_dated_after_the_cap(training: GuideTraining) -> None:
    base = {"training": training, "starts": START, "cap": CAP}
    with pytest.raises(IntegrityError), transaction.atomic():
        LogEntry.objects.create(**base, date=CAP + timedelta(days=1), minutes=60, made_at=NOW, changed_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Supervision.objects.create(**base, date=CAP + timedelta(days=1), kind="alone", minutes=60, at=NOW)
    longer = base | {"cap": CAP + timedelta(days=1)}
    with pytest.raises(IntegrityError), transaction.atomic():
        Supervision.objects.create(**longer, date=CAP + timedelta(days=1), kind="alone", minutes=60, at=NOW)


def test_an_entry_dated_the_day_after_the_cap_is_refused_in_words(training: GuideTraining, participant: User) -> None:
    late = CAP + timedelta(days=1)
    with pytest.raises(Refused, match=r"Perioden sluttede den"):
        practice_log.save(training, Written(late, 60), by=participant, now=at(late))
    assert practice_log.save(training, Written(CAP, 60), by=participant, now=at(late)).date == CAP


@pytest.mark.parametrize("day", [START - timedelta(days=1), date(2026, 7, 20)])
def test_a_day_before_the_start_or_to_come_is_refused(training: GuideTraining, participant: User, day: date) -> None:
    with pytest.raises(Refused):
        practice_log.save(training, Written(day, 60), by=participant, now=at(date(2026, 7, 10)))


def test_after_the_cap_it_is_never_active_before_the_nightly_work_either(
    training: GuideTraining, supervisor: User
) -> None:
    stands = [training_queries.standing(counted(training), CAP + timedelta(days=n)).state for n in (-1, 0, 1)]
    assert stands == ["active", "active", "ended_at_cap"]
    meet(training, supervisor)
    assert training_queries.standing(counted(training), CAP + timedelta(days=1)).state == "awaiting_confirmation"


@pytest.mark.parametrize(("days", "supervisions"), [(0, 0), (1, 1), (2, 0)])
def test_what_is_missing_at_the_cap_ends_it_and_is_told_once(
    training: GuideTraining, supervisor: User, days: int, supervisions: int
) -> None:
    meet(training, supervisor, days=days, supervisions=supervisions)
    after = at(CAP + timedelta(days=1))
    assert [training_due.settle_due(at(CAP, 22)), training_due.settle_due(after), training_due.settle_due(after)] == [
        0,
        1,
        0,
    ]
    training.refresh_from_db()
    assert training.state == "ended_at_cap"
    assert Enrolment.objects.get(pk=training.enrolment_id).state == "practicum_incomplete"
    assert Message.objects.filter(kind="courses.cap_over_ended_at_cap").count() == 2


def test_late_registration_within_thirty_days_lifts_the_state(
    training: GuideTraining, supervisor: User, administrator: User
) -> None:
    meet(training, supervisor, days=2, supervisions=0)
    training_due.settle_due(at(CAP + timedelta(days=1)))
    held = {"day": CAP, "kind": "alone", "minutes": 60, "was_there": True}
    with pytest.raises(Refused, match="Indtil"):
        training_records.note_supervision(training, **held, by=supervisor, now=at(CAP + timedelta(days=31)))
    training_records.note_supervision(training, **held, by=supervisor, now=at(CAP + timedelta(days=30)))
    training.refresh_from_db()
    assert training.state == "awaiting_confirmation"
    assert (
        training_records.note_supervision(training, **held, by=administrator, now=at(CAP + timedelta(days=60))).date
        == CAP
    )


def test_the_supervisor_confirms_once_nothing_is_missing_and_twice_is_once(
    training: GuideTraining, supervisor: User, make_person: Any
) -> None:
    with pytest.raises(Refused, match="mangler stadig"):
        trainings.confirm(training, by=supervisor, now=at(date(2026, 10, 1)))
    meet(training, supervisor)
    with pytest.raises(Refused, match="følges af andre"):
        trainings.confirm(training, by=make_person("other", "supervisor"), now=at(date(2026, 10, 1)))
    for _time in range(2):
        done = trainings.confirm(training, by=supervisor, now=at(date(2026, 10, 1)))
    assert (done.state, done.last_date) == ("completed", date(2026, 10, 1))
    assert Enrolment.objects.get(pk=training.enrolment_id).state == "completed"
    assert TrainingEvent.objects.filter(training=training, act="confirmed").count() == 1


def test_an_interruption_takes_an_administrator_and_a_reason_and_a_new_period_as_well(
    training: GuideTraining, enrolment: Enrolment, supervisor: User, coordinator: User, administrator: User
) -> None:
    now, again = at(date(2026, 8, 1)), date(2026, 9, 1)
    with pytest.raises(Refused, match="Kun administratorer"):
        trainings.interrupt(training, reason="Orlov", by=coordinator, now=now)
    with pytest.raises(Refused, match="Skriv, hvorfor"):
        trainings.interrupt(training, reason=" ", by=administrator, now=now)
    for _time in range(2):
        trainings.interrupt(training, reason="Orlov", by=administrator, now=now)
    placement = trainings.Placement(supervisor=supervisor)
    with pytest.raises(Refused, match="Kun administratorer"):
        trainings.start(enrolment, start_date=again, placement=placement, by=coordinator, now=now, reason="Tilbage")
    with pytest.raises(Refused, match="hvorfor en ny periode"):
        trainings.start(enrolment, start_date=again, placement=placement, by=administrator, now=now)
    made = trainings.start(
        enrolment, start_date=again, placement=placement, by=administrator, now=now, reason="Tilbage igen"
    )
    assert (made.previous_id, made.cap_date, made.reason) == (training.pk, date(2027, 1, 1), "Tilbage igen")
    assert training_queries.standing(counted(made), again).items[0].is_done is False


def test_a_new_start_moves_the_cap_unless_something_would_fall_outside(
    training: GuideTraining, coordinator: User, supervisor: User
) -> None:
    write_log(training, date(2026, 7, 20))
    with pytest.raises(Refused, match="falde uden for"):
        trainings.move_start(training, start_date=date(2026, 7, 21), by=coordinator, now=at(date(2026, 8, 1)))
    with pytest.raises(Refused, match="Kun koordinatorer"):
        trainings.move_start(training, start_date=date(2026, 7, 10), by=supervisor, now=at(date(2026, 8, 1)))
    for _time in range(2):
        moved = trainings.move_start(training, start_date=date(2026, 7, 10), by=coordinator, now=at(date(2026, 8, 1)))
    assert moved.cap_date == date(2026, 11, 10)
    assert LogEntry.objects.get().cap == date(2026, 11, 10)
    assert TrainingEvent.objects.filter(act="moved").count() == 1
    with pytest.raises(Refused, match="Perioden er slut"):
        trainings.move_start(training, start_date=date(2026, 7, 15), by=coordinator, now=at(date(2026, 11, 11)))


def test_the_same_follow_up_day_twice_counts_one_and_a_third_counts_two(
    training: GuideTraining, supervisor: User
) -> None:
    meet(training, supervisor, days=1, supervisions=0)
    meet(training, supervisor, days=1, supervisions=0)
    assert vars(counted(training))["follow_ups"] == 1
    other = FollowUpDay.objects.create(
        cohort=make_cohort("viborg-2026-1"), date=date(2026, 9, 1), starts_at=time(9), ends_at=time(12)
    )
    training_records.note_follow_up(training, other, was_there=True, by=supervisor, now=at(date(2026, 9, 2)))
    meet(training, supervisor, days=2, supervisions=0)
    stands = training_queries.standing(counted(training), date(2026, 9, 3))
    assert vars(stands.training)["follow_ups"] == 3
    assert [one.is_done for one in stands.items] == [True, True, False, False, False, False]


def test_a_relationship_has_its_own_cap_and_ends_with_the_training(training: GuideTraining, participant: User) -> None:
    begun = date(2026, 8, 1)
    for _time in range(2):
        one = training_records.begin_relation(training, start_date=begun, by=participant, now=at(date(2026, 8, 2)))
    assert (one.letter, one.cap_date, one.last_day) == ("A", date(2026, 12, 1), CAP)
    assert GuideRelation.objects.count() == 1
    with pytest.raises(Refused):
        training_records.end_relation(one, end_date=date(2026, 7, 31), by=participant, now=at(date(2026, 8, 2)))
    with pytest.raises(IntegrityError), transaction.atomic():
        GuideRelation.objects.update(end_date=CAP + timedelta(days=1))


def test_a_site_takes_as_many_as_it_has_room_for(
    training: GuideTraining, supervisor: User, coordinator: User, make_person: Any
) -> None:
    site = PracticumSite.objects.create(name="Huset", town="Aarhus", capacity=1)
    cohort = training.enrolment.cohort
    begin(make_passed(make_person("first"), cohort), supervisor, coordinator, site=site)
    second = make_passed(make_person("second"), cohort)
    with pytest.raises(Refused, match="pladser hos Huset"):
        begin(second, supervisor, coordinator, site=site)
    PracticumSite.objects.update(capacity=2, approved_until=CAP - timedelta(days=1))
    with pytest.raises(Refused, match="godkendt til"):
        begin(second, supervisor, coordinator, site=PracticumSite.objects.get())


def test_reminders_go_28_and_14_days_before_and_on_the_day_once_each(training: GuideTraining) -> None:
    for days in (40, 29, 28, 27, 15, 14, 13, 1, 0, -1):
        for _time in range(2):
            training_due.remind(at(CAP - timedelta(days=days)))
    kinds = sorted(Message.objects.filter(kind__startswith="courses.cap_").values_list("kind", flat=True))
    assert kinds == sorted(["courses.cap_28", "courses.cap_14", "courses.cap_0"] * 2)


@pytest.mark.parametrize(
    ("moment", "state"),
    [("2026-11-06T22:59:00+00:00", "active"), ("2026-11-06T23:00:00+00:00", "ended_at_cap")],
)
def test_a_server_in_utc_goes_by_copenhagens_midnight(training: GuideTraining, moment: str, state: str) -> None:
    with time_machine.travel(datetime.fromisoformat(moment), tick=False):
        training_due.settle_due(timezone.now())
        assert training_queries.standing(counted(training), timezone.localdate()).state == state
        training.refresh_from_db()
        assert training.state == state
