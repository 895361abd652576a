"""Enquiries on the workbench: who sees them, what each button does, and what an outsider meets."""

import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from home.domain import enquiries
from home.models import Enquiry, EnquiryMessage
from outbox.models import Message
from tests.conftest import NOW
from tests.fixtures.sites import SiteTree

from .posts import PRIVATE, received

pytestmark = pytest.mark.django_db
LIST = "/koordinator/henvendelser/"
UNKNOWN = f"{LIST}H-22222222/"
ACTIONS = ["svar", "tildel", "luk", "genaabn", "spam", "ikke-spam"]


@pytest.fixture(autouse=True)
def _place(site_tree: SiteTree, time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


def address(enquiry: Enquiry, action: str = "") -> str:
    return f"{LIST}{enquiry.reference}/" + (f"{action}/" if action else "")


def page(answer: Any, reference: str) -> str:
    """What the answer shows, without what differs from one request to the next."""
    text = re.sub(r'(name="csrfmiddlewaretoken" value=)"[^"]*"', r"\1", answer.content.decode())
    return text.replace(reference, "REFERENCE")


def state(enquiry: Enquiry) -> str:
    enquiry.refresh_from_db()
    return enquiry.state


# --- who comes in ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("administrator", 200),
        ("coordinator", 200),
        ("coordinator_midt", 200),
        ("editor", 403),
        ("moderator", 403),
        ("translator", 403),
        ("trainer", 403),
        ("supervisor", 403),
        ("participant", 403),
    ],
)
def test_who_sees_the_list_and_an_enquiry(who: str, status: int, request: Any, client_as: Any) -> None:
    enquiry = received(region="midtjylland")
    browser = client_as(request.getfixturevalue(who))
    assert [browser.get(one).status_code for one in (LIST, address(enquiry))] == [status, status]
    if status == 403:
        assert [browser.post(address(enquiry, action)).status_code for action in ACTIONS] == [403] * 6
        assert state(enquiry) == "new"


def test_a_stranger_is_sent_to_sign_in(stranger: Client) -> None:
    enquiry = received()
    for one in (LIST, address(enquiry)):
        assert stranger.get(one)["Location"] == f"/konto/login/?next={one}"
    assert [stranger.post(address(enquiry, action)).status_code for action in ACTIONS] == [302] * 6
    assert state(enquiry) == "new"


def test_another_regions_enquiry_looks_like_one_that_does_not_exist(coordinator_midt: User, client_as: Any) -> None:
    foreign = received(region="nordjylland")
    browser = client_as(coordinator_midt)
    theirs, unknown = browser.get(address(foreign)), browser.get(UNKNOWN)
    assert (theirs.status_code, unknown.status_code) == (404, 404)
    assert page(theirs, foreign.reference) == page(unknown, "H-22222222")


@pytest.mark.parametrize("action", ACTIONS)
def test_nothing_can_be_done_with_another_regions_enquiry(action: str, coordinator_midt: User, client_as: Any) -> None:
    foreign = received(region="nordjylland")
    answer = client_as(coordinator_midt).post(
        address(foreign, action), {"text": "Hej", "to": str(coordinator_midt.uuid)}
    )
    assert (answer.status_code, state(foreign), EnquiryMessage.objects.count()) == (404, "new", 1)


def test_a_coordinator_of_one_region_lists_its_own_and_what_has_none(coordinator_midt: User, client_as: Any) -> None:
    shown = [received(region="midtjylland"), received(region="")]
    hidden = received(region="nordjylland")
    text = client_as(coordinator_midt).get(LIST).content.decode()
    assert [one.reference in text for one in (*shown, hidden)] == [True, True, False]


def test_an_odd_reference_does_not_exist(coordinator: User, client_as: Any) -> None:
    browser = client_as(coordinator)
    odd = ["H-1", "h-22222222", "%00", "H-2222222%00", "../../", "H-22222222'--", "x" * 500]
    assert {one: browser.get(f"{LIST}{one}/").status_code for one in odd} == dict.fromkeys(odd, 404)


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(method: str, coordinator: User, client_as: Any) -> None:
    enquiry = received()
    browser = client_as(coordinator)
    places = [LIST, address(enquiry), *(address(enquiry, action) for action in ACTIONS)]
    assert [getattr(browser, method)(one).status_code for one in places] == [405] * 8


def test_reading_and_acting_are_kept_apart(coordinator: User, client_as: Any) -> None:
    enquiry = received()
    browser = client_as(coordinator)
    assert [browser.post(one).status_code for one in (LIST, address(enquiry))] == [405, 405]
    assert [browser.get(address(enquiry, action)).status_code for action in ACTIONS] == [405] * 6
    assert browser.post(address(enquiry, "slet")).status_code == 404


def test_a_post_without_a_token_is_refused(coordinator: User, client_as: Any) -> None:
    enquiry = received()
    browser = client_as(coordinator)
    browser.handler.enforce_csrf_checks = True
    assert [browser.post(address(enquiry, action)).status_code for action in ACTIONS] == [403] * 6
    assert state(enquiry) == "new"


# --- the list --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(
    number: int, coordinator: User, client_as: Any, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        enquiries.assign(received(), to=coordinator, by=coordinator, now=NOW)
    browser = client_as(coordinator)
    browser.get(LIST)
    with django_assert_num_queries(8):
        browser.get(LIST)


def test_what_people_wrote_and_how_to_reach_them_stand_not_on_the_list(coordinator: User, client_as: Any) -> None:
    received(phone="12345678")
    text = client_as(coordinator).get(LIST).content.decode()
    assert [word for word in (PRIVATE, "anna@example.org", "12345678") if word in text] == []


FILTERS: list[tuple[str, list[str]]] = [
    ("", ["open"]),
    ("?state=open", ["open"]),
    ("?state=spam", ["spam"]),
    ("?state=", ["open", "spam"]),
    ("?state=mars", ["open"]),
    ("?state=%00", ["open"]),
    ("?state=&topic=groups", ["open", "spam"]),
    ("?topic=site", []),
    ("?topic=mars", ["open"]),
    ("?page=0", ["open"]),
    ("?page=-1", ["open"]),
    ("?page=9999", ["open"]),
    ("?page=abc", ["open"]),
    ("?page=%00", ["open"]),
    ("?page=" + "9" * 5000, ["open"]),
]


def test_an_odd_filter_or_page_counts_as_none(coordinator: User, client_as: Any) -> None:
    known = {"open": received(), "spam": received(message="https://a https://b https://c https://d")}
    browser = client_as(coordinator)
    for query, shown in FILTERS:
        answer = browser.get(f"{LIST}{query}")
        text = answer.content.decode()
        seen = [name for name, enquiry in known.items() if enquiry.reference in text]
        assert (query, answer.status_code, seen) == (query, 200, shown)


# --- one enquiry -----------------------------------------------------------------------------------------------------
def test_the_text_is_shown_as_text(coordinator: User, client_as: Any) -> None:
    enquiry = received(message="<script>alert(1)</script>", name="<b>Anna</b>")
    browser = client_as(coordinator)
    for text in (browser.get(one).content.decode() for one in (address(enquiry), LIST)):
        assert ["<script>alert(1)" in text, "<b>Anna" in text] == [False, False]


def test_an_enquiry_is_never_stored_by_the_browser(coordinator: User, client_as: Any) -> None:
    assert client_as(coordinator).get(address(received()))["Cache-Control"] == "private, no-store"


def test_an_answer_is_sent_once(coordinator: User, client_as: Any) -> None:
    enquiry = received()
    browser = client_as(coordinator)
    assert browser.post(address(enquiry, "svar"), {"text": "Vi mødes tirsdag."})["Location"] == address(enquiry)
    assert (state(enquiry), enquiry.assigned_to) == ("answered", coordinator)
    again = browser.post(address(enquiry, "svar"), {"text": "Vi mødes onsdag."})
    assert (again.status_code, Message.objects.filter(kind="home.enquiry_answer").count()) == (409, 1)


def test_the_second_of_two_answers_keeps_what_was_typed(coordinator: User, administrator: User, client_as: Any) -> None:
    enquiry = received()
    enquiries.answer(enquiry, text="Først.", by=administrator, now=NOW)
    answer = client_as(coordinator).post(address(enquiry, "svar"), {"text": "Mit lange svar om tirsdag."})
    text = answer.content.decode()
    assert (answer.status_code, "data-error-summary" in text, "Mit lange svar om tirsdag." in text) == (409, True, True)


def test_a_bad_answer_is_explained_and_kept(coordinator: User, client_as: Any) -> None:
    enquiry = received()
    browser = client_as(coordinator)
    for text in ("", "   ", "a" * 10_000, "nummer 010190-1234", "a\x00b", "a\x07b"):
        answer = browser.post(address(enquiry, "svar"), {"text": text})
        shown = answer.content.decode()
        assert (text, answer.status_code, "data-error-summary" in shown, state(enquiry)) == (text, 422, True, "new")
        assert "<title>Fejl: " in shown


def test_an_enquiry_is_given_to_somebody_who_may_see_it(
    coordinator_midt: User, coordinator: User, client_as: Any
) -> None:
    enquiry = received(region="midtjylland")
    browser = client_as(coordinator)
    assert str(coordinator_midt.uuid) in browser.get(address(enquiry)).content.decode()
    browser.post(address(enquiry, "tildel"), {"to": str(coordinator_midt.uuid)})
    assert (state(enquiry), enquiry.assigned_to) == ("assigned", coordinator_midt)


@pytest.mark.parametrize("who", ["coordinator_midt", "editor", "participant"])
def test_an_enquiry_is_never_given_to_somebody_who_may_not_see_it(
    who: str, request: Any, coordinator: User, client_as: Any
) -> None:
    enquiry = received(region="nordjylland")
    person = request.getfixturevalue(who)
    client_as(coordinator).post(address(enquiry, "tildel"), {"to": str(person.uuid)})
    assert (state(enquiry), enquiry.assigned_to) == ("new", None)


@pytest.mark.parametrize("to", ["", "x", "1", "' OR 1=1", "\x00"])
def test_an_odd_choice_gives_it_to_nobody(to: str, coordinator: User, client_as: Any) -> None:
    enquiry = received()
    assert client_as(coordinator).post(address(enquiry, "tildel"), {"to": to}).status_code == 302
    assert state(enquiry) == "new"


@pytest.mark.parametrize(
    ("action", "before", "after"),
    [
        ("spam", "new", "spam"),
        ("ikke-spam", "spam", "new"),
        ("luk", "answered", "closed"),
        ("genaabn", "closed", "reopened"),
        ("luk", "new", "new"),
        ("genaabn", "new", "new"),
        ("ikke-spam", "closed", "closed"),
    ],
)
def test_each_button_takes_its_step_or_says_why_not(
    action: str, before: str, after: str, coordinator: User, client_as: Any
) -> None:
    enquiry = received()
    Enquiry.objects.filter(pk=enquiry.pk).update(state=before, closed_at=NOW)
    browser = client_as(coordinator)
    told = browser.post(address(enquiry, action), follow=True).content.decode()
    assert state(enquiry) == after
    assert ("kan ikke blive" in told) is (before == after)


def test_only_the_steps_that_are_possible_are_offered(coordinator: User, client_as: Any) -> None:
    enquiry = received()
    text = client_as(coordinator).get(address(enquiry)).content.decode()
    offered = [action for action in ACTIONS if f'action="{address(enquiry, action)}"' in text]
    assert offered == ["svar", "tildel", "spam"]


def test_the_english_workbench_works_too(coordinator: User, client_as: Any) -> None:
    enquiry = received()
    browser = client_as(coordinator)
    assert browser.post(f"/en{address(enquiry, 'spam')}")["Location"] == f"/en{address(enquiry)}"
