"""The newsletter's readers as administrators see them: found, taken off, brought in with proof, taken out."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import AccessEvent, User
from news.domain import subscribers
from news.models import Subscriber
from tests.conftest import NOW

from .reading import ensure_text, make_reader

pytestmark = pytest.mark.django_db
LIST = "/administration/nyhedsbrev/"
HEAD = "email;language;confirmed_on;proof\n"


@pytest.fixture(autouse=True)
def _asked(administrator: User) -> None:
    ensure_text(administrator)


def bring(browser: Client, text: str | bytes) -> Any:
    content = text if isinstance(text, bytes) else text.encode()
    return browser.post(f"{LIST}import/", {"file": SimpleUploadedFile("l.csv", content)})


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_much_for_three_as_for_one(
    administrator: User, client_as: Any, rows: int, django_assert_num_queries: Any
) -> None:
    for number in range(rows):
        make_reader(f"l{number}@example.org")
    desk = client_as(administrator)
    desk.get(LIST)
    with django_assert_num_queries(7):
        page = desk.get(LIST).content.decode()
    assert page.count("@example.org</th>") == rows


def test_one_is_found_by_the_whole_address_and_taken_off(administrator: User, client_as: Any) -> None:
    make_reader("anden@example.org")
    reader = make_reader()
    desk = client_as(administrator)
    page = desk.get(f"{LIST}?q=LAESER@example.org").content.decode()
    assert ("laeser@example.org</th>" in page, "anden@example.org" in page) == (True, False)
    for _press in range(2):
        assert desk.post(f"{LIST}{reader.pk}/af/").status_code == 302
    reader.refresh_from_db()
    assert (reader.state, reader.email) == ("unsubscribed", "")


def test_readers_come_in_with_their_proof_and_a_second_time_changes_nothing(
    administrator: User, client_as: Any
) -> None:
    subscribers.leave(make_reader("gaaet@example.org"), now=NOW)
    text = f"{HEAD}ny@example.org;en;2024-05-01;Formular 2024\ngaaet@example.org;da;2020-01-01;Gammel liste\n"
    for _press in range(2):
        assert bring(client_as(administrator), text).status_code == 302
    found = Subscriber.objects.get(email="ny@example.org")
    assert (found.state, found.language, found.proof) == ("active", "en", "Formular 2024")
    assert Subscriber.objects.get(email="").state == "unsubscribed"
    assert Subscriber.objects.count() == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ny@example.org;da;2024-05-01;\n", "hvor man kan finde"),
        ("ikke-mail;da;2024-05-01;Liste\n", "ikke en mailadresse"),
        ("ny@example.org;fr;2024-05-01;Liste\n", "da eller en"),
        ("ny@example.org;da;1. maj;Liste\n", "2025-09-30"),
        ("ny@example.org;da;2999-01-01;Liste\n", "ikke kommet endnu"),
    ],
)
def test_one_wrong_row_and_nothing_comes_in(administrator: User, client_as: Any, text: str, words: str) -> None:
    answer = bring(client_as(administrator), f"{HEAD}god@example.org;da;2024-05-01;Liste\n{text}")
    page = answer.content.decode()
    assert (answer.status_code, "Linje 3" in page, words in page, Subscriber.objects.count()) == (422, True, True, 0)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"navn\nx\n", b"\x00" * 50])
def test_what_is_no_list_is_refused_kindly(administrator: User, client_as: Any, content: bytes) -> None:
    assert bring(client_as(administrator), content).status_code == 422
    assert Subscriber.objects.count() == 0


def test_taking_the_list_out_asks_for_a_fresh_proof_and_is_written_down(administrator: User, client_as: Any) -> None:
    make_reader("=1+1@example.org")
    desk = client_as(administrator)
    answer = desk.get(f"{LIST}eksport/")
    assert answer.status_code == 302 or "'=1+1@example.org" in answer.content.decode()
    assert AccessEvent.objects.filter(action="newsletter.exported").exists() == (answer.status_code == 200)


@pytest.mark.parametrize("role", ["editor", "moderator", "coordinator", "participant", "outsider"])
def test_nobody_else_sees_readers(everybody: dict[str, User], client_as: Any, role: str) -> None:
    reader = make_reader()
    other = client_as(everybody[role])
    for path in (LIST, f"{LIST}import/", f"{LIST}eksport/"):
        assert other.get(path).status_code in (403, 404)
    assert other.post(f"{LIST}{reader.pk}/af/").status_code in (403, 404)
    reader.refresh_from_db()
    assert reader.state == "active"


def test_wrong_methods_are_refused(administrator: User, client_as: Any) -> None:
    desk = client_as(administrator)
    reader = make_reader()
    assert (desk.post(LIST).status_code, desk.get(f"{LIST}{reader.pk}/af/").status_code) == (405, 405)
