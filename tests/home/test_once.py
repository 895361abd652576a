"""A form that is sent several times has its effect once (R4), and the list of enquiries leaves without names."""

import re
import threading
import uuid
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from accounts.models import IdempotencyRecord, User
from accounts.models.idempotency import IdempotencyRecord as Record
from home.models import EnquiryMessage
from outbox.models import Message
from tests.conftest import NOW
from tests.fixtures.sites import SiteTree

from .posts import PRIVATE, received

pytestmark = pytest.mark.django_db
LIST = "/koordinator/henvendelser/"


@pytest.fixture(autouse=True)
def _place(site_tree: SiteTree, time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


def post(browser: Client, enquiry: Any, text: str, key: str) -> Any:
    return browser.post(f"{LIST}{enquiry.reference}/svar/", {"text": text, "once": key})


def answers() -> tuple[int, int]:
    mails = Message.objects.filter(kind="home.enquiry_answer").count()
    return EnquiryMessage.objects.filter(from_us=True).count(), mails


@pytest.mark.parametrize("times", [2, 5, 20])
def test_a_form_sent_several_times_has_one_effect_and_one_answer(  # R4
    times: int, coordinator: User, client_as: Any
) -> None:
    enquiry, browser, key = received(), client_as(coordinator), str(uuid.uuid4())
    got = [post(browser, enquiry, "Kom på tirsdag.", key) for _ in range(times)]
    assert {(one.status_code, one["Location"]) for one in got} == {(302, f"{LIST}{enquiry.reference}/")}
    assert answers() == (1, 1)


def test_another_text_under_the_same_key_is_refused_and_printed_back(coordinator: User, client_as: Any) -> None:  # R4
    enquiry, browser, key = received(), client_as(coordinator), str(uuid.uuid4())
    post(browser, enquiry, "Kom på tirsdag.", key)
    other = post(browser, enquiry, "Kom hellere på onsdag.", key)
    assert (other.status_code, "Kom hellere på onsdag." in other.content.decode(), answers()) == (409, True, (1, 1))


def test_a_form_that_was_refused_may_be_mended_and_sent_under_its_key(coordinator: User, client_as: Any) -> None:
    enquiry, browser, key = received(), client_as(coordinator), str(uuid.uuid4())
    assert post(browser, enquiry, "", key).status_code == 422
    assert post(browser, enquiry, "Kom på tirsdag.", key).status_code == 302
    assert answers() == (1, 1)


def test_a_key_is_of_one_person_and_one_address(coordinator: User, administrator: User, client_as: Any) -> None:
    key = str(uuid.uuid4())
    for person in (coordinator, administrator):
        assert post(client_as(person), received(), "Kom på tirsdag.", key).status_code == 302
    assert answers() == (2, 2)


@pytest.mark.parametrize("key", ["", "x", "1' or 1=1", "0" * 5000])
def test_a_form_without_a_key_or_with_a_false_one_is_taken_as_it_comes(
    key: str, coordinator: User, client_as: Any
) -> None:
    assert post(client_as(coordinator), received(), "Kom på tirsdag.", key).status_code in (302, 422)
    assert Record.objects.count() == 0


def test_a_form_shown_anew_has_a_key_of_its_own(coordinator: User, client_as: Any) -> None:
    enquiry, browser = received(), client_as(coordinator)
    shown = [browser.get(f"{LIST}{enquiry.reference}/").content.decode() for _ in range(2)]
    keys = [re.findall(r'name="once" value="([0-9a-f-]{36})"', text) for text in shown]
    assert ([len(found) for found in keys], keys[0] == keys[1]) == ([1, 1], False)


def test_what_was_sent_is_not_kept_and_its_hash_goes_after_a_day(coordinator: User, client_as: Any) -> None:
    post(client_as(coordinator), received(), "Kom på tirsdag.", str(uuid.uuid4()))
    record = IdempotencyRecord.objects.get()
    assert "tirsdag" not in f"{record.key}{record.body}{record.location}"
    assert (Record.forget(NOW + timedelta(days=1)), Record.forget(NOW + timedelta(days=1, seconds=1))) == (0, 1)


@pytest.mark.engines
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("times", [2, 5, 20])
def test_a_form_sent_several_times_at_once_has_one_effect(  # R4
    times: int, coordinator: User, client_as: Any
) -> None:
    enquiry, key = received(), str(uuid.uuid4())
    browsers = [client_as(coordinator) for _ in range(times)]
    start, got = threading.Barrier(times), Counter[int]()

    def send(browser: Client) -> None:
        try:
            start.wait()
            got[post(browser, enquiry, "Kom på tirsdag.", key).status_code] += 1
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert (dict(got), answers()) == ({302: times}, (1, 1))


# --- the list as a file -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_list_leaves_without_names_addresses_or_texts(form: str, coordinator: User, client_as: Any) -> None:
    enquiry = received(name="=HYPERLINK(1)", email="kanarie@example.org")
    answer = client_as(coordinator).get(f"{LIST}eksport/{form}/")
    assert (answer.status_code, {"private", "no-store"} <= set(re.split(r",\s*", answer["Cache-Control"]))) == (
        200,
        True,
    )
    if form == "csv":
        text = answer.content.decode()
        hidden = ("kanarie", "HYPERLINK", PRIVATE)
        assert (enquiry.reference in text, [word in text for word in hidden]) == (True, [False] * 3)


def test_the_file_holds_only_what_its_reader_may_see(coordinator_midt: User, client_as: Any) -> None:  # S2
    ours, foreign = received(region="midtjylland"), received(region="nordjylland")
    text = client_as(coordinator_midt).get(f"{LIST}eksport/csv/").content.decode()
    assert (ours.reference in text, foreign.reference in text) == (True, False)


def test_three_files_a_day_and_then_wait(coordinator: User, client_as: Any) -> None:
    browser = client_as(coordinator)
    assert [browser.get(f"{LIST}eksport/csv/").status_code for _ in range(4)] == [200, 200, 200, 429]


def test_no_file_for_others_other_methods_or_other_forms(
    participant: User, coordinator: User, client_as: Any, stranger: Client
) -> None:
    assert client_as(participant).get(f"{LIST}eksport/csv/").status_code == 403
    assert stranger.get(f"{LIST}eksport/csv/").status_code == 302
    browser = client_as(coordinator)
    assert [browser.post(f"{LIST}eksport/csv/").status_code, browser.get(f"{LIST}eksport/pdf/").status_code] == [
        405,
        404,
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_a_file_costs_the_same_however_long_the_list(
    number: int, coordinator: User, client_as: Any, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        received()
    browser = client_as(coordinator)
    browser.get(f"{LIST}eksport/csv/")
    with django_assert_num_queries(8):
        assert browser.get(f"{LIST}eksport/csv/").status_code == 200
