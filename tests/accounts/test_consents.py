"""Consents: a purpose at a time, to a text that never changes, taken back at once."""

from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.test import Client
from django.test.utils import isolate_apps

from accounts import consents
from accounts.consents import Purpose
from accounts.domain import consents as acts
from accounts.domain.errors import Refused
from accounts.models import AccessEvent, Consent, ConsentText, SensitiveRow, User
from tests.conftest import NOW
from tests.fixtures.sites import SiteTree

pytestmark = pytest.mark.django_db
PAGE, TEXTS = "/min-side/samtykker/", "/administration/samtykker/"
WITHDRAW = "/min-side/samtykker/tests.match/traek-tilbage/"
ASKED = "Jeg siger ja til, at I bruger mine svar til at finde en gruppe."


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, administrator: User) -> list[User]:
    """A purpose with a text, and those whose withdrawal its app was told of."""
    heard: list[User] = []

    def hear(person: User, now: datetime) -> None:
        heard.append(person)

    monkeypatch.setattr(consents, "PURPOSES", consents.PURPOSES)
    purpose = Purpose("tests.match", "Find en gruppe til mig", "GDPR art. 9(2)(a)", (hear,))
    monkeypatch.setitem(consents.PURPOSES, purpose.code, purpose)
    acts.new_text(purpose="tests.match", language="da", text=ASKED, by=administrator, now=NOW)
    return heard


def given(person: User) -> Consent:
    return acts.give(person=person, purpose="tests.match", language="da", now=NOW)


class TestGiving:
    def test_a_consent_keeps_the_text_it_was_given_to(self, told: Any, participant: User, administrator: User) -> None:
        consent = given(participant)
        acts.new_text(purpose="tests.match", language="da", text="Noget andet.", by=administrator, now=NOW)
        consent.refresh_from_db()
        assert (consent.text.text, consent.text_hash) == (ASKED, consent.text.text_hash)
        assert consent.text.version == 1

    def test_giving_twice_is_one_consent(self, told: Any, participant: User) -> None:
        assert given(participant) == given(participant)
        assert AccessEvent.objects.filter(action="consent.given", subject=participant.uuid).count() == 1

    @pytest.mark.engines
    def test_the_database_keeps_one_standing_consent(self, told: Any, participant: User) -> None:
        first = given(participant)
        first.pk = None
        first._state.adding = True
        with pytest.raises(IntegrityError), transaction.atomic():
            first.save()

    @pytest.mark.parametrize(("purpose", "language"), [("tests.match", "en"), ("tests.other", "da"), ("", "")])
    def test_nothing_is_given_without_a_text(self, told: Any, participant: User, purpose: str, language: str) -> None:
        with pytest.raises(Refused):
            acts.give(person=participant, purpose=purpose, language=language, now=NOW)


class TestWithdrawing:
    def test_one_click_takes_it_back_and_the_app_is_told(  # P5, S8
        self, told: list[User], participant: User, site_tree: SiteTree, client_as: Any
    ) -> None:
        given(participant)
        browser = client_as(participant)
        text = browser.get(PAGE).content.decode()
        assert [word for word in (ASKED, "Find en gruppe til mig", WITHDRAW) if word not in text] == []
        assert acts.has(participant, "tests.match")
        assert [browser.post(WITHDRAW)["Location"] for _ in range(2)] == [PAGE, PAGE]
        assert (acts.has(participant, "tests.match"), told) == (False, [participant])
        assert WITHDRAW not in browser.get(PAGE).content.decode()

    def test_it_can_be_given_again(self, told: Any, participant: User) -> None:
        given(participant)
        acts.withdraw(person=participant, purpose="tests.match", now=NOW)
        given(participant)
        assert (acts.has(participant, "tests.match"), Consent.objects.count()) == (True, 2)

    def test_nobody_elses_is_touched(self, told: Any, participant: User, outsider: User, client_as: Any) -> None:
        given(participant)
        client_as(outsider).post(WITHDRAW)
        assert acts.has(participant, "tests.match")

    def test_strangers_other_methods_and_unknown_purposes(
        self, told: Any, stranger: Client, participant: User, site_tree: SiteTree, client_as: Any
    ) -> None:
        browser = client_as(participant)
        assert "/konto/login/" in stranger.get(PAGE)["Location"]
        assert "/konto/login/" in stranger.post(WITHDRAW)["Location"]
        assert (browser.get(WITHDRAW).status_code, browser.post(PAGE).status_code) == (405, 405)
        assert browser.post("/min-side/samtykker/findes-ikke/traek-tilbage/").status_code == 404

    @pytest.mark.parametrize("count", [1, 3])
    def test_the_page_asks_as_often_for_three_as_for_one(
        self,
        count: int,
        told: Any,
        participant: User,
        site_tree: SiteTree,
        client_as: Any,
        django_assert_num_queries: Any,
    ) -> None:
        for _ in range(count):
            given(participant)
            acts.withdraw(person=participant, purpose="tests.match", now=NOW)
        browser = client_as(participant)
        browser.get(PAGE)
        with django_assert_num_queries(QUERIES):
            browser.get(PAGE)


QUERIES = 5


class TestTexts:
    def test_an_administrator_makes_a_new_version(
        self, told: Any, administrator: User, site_tree: SiteTree, client_as: Any
    ) -> None:
        browser = client_as(administrator)
        page = f"{TEXTS}tests.match/da/"
        assert ASKED in browser.get(page).content.decode()
        for _ in range(2):
            assert browser.post(page, {"text": "En ny tekst."})["Location"] == TEXTS
        assert [one.version for one in ConsentText.objects.all()] == [2, 1]
        assert "En ny tekst." in browser.get(TEXTS).content.decode()

    def test_a_text_is_never_changed_or_deleted(self, told: Any) -> None:
        text = ConsentText.objects.get()
        for act in (text.save, text.delete):
            with pytest.raises(TypeError):
                act()

    @pytest.mark.parametrize("text", ["", "x" * 5000, "\x00", "010190-1234"])
    def test_odd_input_is_a_field_error(
        self, told: Any, administrator: User, site_tree: SiteTree, client_as: Any, text: str
    ) -> None:
        assert client_as(administrator).post(f"{TEXTS}tests.match/da/", {"text": text}).status_code == 422
        assert ConsentText.objects.count() == 1

    def test_others_are_refused(
        self, told: Any, coordinator: User, participant: User, stranger: Client, client_as: Any
    ) -> None:
        for person in (coordinator, participant):
            for page in (TEXTS, f"{TEXTS}tests.match/da/"):
                assert client_as(person).get(page).status_code == 403
        assert stranger.post(f"{TEXTS}tests.match/da/", {"text": "x"}).status_code == 302
        with pytest.raises(Refused):
            acts.new_text(purpose="tests.match", language="da", text="x", by=coordinator, now=NOW)

    def test_unknown_purposes_and_languages(
        self, told: Any, administrator: User, site_tree: SiteTree, client_as: Any
    ) -> None:
        browser = client_as(administrator)
        assert [browser.get(f"{TEXTS}{tail}/").status_code for tail in ("x/da", "tests.match/xx")] == [404, 404]
        assert browser.delete(f"{TEXTS}tests.match/da/").status_code == 405


@isolate_apps("accounts")
def test_a_sensitive_row_needs_a_standing_consent_for_its_purpose(told: Any, participant: User) -> None:  # P5
    class Answer(SensitiveRow):
        PURPOSE = "tests.match"

        class Meta:
            app_label = "accounts"

    field = Answer._meta.get_field("consent")
    assert (field.null, field.remote_field.on_delete) == (False, models.PROTECT)
    consent = given(participant)
    acts.withdraw(person=participant, purpose="tests.match", now=NOW)
    consent.refresh_from_db()
    for wrong in (consent, Consent(purpose="tests.other")):
        with pytest.raises(ValidationError):
            Answer(consent=wrong).save()
