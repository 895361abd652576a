"""The agreement both ways on a course: versions, a yes from each side, asked again, kept as proof."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from courses.domain import student_agreements as acts
from courses.domain.errors import Refused
from courses.models import Agreement, AgreementText, Cohort, Course, Enrolment
from outbox.models import Message
from tests.conftest import NOW

from .making import apply, seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]
PROMISES = {"we_da": "Vi kommer til tiden", "you_da": "Jeg siger til, når jeg ikke kan komme"}


@pytest.fixture
def text(open_cohort: Cohort, coordinator: User) -> AgreementText:
    return acts.new_text(open_cohort.course, acts.Promises(**PROMISES), by=coordinator, now=NOW)


@pytest.fixture
def seated(open_cohort: Cohort, participant: User, coordinator: User) -> Enrolment:
    return seat(open_cohort, participant, coordinator)


def asked() -> int:
    return Message.objects.filter(kind="courses.agreement_asked").count()


def test_the_same_words_are_the_same_version_and_new_ones_ask_again(
    seated: Enrolment, text: AgreementText, participant: User, coordinator: User
) -> None:
    assert (text.version, asked(), Course.objects.get().has_agreement) == (1, 1, True)
    assert acts.new_text(text.course, acts.Promises(**PROMISES), by=coordinator, now=NOW).pk == text.pk
    for _time in range(2):
        acts.agree(seated, version=1, by=participant, now=NOW)
    again = acts.new_text(text.course, acts.Promises("Andet", "Andet"), by=coordinator, now=NOW)
    assert (again.version, asked()) == (2, 2)
    stands = acts.stands_for(Enrolment.objects.select_related("cohort__course").get())
    assert stands is not None
    assert stands.is_asked
    assert [one.text.version for one in acts.agreed_by(seated)] == [1]


def test_only_the_text_that_was_shown_is_said_yes_to_by_its_own_person(
    seated: Enrolment, text: AgreementText, participant: User, outsider: User, coordinator: User
) -> None:
    acts.new_text(text.course, acts.Promises("Andet", "Andet"), by=coordinator, now=NOW)
    for version, by in ((1, participant), (0, participant), (2, outsider)):
        with pytest.raises(Refused):
            acts.agree(seated, version=version, by=by, now=NOW)
    with pytest.raises(Refused):
        acts.new_text(text.course, acts.Promises("", "x"), by=coordinator, now=NOW)
    with pytest.raises(Refused):
        acts.new_text(text.course, acts.Promises("x", "y"), by=participant, now=NOW)
    assert Agreement.objects.count() == 0


def test_who_only_applied_is_not_asked(open_cohort: Cohort, text: AgreementText, outsider: User) -> None:
    one = apply(open_cohort, outsider)
    with pytest.raises(Refused):
        acts.agree(one, version=1, by=outsider, now=NOW)


def test_a_participant_reads_it_and_says_yes_in_the_browser(
    seated: Enrolment, text: AgreementText, participant: User, outsider: User, coordinator: User, client_as: Any
) -> None:
    browser, address = client_as(participant), reverse("own_student_agreement", args=[seated.pk])
    front = reverse("own_application", args=[seated.pk])
    assert address in browser.get(front).content.decode()
    assert PROMISES["you_da"] in browser.get(address).content.decode()
    for wrong in ("9", "x", "1" * 40, "\u0661"):
        assert browser.post(address, {"version": wrong}).status_code == 409
    for _time in range(2):
        assert browser.post(address, {"version": "1"}).status_code == 302
    row = Agreement.objects.get()
    assert (row.by_participant_at, row.noted_by, row.by_us_at) == (NOW, None, None)
    assert browser.put(address).status_code == 405
    for other in (outsider, coordinator):
        assert client_as(other).get(address).status_code == 404
    for _time in range(2):
        client_as(coordinator).post(reverse("cohort_agreements", args=[seated.cohort_id]))
    row.refresh_from_db()
    assert (row.by_us_at, row.by_us) == (NOW, coordinator)


def test_a_coordinator_notes_a_yes_on_paper_and_sees_who_is_left(
    seated: Enrolment,
    text: AgreementText,
    coordinator: User,
    participant: User,
    make_person: Any,
    client_as: Any,
    django_assert_num_queries: Any,
) -> None:
    staff, address = client_as(coordinator), reverse("cohort_agreements", args=[seated.cohort_id])
    staff.get(address)
    with django_assert_num_queries(10):
        assert staff.get(address).context["waiting"] == 0
    for name in ("a", "b"):
        seat(seated.cohort, make_person(name), coordinator)
    staff.get(address)  # the content's version has been raised
    with django_assert_num_queries(10):
        assert len(staff.get(address).context["rows"]) == 3
    paper = reverse("agreement_on_paper", args=[seated.cohort_id, seated.pk])
    for _time in range(2):
        staff.post(paper, {"version": "1"})
    assert Agreement.objects.get().noted_by == coordinator
    assert staff.get(address).context["waiting"] == 1
    assert staff.get(paper).status_code == 405
    elsewhere = client_as(make_person("sj", "coordinator", region="sjaelland"))
    assert (elsewhere.get(address).status_code, elsewhere.post(paper).status_code) == (404, 404)
    assert client_as(participant).get(address).status_code == 403


def test_a_coordinator_writes_the_text_and_others_do_not(
    open_cohort: Cohort, coordinator: User, participant: User, client_as: Any
) -> None:
    address = reverse("agreement_text", args=[open_cohort.course.code])
    staff = client_as(coordinator)
    assert staff.get(address).status_code == 200
    bad = staff.post(address, PROMISES | {"you_da": ""})
    assert (bad.status_code, PROMISES["we_da"] in bad.content.decode()) == (422, True)
    for _time in range(2):
        assert staff.post(address, PROMISES).status_code == 302
    assert AgreementText.objects.count() == 1
    assert staff.get(reverse("agreement_text", args=["ingen"])).status_code == 404
    assert staff.put(address).status_code == 405
    assert client_as(participant).get(address).status_code == 403


def test_it_goes_with_the_person(seated: Enrolment, text: AgreementText, participant: User) -> None:
    from courses.domain.course_retention import anonymise

    acts.agree(seated, version=1, by=participant, now=NOW)
    anonymise(seated, now=NOW + timedelta(days=1))
    assert (Agreement.objects.count(), AgreementText.objects.count()) == (0, 1)
