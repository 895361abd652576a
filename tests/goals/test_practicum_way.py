"""A participant's way from the first week to the certificate, walked by HTTP as each who has a part in it: thirteen
weeks with one absence told, one made up; practicum with log, guide without account, supervision and follow-up days; the
day before, on and after the cap; the certificate and its check. In Danish and in English."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from courses.domain import applications
from courses.models import Certificate, CompetenceArea, CompetenceStatement, TrainingLink
from tests.courses.making import apply, make_cohort, make_course
from tests.courses.training import make_consent_texts

from .course_walk import Course, noon, text_of_file
from .group_walk import Mailbox, Walk, words

pytestmark = pytest.mark.django_db
SECRET = "Jeg lyttede længe"
FIRST, CAP = date(2027, 3, 15), date(2027, 7, 15)
ALONE, FORGED = 404, 404


@pytest.fixture(params=["da", "en"])
def course(
    request: Any,
    participant: User,
    coordinator: User,
    trainer: User,
    supervisor: User,
    client_as: Callable[..., Client],
    time_machine: Any,
    mailoutbox: list[Any],
) -> Course:
    """Somebody with a place on a course that begins in December, whose words may be kept."""
    make_consent_texts()
    area = CompetenceArea.objects.create(name_da="At lytte", name_en="Listening")
    CompetenceStatement.objects.create(area=area, text_da="Jeg kan tie", text_en="I can be silent", sort_order=1)
    phases = ["course", "guide_training", "follow_up", "supervision"]
    time_machine.move_to(noon(date(2026, 11, 3)), tick=False)
    made = make_course(has_practicum=True, certificate_phases=phases)
    applied = apply(make_cohort(coordinator, trainer, made), participant, language=request.param)
    now = timezone.now()
    applications.accept(applications.offer(applied, by=coordinator, now=now), by=participant, now=now)
    User.objects.filter(pk=participant.pk).update(language=request.param)
    participant.refresh_from_db()
    walk = Walk(time_machine, mailoutbox)
    return Course(walk, client_as, request.param, participant, coordinator, trainer, supervisor)


def test_from_the_first_week_to_the_certificate(
    course: Course, administrator: User, outsider: User, make_person: Callable[..., User], site_tree: Any
) -> None:
    thirteen_weeks(course)
    nobody_else_sees(course, outsider, make_person("supervisor-2", "supervisor"))
    course.walk.at(noon(date(2027, 3, 10)))
    course.place(FIRST)
    agreed_by_all(course)
    logged_and_approved(course)
    looked_at_the_learning(course)
    nobody_else_sees(course, outsider, User.objects.get(email__startswith="supervisor-2"))
    met_and_supervised(course)
    before_on_and_after_the_cap(course)
    number, code = certified(course)
    checked_and_withdrawn(course, administrator, number, code)
    kept_and_lent(course)
    nothing_in_the_mails(course)


def thirteen_weeks(course: Course) -> None:
    """There but for week 2, told beforehand, and week 5, made up in week 7."""
    sessions = {one.week: one for one in course.enrolment.cohort.sessions.all()}
    assert sorted(sessions) == list(range(1, 14))
    for week, session in sessions.items():
        if week == 2:
            course.walk.at(noon(session.date - timedelta(days=1)))
            course.send("own_absence", 2)
            course.walk.at(noon(session.date))
            continue
        course.attend(week, "absent" if week == 5 else "")
        if week == 7:
            course.attend(7, "")
            again = reverse("attendance", args=[course.enrolment.cohort_id])
            cell = f"m_{course.enrolment.pk.hex}_{sessions[5].pk.hex}_1"
            assert course.client_as(course.trainer).post(f"{again}?uge=5", {cell: "made_up"}).status_code == 302
    kinds = [one.kind for one in course.see().context["weeks"]]
    assert (kinds[1], kinds[4], kinds.count("present")) == ("excused", "made_up", 11)
    course.walk.at(noon(sessions[13].date + timedelta(days=1)))
    course.staff(course.coordinator, "cohort_step", course.enrolment.cohort_id, "afslut")
    assert course.enrolment.state == "course_passed"
    course.send("own_certificate", "course")
    assert course.participant.first_name in text_of_file(course.see("own_certificate", "course"))


def nobody_else_sees(course: Course, *others: User) -> None:
    """Somebody else's course is as unknown as none, to another participant and to another's supervisor."""
    for other in others:
        browser = course.client_as(other)
        for name in ("own_course", "own_log", "own_record_json", "own_reflections", "own_links"):
            assert browser.get(course.own(name)).status_code == ALONE, name
        for training in [one.pk for one in course.enrolment.trainings.all()]:
            assert browser.get(reverse("guide_training", args=[training])).status_code in (403, 404)


def agreed_by_all(course: Course) -> None:
    """The participant on their page, the guide by the mailed link without an account, the supervisor on the bench."""
    guide = Mailbox("ulla@example.org", course.walk.outbox)
    training = course.training
    assert training.cap_date == CAP
    assert course.mail.new()
    course.send("own_agreement")
    course.staff(course.supervisor, "guide_link", training.pk, part="guide", name="Ulla", email="ulla@example.org")
    address = guide.link("/praktik/")
    assert SECRET not in words(Client().get(address))
    for _press in range(2):
        assert Client().post(address, {"act": "agree"}).status_code == 302
    for _press in range(2):
        course.staff(course.coordinator, "practicum_on_paper", training.pk)
    acts = list(training.events.values_list("act", flat=True))
    assert (acts.count("agreed"), acts.count("link_made")) == (2, 1)  # the paper says no more than the guide has


def logged_and_approved(course: Course) -> None:
    """Three days: one approved by the guide's link, one sent back, mended and approved, one approved by the
    supervisor. The words are sealed until a yes; a day outside the four months is refused and kept on the page."""
    page = course.box("own_entry_new")
    first = course.log(FIRST + timedelta(days=2), "3", did=SECRET, learned="At vente", consent=page)
    second = course.log(FIRST + timedelta(days=9), "2,5")
    third = course.log(FIRST + timedelta(days=16), "4")
    late = course.send("own_entry_new", status=422, date=(CAP + timedelta(days=1)).isoformat(), length="2")
    assert (CAP + timedelta(days=1)).isoformat() in late.content.decode()
    link = TrainingLink.objects.get(training=course.training)
    address, guide = reverse("training_link", args=[link.token]), Client()
    assert SECRET in words(guide.get(address))
    for _press in range(2):
        assert guide.post(address, {"act": "approve", "entry": str(first.pk)}).status_code == 302
    returned = {"act": "return", "entry": str(second.pk), "comment": "Var det ikke tre timer?"}
    assert guide.post(address, returned).status_code == 302
    course.walk.work()
    assert course.mail.new()
    assert "Var det ikke tre timer?" in words(course.see("own_log"))
    course.send("own_entry", second.pk, date=second.date.isoformat(), length="3")
    for entry in (second, third):
        course.staff(course.supervisor, "guide_entry", course.training.pk, entry.pk, act="approve")
    for entry, minutes in ((first, 180), (second, 180), (third, 240)):
        entry.refresh_from_db()
        assert (entry.state, entry.minutes) == ("approved", minutes)


def looked_at_the_learning(course: Course) -> None:
    """A self-check in one's own language that nobody else reads, words that are shared, the midterm conversation."""
    box = course.box("own_self_check", "start")
    statement = CompetenceStatement.objects.get()
    page = words(course.see("own_self_check", "start"))
    assert (statement.text_en if course.language == "en" else statement.text_da) in page
    course.send("own_self_check", "start", **{f"s{statement.pk}": "2", "words": "Kun for mig", "consent": box})
    course.send("own_conversation", "midtvejs", words="Om hverdagen", is_shared="on")
    day = FIRST + timedelta(weeks=8)
    course.walk.at(noon(day))
    there = ["participant", "supervisor", "guide"]
    course.staff(
        course.supervisor,
        "guide_conversation",
        course.training.pk,
        kind="midterm",
        date=day.isoformat(),
        there=there,
    )
    bench = words(course.client_as(course.supervisor).get(reverse("guide_training", args=[course.training.pk])))
    assert ("Om hverdagen" in bench, "Kun for mig" in bench) == (True, False)


def met_and_supervised(course: Course) -> None:
    """A guide relationship by a letter, supervision noted by both, and two follow-up days."""
    course.follow_up(1)
    days = [course.training.start_date + timedelta(weeks=weeks) for weeks in (3, 9)]
    course.staff(
        course.supervisor,
        "guide_supervision",
        course.training.pk,
        date=days[0].isoformat(),
        kind="alone",
        length="1",
        was_there="on",
    )
    course.send("own_supervision", date=days[1].isoformat(), kind="group", length="1,5")
    course.send("own_relations", date=days[1].isoformat())
    follow = course.client_as(course.supervisor).get(reverse("guide_follow_up", args=[course.training.pk]))
    first = follow.context["form"].fields["day"].choices
    key = str(next(value for value, _words in first if value))
    course.staff(course.supervisor, "guide_follow_up", course.training.pk, day=key, was_there="yes")


def before_on_and_after_the_cap(course: Course) -> None:
    """Reminded at 28 and 14 days and on the day, active through it and never after; then it waits for the supervisor,
    on the page before the nightly job has run, and is completed by the word."""
    course.mail.new()
    for days in (28, 14, 0):
        course.walk.at(noon(CAP - timedelta(days=days)))
        assert len(course.mail.new()) >= 1, days
        assert str(course.see().context["stands"].state) == "active"
    assert course.training.cap_date == CAP
    course.walk.clock.move_to(noon(CAP + timedelta(days=1), 1), tick=False)
    stands = course.see().context["stands"]
    assert str(stands.state) == "awaiting_confirmation", stands.missing
    course.walk.work()
    assert course.training.state == "awaiting_confirmation"
    for _press in range(2):
        course.staff(course.supervisor, "guide_confirm", course.training.pk)
    assert (course.training.state, course.training.cap_date) == ("completed", CAP)


def certified(course: Course) -> tuple[str, str]:
    """The full certificate in the holder's language, with number and code on paper."""
    course.walk.at(noon(CAP + timedelta(days=2)))
    course.send("own_certificate", "full")
    made = Certificate.objects.get(kind="full")
    paper = text_of_file(course.see("own_certificate", "full"))
    assert made.number in paper
    assert ("Peer education" if course.language == "en" else "Peer-uddannelsen") in paper
    return made.number, made.code


def checked_and_withdrawn(course: Course, administrator: User, number: str, code: str) -> None:
    """An employer follows the QR; a forged code says no more than an unknown number; what is withdrawn says so."""
    address, employer = reverse("certificate", args=[number]), Client()
    right = employer.get(address, {"kode": code})
    assert (right.status_code, course.participant.get_full_name() in words(right)) == (200, True)
    for tried, key in ((number, "A" * 16), ("2027-000000", code)):
        wrong = employer.get(reverse("certificate", args=[tried]), {"kode": key})
        assert (wrong.status_code, course.participant.first_name in words(wrong)) == (FORGED, False)
    register = reverse("certificate_of_register", args=[number])
    boss = course.client_as(administrator)
    assert boss.post(register, {"act": "again"}).status_code == 302
    assert boss.post(register, {"reason": "Skrevet til en forkert person."}).status_code == 302
    gone = words(employer.get(address, {"kode": code}))
    assert re.search("ikke længere|trukket tilbage", gone), gone[:800]


def kept_and_lent(course: Course) -> None:
    """The own record holds everything as file and as data; a lent link shows the days, not the learning, until it is
    taken back."""
    record = text_of_file(course.see("own_record_pdf"))
    assert all(said in record for said in (SECRET, "Kun for mig", "Om hverdagen"))
    data = course.client_as(course.participant).get(course.own("own_record_json")).json()
    assert data["trainings"][0]["state"] == "completed"
    course.send("own_links", name="Min sagsbehandler")
    link = TrainingLink.objects.get(part="reader")
    address = reverse("training_link", args=[link.token])
    lent = words(Client().get(address))
    assert (SECRET in lent, "Kun for mig" in lent) == (True, False)
    course.send("own_link_revoke", link.pk)
    assert Client().get(address).status_code == 404


def nothing_in_the_mails(course: Course) -> None:
    """No mail holds a word that somebody wrote, and none names the participant to another; each is in the language of
    who gets it, and twenty-one in all: nobody is written to twice for one thing."""
    for mail in course.walk.outbox:
        assert not any(said in mail.body for said in (SECRET, "Kun for mig", "Om hverdagen", "tre timer"))
        if mail.to != [course.participant.email]:
            assert course.participant.get_full_name() not in f"{mail.subject} {mail.body}"
    mine = [mail.subject for mail in course.mail.all]
    assert mine[0] == {"da": "Pladsen er din", "en": "The place is yours"}[course.language]
    assert (len(course.walk.outbox), len(mine), len(set(mine))) == (21, 13, 12)
