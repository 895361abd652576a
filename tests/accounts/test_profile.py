"""A person's profile, and people without an e-mail whom a coordinator registers."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.domain import people
from accounts.domain.errors import Refused
from accounts.domain.people import Contact
from accounts.models import AccessEvent, Registration, User
from accounts.phones import as_read, mark_of, one_spelling
from tests.conftest import NOW
from tests.fixtures.sites import SiteTree

from .signing_in import Visitor, delivered

pytestmark = pytest.mark.django_db
PAGE = "/min-side/profil/"
TYPED = {"first_name": "Kim", "last_name": "Holm", "language": "da", "channel": "phone", "phone": "20 30 40 50"}
REGISTERED = {**TYPED, "region": "midtjylland", "note": "Har ringet om en gruppe."}
KIM = Contact(first_name="Kim", last_name="Holm", channel="phone", phone="+4520304050")


def registered(by: User, contact: Contact = KIM, region: str = "midtjylland") -> User:
    return people.register(contact=contact, region=region, note="Har ringet.", by=by, now=NOW)


# --- phone numbers ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("text", ["20304050", "20 30 40 50", "+4520304050", "+45 2030 4050", "0045 20304050"])
def test_a_danish_number_has_one_spelling(text: str) -> None:
    assert one_spelling(text) == "+4520304050"


def test_a_foreign_number_keeps_its_country() -> None:
    assert one_spelling("+46 70 123 45 67") == "+46701234567"


@pytest.mark.parametrize(
    "text", ["2030405", "203040506", "12345678", "+45 123", "ring til mig", "", "２０３０４０５０", "+"]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        one_spelling(text)


def test_a_number_is_read_in_pairs() -> None:
    assert as_read("+4520304050") == "+45 20 30 40 50"


def test_a_fingerprint_gives_no_number_away_and_nothing_has_none() -> None:
    assert "20304050" not in mark_of("+4520304050")
    assert mark_of("") == ""


# --- the profile -----------------------------------------------------------------------------------------------------
class TestProfile:
    def test_what_is_saved_is_shown_again(self, participant: User, site_tree: SiteTree, client_as: Any) -> None:
        browser = client_as(participant)
        assert browser.post(PAGE, TYPED)["Location"] == PAGE
        text = browser.get(PAGE).content.decode()
        assert [word for word in ("Kim", "Holm", "+45 20 30 40 50") if word not in text] == []

    def test_saving_twice_is_one_change(self, participant: User, client_as: Any) -> None:
        for _ in range(2):
            client_as(participant).post(PAGE, TYPED)
        assert AccessEvent.objects.filter(action="profile_changed", subject=participant.uuid).count() == 1

    def test_the_address_is_kept_for_letters_and_goes_with_them(self, participant: User, client_as: Any) -> None:
        browser = client_as(participant)
        browser.post(PAGE, {**TYPED, "channel": "letter", "postal_address": "Algade 1\n4000 Roskilde"})
        participant.refresh_from_db()
        assert participant.postal_address == "Algade 1\n4000 Roskilde"
        browser.post(PAGE, {**TYPED, "channel": "mail", "postal_address": "Algade 1"})
        participant.refresh_from_db()
        assert (participant.channel, participant.postal_address) == ("mail", "")

    @pytest.mark.engines
    def test_the_database_keeps_no_address_without_letters(self, participant: User) -> None:
        participant.postal_address = "Algade 1"
        with pytest.raises(IntegrityError), transaction.atomic():
            participant.save()

    def test_number_and_address_are_sealed_in_the_table(self, participant: User) -> None:
        letter = replace(KIM, channel="letter", postal_address="Algade 1")
        people.change_contact(person=participant, contact=letter, by=participant, now=NOW)
        with connection.cursor() as cursor:
            cursor.execute("SELECT phone, postal_address, phone_mark FROM accounts_user")
            stored = repr(cursor.fetchall())
        assert [word for word in ("20304050", "Algade") if word in stored] == []

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("first_name", ""),
            ("first_name", "x" * 5000),
            ("first_name", "Kim\x00"),
            ("first_name", "Kim\nBcc: a@example.org"),
            ("last_name", "010190-1234"),
            ("last_name", "Kim\u202e"),
            ("phone", "0" * 5000),
            ("phone", "\x00"),
            ("phone", ""),
            ("language", "xx"),
            ("channel", "pigeon"),
            ("postal_address", "x" * 5000),
        ],
    )
    def test_odd_input_is_told_kindly_and_kept(
        self, participant: User, site_tree: SiteTree, client_as: Any, name: str, value: str
    ) -> None:
        answer = client_as(participant).post(PAGE, {**TYPED, "last_name": "Bliver", name: value})
        assert answer.status_code == 422
        assert "error-summary" in answer.content.decode()
        participant.refresh_from_db()
        assert participant.first_name == "Participant"

    def test_nothing_else_can_be_slipped_in(self, participant: User, client_as: Any) -> None:  # S9
        more = {"email": "x@example.org", "is_superuser": "1", "session_version": "7", "uuid": "x", "role": "editor"}
        client_as(participant).post(PAGE, {**TYPED, **more})
        participant.refresh_from_db()
        assert (participant.email, participant.is_superuser, participant.session_version, participant.roles) == (
            "participant@example.org",
            False,
            0,
            frozenset(),
        )

    def test_nobody_changes_somebody_else(self, participant: User, outsider: User) -> None:
        with pytest.raises(Refused):
            people.change_contact(person=participant, contact=KIM, by=outsider, now=NOW)


@pytest.mark.parametrize("page", [PAGE, "/en" + PAGE])
def test_a_stranger_is_sent_to_sign_in(page: str, stranger: Client) -> None:
    assert stranger.get(page)["Location"].endswith(f"/konto/login/?next={page}")


def test_the_profile_takes_no_other_method(participant: User, client_as: Any) -> None:
    browser = client_as(participant)
    assert [getattr(browser, method)(PAGE).status_code for method in ("put", "patch", "delete")] == [405] * 3


def test_the_profile_is_never_stored(participant: User, site_tree: SiteTree, client_as: Any) -> None:
    assert client_as(participant).get(PAGE)["Cache-Control"] == "private, no-store"


# --- people without an e-mail ----------------------------------------------------------------------------------------
class TestRegistering:
    def test_a_coordinator_registers_somebody(self, coordinator: User, site_tree: SiteTree, client_as: Any) -> None:
        browser = client_as(coordinator)
        answer = browser.post("/koordinator/personer/ny/", REGISTERED)
        person = User.objects.get(registration__isnull=False)
        assert (answer.status_code, answer["Location"]) == (302, f"/koordinator/personer/{person.uuid}/")
        assert (person.name, person.email, person.channel, person.phone) == ("Kim Holm", None, "phone", "+4520304050")
        text = browser.get(answer["Location"]).content.decode()
        assert [word for word in ("Kim Holm", "+45 20 30 40 50", "Har ringet om en gruppe") if word not in text] == []

    def test_registering_and_looking_are_logged(self, coordinator: User, site_tree: SiteTree, client_as: Any) -> None:
        person = registered(coordinator)
        client_as(coordinator).get(f"/koordinator/personer/{person.uuid}/")
        events = AccessEvent.objects.filter(subject=person.uuid, actor=coordinator.uuid)
        assert [(event.action, event.purpose) for event in events.order_by("action")] == [
            ("person_registered", ""),
            ("read", "coordination"),
        ]

    @pytest.mark.parametrize("typed", [REGISTERED, {**REGISTERED, "phone": "+45 99 99 99 99", "last_name": "HOLM"}])
    def test_somebody_who_is_here_already_is_told_of(
        self, coordinator: User, site_tree: SiteTree, client_as: Any, typed: dict[str, str]
    ) -> None:
        person = registered(coordinator)
        answer = client_as(coordinator).post("/koordinator/personer/ny/", typed)
        assert answer.status_code == 422
        assert f"/koordinator/personer/{person.uuid}/" in answer.content.decode()
        assert Registration.objects.count() == 1
        client_as(coordinator).post("/koordinator/personer/ny/", {**typed, "another": "on"})
        assert Registration.objects.count() == 2

    @pytest.mark.parametrize("channel", ["mail", "", "pigeon"])
    def test_mail_is_no_way_to_reach_them(
        self, coordinator: User, site_tree: SiteTree, client_as: Any, channel: str
    ) -> None:
        answer = client_as(coordinator).post("/koordinator/personer/ny/", {**REGISTERED, "channel": channel})
        assert (answer.status_code, Registration.objects.count()) == (422, 0)

    @pytest.mark.parametrize(
        "contact", [replace(KIM, phone=""), replace(KIM, channel="letter"), replace(KIM, channel="mail")]
    )
    def test_the_act_itself_refuses_what_reaches_nobody(self, coordinator: User, contact: Contact) -> None:
        with pytest.raises(Refused):
            registered(coordinator, contact)

    def test_the_act_itself_refuses_who_is_no_coordinator(self, participant: User) -> None:
        with pytest.raises(Refused):
            registered(participant)

    def test_they_cannot_sign_in(self, coordinator: User) -> None:
        registered(coordinator)
        visitor = Visitor()
        for address in ("", "None", "Kim Holm", "+4520304050"):
            visitor.ask_for_code(address)
        assert (delivered(), visitor.is_in) == ([], False)

    def test_a_personal_number_in_the_note_is_refused(
        self, coordinator: User, site_tree: SiteTree, client_as: Any
    ) -> None:
        answer = client_as(coordinator).post("/koordinator/personer/ny/", {**REGISTERED, "note": "Hun er 010190-1234"})
        assert (answer.status_code, Registration.objects.count()) == (422, 0)

    def test_the_note_goes_after_a_year(self, coordinator: User) -> None:
        person = registered(coordinator)
        assert Registration.forget_notes(NOW + timedelta(days=365)) == 0
        assert [Registration.forget_notes(NOW + timedelta(days=366)) for _ in range(2)] == [1, 0]
        assert Registration.objects.get(person=person).note == ""

    def test_how_they_are_reached_can_be_changed(self, coordinator: User, site_tree: SiteTree, client_as: Any) -> None:
        person = registered(coordinator)
        page = f"/koordinator/personer/{person.uuid}/ret/"
        assert client_as(coordinator).get(page).status_code == 200
        client_as(coordinator).post(page, {**TYPED, "channel": "letter", "postal_address": "Algade 1"})
        person.refresh_from_db()
        assert (person.channel, person.postal_address) == ("letter", "Algade 1")


class TestFinding:
    @pytest.mark.parametrize("words", ["Kim Holm", "kim holm", "  Kim   Holm ", "20304050", "+45 20 30 40 50"])
    def test_the_whole_name_or_number_finds(
        self, coordinator: User, site_tree: SiteTree, client_as: Any, words: str
    ) -> None:
        registered(coordinator)
        assert "Kim Holm</a>" in client_as(coordinator).get("/koordinator/personer/", {"q": words}).content.decode()

    @pytest.mark.parametrize("words", ["Kim", "Holm", "2030", "%", "_", "Kim%", "\x00", "x" * 5000, "' OR 1=1 --"])
    def test_a_part_finds_nobody(self, coordinator: User, words: str) -> None:
        registered(coordinator)
        assert list(people.find(words, seen_by=coordinator)) == []

    def test_odd_words_are_no_fault(self, coordinator: User, site_tree: SiteTree, client_as: Any) -> None:
        for words in ("\x00", "x" * 5000, "<script>alert(1)"):
            answer = client_as(coordinator).get("/koordinator/personer/", {"q": words})
            assert answer.status_code == 200
            assert "<script>alert(1)" not in answer.content.decode()

    def test_a_local_coordinator_sees_those_of_the_region(self, coordinator: User, coordinator_midt: User) -> None:
        here = registered(coordinator)
        nowhere = registered(coordinator, replace(KIM, first_name="Bo"), region="")
        registered(coordinator, replace(KIM, first_name="Ida"), region="nordjylland")
        assert set(people.find("", seen_by=coordinator_midt)) == {here, nowhere}

    def test_people_with_an_account_are_not_in_the_list(self, coordinator: User, participant: User) -> None:
        assert list(people.find("Participant Test", seen_by=coordinator)) == []

    @pytest.mark.parametrize("count", [1, 3])
    def test_the_list_asks_as_often_for_three_as_for_one(
        self, count: int, coordinator: User, site_tree: SiteTree, client_as: Any, django_assert_num_queries: Any
    ) -> None:
        for number in range(count):
            registered(coordinator, replace(KIM, first_name=f"Kim{number}"))
        browser = client_as(coordinator)
        browser.get("/koordinator/personer/")
        with django_assert_num_queries(QUERIES):
            browser.get("/koordinator/personer/")


QUERIES = 8


class TestOutside:
    @pytest.mark.parametrize("who", ["trainer", "supervisor", "editor", "participant"])
    def test_other_roles_are_refused(
        self, who: str, request: pytest.FixtureRequest, coordinator: User, client_as: Any
    ) -> None:
        person = registered(coordinator)
        browser = client_as(request.getfixturevalue(who))
        pages = ["", "ny/", f"{person.uuid}/", f"{person.uuid}/ret/"]
        assert {browser.get(f"/koordinator/personer/{page}").status_code for page in pages} == {403}
        assert browser.post("/koordinator/personer/ny/", REGISTERED).status_code == 403

    def test_a_stranger_signs_in_first(self, stranger: Client) -> None:
        assert stranger.post("/koordinator/personer/ny/", REGISTERED).status_code == 302
        assert Registration.objects.count() == 0

    def test_foreign_and_unknown_people_answer_alike(  # S2
        self, coordinator: User, coordinator_midt: User, participant: User, site_tree: SiteTree, client_as: Any
    ) -> None:
        foreign = registered(coordinator, region="nordjylland")
        browser = client_as(coordinator_midt)
        unknown = "00000000-0000-4000-8000-000000000000"
        for tail in ("", "ret/"):
            answers = [
                browser.get(f"/koordinator/personer/{key}/{tail}") for key in (foreign.uuid, participant.uuid, unknown)
            ]
            assert [answer.status_code for answer in answers] == [404] * 3
            assert (
                len(
                    {
                        answer.content.replace(str(key).encode(), b"")
                        for answer, key in zip(answers, (foreign.uuid, participant.uuid, unknown), strict=True)
                    }
                )
                == 1
            )
        assert browser.post(f"/koordinator/personer/{foreign.uuid}/ret/", TYPED).status_code == 404

    def test_wrong_methods(self, coordinator: User, client_as: Any) -> None:
        browser = client_as(coordinator)
        person = registered(coordinator)
        assert browser.post("/koordinator/personer/").status_code == 405
        assert browser.post(f"/koordinator/personer/{person.uuid}/").status_code == 405
        assert browser.delete("/koordinator/personer/ny/").status_code == 405


def test_who_may_see_whom(participant: User, outsider: User, coordinator: User, administrator: User) -> None:
    kim = registered(coordinator)
    assert set(User.objects.for_user(participant)) == {participant}
    assert set(User.objects.for_user(coordinator)) == {coordinator, kim}
    assert set(User.objects.for_user(administrator)) == set(User.objects.all())


def test_a_registered_person_of_today_is_dated_today(coordinator: User) -> None:
    person = people.register(contact=KIM, region="", note="x", by=coordinator, now=timezone.now())
    assert person.registration.at.date() == timezone.now().date()
