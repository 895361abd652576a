"""Changing the address: confirmed at the new one, told to the old one, undone from there."""

import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.domain import addresses, people
from accounts.domain.errors import Refused
from accounts.domain.people import Contact
from accounts.models import AccessEvent, AddressChange, User
from tests.conftest import NOW
from tests.fixtures.sites import SiteTree

from .signing_in import Visitor, code_in, delivered

pytestmark = pytest.mark.django_db
PAGE, CODE_PAGE = "/min-side/adresse/", "/min-side/adresse/kode/"
STEP_UP = "/konto/bekraeft/?next=%2Fmin-side%2Fadresse%2F"
GONE = "00000000000000000000000000000000000000000AA"


@pytest.fixture
def browser(participant: User, site_tree: SiteTree, client_as: Callable[..., Client]) -> Client:
    """The participant, who has just proven who they are."""
    client = client_as(participant)
    client.post(STEP_UP, {"action": "send"})
    client.post(STEP_UP, {"code": code_in(delivered()[-1])})
    return client


def link_in(letter: Any) -> str:
    """The path of the private link of a mail."""
    return next(word for word in letter.body.split() if "/konto/adresse/" in word).removeprefix("http://testserver")


def changed(browser: Client, address: str = "ny@example.org") -> str:
    """Changes the address; returns the path of the link that undoes it."""
    browser.post(PAGE, {"email": address})
    assert browser.post(CODE_PAGE, {"code": code_in(delivered()[-1])}).status_code == 302
    return link_in(delivered()[-1])


class TestChanging:
    def test_the_code_from_the_new_address_changes_it(self, browser: Client, participant: User) -> None:
        assert browser.get(PAGE).status_code == 200
        assert browser.post(PAGE, {"email": " Ny@Example.ORG "})["Location"] == CODE_PAGE
        letter = delivered()[-1]
        participant.refresh_from_db()
        assert (letter.to, participant.email) == (["ny@example.org"], "participant@example.org")
        assert browser.get(CODE_PAGE).status_code == 200
        assert browser.post(CODE_PAGE, {"code": code_in(letter)})["Location"] == "/min-side/"
        participant.refresh_from_db()
        assert participant.email == "ny@example.org"
        rows = EmailAddress.objects.filter(user=participant).values_list("email", "primary", "verified")
        assert list(rows) == [("ny@example.org", True, True)]
        assert AccessEvent.objects.filter(action="account.address_changed", subject=participant.uuid).count() == 1

    def test_the_old_address_is_told_without_the_new_one(self, browser: Client) -> None:
        browser.post(PAGE, {"email": "ny@example.org"})
        browser.post(CODE_PAGE, {"code": code_in(delivered()[-1])})
        letter = delivered()[-1]
        assert (letter.to, "ny@example.org" in letter.body) == (["participant@example.org"], False)

    def test_one_signs_in_with_the_new_address_and_not_with_the_old(self, browser: Client) -> None:
        changed(browser)
        visitor = Visitor()
        visitor.sign_in("ny@example.org")
        assert visitor.is_in
        thief = Visitor()
        thief.ask_for_code("participant@example.org")
        with pytest.raises(AssertionError):
            code_in(delivered()[-1])

    def test_this_browser_stays_in_and_the_others_do_not(  # S10
        self, browser: Client, participant: User, client_as: Any
    ) -> None:
        other = client_as(participant)
        changed(browser)
        assert (browser.get("/min-side/").status_code, other.get("/min-side/").status_code) == (200, 302)

    def test_the_code_works_once(self, browser: Client) -> None:
        browser.post(PAGE, {"email": "ny@example.org"})
        code = code_in(delivered()[-1])
        assert [browser.post(CODE_PAGE, {"code": code}).status_code for _ in range(2)] == [302, 422]

    def test_the_third_wrong_code_ends_it(self, browser: Client, participant: User) -> None:
        browser.post(PAGE, {"email": "ny@example.org"})
        code = code_in(delivered()[-1])
        for wrong in ("AAAA-AAAA", "BBBB-BBBB", "CCCC-CCCC"):
            assert browser.post(CODE_PAGE, {"code": wrong}).status_code == 422
        assert browser.post(CODE_PAGE, {"code": code}).status_code == 422
        assert AddressChange.objects.count() == 0

    @pytest.mark.parametrize(
        "spelling",
        ["participant@example.org", "PARTICIPANT@EXAMPLE.ORG", " Participant@example.org ", "participant@Example.Org"],
    )
    def test_ones_own_address_in_any_spelling_is_no_change(self, browser: Client, spelling: str) -> None:
        assert browser.post(PAGE, {"email": spelling}).status_code == 422
        assert (AddressChange.objects.count(), delivered()) == (0, [])

    @pytest.mark.parametrize(
        "spelling", ["outsider@example.org", "OUTSIDER@EXAMPLE.ORG", " Outsider@example.org ", "outsider@Example.Org"]
    )
    def test_an_address_that_somebody_has_is_answered_as_a_free_one(  # S6
        self, browser: Client, outsider: User, participant: User, spelling: str
    ) -> None:
        free = browser.post(PAGE, {"email": "ledig@example.org"})
        free_page = browser.get(CODE_PAGE).content
        delivered()
        taken = browser.post(PAGE, {"email": spelling})
        assert (taken.status_code, taken["Location"]) == (free.status_code, free["Location"])
        assert len(browser.get(CODE_PAGE).content) == len(free_page)
        letters = delivered()
        assert [letter.to for letter in letters] == [["outsider@example.org"]]
        assert [line for line in letters[0].body.splitlines() if line[4:5] == "-" and len(line) == 9] == []
        participant.refresh_from_db()
        assert participant.email == "participant@example.org"

    @pytest.mark.parametrize(
        "address",
        ["", "a", "ny@example.org\nBcc: x@example.org", "ny\x00@example.org", "a" * 5000 + "@example.org", "<b>@x"],
    )
    def test_an_odd_address_is_a_field_error(self, browser: Client, address: str) -> None:
        assert browser.post(PAGE, {"email": address}).status_code == 422
        assert delivered() == []

    def test_five_changes_an_hour_are_enough(self, browser: Client) -> None:
        answers = [browser.post(PAGE, {"email": f"ny{number}@example.org"}).status_code for number in range(6)]
        assert answers == [302] * 5 + [429]
        assert AddressChange.objects.count() == 1

    @pytest.mark.parametrize("page", [PAGE, CODE_PAGE])
    def test_strangers_and_other_methods(self, page: str, browser: Client, stranger: Client) -> None:
        assert "/konto/login/" in stranger.get(page)["Location"]
        assert [getattr(browser, method)(page).status_code for method in ("put", "delete")] == [405, 405]

    def test_allauths_own_page_leads_to_ours(self, browser: Client, participant: User) -> None:
        assert browser.get("/konto/email/")["Location"] == PAGE
        browser.post("/konto/email/", {"email": "ny@example.org", "action_add": "1"})
        assert (delivered(), EmailAddress.objects.filter(user=participant).count()) == ([], 1)

    def test_nobody_changes_somebody_elses(self, participant: User, outsider: User) -> None:
        with pytest.raises(Refused):
            addresses.ask(person=participant, address="ny@example.org", by=outsider, now=NOW)


class TestUndoing:
    def test_reading_the_link_changes_nothing_and_the_button_restores(  # S7
        self, browser: Client, participant: User, stranger: Client
    ) -> None:
        link = changed(browser)
        for _ in range(2):
            assert stranger.get(link).status_code == 200
            assert stranger.head(link).status_code == 200
        participant.refresh_from_db()
        assert participant.email == "ny@example.org"
        assert stranger.post(link).status_code == 200
        participant.refresh_from_db()
        assert participant.email == "participant@example.org"
        assert EmailAddress.objects.get(user=participant).email == "participant@example.org"
        assert browser.get("/min-side/").status_code == 302
        assert [stranger.post(link).status_code, stranger.get(link).status_code] == [404, 404]

    def test_a_thiefs_second_change_does_not_help(self, browser: Client, participant: User, stranger: Client) -> None:
        first = changed(browser, "tyv@example.org")
        second = changed(browser, "tyv2@example.org")
        assert stranger.post(first).status_code == 200
        participant.refresh_from_db()
        assert participant.email == "participant@example.org"
        assert stranger.post(second).status_code == 404

    @pytest.mark.parametrize(("hours", "status"), [(71, 200), (72, 404)])
    def test_it_works_for_three_days(
        self,
        participant: User,
        site_tree: SiteTree,
        client_as: Any,
        time_machine: Any,
        hours: int,
        status: int,
    ) -> None:
        time_machine.move_to(NOW, tick=False)
        addresses.ask(person=participant, address="ny@example.org", by=participant, now=NOW)
        addresses.confirm(person=participant, code=code_in(delivered()[-1]), now=NOW)
        link = link_in(delivered()[-1])
        time_machine.move_to(NOW + timedelta(hours=hours), tick=False)
        assert Client().post(link).status_code == status
        assert AddressChange.forget(NOW + timedelta(hours=72)) == (0 if status == 200 else 1)

    def test_when_somebody_else_has_the_old_address_by_now(
        self, browser: Client, participant: User, stranger: Client, make_person: Any
    ) -> None:
        link = changed(browser)
        User.objects.create_user("participant@example.org")
        assert stranger.post(link).status_code == 409
        participant.refresh_from_db()
        assert participant.email == "ny@example.org"

    def test_no_altered_link_is_accepted(self, browser: Client, participant: User) -> None:  # S7
        token = changed(browser).rstrip("/").rsplit("/", 1)[1]
        assert len(token) >= 43
        for number in range(500):
            at = number % len(token)
            other = token[:at] + secrets.choice([one for one in "abcXYZ012-_" if one != token[at]]) + token[at + 1 :]
            assert addresses.undo(other, now=NOW) is False
            assert addresses.accept(token if number else "", now=NOW) is False
        participant.refresh_from_db()
        assert participant.email == "ny@example.org"

    def test_links_of_another_purpose_answer_as_unknown_ones(self, browser: Client, stranger: Client) -> None:
        token = changed(browser).rstrip("/").rsplit("/", 1)[1]
        for path in (f"/konto/adresse/{token}/", f"/konto/adresse/{GONE}/", f"/konto/adresse/fortryd/{GONE}/"):
            assert (stranger.get(path).status_code, stranger.post(path).status_code) == (404, 404)

    def test_the_page_is_never_stored(self, browser: Client, stranger: Client) -> None:
        assert stranger.get(changed(browser))["Cache-Control"] == "private, no-store"


class TestAddedByACoordinator:
    @pytest.fixture
    def kim(self, coordinator: User) -> User:
        contact = Contact(first_name="Kim", channel="phone", phone="+4520304050")
        return people.register(contact=contact, region="", note="x", by=coordinator, now=NOW)

    def test_the_person_confirms_by_link_and_can_sign_in(
        self, kim: User, coordinator: User, site_tree: SiteTree, client_as: Any, stranger: Client
    ) -> None:
        page = f"/koordinator/personer/{kim.uuid}/mail/"
        assert client_as(coordinator).get(page).status_code == 200
        assert client_as(coordinator).post(page, {"email": "Kim@example.org"}).status_code == 302
        letter = delivered()[-1]
        assert (letter.to, "Kim" in letter.body.replace("kim@", "")) == (["kim@example.org"], False)
        link = link_in(letter)
        assert stranger.get(link).status_code == 200
        kim.refresh_from_db()
        assert kim.email is None
        assert [stranger.post(link).status_code for _ in range(2)] == [302, 404]
        visitor = Visitor()
        visitor.sign_in("kim@example.org")
        assert visitor.is_in

    def test_an_address_in_use_is_answered_alike_and_given_to_nobody(
        self, kim: User, coordinator: User, participant: User, site_tree: SiteTree, client_as: Any
    ) -> None:
        page = f"/koordinator/personer/{kim.uuid}/mail/"
        answer = client_as(coordinator).post(page, {"email": "participant@example.org"})
        assert (answer.status_code, answer["Location"]) == (302, f"/koordinator/personer/{kim.uuid}/")
        assert "/konto/adresse/" not in delivered()[-1].body

    def test_the_link_runs_out_after_a_week(self, kim: User, coordinator: User) -> None:
        addresses.offer(person=kim, address="kim@example.org", by=coordinator, now=NOW)
        token = link_in(delivered(now=NOW)[-1]).rstrip("/").rsplit("/", 1)[1]
        assert addresses.accept(token, now=NOW + timedelta(days=7)) is False
        assert addresses.accept(token, now=NOW + timedelta(days=6)) is True

    def test_a_second_offer_drops_the_first_link(self, kim: User, coordinator: User) -> None:
        addresses.offer(person=kim, address="kim@example.org", by=coordinator, now=NOW)
        first = link_in(delivered(now=NOW)[-1]).rstrip("/").rsplit("/", 1)[1]
        addresses.offer(person=kim, address="kim2@example.org", by=coordinator, now=NOW)
        assert addresses.accept(first, now=NOW) is False

    def test_who_has_an_address_gets_none(self, participant: User, administrator: User) -> None:
        with pytest.raises(Refused):
            addresses.offer(person=participant, address="ny@example.org", by=administrator, now=NOW)

    def test_others_cannot(self, kim: User, participant: User, coordinator: User, client_as: Any) -> None:
        page = f"/koordinator/personer/{kim.uuid}/mail/"
        assert client_as(participant).post(page, {"email": "x@example.org"}).status_code == 403
        assert client_as(coordinator).delete(page).status_code == 405
