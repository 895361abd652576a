"""A cohort from the drawer to its end."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from courses.domain import applications, cohorts
from courses.domain.attendance import save_table
from courses.domain.cohort_dates import move_session
from courses.domain.errors import Refused
from courses.models import Cohort, CohortEvent, CourseBreak, CourseSession, Enrolment
from outbox.models import Message
from tests.conftest import NOW

from .making import VALUES, after, apply, begin, make_cohort, make_course, seat, session_of

pytestmark = pytest.mark.django_db


def test_a_cohort_copies_the_rules_of_its_course_and_lays_out_its_weeks(coordinator: User) -> None:
    course = make_course(required_share=70, has_practicum=True)
    made = cohorts.make(course=course, values=VALUES, by=coordinator, now=NOW)
    again = cohorts.make(course=course, values=VALUES, by=coordinator, now=NOW)
    assert (made.pk, made.required_share, made.has_practicum) == (again.pk, 70, True)
    weeks = list(CourseSession.objects.filter(cohort=made).values_list("week", flat=True))
    assert weeks == list(range(1, 14))
    assert made.last_date == date(2027, 2, 23)


def test_a_coordinator_of_another_region_makes_none(coordinator_midt: User) -> None:
    with pytest.raises(Refused):
        cohorts.make(course=make_course(), values=VALUES | {"region": "sjaelland"}, by=coordinator_midt, now=NOW)
    assert Cohort.objects.count() == 0


def test_what_is_missing_keeps_it_from_opening(coordinator: User) -> None:
    made = cohorts.make(course=make_course(), values=VALUES, by=coordinator, now=NOW)
    with pytest.raises(Refused, match=r"last day to apply|Sidste|frist|sidste"):
        cohorts.open_up(made, by=coordinator, now=NOW)


def test_opening_and_closing_twice_is_once(open_cohort: Cohort, coordinator: User) -> None:
    cohorts.open_up(open_cohort, by=coordinator, now=NOW)
    closed = cohorts.close(open_cohort, by=coordinator, now=NOW)
    cohorts.close(closed, by=coordinator, now=NOW)
    states = list(CohortEvent.objects.filter(cohort=open_cohort).values_list("to_state", flat=True))
    assert states == ["planned", "open", "closed"]


def test_a_break_moves_later_weeks_without_changing_their_number(open_cohort: Cohort, coordinator: User) -> None:
    before = session_of(open_cohort, 3)
    CourseBreak.objects.create(name_da="Lukket", first_day=before.date, last_day=before.date, town="Aarhus")
    start = VALUES["start_date"] + timedelta(days=1)
    changed = cohorts.change(open_cohort, values={"start_date": start}, by=coordinator, now=NOW)
    cohorts.change(changed, values={"start_date": VALUES["start_date"]}, by=coordinator, now=NOW)
    moved = session_of(open_cohort, 3)
    assert (moved.pk, moved.date, moved.week) == (before.pk, before.date + timedelta(days=7), 3)
    assert CourseSession.objects.filter(cohort=open_cohort).count() == 13


def test_new_dates_are_told_to_those_with_a_place_alone(
    open_cohort: Cohort, coordinator: User, participant: User, outsider: User
) -> None:
    seat(open_cohort, participant, coordinator)
    apply(open_cohort, outsider)
    start = VALUES["start_date"] + timedelta(days=1)
    for _time in range(2):
        cohorts.change(open_cohort, values={"start_date": start}, by=coordinator, now=NOW)
    told = Message.objects.filter(kind="courses.dates_changed").values_list("person", flat=True)
    assert list(told) == [participant.uuid]


def test_dates_stay_once_the_course_runs_and_one_meeting_can_be_moved(
    open_cohort: Cohort, coordinator: User, participant: User
) -> None:
    seat(open_cohort, participant, coordinator)
    now = begin(open_cohort)
    with pytest.raises(Refused):
        cohorts.change(open_cohort, values={"start_date": date(2027, 1, 5)}, by=coordinator, now=now)
    session = session_of(open_cohort, 4)
    for _time in range(2):
        moved = move_session(
            session,
            day=session.date + timedelta(days=1),
            starts_at=time(10),
            ends_at=time(14),
            place="Biblioteket",
            by=coordinator,
            now=now,
        )
    assert (moved.week, moved.moved_from, moved.sequence) == (4, session.date, session.sequence + 1)
    assert Message.objects.filter(kind="courses.dates_changed").count() == 1


def test_a_meeting_never_passes_its_neighbours(open_cohort: Cohort, coordinator: User) -> None:
    session, later = session_of(open_cohort, 4), session_of(open_cohort, 5)
    for day in (later.date, later.date + timedelta(days=1)):
        with pytest.raises(Refused):
            move_session(session, day=day, starts_at=time(9), ends_at=time(15), place="", by=coordinator, now=NOW)


def test_the_deadlines_last_second_is_within_it_and_the_next_is_not(open_cohort: Cohort, participant: User) -> None:
    last = timezone.make_aware(datetime.combine(date(2026, 11, 20), time(23, 59, 59)))
    cohorts.follow_dates(last)
    assert Cohort.objects.get().state == "open"
    apply(open_cohort, participant, now=last + timedelta(microseconds=900_000))
    cohorts.follow_dates(last + timedelta(seconds=1))
    assert Cohort.objects.get().state == "closed"


def test_it_begins_on_the_day_in_denmark_and_twice_is_once(
    open_cohort: Cohort, coordinator: User, participant: User, outsider: User
) -> None:
    seat(open_cohort, participant, coordinator)
    apply(open_cohort, outsider)
    start = VALUES["start_date"]
    before = timezone.make_aware(datetime.combine(start, time(0))) - timedelta(seconds=1)
    cohorts.follow_dates(before)
    assert Cohort.objects.get().state == "closed"
    # Half past midnight in Denmark is still the day before in UTC.
    assert cohorts.follow_dates(before + timedelta(minutes=30)) == 1
    assert cohorts.follow_dates(before + timedelta(minutes=31)) == 0
    states = set(Enrolment.objects.values_list("person__first_name", "state"))
    assert states == {("Participant", "attending"), ("Outsider", "applied")}


def test_cancelling_tells_everybody_who_applied_why(
    open_cohort: Cohort, coordinator: User, participant: User, outsider: User
) -> None:
    seat(open_cohort, participant, coordinator)
    apply(open_cohort, outsider)
    with pytest.raises(Refused):
        cohorts.cancel(open_cohort, because_da=" ", because_en="", by=coordinator, now=NOW)
    for _time in range(2):
        cohorts.cancel(open_cohort, because_da="For få", because_en="Too few", by=coordinator, now=NOW)
    assert Message.objects.filter(kind="courses.cohort_cancelled").count() == 2
    assert Cohort.objects.get().state == "cancelled"


def test_it_ends_after_the_last_meeting_and_judges_by_its_own_rule(
    open_cohort: Cohort, coordinator: User, trainer: User, participant: User, outsider: User
) -> None:
    passed, missing = seat(open_cohort, participant, coordinator), seat(open_cohort, outsider, coordinator)
    with pytest.raises(Refused):
        cohorts.finish(open_cohort, by=trainer, now=begin(open_cohort))
    now = after(open_cohort, days=0)
    weeks = list(CourseSession.objects.filter(cohort=open_cohort).order_by("-week"))[:2]
    marks: dict[Any, str] = {(missing.pk, one.pk, 1): "present" for one in weeks}
    marks |= {(passed.pk, one.pk, 1): "present" for one in weeks}
    save_table(open_cohort, marks, by=trainer, now=now)
    older = CourseSession.objects.filter(cohort=open_cohort).order_by("week")[:9]
    late = {(passed.pk, one.pk, 1): "made_up" for one in older}
    save_table(open_cohort, late, by=coordinator, now=now, reason="Fundet på papir")
    for _time in range(2):
        cohorts.finish(open_cohort, by=trainer, now=now)
    states = dict(Enrolment.objects.values_list("pk", "state"))
    assert states == {passed.pk: "course_passed", missing.pk: "course_not_passed"}


def test_the_database_holds_a_cohort_to_its_places(open_cohort: Cohort) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Cohort.objects.filter(pk=open_cohort.pk).update(seats_taken=5)


def test_fewer_places_than_are_taken_are_refused(open_cohort: Cohort, coordinator: User, participant: User) -> None:
    seat(open_cohort, participant, coordinator)
    with pytest.raises(Refused):
        cohorts.change(open_cohort, values={"capacity": 0}, by=coordinator, now=NOW)


def test_full_and_open_follow_the_places(open_cohort: Cohort, coordinator: User, participant: User) -> None:
    one = seat(open_cohort, participant, coordinator)
    assert cohorts.change(open_cohort, values={"capacity": 1}, by=coordinator, now=NOW).state == "full"
    applications.withdraw(one, by=participant, now=NOW)
    assert Cohort.objects.get().state == "open"


def test_a_second_cohort_is_seen_by_its_own_region_alone(
    open_cohort: Cohort, coordinator: User, coordinator_midt: User, trainer: User
) -> None:
    make_cohort(coordinator, trainer, make_course("anden"), slug="roskilde", region="sjaelland", town="Roskilde")
    assert [one.town for one in Cohort.objects.run_by(coordinator_midt)] == ["Aarhus"]
    assert Cohort.objects.run_by(coordinator).count() == 2
