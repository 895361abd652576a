"""Proving once more who sits there, before a sensitive act."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.test import Client

from accounts.domain.proofs import as_typed, new_code
from accounts.models import AccessEvent, StepUpCode, User
from tests.conftest import NOW
from tests.fixtures.sites import SiteTree

from .signing_in import code_in, delivered

pytestmark = pytest.mark.django_db
PAGE = "/konto/bekraeft/?next=%2Fmin-side%2Fadresse%2F"
GUARDED = "/min-side/adresse/"


@pytest.fixture
def browser(participant: User, site_tree: SiteTree, client_as: Callable[..., Client]) -> Client:
    return client_as(participant)


def sent_code(browser: Client) -> str:
    assert browser.post(PAGE, {"action": "send"}).status_code == 302
    return code_in(delivered()[-1])


def is_open(browser: Client) -> bool:
    return browser.get(GUARDED).status_code == 200


def test_a_sensitive_page_asks_first_and_opens_after_the_code(browser: Client) -> None:
    assert browser.get(GUARDED)["Location"] == PAGE
    assert browser.get(PAGE).status_code == 200
    answer = browser.post(PAGE, {"code": sent_code(browser)})
    assert (answer.status_code, answer["Location"], is_open(browser)) == (302, GUARDED, True)


def test_an_act_is_asked_for_too(browser: Client) -> None:
    answer = browser.post(GUARDED, {"email": "ny@example.org"})
    assert (answer.status_code, answer["Location"], delivered()) == (302, PAGE, [])


def test_a_code_may_be_typed_in_small_letters_without_its_hyphen(browser: Client) -> None:
    code = sent_code(browser)
    assert browser.post(PAGE, {"code": f" {code.replace('-', ' ').lower()} "}).status_code == 302


@pytest.mark.parametrize(("seconds", "works"), [(599, True), (600, False)])
def test_a_code_works_for_ten_minutes(
    participant: User, site_tree: SiteTree, client_as: Any, time_machine: Any, seconds: int, works: bool
) -> None:
    time_machine.move_to(NOW, tick=False)
    browser = client_as(participant)
    code = sent_code(browser)
    time_machine.move_to(NOW + timedelta(seconds=seconds), tick=False)
    browser.post(PAGE, {"code": code})
    assert is_open(browser) is works
    assert StepUpCode.forget(NOW + timedelta(seconds=600)) == (0 if works else 1)


@pytest.mark.parametrize(("seconds", "still"), [(599, True), (601, False)])
def test_the_proof_holds_for_ten_minutes(
    participant: User, site_tree: SiteTree, client_as: Any, time_machine: Any, seconds: int, still: bool
) -> None:
    time_machine.move_to(NOW, tick=False)
    browser = client_as(participant)
    browser.post(PAGE, {"code": sent_code(browser)})
    time_machine.move_to(NOW + timedelta(seconds=seconds), tick=False)
    assert is_open(browser) is still


def test_the_third_wrong_code_ends_it(browser: Client) -> None:
    code = sent_code(browser)
    assert [browser.post(PAGE, {"code": "AAAA-AAAA"}).status_code for _ in range(3)] == [422] * 3
    assert browser.post(PAGE, {"code": code}).status_code == 422
    assert is_open(browser) is False
    assert AccessEvent.objects.filter(action="account.code_rejected").count() == 3


def test_a_code_works_once(browser: Client, participant: User, client_as: Any) -> None:
    code = sent_code(browser)
    assert [browser.post(PAGE, {"code": code}).status_code for _ in range(2)] == [302, 422]


def test_a_new_code_ends_the_earlier(browser: Client) -> None:
    first, second = sent_code(browser), sent_code(browser)
    browser.post(PAGE, {"code": first})
    assert is_open(browser) is False
    browser.post(PAGE, {"code": second})
    assert is_open(browser) is True


def test_a_code_and_a_proof_hold_in_one_browser_only(browser: Client, participant: User, client_as: Any) -> None:  # S10
    code = sent_code(browser)
    thief = client_as(participant)
    thief.post(PAGE, {"code": code})
    browser.post(PAGE, {"code": code})
    assert (is_open(thief), is_open(browser)) == (False, True)


def test_a_code_of_somebody_else_opens_nothing(browser: Client, outsider: User, client_as: Any) -> None:  # S7
    other = client_as(outsider)
    sent_code(other)
    browser.post(PAGE, {"action": "send"})
    theirs = code_in(next(letter for letter in delivered() if letter.to == ["participant@example.org"]))
    other.post(PAGE, {"code": theirs})
    assert is_open(other) is False


def test_the_session_gets_a_new_key_and_stays_in_the_list(browser: Client, participant: User) -> None:
    UserSession.objects.create(user=participant, ip="127.0.0.1", session_key=browser.session.session_key)
    before = browser.session.session_key
    browser.post(PAGE, {"code": sent_code(browser)})
    after = browser.session.session_key
    assert before != after
    assert list(UserSession.objects.values_list("session_key", flat=True)) == [after]


def test_the_code_stands_nowhere_in_the_table(browser: Client) -> None:
    code = sent_code(browser)
    row = StepUpCode.objects.get()
    assert [part in f"{row.code_mark}{row.session_mark}" for part in (code, as_typed(code))] == [False, False]


@pytest.mark.parametrize("code", ["", "\x00", "A" * 10_000, "<script>alert(1)", "ÆØÅÆ-ØÅÆØ", "' OR 1=1 --"])
def test_an_odd_code_is_a_field_error(browser: Client, code: str) -> None:
    sent_code(browser)
    answer = browser.post(PAGE, {"code": code})
    assert answer.status_code == 422
    assert "<script>alert(1)" not in answer.content.decode()


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_led_off_the_site(browser: Client, target: str) -> None:  # S4
    browser.post(PAGE, {"action": "send"})
    code = code_in(delivered()[-1])
    answer = browser.post("/konto/bekraeft/?" + f"next={target}", {"code": code})
    assert answer["Location"] == "/min-side/"


def test_five_codes_an_hour_are_enough(browser: Client) -> None:
    assert [browser.post(PAGE, {"action": "send"}).status_code for _ in range(6)] == [302] * 5 + [429]


def test_the_mail_is_in_the_persons_language_and_gives_nothing_away(browser: Client, participant: User) -> None:
    User.objects.filter(pk=participant.pk).update(language="en")
    browser.post(PAGE, {"action": "send"})
    letter = delivered()[-1]
    assert (letter.to, letter.subject) == (["participant@example.org"], "Your code")


def test_who_has_a_second_factor_proves_it_with_that(participant: User, site_tree: SiteTree, client_as: Any) -> None:
    TOTP.activate(participant, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    browser = client_as(participant)
    assert urlsplit(browser.get(GUARDED)["Location"]).path == "/konto/bekraeft/"
    assert urlsplit(browser.get(PAGE)["Location"]).path == "/konto/2fa/reauthenticate/"
    assert browser.post(PAGE, {"action": "send"}).status_code == 302
    assert delivered() == []


def test_staff_who_have_just_used_the_factor_go_straight_in(
    coordinator: User, site_tree: SiteTree, client_as: Any
) -> None:
    assert is_open(client_as(coordinator))


def test_staff_whose_factor_was_used_long_ago_are_asked(
    coordinator: User, site_tree: SiteTree, client_as: Any, time_machine: Any
) -> None:
    time_machine.move_to(NOW, tick=False)
    browser = client_as(coordinator)
    time_machine.move_to(NOW + timedelta(minutes=11), tick=False)
    assert is_open(browser) is False


def test_a_stranger_signs_in_first(stranger: Client) -> None:
    assert "/konto/login/" in stranger.get(PAGE)["Location"]
    assert "/konto/login/" in stranger.post(PAGE, {"action": "send"})["Location"]


def test_other_methods_are_refused(browser: Client) -> None:
    assert [getattr(browser, method)(PAGE).status_code for method in ("put", "patch", "delete")] == [405] * 3


def test_codes_have_no_look_alikes_and_differ() -> None:
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    assert {sign for code in codes for sign in code} & set("AEIOUY01") == set()
