"""The pages of applying, of coordinators and of trainers: works, wrong role, wrong method, outsider."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from courses.domain import applications
from courses.models import Attendance, Cohort, Enrolment
from tests.fixtures.sites import SiteTree

from .making import START, apply, begin, make_cohort, make_course, seat, session_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]
SECRET = "Jeg vil gerne bruge det, jeg har lært"


def text_of(response: Any) -> str:
    return response.content.decode()


@pytest.fixture
def attending(open_cohort: Cohort, participant: User, coordinator: User, time_machine: Any) -> Enrolment:
    made = seat(open_cohort, participant, coordinator)
    time_machine.move_to(begin(open_cohort), tick=False)
    return Enrolment.objects.get(pk=made.pk)


# --- applying --------------------------------------------------------------------------------------------------------
def test_somebody_applies_and_is_led_to_their_own_page(
    open_cohort: Cohort, participant: User, client_as: Any, consent_text: None
) -> None:
    browser, address = client_as(participant), reverse("course_apply", args=["peer-uddannelse", "aarhus-2026"])
    page = browser.get(address)
    assert (page.status_code, "Aarhus" in text_of(page)) == (200, True)
    box = page.context["form"]["keep"].field.text.text_hash
    sent = browser.post(address, {"words": SECRET, "keep": box})
    made = Enrolment.objects.get()
    assert sent["Location"] == reverse("own_application", args=[made.pk])
    assert SECRET in text_of(browser.get(sent["Location"]))
    assert browser.get(address)["Location"] == sent["Location"]
    assert browser.delete(address).status_code == 405


def test_a_text_without_a_yes_is_kept_on_the_page_and_nowhere_else(
    open_cohort: Cohort, participant: User, client_as: Any, consent_text: None
) -> None:
    browser, address = client_as(participant), reverse("course_apply", args=["peer-uddannelse", "aarhus-2026"])
    answer = browser.post(address, {"words": SECRET})
    assert (answer.status_code, SECRET in text_of(answer), Enrolment.objects.count()) == (422, True, 0)
    cpr = browser.post(address, {"words": "010190-1234"})
    assert (cpr.status_code, Enrolment.objects.count()) == (422, 0)


def test_a_stranger_is_sent_to_sign_in_and_an_unknown_cohort_is_none(
    open_cohort: Cohort, stranger: Client, participant: User, client_as: Any
) -> None:
    address = reverse("course_apply", args=["peer-uddannelse", "aarhus-2026"])
    assert stranger.get(address).status_code == 302
    assert client_as(participant).get(address.replace("aarhus", "odense")).status_code == 404


def test_late_comers_read_that_the_deadline_has_passed(
    open_cohort: Cohort, participant: User, client_as: Any, time_machine: Any
) -> None:
    time_machine.shift(timedelta(days=30))
    browser, address = client_as(participant), reverse("course_apply", args=["peer-uddannelse", "aarhus-2026"])
    assert '<form class="form' not in text_of(browser.get(address))
    assert (browser.post(address, {}).status_code, Enrolment.objects.count()) == (409, 0)


# --- one's own -------------------------------------------------------------------------------------------------------
def test_yes_and_withdrawing_on_ones_own_page(
    open_cohort: Cohort, participant: User, coordinator: User, client_as: Any
) -> None:
    made = applications.offer(apply(open_cohort, participant), by=coordinator, now=open_cohort.made_at)
    browser = client_as(participant)
    for _time in range(2):
        browser.post(reverse("own_answer", args=[made.pk]))
        assert Enrolment.objects.get().state == "accepted"
    leave = reverse("own_withdraw", args=[made.pk])
    assert browser.get(leave).status_code == 200
    for _time in range(2):
        browser.post(leave)
        assert Enrolment.objects.get().state == "withdrawn"


def test_telling_that_one_stays_away(attending: Enrolment, participant: User, client_as: Any) -> None:
    browser, address = client_as(participant), reverse("own_absence", args=[attending.pk, 3])
    browser.post(address)
    assert Attendance.objects.get().presence == "excused"
    browser.post(address, {"kommer": "ja"})
    assert Attendance.objects.count() == 0
    assert browser.post(reverse("own_absence", args=[attending.pk, 99])).status_code == 404


@pytest.mark.parametrize("name", ["own_application", "own_answer", "own_withdraw"])
def test_anothers_course_is_as_unknown_as_none(
    name: str, attending: Enrolment, outsider: User, trainer: User, client_as: Any
) -> None:
    for person in (outsider, trainer):
        browser, address = client_as(person), reverse(name, args=[attending.pk])
        answer = browser.post(address) if name != "own_application" else browser.get(address)
        assert answer.status_code == 404
    assert Enrolment.objects.get().state == "attending"
    assert client_as(outsider).post(reverse("own_absence", args=[attending.pk, 3])).status_code == 404


def test_ones_own_page_reads_thirteen_weeks_in_nine_queries(
    attending: Enrolment, participant: User, client_as: Any, django_assert_num_queries: Any
) -> None:
    browser, address = client_as(participant), reverse("own_application", args=[attending.pk])
    browser.get(address)
    with django_assert_num_queries(9):
        browser.get(address)


# --- coordinators ----------------------------------------------------------------------------------------------------
def filled(**more: str) -> dict[str, str]:
    values = {"course": "peer-uddannelse", "slug": "viborg-2027", "region": "midtjylland", "town": "Viborg"}
    values |= {"start_date": "2027-01-12", "starts_at": "9.00", "ends_at": "15.00", "closes_on": "2026-12-15"}
    return values | {"capacity": "12", "place": "Huset"} | more


def test_a_coordinator_makes_changes_opens_and_cancels_a_cohort(
    coordinator_midt: User, trainer: User, client_as: Any, time_machine: Any
) -> None:
    make_course()
    time_machine.move_to("2026-11-03 12:00", tick=False)
    browser = client_as(coordinator_midt)
    new = reverse("cohort_new")
    assert browser.get(new).status_code == 200
    assert browser.post(new, filled(ends_at="8.00")).status_code == 422
    browser.post(new, filled(lived=str(trainer.pk)))
    made = Cohort.objects.get()
    page = reverse("cohort", args=[made.pk])
    assert text_of(browser.get(page)).count("<tr>") == 14
    browser.post(reverse("cohort_step", args=[made.pk, "aabn"]))
    assert Cohort.objects.get().state == "open"
    change = reverse("cohort_change", args=[made.pk])
    assert browser.get(change).status_code == 200
    browser.post(change, filled(capacity="14", lived=str(trainer.pk), required_share="80"))
    assert Cohort.objects.get().capacity == 14
    move = reverse("session_move", args=[made.pk, 4])
    browser.post(move, {"day": "2027-02-03", "starts_at": "10.00", "ends_at": "12.00", "place": ""})
    assert str(session_of(made, 4).date) == "2027-02-03"
    cancel = reverse("cohort_cancel", args=[made.pk])
    assert browser.post(cancel, {"because_da": ""}).status_code == 422
    browser.post(cancel, {"because_da": "For få"})
    assert Cohort.objects.get().state == "cancelled"


@pytest.mark.parametrize("name", ["cohort", "cohort_change", "cohort_cancel", "applicants", "apply_for_find"])
def test_cohorts_of_another_region_are_unknown(
    name: str, open_cohort: Cohort, make_person: Any, participant: User, trainer: User, client_as: Any
) -> None:
    address = reverse(name, args=[open_cohort.pk])
    assert client_as(make_person("sj", "coordinator", region="sjaelland")).get(address).status_code == 404
    assert client_as(trainer).get(address).status_code in (403, 404)
    assert client_as(participant).get(address).status_code in (403, 404)
    assert Client().get(address).status_code == 302


def test_the_list_of_cohorts_reads_as_much_for_three_as_for_one(
    open_cohort: Cohort, coordinator: User, trainer: User, client_as: Any, django_assert_num_queries: Any
) -> None:
    browser, address = client_as(coordinator), reverse("cohorts")
    browser.get(address)
    with django_assert_num_queries(8):
        assert text_of(browser.get(address)).count("<tr>") == 2
    for number in range(2):
        make_cohort(coordinator, trainer, open_cohort.course, slug=f"hold-{number}")
    browser.get(address)  # what public pages keep is read afresh once
    with django_assert_num_queries(8):
        assert text_of(browser.get(address)).count("<tr>") == 4
    assert browser.post(address).status_code == 405


def test_applicants_are_listed_read_and_answered(
    open_cohort: Cohort,
    coordinator: User,
    participant: User,
    outsider: User,
    client_as: Any,
    consent_text: None,
    django_assert_num_queries: Any,
) -> None:
    one = apply(open_cohort, participant, words=SECRET, has_said_yes=True)
    browser, address = client_as(coordinator), reverse("applicants", args=[open_cohort.pk])
    browser.get(address)
    with django_assert_num_queries(10):
        assert text_of(browser.get(address)).count("<tr>") == 2
    apply(open_cohort, outsider)
    apply(open_cohort, coordinator)
    with django_assert_num_queries(10):
        listed = text_of(browser.get(address))
    assert (listed.count("<tr>"), SECRET in listed) == (4, False)
    page = reverse("applicant", args=[open_cohort.pk, one.pk])
    assert SECRET in text_of(browser.get(page))
    for _time in range(2):
        browser.post(reverse("applicant_step", args=[open_cohort.pk, one.pk, "tilbyd"]))
        assert Enrolment.objects.get(pk=one.pk).state == "offered"
    assert browser.get(reverse("applicant_step", args=[open_cohort.pk, one.pk, "tilbyd"])).status_code == 405
    assert browser.post(reverse("applicant_step", args=[open_cohort.pk, one.pk, "hop"])).status_code == 404


def test_an_application_on_behalf(
    open_cohort: Cohort, coordinator: User, participant: User, client_as: Any, consent_text: None
) -> None:
    from accounts.models import Registration
    from tests.conftest import NOW

    person = User.objects.create_user(None, first_name="Ida", channel="phone", phone="+4520000000")
    Registration.objects.create(person=person, region="midtjylland", by=coordinator, at=NOW)
    browser = client_as(coordinator)
    address = reverse("apply_for_find", args=[open_cohort.pk])
    assert "Ida" in text_of(browser.get(address))
    assert browser.get(address, {"q": "Ida\x00"}).context["words"] == ""
    address = reverse("apply_for", args=[open_cohort.pk, person.uuid])
    assert browser.get(address).status_code == 200
    browser.post(address, {})
    assert Enrolment.objects.get().source == "behalf"
    assert browser.get(reverse("apply_for", args=[open_cohort.pk, participant.uuid])).status_code == 404


# --- trainers --------------------------------------------------------------------------------------------------------
def cell(enrolment: Enrolment, week: int, unit: int = 1) -> str:
    return f"m_{enrolment.pk.hex}_{session_of(enrolment.cohort, week).pk.hex}_{unit}"


@pytest.mark.parametrize(("who", "name"), [("trainer", "attendance"), ("coordinator", "cohort_attendance")])
def test_attendance_is_noted_in_one_table(
    who: str, name: str, attending: Enrolment, client_as: Any, request: Any
) -> None:
    browser = client_as(request.getfixturevalue(who))
    address = reverse(name, args=[attending.cohort_id])
    page = browser.get(address)
    assert cell(attending, 1) in text_of(page)
    for _time in range(2):
        assert browser.post(address, {cell(attending, 1): "present", "m_x": "present"}).status_code == 302
        assert Attendance.objects.get().presence == "present"
    whole = text_of(browser.get(f"{address}?uge=alle"))
    assert whole.count('scope="col"') == 15
    assert browser.put(address).status_code == 405


def test_all_others_are_noted_as_there_but_for_who_began_later(
    open_cohort: Cohort, coordinator: User, trainer: User, make_person: Any, client_as: Any, time_machine: Any
) -> None:
    attending, marked, late = (seat(open_cohort, make_person(name), coordinator) for name in ("med", "syg", "sen"))
    Enrolment.objects.filter(pk=late.pk).update(from_week=2)
    time_machine.move_to(begin(open_cohort), tick=False)
    browser, address = client_as(trainer), reverse("attendance", args=[open_cohort.pk])
    assert "alle andre var med" in text_of(browser.get(address))
    typed = {cell(one, 1): "" for one in (attending, late)} | {cell(marked, 1): "absent", "rest": "1"}
    for _time in range(2):
        assert browser.post(address, typed).status_code == 302
    noted = dict(Attendance.objects.values_list("enrolment", "presence"))
    assert noted == {attending.pk: "present", marked.pk: "absent"}
    everybody = {cell(one, 1): "made_up" for one in (attending, marked, late)}
    browser.post(address, everybody)
    assert "alle andre var med" not in text_of(browser.get(address))


def test_what_cannot_be_noted_is_said_and_kept_on_the_page(attending: Enrolment, trainer: User, client_as: Any) -> None:
    address = reverse("attendance", args=[attending.cohort_id])
    answer = client_as(trainer).post(address, {cell(attending, 1): "absent", cell(attending, 5): "present"})
    assert (answer.status_code, Attendance.objects.count()) == (409, 0)
    assert 'value="absent" checked' in text_of(answer)


def test_the_table_reads_as_much_for_three_as_for_one(
    open_cohort: Cohort,
    coordinator: User,
    trainer: User,
    make_person: Any,
    client_as: Any,
    time_machine: Any,
    django_assert_num_queries: Any,
) -> None:
    people = [make_person(f"k{number}") for number in range(3)]
    seat(open_cohort, people[0], coordinator)
    browser, address = client_as(trainer), f"{reverse('attendance', args=[open_cohort.pk])}?uge=alle"
    browser.get(address)
    with django_assert_num_queries(13):
        browser.get(address)
    for person in people[1:]:
        seat(open_cohort, person, coordinator)
    browser.get(address)  # what public pages keep is read afresh once
    with django_assert_num_queries(13):
        assert text_of(browser.get(address)).count("<tr>") == 4


@pytest.mark.parametrize("who", ["supervisor", "participant", "outsider", "editor"])
def test_others_see_no_attendance(who: str, attending: Enrolment, client_as: Any, request: Any) -> None:
    browser = client_as(request.getfixturevalue(who))
    for name in ("attendance", "cohort_attendance"):
        assert browser.get(reverse(name, args=[attending.cohort_id])).status_code in (403, 404)
    assert browser.get(reverse("signin_sheet", args=[attending.cohort_id, 1])).status_code in (403, 404)


def test_another_trainer_sees_none_of_it(attending: Enrolment, make_person: Any, client_as: Any) -> None:
    browser = client_as(make_person("anden-underviser", "trainer"))
    assert browser.get(reverse("attendance", args=[attending.cohort_id])).status_code == 404
    assert text_of(browser.get(reverse("taught_cohorts"))).count("<tr>") == 0


def test_a_sheet_to_sign_is_a_tagged_pdf(attending: Enrolment, trainer: User, client_as: Any) -> None:
    answer = client_as(trainer).get(reverse("signin_sheet", args=[attending.cohort_id, 1]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert b"".join(answer).startswith(b"%PDF") if answer.streaming else answer.content.startswith(b"%PDF")


# --- visitors --------------------------------------------------------------------------------------------------------
def test_the_calendar_knows_first_days_and_deadlines(open_cohort: Cohort, site_tree: SiteTree) -> None:
    from courses.dates import happenings
    from courses.models import CataloguePage, CoursePage
    from home.models import HomePage

    home = HomePage.objects.get(locale__language_code="da")
    catalogue = home.add_child(instance=CataloguePage(title="Uddannelse", slug="uddannelse", locale=home.locale))
    page = CoursePage(
        title="Peer-uddannelsen", slug="peer-uddannelse", course=open_cohort.course, locale=home.locale,
        for_whom="Dig", length="13 uger", teachers="To", aims_text="Lytte\nFortælle",
    )  # fmt: skip
    catalogue.add_child(instance=page)
    found = happenings("da", START - timedelta(days=30), START)
    assert [str(one.kind) for one in found] == ["course_start", "deadline"]
    assert found[0].url.endswith("/uddannelse/peer-uddannelse/#hold")
    visitor = Client()
    listed = visitor.get("/uddannelse/")
    assert (listed.status_code, "Aarhus" in text_of(listed), listed.cookies) == (200, True, {})
    assert "Ingen hold" not in text_of(visitor.get("/uddannelse/?by=Aarhus&pladser=ja"))
    odd = visitor.get("/uddannelse/?by=Atlantis&saeson=nu&page=0")
    assert (odd.status_code, "Peer-uddannelsen, Aarhus" in text_of(odd)) == (200, True)
    shown = visitor.get("/uddannelse/peer-uddannelse/")
    assert reverse("course_apply", args=["peer-uddannelse", "aarhus-2026"]) in text_of(shown)
    pdf = visitor.get("/uddannelse/katalog/")
    assert (pdf.status_code, pdf["Content-Type"]) == (200, "application/pdf")
