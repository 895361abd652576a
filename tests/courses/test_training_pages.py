"""The pages of guide training: the participant's own, the workbenches, the private links, the certificate's check."""

import json
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import AccessEvent, User
from courses.domain import certificates, training_links, training_retention
from courses.domain.errors import Refused
from courses.domain.training_queries import training_of
from courses.models import Certificate, Enrolment, GuideTraining, LogEntry, LogWords, TrainingLink
from outbox.models import Message
from tests.fixtures.sites import SiteTree

from .training import CAP, at, begin, make_cohort, make_consent_texts, make_passed, meet, write_log

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]
TODAY = date(2026, 10, 20)
SECRET = "Jeg mødte en stille mand"


@pytest.fixture(autouse=True)
def _clock() -> Any:
    with time_machine.travel(at(TODAY), tick=False):
        yield


@pytest.fixture
def enrolment(participant: User) -> Enrolment:
    return make_passed(participant, make_cohort(), absent=1)


@pytest.fixture
def training(enrolment: Enrolment, supervisor: User, coordinator: User) -> GuideTraining:
    return begin(enrolment, supervisor, coordinator, hours_a_week=6, agreed_hours=90)


@pytest.fixture
def entry(training: GuideTraining, participant: User, client_as: Any) -> LogEntry:
    make_consent_texts()
    client = client_as(participant)
    address = reverse("own_entry_new", args=[training.enrolment_id])
    shown = client.get(address).context["form"].fields["consent"].text.text_hash
    sent = {"date": "2026-10-19", "length": "2,5", "did": SECRET, "learned": "At vente", "consent": shown}
    assert client.post(address, sent).status_code == 302
    return LogEntry.objects.get()


def own(name: str, training: GuideTraining, *more: Any) -> str:
    return reverse(name, args=[training.enrolment_id, *more])


# --- the participant's own --------------------------------------------------------------------------------------------
OWN = ["own_course", "own_log", "own_entry_new", "own_relations", "own_record_json", "own_hours", "own_links"]


@pytest.mark.parametrize("name", OWN)
def test_own_pages_open_for_their_person_and_for_nobody_else(
    name: str, training: GuideTraining, participant: User, outsider: User, supervisor: User, client_as: Any
) -> None:
    address = own(name, training)
    assert client_as(participant).get(address).status_code == 200
    assert [client_as(one).get(address).status_code for one in (outsider, supervisor)] == [404, 404]
    assert client_as(participant).put(address).status_code == 405
    assert Client().get(address).status_code == 302


def test_the_own_page_says_where_it_stands(
    training: GuideTraining, participant: User, supervisor: User, client_as: Any
) -> None:
    meet(training, supervisor, days=1)
    page = client_as(participant).get(own("own_course", training))
    text = page.content.decode()
    assert [one.kind for one in page.context["weeks"]] == ["absent", *["present"] * 12]
    assert text.count('class="week ') == 13
    assert (page.context["attended"], page.context["stands"].days) == (12, 17)
    assert [one.is_done for one in page.context["stands"].items] == [True, False, True, False, False, False]
    assert len(page.context["stands"].missing) == 2  # conversations and self-checks hold nobody back
    assert len(page.context["items"]) == 9
    assert page["Cache-Control"].startswith("private")
    assert page.context["timeline"].elapsed < 1040


@pytest.mark.parametrize(("days", "state"), [(-1, "active"), (0, "active"), (1, "ended_at_cap")])
def test_the_own_page_before_on_and_after_the_cap(
    training: GuideTraining, participant: User, client_as: Any, days: int, state: str
) -> None:
    with time_machine.travel(at(CAP + timedelta(days=days)), tick=False):
        page = client_as(participant).get(own("own_course", training))
    assert page.context["stands"].state == state
    assert page.context["timeline"].elapsed <= 1040
    assert ("is-danger" in page.content.decode()) is False


def test_the_own_page_takes_the_same_queries_with_a_long_log(
    training: GuideTraining, participant: User, client_as: Any, django_assert_num_queries: Any
) -> None:
    client = client_as(participant)
    write_log(training, date(2026, 7, 20))
    client.get(own("own_course", training))
    with django_assert_num_queries(15):
        client.get(own("own_course", training))
    for day in (21, 22):
        write_log(training, date(2026, 7, day))
    with django_assert_num_queries(15):
        client.get(own("own_course", training))


def test_words_of_the_log_are_sealed_rest_on_a_yes_and_go_with_it(
    entry: LogEntry, participant: User, client_as: Any, training: GuideTraining
) -> None:
    from accounts.domain.consents import withdraw

    assert (entry.minutes, entry.words.did) == (150, SECRET)
    assert SECRET not in str(LogWords.objects.values_list("did", flat=True)[0])
    assert SECRET in client_as(participant).get(f"{own('own_log', training)}?uge=2026-10-19").content.decode()
    withdraw(person=participant, purpose="courses.practice_log", now=at(TODAY))
    assert (LogWords.objects.count(), LogEntry.objects.get().minutes) == (0, 150)


def test_a_backup_brings_neither_words_nor_names_back(
    entry: LogEntry, participant: User, training: GuideTraining
) -> None:
    named = {entry.words.pk, training.pk}
    assert training_retention.forget_again(named, at(TODAY)) == 2
    training.refresh_from_db()
    assert (LogWords.objects.count(), training.person) == (0, None)
    assert training_retention.forget_again(named, at(TODAY)) == 0


def test_words_without_a_yes_are_asked_for_and_hours_alone_are_not(
    training: GuideTraining, participant: User, client_as: Any
) -> None:
    make_consent_texts()
    client, address = client_as(participant), own("own_entry_new", training)
    answer = client.post(address, {"date": "2026-10-19", "length": "2", "did": "Kaffe"})
    assert (answer.status_code, "Kaffe" in answer.content.decode(), LogEntry.objects.count()) == (422, True, 0)
    assert client.post(address, {"date": "2026-10-19", "length": "2"}).status_code == 302
    assert LogEntry.objects.get().minutes == 120


@pytest.mark.parametrize(
    "bad",
    [
        {"date": "2026-11-07", "length": "2"},
        {"date": "31-02-2026", "length": "2"},
        {"date": "", "length": "2"},
        {"date": "2026-10-19", "length": "25"},
        {"date": "2026-10-19", "length": "-3"},
        {"date": "2026-10-19", "length": "to"},
        {"date": "2026-10-19", "length": ""},
        {"date": "2026-10-19", "length": "2", "did": "010190-1234"},
        {"date": "2026-10-19", "length": "2", "did": "x" * 2001},
        {"date": "0000-00-00", "length": "\x00"},
    ],
)
def test_bad_days_of_the_log_get_a_message_and_keep_what_was_typed(
    bad: dict[str, str], training: GuideTraining, participant: User, client_as: Any
) -> None:
    answer = client_as(participant).post(own("own_entry_new", training), bad)
    assert (answer.status_code, LogEntry.objects.count()) == (422, 0)
    assert answer.context["form"].errors


def test_an_entry_changes_until_it_is_approved(
    entry: LogEntry, training: GuideTraining, participant: User, supervisor: User, client_as: Any
) -> None:
    client, boss = client_as(participant), client_as(supervisor)
    decide = reverse("guide_entry", args=[training.pk, entry.pk])
    assert boss.post(decide, {"act": "return"}).status_code == 422
    assert boss.post(decide, {"act": "return", "comment": "Hvor længe?"}).status_code == 302
    assert "Hvor længe?" in client.get(own("own_log", training)).content.decode()
    assert client.post(own("own_entry", training, entry.pk), {"date": "2026-10-19", "length": "3"}).status_code == 302
    for _time in range(2):
        assert boss.post(decide, {"act": "approve"}).status_code == 302
    assert LogEntry.objects.get().state == "approved"
    assert client.post(own("own_entry", training, entry.pk), {"date": "2026-10-19", "length": "9"}).status_code == 422
    client.post(own("own_entry_remove", training, entry.pk))
    assert LogEntry.objects.get().minutes == 180
    assert Message.objects.filter(kind="courses.log_returned").count() == 1


def test_the_record_holds_everything_as_data(entry: LogEntry, participant: User, client_as: Any) -> None:
    data = json.loads(client_as(participant).get(own("own_record_json", entry.training)).content)
    assert (data["attendance_percent"], len(data["weeks"])) == (92, 13)
    assert data["trainings"][0]["log"][0]["did"] == SECRET
    assert data["trainings"][0]["cap"] == "2026-11-06"


def test_the_hours_hold_what_was_chosen_and_no_more(entry: LogEntry) -> None:
    from courses.training_documents import whole
    from pdf.render import html_of

    enrolment = Enrolment.objects.select_related("cohort__course", "person").get()

    def printed(**chosen: bool) -> str:
        context = {"chosen": chosen, "enrolment": enrolment, "today": TODAY, **whole(enrolment, TODAY)}
        return html_of("pdf/training_hours.html", context, language="da", title="Timer")

    assert SECRET not in printed(weeks=True, records=True)
    assert SECRET in printed(words=True)


# --- lending and links ------------------------------------------------------------------------------------------------
def test_a_lent_link_reads_until_it_is_taken_back(
    entry: LogEntry, training: GuideTraining, participant: User, client_as: Any
) -> None:
    client = client_as(participant)
    client.post(own("own_links", training), {"name": "Min sagsbehandler"})
    link = TrainingLink.objects.get()
    address = reverse("training_link", args=[link.token])
    page = Client().get(address)
    assert (page.status_code, SECRET in page.content.decode()) == (200, True)
    assert (page["Cache-Control"], page["Referrer-Policy"]) == ("private, no-store", "no-referrer")
    assert AccessEvent.objects.filter(subject=participant.uuid, purpose="link reader").count() == 1
    assert Client().post(address, {"act": "approve", "entry": str(entry.pk)}).status_code == 200
    assert LogEntry.objects.get().state == "waiting"
    client.post(own("own_link_revoke", training, link.pk))
    assert Client().get(address).status_code == 404


def test_a_workplace_guide_approves_and_accepts_by_a_link_that_is_logged(
    entry: LogEntry, training: GuideTraining, supervisor: User, client_as: Any
) -> None:
    make = reverse("guide_link", args=[training.pk])
    client_as(supervisor).post(make, {"part": "guide", "name": "Ulla", "email": "ulla@example.org"})
    link = TrainingLink.objects.get()
    address, stranger = reverse("training_link", args=[link.token]), Client()
    assert stranger.get(address).status_code == 200
    assert LogEntry.objects.get().state == "waiting"
    assert stranger.post(address, {"act": "return", "entry": str(entry.pk)}).status_code == 422
    assert stranger.post(address, {"act": "sideways", "entry": str(entry.pk)}).status_code == 422
    assert stranger.post(address, {"act": "approve", "entry": "no uuid"}).status_code == 302
    for _time in range(2):
        assert stranger.post(address, {"act": "approve", "entry": str(entry.pk)}).status_code == 302
        assert stranger.post(address, {"act": "agree"}).status_code == 302
    found = LogEntry.objects.get()
    assert (found.state, found.decided_name) == ("approved", "Ulla")
    assert training.events.filter(link=link, act="approved").count() == 1
    assert Message.objects.filter(kind="courses.training_link").count() == 1
    training_links.revoke(link, by=supervisor, now=at(TODAY))
    assert stranger.get(address).status_code == 404
    assert stranger.post(address, {"act": "agree"}).status_code == 404


def test_a_link_of_one_training_does_not_open_another_and_runs_out(
    entry: LogEntry, training: GuideTraining, supervisor: User, coordinator: User, make_person: Any
) -> None:
    other = begin(make_passed(make_person("second"), training.enrolment.cohort), supervisor, coordinator)
    link = training_links.make(other, part="guide", name="Ulla", by=supervisor, now=at(TODAY))
    address = reverse("training_link", args=[link.token])
    Client().post(address, {"act": "approve", "entry": str(entry.pk)})
    assert LogEntry.objects.get().state == "waiting"
    with time_machine.travel(at(link.expires_on + timedelta(days=1)), tick=False):
        assert Client().get(address).status_code == 404
    assert Client().get(reverse("training_link", args=["x" * 43])).status_code == 404


# --- the workbenches ---
STAFF = ["supervision", "follow_up", "link", "move", "interrupt"]


def test_a_training_opens_for_its_supervisor_and_coordinator_and_the_look_is_logged(
    training: GuideTraining, supervisor: User, coordinator_midt: User, make_person: Any, client_as: Any
) -> None:
    there = reverse("guide_training", args=[training.pk])
    desk = reverse("practicum_training", args=[training.pk])
    assert client_as(supervisor).get(there).status_code == 200
    assert client_as(coordinator_midt).get(desk).status_code == 200
    assert AccessEvent.objects.filter(action="read", subject=training.person.uuid).count() == 2
    other, far = make_person("other", "supervisor"), make_person("far", "coordinator", region="sjaelland")
    assert (client_as(other).get(there).status_code, client_as(far).get(desk).status_code) == (404, 404)
    assert client_as(training.person).get(there).status_code == 403
    assert client_as(supervisor).delete(there).status_code == 405


@pytest.mark.parametrize("name", STAFF)
def test_forms_about_a_training_are_its_supervisors_and_say_what_is_wrong(
    name: str, training: GuideTraining, supervisor: User, outsider: User, make_person: Any, client_as: Any
) -> None:
    address = reverse(f"guide_{name}", args=[training.pk])
    client = client_as(supervisor)
    assert client.get(address).status_code == 200
    assert client.post(address, {}).status_code in (302, 422)
    assert client_as(make_person("other", "supervisor")).get(address).status_code == 404
    assert client_as(outsider).get(address).status_code == 403
    assert client.put(address).status_code == 405


def test_the_list_stands_by_days_left_and_takes_the_same_queries(
    training: GuideTraining,
    supervisor: User,
    coordinator: User,
    make_person: Any,
    client_as: Any,
    django_assert_num_queries: Any,
) -> None:
    client, address = client_as(supervisor), reverse("guide_trainings")
    client.get(address)
    with django_assert_num_queries(8):
        client.get(address)
    cohort = training.enrolment.cohort
    for name, day in (("second", 20), ("third", 15)):
        begin(make_passed(make_person(name), cohort), supervisor, coordinator, start=date(2026, 6, day))
    with django_assert_num_queries(8):
        page = client.get(address)
    assert [stands.days for stands, _url in page.context["rows"]] == [-5, 0, 17]


def test_a_coordinator_begins_a_training_from_the_list(
    enrolment: Enrolment, supervisor: User, coordinator: User, client_as: Any
) -> None:
    client = client_as(coordinator)
    assert enrolment in client.get(reverse("practicum_trainings")).context["ready"]
    address = reverse("practicum_start", args=[enrolment.pk])
    early = client.post(address, {"start_date": "2026-06-01", "supervisor": supervisor.pk})
    assert (early.status_code, GuideTraining.objects.count()) == (422, 0)
    sent = {"start_date": "2026-10-31", "supervisor": supervisor.pk, "planned_end": "2027-02-28"}
    assert client.post(address, sent).status_code == 302
    assert GuideTraining.objects.get().cap_date == date(2027, 2, 28)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("name", ["practicum_sites", "follow_up_days", "certificates"])
def test_coordinators_lists_open_for_coordinators_alone(
    name: str, coordinator: User, supervisor: User, outsider: User, client_as: Any
) -> None:
    answers = [client_as(one).get(reverse(name)).status_code for one in (coordinator, supervisor, outsider)]
    assert answers == [200, 403, 403]
    assert client_as(coordinator).delete(reverse(name)).status_code == 405


# --- certificates ---
@pytest.fixture
def certificate(enrolment: Enrolment, participant: User) -> Certificate:
    return certificates.issue(enrolment, "course", None, by=participant, now=at(TODAY))


def asked(number: str, code: str) -> str:
    return f"{reverse('certificate', args=[number])}?{urlencode({'kode': code})}"


def test_a_certificate_is_had_when_the_rule_is_met_and_once(
    training: GuideTraining, enrolment: Enrolment, participant: User, supervisor: User, client_as: Any
) -> None:
    client = client_as(participant)
    for _time in range(2):
        client.post(own("own_certificate", training, "course"))
    client.post(own("own_certificate", training, "full"))
    assert list(Certificate.objects.values_list("kind", flat=True)) == ["course"]
    assert client.get(own("own_certificate", training, "full")).status_code == 404
    assert client.get(own("own_certificate", training, "other")).status_code == 404
    assert Message.objects.filter(kind="courses.certificate").count() == 1


def test_the_full_certificate_asks_for_every_phase(
    training: GuideTraining, enrolment: Enrolment, participant: User, supervisor: User
) -> None:
    from courses.domain.trainings import confirm

    meet(training, supervisor)
    with pytest.raises(Refused, match="mangler stadig"):
        certificates.issue(enrolment, "full", training_of(enrolment), by=participant, now=at(TODAY))
    confirm(training, by=supervisor, now=at(TODAY))
    enrolment.refresh_from_db()
    made = certificates.issue(enrolment, "full", training_of(enrolment), by=participant, now=at(TODAY))
    assert (made.kind, made.last_day, made.name) == ("full", TODAY, "Participant Test")


def test_too_few_weeks_give_none_unless_an_equivalent_is_written(participant: User) -> None:
    enrolment = make_passed(participant, make_cohort(), absent=4)
    assert certificates.may_have(enrolment, "course", None) is False
    enrolment.passed_note = "Samtale og skriftlig opgave"
    assert certificates.may_have(enrolment, "course", None) is True


def test_the_check_answers_only_when_number_and_code_agree(certificate: Certificate) -> None:
    client, code = Client(), certificate.code
    page = client.get(asked(certificate.number, f" {code[:4].lower()}-{code[4:]} "))
    assert (page.status_code, "Participant Test" in page.content.decode()) == (200, True)
    assert "Set-Cookie" not in page
    wrong = client.get(asked(certificate.number, code[:-1] + ("A" if code[-1] != "A" else "B")))
    unknown = client.get(asked("2026-000000", code))
    assert [wrong.status_code, unknown.status_code] == [404, 404]
    assert "Participant Test" not in wrong.content.decode()
    bare = client.get(reverse("certificate", args=[certificate.number]))
    assert (bare.status_code, "Participant Test" in bare.content.decode()) == (200, False)
    assert client.post(reverse("certificate", args=[certificate.number])).status_code == 405


def test_a_forged_code_tried_a_thousand_times_is_limited(certificate: Certificate) -> None:
    client = Client()
    answers = [client.get(asked(certificate.number, f"{n:016d}")).status_code for n in range(1000)]
    assert (answers.count(404), answers.count(429)) == (20, 980)
    assert client.get(asked(certificate.number, certificate.code)).status_code == 429
    cache.clear()


def test_a_certificate_checks_as_it_was_issued_after_the_account_has_gone(
    certificate: Certificate, participant: User
) -> None:
    number, code = certificate.number, certificate.code
    Certificate.objects.update(person=None, enrolment=None)
    User.objects.filter(pk=participant.pk).update(first_name="Another")
    assert "Participant Test" in Client().get(asked(number, code)).content.decode()


def test_a_change_of_name_keeps_the_number_and_takes_a_new_code(
    certificate: Certificate, enrolment: Enrolment, participant: User, coordinator: User, client_as: Any
) -> None:
    old, client = certificate.code, client_as(coordinator)
    address = reverse("certificate_of_register", args=[certificate.number])
    client.post(address, {"act": "again"})
    assert Certificate.objects.get().version == 1
    participant.last_name = "Nyt Navn"
    participant.save()
    client.post(address, {"act": "again"})
    fresh = Certificate.objects.get()
    assert (fresh.version, fresh.name, fresh.number) == (2, "Participant Nyt Navn", certificate.number)
    assert certificates.check(fresh.number, old) is None
    assert certificates.check(fresh.number, fresh.code) == fresh


def test_an_administrator_withdraws_a_certificate_with_a_reason(
    certificate: Certificate, administrator: User, coordinator: User, outsider: User, client_as: Any
) -> None:
    address = reverse("certificate_of_register", args=[certificate.number])
    client_as(coordinator).post(address, {"reason": "Fejl"})
    assert Certificate.objects.get().state == "issued"
    client = client_as(administrator)
    assert client.post(address, {"reason": ""}).status_code == 422
    for _time in range(2):
        assert client.post(address, {"reason": "Udstedt ved en fejl"}).status_code == 302
    page = Client().get(asked(certificate.number, certificate.code))
    assert (page.status_code, page.context["is_valid"]) == (200, False)
    assert client_as(outsider).get(address).status_code == 403


def test_the_search_for_a_certificate_keeps_what_was_typed(site_tree: SiteTree) -> None:
    page = Client().get(reverse("certificate_search"), {"number": "2026-1", "kode": ""})
    assert (page.status_code, "2026-1" in page.content.decode()) == (422, True)
