"""A round's signups on the coordinator's workbench, and signing somebody up who has no e-mail."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.domain.access_log import READ
from accounts.domain.people import Contact, register
from accounts.models import AccessEvent, Consent, User
from outbox.models import Message
from peerhub.domain.signup_consents import MATCHING, SHARING
from peerhub.models import Signup, SignupAnswers, SignupRound
from tests.conftest import NOW

from .signing import ABOUT, WHERE, WISHES, errors_of, make_signup, yes

pytestmark = pytest.mark.django_db


def url(round: SignupRound, rest: str = "") -> str:
    return f"/koordinator/runder/{round.slug}/tilmeldinger/{rest}"


def body(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.fixture
def by_phone(coordinator: User) -> User:
    contact = Contact(first_name="Karen", last_name="Dam", channel="phone", phone="+4520123456")
    return register(contact=contact, region="midtjylland", note="Ringede.", by=coordinator, now=NOW)


class TestTheList:
    @pytest.mark.parametrize("count", [1, 3])
    def test_it_reads_with_the_same_queries_at_any_length(
        self, count: int, open_round: SignupRound, coordinator: User, client_as: Any
    ) -> None:
        for number in range(count):
            make_signup(open_round, f"nr{number}@example.org", first_name=f"Navn{number}")
        browser = client_as(coordinator)
        browser.get(url(open_round))
        with CaptureQueriesContext(connection) as captured:
            page = body(browser.get(url(open_round)))
        assert (f"Navn{count - 1}" in page, len(captured)) == (True, 12)

    def test_a_coordinator_of_a_region_sees_that_region_alone(
        self, open_round: SignupRound, coordinator_midt: User, client_as: Any
    ) -> None:
        near = make_signup(open_round, first_name="Nær")
        far = make_signup(
            open_round, "fjern@example.org", first_name="Fjern", where={"postcode": 9000, "region": "nordjylland"}
        )
        browser = client_as(coordinator_midt)
        page = body(browser.get(url(open_round)))
        assert ("Nær" in page, "Fjern" in page) == (True, False)
        assert "Fjern" not in body(browser.get(url(open_round, "liste.csv")))
        statuses = [browser.get(url(open_round, f"{one.reference}/")).status_code for one in (near, far)]
        assert statuses == [200, 404]
        unknown = browser.get(url(open_round, "T-22222222/"))
        foreign = browser.get(url(open_round, f"{far.reference}/"))
        strip = lambda answer, key: body(answer).replace(key, "")  # noqa: E731
        assert strip(unknown, "T-22222222") == strip(foreign, far.reference)

    @pytest.mark.parametrize("who", ["participant", "outsider", "editor", "trainer", "supervisor", "translator"])
    def test_nobody_else_gets_in(
        self, who: str, open_round: SignupRound, request: pytest.FixtureRequest, client_as: Any
    ) -> None:
        signup = make_signup(open_round)
        browser = client_as(request.getfixturevalue(who))
        for rest in ("", "liste.csv", f"{signup.reference}/"):
            assert browser.get(url(open_round, rest)).status_code == 403
        assert Client().get(url(open_round)).status_code == 302

    def test_odd_filters_are_taken_as_none(self, open_round: SignupRound, coordinator: User, client_as: Any) -> None:
        make_signup(open_round)
        browser = client_as(coordinator)
        for query in ("?state=x", "?page=-1", "?page=abc", "?q=%00", "?q=" + "x" * 500):
            assert browser.get(url(open_round) + query).status_code == 200
        assert "Anna Holm" in body(browser.get(url(open_round) + "?q=anna%20holm"))
        assert "Anna Holm" not in body(browser.get(url(open_round) + "?state=withdrawn"))

    def test_the_export_holds_no_name_no_address_and_no_answer_and_is_logged(
        self, open_round: SignupRound, coordinator: User, client_as: Any
    ) -> None:
        signup = make_signup(open_round)
        text = body(client_as(coordinator).get(url(open_round, "liste.csv")))
        assert signup.reference in text
        assert [word for word in ("Anna", "anna@", "hearing_loss", "47") if word in text] == []
        assert AccessEvent.objects.filter(action="signups.exported", actor=coordinator.uuid).count() == 1
        assert client_as(coordinator).get(url(open_round, "liste.pdf")).status_code == 404


class TestOneSignup:
    def test_what_was_told_opens_by_a_button_that_asks_why_and_is_logged(
        self, open_round: SignupRound, coordinator: User, client_as: Any
    ) -> None:
        signup = make_signup(open_round)
        browser, page = client_as(coordinator), url(open_round, f"{signup.reference}/")
        assert "Svar hearing_loss" not in body(browser.get(page))
        assert "Svar hearing_loss" not in body(browser.post(page, {"purpose": "nysgerrig"}))
        assert "Svar hearing_loss" in body(browser.post(page, {"purpose": "matching"}))
        looks = AccessEvent.objects.filter(action=READ, subject=signup.person.uuid, actor=coordinator.uuid)  # type: ignore[union-attr]
        assert looks.get(purpose="matching").object_type == "peerhub.signupanswers"
        assert looks.filter(purpose="coordination").count() == 2

    def test_what_an_interview_brings_is_added_and_logged_as_the_coordinator_s(
        self, open_round: SignupRound, coordinator: User, client_as: Any
    ) -> None:
        signup = make_signup(open_round)
        page = url(open_round, f"{signup.reference}/ret/wishes/")
        browser = client_as(coordinator)
        assert browser.get(page).status_code == 200
        assert browser.post(page, WISHES | {"q_age": "52"}).status_code == 302
        assert '"age": 52' in SignupAnswers.objects.get().content
        event = AccessEvent.objects.get(action="signup.changed")
        assert (event.actor, event.purpose) == (coordinator.uuid, "interview")

    def test_membership_is_confirmed_or_ends_the_signup_with_a_mail(
        self, open_round: SignupRound, coordinator: User, client_as: Any
    ) -> None:
        SignupRound.objects.update(audience="members")
        found = make_signup(open_round, is_member=True)
        missing = make_signup(open_round, "bo@example.org", is_member=True)
        browser = client_as(coordinator)
        for _press in range(2):
            browser.post(url(open_round, f"{found.reference}/"), {"act": "member"})
            browser.post(url(open_round, f"{missing.reference}/"), {"act": "not-member"})
        states = dict(Signup.objects.values_list("membership", "state"))
        assert states == {"confirmed": "confirmed", "refused": "withdrawn"}
        assert Message.objects.filter(kind="peerhub.signup_not_member").count() == 1


class TestOnBehalf:
    SAID = {"condition_1": "on", "condition_2": "on", "heard": "on"}

    def send(self, browser: Client, round: SignupRound, person: User, **more: Any) -> Any:
        sent = WHERE | WISHES | self.SAID | yes(MATCHING, SHARING) | more
        return browser.post(f"/koordinator/runder/{round.slug}/tilmeld/{person.uuid}/", sent)

    def test_a_person_without_mail_is_signed_up_by_phone(
        self, open_round: SignupRound, coordinator: User, by_phone: User, client_as: Any
    ) -> None:
        browser = client_as(coordinator)
        assert "Karen Dam" in body(browser.get(f"/koordinator/runder/{open_round.slug}/tilmeld/"))
        assert browser.get(f"/koordinator/runder/{open_round.slug}/tilmeld/{by_phone.uuid}/").status_code == 200
        for _press in range(2):
            assert self.send(browser, open_round, by_phone).status_code == 302
        signup = Signup.objects.get()
        assert (signup.person, signup.state, signup.source, signup.name) == (
            by_phone,
            "confirmed",
            "behalf",
            "Karen Dam",
        )
        assert set(Consent.objects.values_list("noted_by", "person")) == {(coordinator.pk, by_phone.pk)}
        assert Message.objects.get().person == by_phone.uuid

    def test_a_yes_that_was_not_heard_is_no_yes(
        self, open_round: SignupRound, coordinator: User, by_phone: User, client_as: Any
    ) -> None:
        browser = client_as(coordinator)
        for missing in ("heard", "match", "condition_2"):
            answer = self.send(browser, open_round, by_phone, **{missing: ""})
            assert (answer.status_code, bool(errors_of(answer))) == (422, True)
        assert Signup.objects.count() == 0

    def test_a_person_or_place_of_another_region_is_not_one_s_own(
        self, open_round: SignupRound, coordinator: User, coordinator_midt: User, by_phone: User, client_as: Any
    ) -> None:
        contact = Contact(first_name="Fjern", channel="phone", phone="+4520123457")
        far = register(contact=contact, region="nordjylland", note="Ringede.", by=coordinator, now=NOW)
        browser = client_as(coordinator_midt)
        assert self.send(browser, open_round, far).status_code == 404
        outside = self.send(browser, open_round, by_phone, postcode="9000")
        assert (outside.status_code, Signup.objects.count()) == (422, 0)
        assert self.send(browser, open_round, by_phone).status_code == 302

    def test_nobody_is_signed_up_once_groups_are_made(
        self, open_round: SignupRound, coordinator: User, by_phone: User, client_as: Any
    ) -> None:
        SignupRound.objects.update(state="published")
        answer = self.send(client_as(coordinator), open_round, by_phone)
        assert errors_of(answer) == ["Runden tager ikke imod tilmeldinger nu."]

    def test_somebody_with_an_address_signs_up_by_themselves(
        self, open_round: SignupRound, coordinator: User, participant: User, client_as: Any
    ) -> None:
        assert self.send(client_as(coordinator), open_round, participant).status_code == 404

    def test_after_the_deadline_a_call_is_still_noted(
        self, open_round: SignupRound, coordinator: User, by_phone: User, client_as: Any, time_machine: Any
    ) -> None:
        time_machine.move_to(NOW + timedelta(days=30), tick=False)
        assert self.send(client_as(coordinator), open_round, by_phone).status_code == 302


def test_the_contact_of_a_signup_is_what_was_written(open_round: SignupRound) -> None:
    assert make_signup(open_round).name == f"{ABOUT['first_name']} {ABOUT['last_name']}"
