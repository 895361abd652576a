"""Letters and calls on the coordinator's workbench: whose one sees, what is logged, marks that are taken back."""

import re
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.domain import carrying, people
from accounts.domain.erasure import erase
from accounts.domain.people import Contact
from accounts.models import AccessEvent, User
from outbox import kinds
from outbox.domain.delivery import deliver_due
from outbox.domain.messages import queue
from outbox.kinds import Mail
from outbox.models import ByHand, Message
from pdf.render import Pdf, PdfFailed
from tests.conftest import NOW
from tests.fixtures.sites import SiteTree
from tests.pdf.reading import opened

pytestmark = pytest.mark.django_db
LETTERS, CALLS = "/koordinator/breve/", "/koordinator/opkald/"
BY_POST = Contact("Anna", "Holm", channel="letter", postal_address="Eksempelvej 1\n8000 Aarhus C")
BY_PHONE = Contact("Kim", "Berg", channel="phone", phone="+4520304050")
BY_TEXT = Contact("Bo", "Lund", channel="sms", phone="+4520304051")


@pytest.fixture(autouse=True)
def _place(site_tree: SiteTree, time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture(autouse=True)
def kind() -> Iterator[str]:
    """One kind of message that everybody may get."""
    kinds.register("tests.place", lambda message: Mail("", "Du har en plads", "Kom onsdag."), title="En plads")
    yield "tests.place"
    del kinds.KINDS["tests.place"]


@pytest.fixture
def handed(administrator: User, kind: str) -> Callable[..., ByHand]:
    """A message that waits for a fresh person with this contact."""

    def make(contact: Contact = BY_POST, region: str = "midtjylland") -> ByHand:
        person = people.register(contact=contact, region=region, note="", by=administrator, now=NOW)
        message = queue(kind, object_id="1", now=NOW, person=person.uuid)
        deliver_due(now=NOW)
        return ByHand.objects.get(message=message)

    return make


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def posts(row: ByHand) -> list[str]:
    if row.channel == "letter":
        return [f"{LETTERS}{row.pk}/{action}/" for action in ("sendt", "fortryd")]
    return [f"{CALLS}{row.pk}/{action}/" for action in ("klaret", "fortryd", "ingen-svar")]


# --- who comes in -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["editor", "moderator", "translator", "trainer", "supervisor", "participant"])
def test_only_coordinators_and_administrators_come_in(
    who: str, handed: Callable[..., ByHand], request: Any, client_as: Any
) -> None:
    letter, call = handed(), handed(BY_PHONE)
    browser = client_as(request.getfixturevalue(who))
    pages = [LETTERS, CALLS, f"{LETTERS}{letter.pk}/", f"{CALLS}{call.pk}/"]
    assert [browser.get(one).status_code for one in pages] == [403] * 4
    assert {browser.post(one).status_code for one in (*posts(letter), *posts(call), f"{LETTERS}print/")} == {403}
    assert set(ByHand.objects.values_list("state", flat=True)) == {"waiting"}


def test_a_stranger_is_sent_to_sign_in(stranger: Client) -> None:
    assert [stranger.get(one).status_code for one in (LETTERS, CALLS)] == [302, 302]
    assert stranger.post(f"{LETTERS}print/").status_code == 302


def test_a_coordinator_of_another_region_sees_nothing_of_it(
    handed: Callable[..., ByHand], make_person: Any, client_as: Any
) -> None:
    letter, call = handed(), handed(BY_PHONE)
    browser = client_as(make_person("syd", "coordinator", region="syddanmark"))
    assert ("Anna" in text(browser.get(LETTERS)), "Kim" in text(browser.get(CALLS))) == (False, False)
    foreign = [f"{LETTERS}{letter.pk}/", f"{CALLS}{call.pk}/"]
    unknown = [f"{LETTERS}{uuid.uuid4()}/", f"{CALLS}{uuid.uuid4()}/"]
    assert [browser.get(one).status_code for one in (*foreign, *unknown)] == [404] * 4
    assert {browser.post(one).status_code for one in (*posts(letter), *posts(call))} == {404}
    browser.post(f"{LETTERS}print/")
    assert set(ByHand.objects.values_list("state", flat=True)) == {"waiting"}


def test_the_coordinator_of_the_region_sees_them(
    handed: Callable[..., ByHand], coordinator_midt: User, client_as: Any
) -> None:
    handed()
    handed(BY_PHONE)
    browser = client_as(coordinator_midt)
    shown = text(browser.get(LETTERS))
    assert [words in shown for words in ("Anna Holm", "8000 Aarhus C", "En plads", "Eksempelvej")] == [
        True,
        True,
        True,
        False,
    ]
    shown = text(browser.get(CALLS))
    assert [words in shown for words in ("Kim Berg", "20 30 40 50", "Kom onsdag")] == [True, True, False]


def test_wrong_methods_and_wrong_lists_are_refused(
    handed: Callable[..., ByHand], coordinator: User, client_as: Any
) -> None:
    letter, call = handed(), handed(BY_PHONE)
    browser = client_as(coordinator)
    assert {browser.get(one).status_code for one in (*posts(letter), *posts(call))} == {405}
    assert {browser.post(one).status_code for one in (LETTERS, CALLS, f"{LETTERS}{letter.pk}/")} == {405}
    crossed = [f"{LETTERS}{call.pk}/sendt/", f"{CALLS}{letter.pk}/klaret/", f"{LETTERS}{letter.pk}/slet/"]
    assert [browser.post(one).status_code for one in crossed] == [404] * 3


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("address", "contact"), [(LETTERS, BY_POST), (CALLS, BY_PHONE)])
def test_a_list_costs_the_same_however_long_it_is(
    handed: Callable[..., ByHand],
    coordinator: User,
    client_as: Any,
    address: str,
    contact: Contact,
    number: int,
    django_assert_num_queries: Any,
) -> None:
    for _ in range(number):
        handed(contact)
    browser = client_as(coordinator)
    browser.get(address)
    with django_assert_num_queries(10):
        answer = browser.get(address)
    assert text(answer).count('<th scope="row"') == number
    assert {"private", "no-store"} <= set(re.split(r",\s*", answer["Cache-Control"]))


def test_empty_lists_say_so(coordinator: User, client_as: Any) -> None:
    browser = client_as(coordinator)
    assert ("Ingen breve venter" in text(browser.get(LETTERS)), "Ingen venter" in text(browser.get(CALLS))) == (
        True,
        True,
    )


# --- letters ------------------------------------------------------------------------------------------------
def test_a_letter_opens_as_a_pdf_and_each_opening_is_logged(
    handed: Callable[..., ByHand], coordinator_midt: User, client_as: Any
) -> None:
    row = handed()
    browser = client_as(coordinator_midt)
    for _ in range(2):
        answer = browser.get(f"{LETTERS}{row.pk}/")
        assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    seen = AccessEvent.objects.filter(action="read", subject=row.person, object_type="outbox.message")
    assert list(seen.values_list("actor", "purpose")) == [(coordinator_midt.uuid, "coordination")] * 2
    row.refresh_from_db()
    assert row.state == "waiting"


def test_all_that_wait_are_printed_in_one_file_and_logged_one_by_one(
    handed: Callable[..., ByHand], coordinator: User, client_as: Any
) -> None:
    rows = [handed() for _ in range(3)]
    browser = client_as(coordinator)
    answer = browser.post(f"{LETTERS}print/")
    with opened(answer.content) as file:
        assert (answer["Content-Type"], len(file.pages)) == ("application/pdf", 3)
    assert set(ByHand.objects.values_list("state", flat=True)) == {"printed"}
    assert AccessEvent.objects.filter(action="read", subject__in=[row.person for row in rows]).count() == 3
    again = browser.post(f"{LETTERS}print/", follow=True)
    assert "Ingen breve venter på at blive printet" in text(again)


def test_where_no_pdf_can_be_made_the_letters_wait_still(
    handed: Callable[..., ByHand], coordinator: User, client_as: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = handed()

    def broken(*given: Any, **more: Any) -> Pdf:
        raise PdfFailed("busy")

    monkeypatch.setattr("outbox.letters.render", broken)
    browser = client_as(coordinator)
    assert [browser.post(f"{LETTERS}print/").status_code, browser.get(f"{LETTERS}{row.pk}/").status_code] == [503, 503]
    row.refresh_from_db()
    assert row.state == "waiting"


def test_sent_is_ticked_once_undone_today_and_not_tomorrow(
    handed: Callable[..., ByHand], coordinator: User, client_as: Any, time_machine: Any
) -> None:
    row = handed()
    browser = client_as(coordinator)
    sent, undone = posts(row)
    assert [browser.post(one).status_code for one in (sent, sent, undone, undone, sent)] == [302] * 5
    assert "Fortryd" in text(browser.get(LETTERS))
    actions = AccessEvent.objects.filter(subject=row.person).exclude(action="person_registered")
    carried = ["message.carried", "message.carried_undone", "message.carried"]
    assert sorted(actions.values_list("action", flat=True)) == sorted(carried)
    time_machine.move_to(NOW + timedelta(days=1), tick=False)
    assert "Anna" not in text(client_as(coordinator).get(LETTERS))
    client_as(coordinator).post(undone)
    row.refresh_from_db()
    assert (row.state, row.message.state) == ("done", "sent")


def test_a_letter_that_is_no_longer_due_goes_from_the_list(
    handed: Callable[..., ByHand], coordinator: User, client_as: Any, kind: str
) -> None:
    row = handed()
    kinds.register(kind, lambda message: None)
    answer = client_as(coordinator).get(f"{LETTERS}{row.pk}/", follow=True)
    assert "ikke længere aktuel" in text(answer)
    assert (ByHand.objects.count(), Message.objects.get().state) == (0, "dropped")
    assert not AccessEvent.objects.filter(action="read").exists()


# --- calls --------------------------------------------------------------------------------------------------
def test_a_call_shows_number_and_words_and_is_logged(
    handed: Callable[..., ByHand], coordinator: User, client_as: Any
) -> None:
    row = handed(BY_PHONE)
    shown = text(client_as(coordinator).get(f"{CALLS}{row.pk}/"))
    for words in ("Kim Berg", "tel:+4520304050", "Du har en plads", "Kom onsdag.", "Ingen tog telefonen"):
        assert words in shown
    assert AccessEvent.objects.filter(action="read", subject=row.person).count() == 1


def test_a_text_message_stands_ready_to_send(handed: Callable[..., ByHand], coordinator: User, client_as: Any) -> None:
    shown = text(client_as(coordinator).get(f"{CALLS}{handed(BY_TEXT).pk}/"))
    assert "Peerportalen: Du har en plads. Kom onsdag." in shown
    assert "Ingen tog telefonen" not in shown


def test_nobody_answered_counts_once_a_day_and_comes_after_the_others(
    handed: Callable[..., ByHand], coordinator: User, client_as: Any
) -> None:
    late = handed(BY_PHONE)
    browser = client_as(coordinator)
    assert [browser.post(posts(late)[2]).status_code for _ in range(2)] == [302, 302]
    handed(Contact("Zita", channel="phone", phone="+4520304052"))
    shown = text(browser.get(CALLS))
    assert shown.index("Zita") < shown.index("Kim Berg")
    assert "4. november 2026" in shown
    late.refresh_from_db()
    assert late.tries == 1


def test_a_call_is_done_twice_and_undone_twice_without_harm(
    handed: Callable[..., ByHand], coordinator: User, client_as: Any
) -> None:
    row = handed(BY_PHONE)
    browser = client_as(coordinator)
    done, undone, _ = posts(row)
    assert [browser.post(one).status_code for one in (done, done, undone, undone)] == [302] * 4
    row.refresh_from_db()
    assert (row.state, row.message.state) == ("waiting", "by_hand")


# --- elsewhere ----------------------------------------------------------------------------------------------
def test_the_workbench_counts_what_waits_in_ones_own_region(
    handed: Callable[..., ByHand], coordinator_midt: User, client_as: Any
) -> None:
    handed()
    handed(BY_PHONE)
    handed(BY_PHONE, region="syddanmark")
    shown = text(client_as(coordinator_midt).get("/koordinator/"))
    assert ("brev skal sendes" in shown, "person skal have opkald" in shown) == (True, True)


def test_letters_of_somebody_who_is_erased_vanish(handed: Callable[..., ByHand]) -> None:
    row = handed()
    erase(subject=row.person, now=NOW)
    assert (ByHand.objects.count(), Message.objects.filter(kind="tests.place").count()) == (0, 0)


def test_somebody_who_may_see_nobody_carries_nothing(handed: Callable[..., ByHand], outsider: User) -> None:
    handed()
    assert carrying.seen_by(outsider, carrying.LETTERS).count() == 0
    assert carrying.print_all(by=outsider, now=NOW) == []
