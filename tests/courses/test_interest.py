"""Wanting to hear when a course gets a date: asked twice, told once, forgotten."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.domain import interests
from accounts.models import User
from courses.domain import course_interest as acts
from courses.models import Cohort, Course, CourseInterest
from outbox.domain.delivery import deliver_due
from outbox.models import Message
from tests.conftest import NOW
from tests.home.posts import stamp

from .making import make_course

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]
EMAIL = "nysgerrig@example.org"


def sent(**typed: str) -> dict[str, str]:
    """What a person posts: the form was opened an hour before NOW."""
    return {"email": EMAIL, "opened": stamp()} | typed


def address(course: Course) -> str:
    return reverse("course_interest", args=[course.code])


def wish(course: Course, email: str = EMAIL, town: str = "", *, confirmed: bool = True) -> CourseInterest:
    made = acts.ask(course=course, email=email, town=town, language="da", now=NOW)
    if confirmed:
        interests.confirm(made, now=NOW)
    return CourseInterest.objects.get(pk=made.pk)


def kinds() -> list[str]:
    return sorted(Message.objects.values_list("kind", flat=True))


def test_a_visitor_asks_and_the_page_says_the_same_each_time(open_cohort: Cohort) -> None:
    browser, course = Client(), open_cohort.course
    page = browser.get(address(course))
    assert (page.status_code, page["Cache-Control"]) == (200, "private, no-store")
    for typed in ({}, {"email": "x"}, {"email": "a\x00@example.org"}, {"email": EMAIL, "town": "Mars"}):
        assert browser.post(address(course), typed).status_code == 422
    answers = [browser.post(address(course), sent(email=one, town="Aarhus")) for one in (EMAIL, EMAIL.upper())]
    assert [one.status_code for one in answers] == [200, 200]
    row = CourseInterest.objects.get()
    assert (row.town, row.confirmed_at, kinds()) == ("Aarhus", None, ["courses.interest_confirm"])
    assert browser.put(address(course)).status_code == 405
    assert browser.get(reverse("course_interest", args=["ingen"])).status_code == 404


def test_the_course_page_leads_there(open_cohort: Cohort) -> None:
    assert "besked" in address(open_cohort.course)


def test_the_link_confirms_or_deletes(open_cohort: Cohort) -> None:
    row = wish(open_cohort.course, confirmed=False)
    browser, link = Client(), reverse("course_interest_confirm", args=[row.token])
    assert browser.get(link).status_code == 200
    assert CourseInterest.objects.get().confirmed_at is None
    for _time in range(2):
        assert browser.post(link, {"act": "confirm"}).status_code == 200
    assert CourseInterest.objects.get().confirmed_at is not None
    assert browser.post(link, {"act": "remove"}).status_code == 200
    assert CourseInterest.objects.count() == 0
    assert browser.get(link).status_code == 404
    assert browser.post(link).status_code == 404


def test_only_who_confirmed_is_told_in_their_town_and_once(open_cohort: Cohort) -> None:
    course = open_cohort.course
    wish(course, "en@example.org", "AARHUS")
    wish(course, "to@example.org")
    wish(course, "tre@example.org", "Viborg")
    wish(course, "fire@example.org", confirmed=False)
    wish(make_course("andet", kind="short"), "fem@example.org")
    Message.objects.all().delete()
    assert (acts.tell_dated(NOW), acts.tell_dated(NOW)) == (2, 0)
    assert kinds() == ["courses.interest_dated"] * 2


def test_the_address_goes_with_the_mail_that_tells(open_cohort: Cohort, mailoutbox: Any) -> None:
    wish(open_cohort.course)
    Message.objects.all().delete()
    acts.tell_dated(NOW)
    deliver_due(now=NOW)
    assert [mail.to for mail in mailoutbox] == [[EMAIL]]
    assert CourseInterest.objects.count() == 0


def test_nobody_is_told_of_a_cohort_that_takes_nobody(open_cohort: Cohort) -> None:
    wish(open_cohort.course)
    assert acts.tell_dated(NOW + timedelta(days=40)) == 0


@pytest.mark.parametrize(("confirmed", "days"), [(False, 7), (True, 366)])
def test_an_address_goes_on_its_day_and_not_before(confirmed: bool, days: int) -> None:
    wish(make_course(), confirmed=confirmed)
    assert acts.delete_expired(NOW + timedelta(days=days - 1)) == 0
    assert acts.delete_expired(NOW + timedelta(days=days)) == 1


def test_a_robot_and_a_flood_leave_nothing_more(open_cohort: Cohort, outsider: User, settings: Any) -> None:
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"course_interest_address": (1, 3600)}
    browser = Client()
    assert browser.post(address(open_cohort.course), sent()).status_code == 200
    assert browser.post(address(open_cohort.course), sent()).status_code == 429
    assert CourseInterest.objects.count() == 1


def test_two_spellings_of_one_box_are_one_wish(open_cohort: Cohort) -> None:
    for email in (EMAIL, EMAIL.upper(), EMAIL.replace("@", "+kurser@")):
        wish(open_cohort.course, email, confirmed=False)
    assert CourseInterest.objects.get().email == EMAIL
    assert kinds() == ["courses.interest_confirm"]
