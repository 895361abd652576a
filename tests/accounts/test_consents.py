"""Consents: a purpose at a time, to a text that never changes, taken back at once."""

from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import isolate_apps
from django.utils import translation

from accounts import consents
from accounts.consent_fields import ConsentField
from accounts.consents import Purpose
from accounts.domain import consents as acts
from accounts.domain.errors import Refused
from accounts.models import AccessEvent, Consent, ConsentText, SensitiveRow, User
from home.models import ContentPage
from tests.conftest import NOW
from tests.fixtures.sites import SiteTree

pytestmark = pytest.mark.django_db
PAGE, TEXTS = "/min-side/samtykker/", "/administration/samtykker/"
WITHDRAW = "/min-side/samtykker/tests.match/traek-tilbage/"
THING, OTHER = UUID(int=1), UUID(int=2)
ASKED = "Jeg siger ja til, at I bruger mine svar til at finde en gruppe."


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, administrator: User) -> list[User]:
    """A purpose with a text, and those whose withdrawal its app was told of."""
    heard: list[User] = []

    def hear(consent: Consent, now: datetime) -> None:
        if consent.person is not None:
            heard.append(consent.person)

    monkeypatch.setattr(consents, "PURPOSES", consents.PURPOSES)
    purpose = Purpose("tests.match", "Find en gruppe til mig", "GDPR art. 9(2)(a)", (hear,))
    monkeypatch.setitem(consents.PURPOSES, purpose.code, purpose)
    acts.new_text(purpose="tests.match", language="da", text=ASKED, by=administrator, now=NOW)
    return heard


def about(thing: UUID) -> Consent:
    return acts.give(about=thing, purpose="tests.match", language="da", now=NOW)


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


class TestAboutOneThing:
    def test_a_yes_about_a_signup_needs_no_person_until_one_is_known(self, told: Any, participant: User) -> None:
        consent = about(THING)
        assert (consent.person, about(THING)) == (None, consent)
        assert [acts.adopt(about=THING, person=participant) for _ in range(2)] == [1, 0]
        assert acts.has(participant, "tests.match")

    @pytest.mark.engines
    def test_one_stands_a_thing_and_it_is_somebodys(self, told: Any, participant: User) -> None:
        first, text = about(THING), ConsentText.objects.get()
        plain = {"purpose": "tests.match", "text": text, "language": "da", "text_hash": "x", "given_at": NOW}
        for wrong in ({"about": THING}, {}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Consent.objects.create(**plain, **wrong)
        assert Consent.objects.get() == first

    def test_what_is_taken_back_about_one_leaves_the_other(self, told: Any, participant: User) -> None:
        for thing in (THING, OTHER):
            about(thing)
            acts.adopt(about=thing, person=participant)
        assert [acts.withdraw_about(about=THING, now=NOW) for _ in range(2)] == [True, False]
        assert [one.about for one in Consent.objects.filter(withdrawn_at=None)] == [OTHER]
        acts.withdraw(person=participant, purpose="tests.match", now=NOW)
        assert (acts.has(participant, "tests.match"), told) == (False, [participant, participant])

    def test_a_spoken_yes_says_who_heard_it(self, told: Any, participant: User, coordinator: User) -> None:
        acts.give(person=participant, purpose="tests.match", language="da", now=NOW, noted_by=coordinator)
        assert Consent.objects.get().noted_by == coordinator
        assert AccessEvent.objects.get(action="consent.given").actor == coordinator.uuid

    def test_a_yes_of_nobody_about_nothing_is_a_fault_of_ours(self, told: Any) -> None:
        with pytest.raises(ValueError, match="somebody's"):
            acts.give(purpose="tests.match", language="da", now=NOW)


class AskForm(forms.Form):
    match = ConsentField(purpose="tests.match")
    more = ConsentField(purpose="tests.match", required=False)


@pytest.mark.usefixtures("told")
class TestTheBox:
    def test_it_shows_the_text_unticked_and_the_privacy_page(self, site_tree: SiteTree) -> None:
        site_tree.home.add_child(instance=ContentPage(title="Privatliv", slug="privatliv"))
        html = drawn(AskForm())
        assert [word for word in (ASKED, 'href="/privatliv/"') if word not in html] == []
        assert " checked" not in html

    def test_a_tick_gives_the_text_that_was_shown(self) -> None:
        text = ConsentText.objects.get()
        form = AskForm({"match": text.text_hash})
        assert (form.is_valid(), form.cleaned_data) == (True, {"match": text, "more": None})
        assert drawn(form).count(" checked") == 1

    @pytest.mark.parametrize("sent", ["", "on", "x" * 64, "\x00"])
    def test_no_tick_and_forged_ones_are_errors(self, sent: str) -> None:
        form = AskForm({"match": sent})
        assert (form.is_valid(), " checked" in drawn(form)) == (False, False)

    def test_a_text_that_changed_meanwhile_is_read_again(self, administrator: User) -> None:
        old = ConsentText.objects.get()
        acts.new_text(purpose="tests.match", language="da", text="Noget andet.", by=administrator, now=NOW)
        form = AskForm({"match": old.text_hash})
        assert not form.is_valid()
        html = drawn(form)
        assert ("Noget andet." in html, " checked" in html) == (True, False)
        with pytest.raises(Refused):
            acts.give(about=THING, purpose="tests.match", language="da", now=NOW, shown=old.text_hash)

    def test_without_a_text_nothing_can_be_said_yes_to(self) -> None:
        with translation.override("en"):
            form = AskForm({"match": "on"})
            assert (form.is_valid(), "match" in form.errors) == (False, True)


def drawn(form: forms.Form) -> str:
    return "".join(render_to_string("components/field.html", {"field": field}) for field in form)


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
