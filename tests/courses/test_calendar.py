"""A person's own calendar knows their courses, and mails about days bring the days."""

from datetime import date, time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from courses.calendar_events import events_of
from courses.domain import cohort_dates, cohorts
from courses.models import Cohort, GuideTraining, InterviewSlot
from outbox.calendars import Event
from outbox.domain.delivery import deliver_due
from peerhub.domain import calendar_links
from tests.conftest import NOW

from .making import apply, seat, session_of
from .training import CAP, make_passed
from .training import begin as begin_training
from .training import make_cohort as ended_cohort

pytestmark = pytest.mark.django_db


def events(person: User) -> list[Event]:
    return list(events_of(person, NOW))


def entries(text: str) -> list[dict[str, str]]:
    """Each appointment of a file, its lines by name."""
    unfolded = text.replace("\r\n ", "").split("BEGIN:VEVENT\r\n")[1:]
    return [dict(line.split(":", 1) for line in one.splitlines() if ":" in line) for one in unfolded]


def test_a_place_brings_thirteen_neutral_meetings_to_the_feed(
    open_cohort: Cohort, participant: User, coordinator: User, stranger: Client
) -> None:
    seat(open_cohort, participant, coordinator)
    token = calendar_links.make(participant, now=NOW)
    answer = stranger.get(reverse("calendar_feed", args=[token]))
    assert answer.headers["Content-Type"].startswith("text/calendar")
    found = entries(answer.content.decode())
    assert [one["SUMMARY"] for one in found] == [f"Kursus\\, uge {week}" for week in range(1, 14)]
    assert found[0]["DTSTART;TZID=Europe/Copenhagen"] == "20261201T090000"
    told = " ".join(one["SUMMARY"] + one["LOCATION"] + one["DESCRIPTION"] for one in found)
    assert not [word for word in ("peer", participant.first_name) if word.lower() in told.lower()]


def test_who_has_no_place_has_no_meetings_and_who_teaches_has_them(
    open_cohort: Cohort, participant: User, trainer: User, editor: User
) -> None:
    apply(open_cohort, participant)
    assert (len(events(participant)), len(events(trainer)), len(events(editor))) == (0, 13, 0)


def test_a_moved_meeting_keeps_its_id_and_raises_its_number(
    open_cohort: Cohort, participant: User, coordinator: User
) -> None:
    seat(open_cohort, participant, coordinator)
    week = session_of(open_cohort, 2)
    before = next(one for one in events(participant) if str(week.pk) in one.uid)
    cohort_dates.move_session(
        week, day=date(2026, 12, 10), starts_at=time(10), ends_at=time(14), place="", by=coordinator, now=NOW
    )
    after = next(one for one in events(participant) if one.uid == before.uid)
    assert after.sequence > before.sequence
    assert str(after.start) == "2026-12-10 10:00:00+01:00"


def test_the_mail_of_a_place_brings_its_meetings_and_a_cancelled_course_takes_them_away(
    open_cohort: Cohort, participant: User, coordinator: User, mailoutbox: Any
) -> None:
    seat(open_cohort, participant, coordinator)
    deliver_due(now=NOW, limit=50)
    told = [one for mail in mailoutbox for one in mail.attachments]
    assert [kind for _name, _text, kind in told] == ["text/calendar; method=PUBLISH"]
    first = {one["UID"]: int(one["SEQUENCE"]) for one in entries(told[0][1])}
    assert len(first) == 13
    mailoutbox.clear()
    cohorts.cancel(open_cohort, because_da="For få", because_en="Too few", by=coordinator, now=NOW)
    deliver_due(now=NOW, limit=50)
    gone = entries(mailoutbox[0].attachments[0][1])
    assert {one["UID"] for one in gone} == set(first)
    assert {one["STATUS"] for one in gone} == {"CANCELLED"}
    assert all(int(one["SEQUENCE"]) > first[one["UID"]] for one in gone)
    assert all(one.cancelled for one in events(participant))


def test_who_is_offered_a_place_gets_no_days_yet(
    open_cohort: Cohort, participant: User, coordinator: User, mailoutbox: Any
) -> None:
    from courses.domain import applications

    applications.offer(apply(open_cohort, participant), by=coordinator, now=NOW)
    deliver_due(now=NOW, limit=50)
    assert mailoutbox
    assert not [one for mail in mailoutbox for one in mail.attachments]


def test_a_chosen_talk_stands_in_the_calendar(open_cohort: Cohort, participant: User) -> None:
    applied = apply(open_cohort, participant)
    InterviewSlot.objects.create(cohort=open_cohort, starts_at=NOW, place="Telefon", enrolment=applied)
    InterviewSlot.objects.create(cohort=open_cohort, starts_at=NOW.replace(hour=20), place="Telefon")
    assert [one.summary for one in events(participant)] == ["Samtale"]


def test_the_last_day_stands_for_participant_and_supervisor_without_a_name(
    participant: User, supervisor: User, coordinator: User
) -> None:
    begin_training(make_passed(participant, ended_cohort()), supervisor, coordinator)
    own, theirs = (
        [one for one in events(person) if one.uid.startswith("cap-")] for person in (participant, supervisor)
    )
    assert [one.start for one in (*own, *theirs)] == [CAP, CAP]
    assert (own[0].summary, theirs[0].summary) == ("Sidste dag i mit forløb", "Sidste dag i et forløb")
    GuideTraining.objects.update(state="interrupted", reason="Flyttet", last_date=NOW.date())
    assert not [one for one in events(supervisor) if one.uid.startswith("cap-")]


def test_a_calendar_asks_five_times_at_one_and_at_three_courses(
    open_cohort: Cohort, participant: User, coordinator: User, trainer: User, django_assert_num_queries: Any
) -> None:
    from .making import make_cohort, make_course

    seat(open_cohort, participant, coordinator)
    with django_assert_num_queries(5):
        assert len(events(participant)) == 13
    for code in ("to", "tre"):
        more = make_cohort(coordinator, trainer, course=make_course(code), slug=f"hold-{code}")
        seat(more, participant, coordinator)
    with django_assert_num_queries(5):
        assert len(events(participant)) == 39
