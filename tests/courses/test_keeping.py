"""Courses and breaks as coordinators keep them; who begins late; absences nobody asks about."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from courses.domain import applications, attendance, cohorts, courses
from courses.domain.errors import Refused
from courses.models import Cohort, Course, CourseBreak, CourseSession, Enrolment
from tests.conftest import NOW

from .making import apply, begin, make_cohort, seat, session_of, short_course

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]
TYPED = {
    "code": "nyt-kursus",
    "name_da": "Nyt kursus",
    "kind": "short",
    "order": "5",
    "weeks": "3",
    "days_between": "7",
    "units": "1",
    "price": "0",
    "intake": "first",
    "required_share": "80",
    "late_start_week": "1",
    "least_supervisions": "1",
    "certificate_share": "80",
}


def test_a_coordinator_makes_and_changes_a_course(coordinator: User, participant: User, client_as: Any) -> None:
    staff, new = client_as(coordinator), reverse("course_new")
    assert staff.get(new).status_code == 200
    for name, wrong in (("weeks", "99999999999"), ("code", "æ ø"), ("kind", "x"), ("late_start_week", "9")):
        bad = staff.post(new, TYPED | {name: wrong})
        assert (bad.status_code, "Nyt kursus" in bad.content.decode()) == (422, True)
    assert staff.post(new, TYPED | {"kind": "peer"}).status_code == 409
    assert staff.post(new, TYPED).status_code == 302
    assert staff.post(new, TYPED).status_code == 409  # the code is taken
    change = reverse("course_change", args=["nyt-kursus"])
    for _time in range(2):
        assert staff.post(change, TYPED | {"free_absences": "2"}).status_code == 302
    assert Course.objects.get().free_absences == 2
    assert "Nyt kursus" in staff.get(reverse("courses_kept")).content.decode()
    assert (staff.put(change).status_code, staff.get(reverse("course_change", args=["x"])).status_code) == (405, 404)
    for address in (new, change, reverse("courses_kept"), reverse("course_breaks")):
        assert client_as(participant).get(address).status_code == 403


def test_a_cohort_keeps_the_rules_it_was_made_with(open_cohort: Cohort, coordinator: User) -> None:
    courses.save_course(open_cohort.course, values={"required_share": 50}, by=coordinator, now=NOW)
    assert Cohort.objects.get().required_share == 80
    with pytest.raises(Refused):
        courses.save_course(open_cohort.course, values={"weeks": 12}, by=coordinator, now=NOW)


BREAK = {"name_da": "Efterår i Viborg", "town": "Viborg"}


def test_breaks_are_weeks_or_days_and_later_cohorts_pass_over_them(
    coordinator: User, trainer: User, client_as: Any, time_machine: Any
) -> None:
    time_machine.move_to(NOW, tick=False)
    staff, address = client_as(coordinator), reverse("course_breaks")
    wrong = [
        {},
        {"first_week": "5"},
        {"first_week": "9", "last_week": "5"},
        {"first_week": "54", "last_week": "54"},
        {"first_week": "5", "last_week": "5", "first_day": "2027-01-01", "last_day": "2027-01-02"},
        {"first_day": "2027-02-02", "last_day": "2027-01-01"},
    ]
    for typed in wrong:
        assert staff.post(address, BREAK | typed).status_code == 422
    assert CourseBreak.objects.count() == 0
    standing = make_cohort(coordinator, trainer)
    assert (
        staff.post(address, {"name_da": "Pause", "first_day": "2026-12-08", "last_day": "2026-12-08"}).status_code
        == 302
    )
    assert session_of(standing, 2).date == date(2026, 12, 8)
    later = make_cohort(coordinator, trainer, standing.course, slug="senere")
    assert session_of(later, 2).date == date(2026, 12, 15)
    row = CourseBreak.objects.get()
    one = reverse("course_break", args=[row.pk])
    assert staff.post(one, {"name_da": "Pause", "first_week": "50", "last_week": "50"}).status_code == 302
    row.refresh_from_db()
    assert (row.first_week, row.first_day) == (50, None)
    gone = reverse("course_break_remove", args=[row.pk])
    assert staff.get(gone).status_code == 405
    for _time in range(2):
        assert staff.post(gone).status_code == 302
    assert CourseBreak.objects.count() == 0
    assert staff.get(one).status_code == 404


# --- who begins late --------------------------------------------------------------------------------------------------
def test_nobody_begins_after_the_week_that_the_cohort_names(
    open_cohort: Cohort, coordinator: User, participant: User, outsider: User
) -> None:
    first, second = apply(open_cohort, participant), apply(open_cohort, outsider)
    noon = begin(open_cohort)
    with pytest.raises(Refused, match="uge 1"):
        applications.offer(first, by=coordinator, now=noon + timedelta(days=1))
    cohorts.change(open_cohort, values={"late_start_week": 3}, by=coordinator, now=noon)
    offered = applications.offer(first, by=coordinator, now=noon + timedelta(days=7, hours=2))
    begun = applications.accept(offered, by=participant, now=noon + timedelta(days=8))
    assert (begun.state, begun.from_week) == ("attending", 3)
    with pytest.raises(Refused):
        applications.offer(second, by=coordinator, now=noon + timedelta(days=15))


def test_a_yes_that_comes_too_late_is_refused_and_the_first_week_is_the_usual(
    open_cohort: Cohort, coordinator: User, participant: User, outsider: User
) -> None:
    assert seat(open_cohort, outsider, coordinator).from_week == 1
    one = apply(open_cohort, participant)
    noon = begin(open_cohort)
    cohorts.change(open_cohort, values={"late_start_week": 2}, by=coordinator, now=noon)
    offered = applications.offer(one, by=coordinator, now=noon)
    with pytest.raises(Refused):
        applications.accept(offered, by=participant, now=noon + timedelta(days=9))


def test_weeks_before_a_late_start_count_among_all_and_can_be_made_up(
    open_cohort: Cohort, coordinator: User, participant: User, client_as: Any, time_machine: Any
) -> None:
    one = seat(open_cohort, participant, coordinator)
    Enrolment.objects.update(from_week=4)
    one.refresh_from_db()
    share = attendance.share_of(one)
    assert (share.before, share.open, share.missed, share.slack, share.to_make_up) == (3, 10, 0, -1, 1)
    noon = begin(open_cohort)
    key = (one.pk, session_of(open_cohort, 1).pk, 1)
    attendance.save_table(open_cohort, {key: "made_up"}, by=coordinator, now=noon)
    share = attendance.share_of(one)
    assert (share.before, share.attended, share.slack) == (2, 1, 0)
    time_machine.move_to(noon, tick=False)
    text = client_as(participant).get(reverse("own_application", args=[one.pk])).content.decode()
    assert "Du begyndte i uge 4" in text


def test_absences_nobody_asks_about_are_counted_down_in_kind_words(
    open_cohort: Cohort, coordinator: User, trainer: User, participant: User, client_as: Any, time_machine: Any
) -> None:
    one = seat(open_cohort, participant, coordinator)
    cohorts.change(open_cohort, values={"free_absences": 1, "required_share": 50}, by=coordinator, now=NOW)
    noon = begin(open_cohort)
    own, table = reverse("own_application", args=[one.pk]), reverse("attendance", args=[open_cohort.pk])
    time_machine.move_to(noon + timedelta(days=7), tick=False)
    browser, staff = client_as(participant), client_as(trainer)
    assert "blive væk fra 1 gang mere" in browser.get(own).content.decode()
    for week, is_asked in ((1, False), (2, True)):
        marks = {(one.pk, session_of(open_cohort, week).pk, 1): "excused"}
        attendance.save_table(open_cohort, marks, by=trainer, now=noon + timedelta(days=7))
        assert ("spørg, hvordan det går" in staff.get(table).content.decode()) is is_asked
        assert ("vil gerne høre" in browser.get(own).content.decode()) is is_asked


def test_a_cohort_says_its_own_rules_in_its_form(coordinator: User, trainer: User, client_as: Any) -> None:
    made = make_cohort(coordinator, trainer, short_course(free_absences=1))
    assert (made.free_absences, CourseSession.objects.count()) == (1, 3)
    staff, address = client_as(coordinator), reverse("cohort_change", args=[made.pk])
    page = staff.get(address)
    assert page.context["form"].initial["free_absences"] == 1
    typed = {name: value for name, value in page.context["form"].initial.items() if value is not None}
    typed |= {"late_start_week": "2", "free_absences": "", "required_share": "70"}
    assert staff.post(address, typed | {"late_start_week": "0"}).status_code == 422
    assert staff.post(address, typed | {"late_start_week": ""}).status_code == 302
    for _time in range(2):
        assert staff.post(address, typed).status_code == 302
    made.refresh_from_db()
    assert (made.late_start_week, made.free_absences, made.required_share) == (2, None, 70)
