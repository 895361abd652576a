"""Attendance: in one table, told beforehand, locked, made up, and what it comes to."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings

from accounts.models import User
from courses.domain.attendance import save_table, share_of, tell_absence
from courses.domain.course_results import judge_again
from courses.domain.errors import Refused
from courses.domain.shares import Share
from courses.models import Attendance, Cohort, CourseSession, Enrolment, LateCorrection
from tests.conftest import NOW

from .making import after, apply, begin, make_cohort, make_course, seat, session_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def attending(open_cohort: Cohort, participant: User, coordinator: User) -> Enrolment:
    made = seat(open_cohort, participant, coordinator)
    begin(open_cohort)
    return Enrolment.objects.get(pk=made.pk)


@pytest.mark.parametrize(
    ("attended", "missed", "percent", "is_met", "slack", "make_up"),
    [
        (0, 0, 0, False, 2, 0),
        (0, 2, 0, False, 0, 0),
        (0, 3, 0, False, -1, 1),
        (10, 0, 76, False, 2, 0),
        (11, 2, 84, True, 0, 0),
        (13, 0, 100, True, 2, 0),
    ],
)
def test_the_share_is_of_all_units(
    attended: int, missed: int, percent: int, is_met: bool, slack: int, make_up: int
) -> None:
    share = Share(attended, missed, 13, 80)
    assert (share.percent, share.is_met, share.slack, share.to_make_up) == (percent, is_met, slack, make_up)
    assert share.needed == 11


def test_the_warning_comes_before_it_is_too_late() -> None:
    told = [Share(0, missed, 13, 80).is_in_danger for missed in range(4)]
    assert told == [False, False, True, True]
    assert Share(0, 0, 0, 80).percent == 0


def test_a_table_is_saved_once_and_twice_is_once(attending: Enrolment, open_cohort: Cohort, trainer: User) -> None:
    first = session_of(open_cohort, 1)
    marks: dict[Any, str] = {(attending.pk, first.pk, 1): "present"}
    now = begin(open_cohort)
    assert save_table(open_cohort, marks, by=trainer, now=now).changed == 1
    assert save_table(open_cohort, marks, by=trainer, now=now).changed == 0
    marks[attending.pk, first.pk, 1] = ""
    assert save_table(open_cohort, marks, by=trainer, now=now).changed == 1
    assert Attendance.objects.count() == 0


def test_a_big_table_takes_few_queries(
    coordinator: User, trainer: User, make_person: Any, django_assert_num_queries: Any, time_machine: Any
) -> None:
    time_machine.move_to(NOW, tick=False)
    cohort = make_cohort(coordinator, trainer, make_course(units=2), capacity=24)
    people = [seat(cohort, make_person(f"k{number}"), coordinator) for number in range(24)]
    begin(cohort)
    sessions = list(CourseSession.objects.filter(cohort=cohort))
    marks: dict[Any, str] = {
        (one.pk, session.pk, unit): "present" for one in people for session in sessions for unit in (1, 2)
    }
    assert len(marks) == 24 * 26
    with django_assert_num_queries(22):
        saved = save_table(cohort, marks, by=coordinator, now=after(cohort), reason="Hele kurset på papir")
    assert (saved.changed, Attendance.objects.count()) == (624, 624)
    with django_assert_num_queries(11):
        assert save_table(cohort, marks, by=coordinator, now=after(cohort)).changed == 0


@pytest.mark.parametrize("who", ["outsider", "supervisor", "participant"])
def test_others_note_nothing(who: str, attending: Enrolment, open_cohort: Cohort, request: Any) -> None:
    first = session_of(open_cohort, 1)
    with pytest.raises(Refused):
        save_table(
            open_cohort,
            {(attending.pk, first.pk, 1): "present"},
            by=request.getfixturevalue(who),
            now=begin(open_cohort),
        )
    assert Attendance.objects.count() == 0


def test_what_is_still_to_come_and_who_is_not_on_it_are_refused(
    attending: Enrolment, open_cohort: Cohort, trainer: User
) -> None:
    now = begin(open_cohort)
    stranger = Enrolment(cohort=open_cohort)
    for marks in (
        {(attending.pk, session_of(open_cohort, 2).pk, 1): "present"},
        {(stranger.pk, session_of(open_cohort, 1).pk, 1): "present"},
        {(attending.pk, session_of(open_cohort, 1).pk, 2): "present"},
    ):
        with pytest.raises(Refused):
            save_table(open_cohort, marks, by=trainer, now=now)
    assert Attendance.objects.count() == 0


def test_fourteen_days_later_a_coordinator_corrects_it_with_a_reason(
    attending: Enrolment, open_cohort: Cohort, trainer: User, coordinator: User
) -> None:
    first = session_of(open_cohort, 1)
    key = (attending.pk, first.pk, 1)
    on_the_day = begin(open_cohort)
    last = on_the_day + timedelta(days=settings.ATTENDANCE_LOCK_DAYS)
    save_table(open_cohort, {key: "absent"}, by=trainer, now=last)
    late = last + timedelta(days=1)
    for by, reason in ((trainer, "Fejl"), (coordinator, " ")):
        with pytest.raises(Refused):
            save_table(open_cohort, {key: "present"}, by=by, now=late, reason=reason)
    save_table(open_cohort, {key: "present"}, by=coordinator, now=late, reason="Skrevet forkert")
    correction = LateCorrection.objects.get()
    assert (correction.before, correction.after, correction.reason) == ("absent", "present", "Skrevet forkert")


def test_absence_told_beforehand_is_excused_without_a_reason_and_can_be_taken_back(
    attending: Enrolment, open_cohort: Cohort, participant: User
) -> None:
    second, now = session_of(open_cohort, 2), begin(open_cohort)
    for _time in range(2):
        tell_absence(attending, second, is_coming=False, by=participant, now=now)
    assert list(Attendance.objects.values_list("presence", flat=True)) == ["excused"]
    assert share_of(attending).attended == 0
    for _time in range(2):
        tell_absence(attending, second, is_coming=True, by=participant, now=now)
    assert Attendance.objects.count() == 0
    with pytest.raises(Refused):
        tell_absence(attending, session_of(open_cohort, 1), is_coming=False, by=participant, now=now)


def test_a_meeting_that_was_made_up_counts(attending: Enrolment, open_cohort: Cohort, trainer: User) -> None:
    first, now = session_of(open_cohort, 1), begin(open_cohort)
    save_table(open_cohort, {(attending.pk, first.pk, 1): "excused"}, by=trainer, now=now)
    assert share_of(attending).attended == 0
    save_table(open_cohort, {(attending.pk, first.pk, 1): "made_up"}, by=trainer, now=now)
    assert share_of(attending).attended == 1


def test_passing_after_all_needs_a_note_and_the_last_meeting(
    attending: Enrolment, open_cohort: Cohort, trainer: User, outsider: User
) -> None:
    with pytest.raises(Refused):
        judge_again(attending, note="Praksis et andet sted", by=trainer, now=begin(open_cohort))
    now = after(open_cohort)
    with pytest.raises(Refused):
        judge_again(attending, note="", by=trainer, now=now)
    with pytest.raises(Refused):
        judge_again(attending, note="Praksis", by=outsider, now=now)
    for _time in range(2):
        judge_again(attending, note="Praksis et andet sted", by=trainer, now=now)
    passed = Enrolment.objects.get()
    assert (passed.state, passed.passed_note) == ("course_passed", "Praksis et andet sted")


def test_who_only_applied_stands_in_no_table(open_cohort: Cohort, outsider: User, trainer: User) -> None:
    applied = apply(open_cohort, outsider)
    begin(open_cohort)
    with pytest.raises(Refused):
        save_table(
            open_cohort,
            {(applied.pk, session_of(open_cohort, 1).pk, 1): "present"},
            by=trainer,
            now=begin(open_cohort),
        )
