"""A participant's way to a place and onto the course, walked by HTTP as each who has a part in it: applied, offered,
accepted, the agreement said yes to by both, the first day, an absence told by oneself. In Danish and in English."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from courses.models import Attendance, Cohort, Enrolment
from tests.courses.conftest import consent_text, open_cohort  # noqa: F401 - fixtures
from tests.courses.making import START

from .group_walk import Mailbox, Walk, day, words

pytestmark = pytest.mark.django_db
PROMISES = {"we_da": "Vi hjælper.", "we_en": "We help.", "you_da": "Du kommer.", "you_en": "You come."}


def link(name: str, *args: Any, language: str = "da") -> str:
    """An address in a language."""
    with translation.override(language):
        return reverse(name, args=args)


def state() -> str:
    return Enrolment.objects.get().state


@pytest.mark.parametrize("language", ["da", "en"])
def test_from_the_catalogue_to_the_first_week(
    language: str,
    open_cohort: Cohort,  # noqa: F811 - a fixture
    consent_text: None,  # noqa: F811 - a fixture
    participant: User,
    outsider: User,
    coordinator: User,
    trainer: User,
    supervisor: User,
    make_person: Callable[..., User],
    client_as: Callable[..., Client],
    time_machine: Any,
    mailoutbox: list[Any],
) -> None:
    walk, mail = Walk(time_machine, mailoutbox), Mailbox(participant.email, mailoutbox)
    User.objects.filter(pk=participant.pk).update(language=language)
    participant.refresh_from_db()
    elsewhere = make_person("koordinator-sj", "coordinator", region="sjaelland")
    cohort = open_cohort.pk
    asked = client_as(coordinator).post(link("agreement_text", open_cohort.course.code), PROMISES)
    assert asked.status_code == 302
    apply = link("course_apply", open_cohort.course.code, open_cohort.slug, language=language)

    # A visitor is asked to sign in; the participant applies, and sending it again is once.
    assert Client().get(apply).status_code == 302
    me = client_as(participant)
    assert me.get(apply).status_code == 200
    for _time in range(2):
        assert me.post(apply).status_code == 302
    walk.work()
    made = Enrolment.objects.get()
    assert (made.state, len(mail.new())) == ("applied", 1)
    application = link("own_application", made.pk, language=language)
    assert me.get(application).status_code == 200
    for other in (outsider, supervisor, trainer):
        assert client_as(other).get(application).status_code == 404

    # The coordinator of the region offers a place; one of another region meets nothing.
    offer = link("applicant_step", cohort, made.pk, "tilbyd")
    assert client_as(elsewhere).post(offer).status_code == 404
    assert client_as(outsider).post(offer).status_code == 403
    assert state() == "applied"
    desk = client_as(coordinator)
    assert participant.first_name in words(desk.get(link("applicant", cohort, made.pk)))
    desk.post(offer)
    walk.work()
    assert (state(), len(mail.new())) == ("offered", 1)

    # Nobody else says yes for the person; the person does, and again, and it is one yes.
    answer = link("own_answer", made.pk, language=language)
    assert client_as(outsider).post(answer).status_code == 404
    assert state() == "offered"
    for _time in range(2):
        me.post(answer)
    walk.work()
    assert (state(), Cohort.objects.get().seats_taken) == ("accepted", 1)
    assert [one.attachments[0][0] for one in mail.new() if one.attachments] == ["moeder.ics"]

    # The agreement, in the person's own language, said yes to both ways.
    agreement = link("own_student_agreement", made.pk, language=language)
    page = words(me.get(agreement))
    assert (PROMISES[f"you_{language}"] in page, PROMISES["you_en" if language == "da" else "you_da"] in page) == (
        True,
        False,
    )
    assert client_as(outsider).get(agreement).status_code == 404
    assert me.post(agreement, {"version": "1"}).status_code == 302
    assert desk.post(link("cohort_agreements", cohort)).status_code == 302
    given = made.agreements.get()
    assert (given.noted_by, given.by_us) == (None, coordinator)

    # The first day comes by the worker alone; the day before it the person tells of an absence.
    first = day(START.year, START.month, START.day, 16)
    walk.at(first - timedelta(days=1))
    absence = link("own_absence", made.pk, 1, language=language)
    assert client_as(participant).get(absence).status_code == 405
    assert client_as(outsider).post(absence).status_code == 404
    for _time in range(2):
        assert client_as(participant).post(absence).status_code == 302
    assert [one.presence for one in Attendance.objects.all()] == ["excused"]
    walk.at(first)
    assert Cohort.objects.get().state == "running"
    assert participant.first_name in words(client_as(trainer).get(link("attendance", cohort)))
    assert client_as(outsider).get(link("attendance", cohort)).status_code == 403
    assert client_as(participant).get(application).status_code == 200
