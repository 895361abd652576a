"""Development's mail: kept as files, shown on a page that exists in development alone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.test import Client

from outbox.backends import DevelopmentBackend
from outbox.views.mailbox import MOST_SHOWN
from tests.fixtures.sites import SiteTree

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    return settings.EMAIL_FILE_PATH


@pytest.fixture
def reader(folder: Path) -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture
def keep(folder: Path) -> Callable[..., None]:
    def write(subject: str = "Nyt", text: str = "Hej", html: str = "<p>Hej</p>") -> None:
        mail = EmailMultiAlternatives(
            subject, text, to=["anna@example.org"], connection=get_connection("outbox.backends.DevelopmentBackend")
        )
        mail.attach_alternative(html, "text/html")
        mail.send()

    return write


def test_a_mail_is_kept_as_a_file_and_told_in_short(
    folder: Path, keep: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    keep(subject="Koden", text="WLJW-JPDP\n\n")
    assert len(list(folder.glob("*.eml"))) == 1
    assert capsys.readouterr().out == "\nmail to anna@example.org: Koden\nWLJW-JPDP\n\n"


def test_several_mails_at_once_are_several_files(folder: Path) -> None:
    mails = [EmailMultiAlternatives(str(number), "x", to=["a@example.org"]) for number in range(5)]
    assert DevelopmentBackend().send_messages(mails) == 5
    assert len(list(folder.glob("*.eml"))) == 5


def test_the_newest_mails_stand_first(reader: Client, keep: Callable[..., None], site_tree: SiteTree) -> None:
    keep(subject="Den første")
    keep(subject="Den anden")
    text = reader.get("/udvikling/mail/").content.decode()
    assert text.index("Den anden") < text.index("Den første")


def test_an_empty_mailbox_says_so(reader: Client, site_tree: SiteTree) -> None:
    assert reader.get("/udvikling/mail/").status_code == 200


def test_no_more_than_the_newest_are_shown(reader: Client, keep: Callable[..., None], site_tree: SiteTree) -> None:
    for number in range(MOST_SHOWN + 2):
        keep(subject=f"Brev {number:03}")
    text = reader.get("/udvikling/mail/").content.decode()
    assert ["Brev 001" in text, "Brev 002" in text] == [False, True]


def test_the_text_of_a_mail_is_shown_as_text(reader: Client, keep: Callable[..., None], site_tree: SiteTree) -> None:
    keep(text="<script>alert(1)</script>")
    assert "<script>alert(1)" not in reader.get("/udvikling/mail/").content.decode()


def test_the_html_part_is_shown_as_it_came(reader: Client, folder: Path, keep: Callable[..., None]) -> None:
    keep(html="<p>Æble</p>")
    name = next(folder.glob("*.eml")).stem
    assert reader.get(f"/udvikling/mail/{name}.html").content.decode().strip() == "<p>Æble</p>"


@pytest.mark.parametrize("name", ["x", "..", "..%2f..%2fetc%2fpasswd", "%2e%2e%2fsecret-key", "a%00b"])
def test_no_other_file_is_reached(reader: Client, folder: Path, site_tree: SiteTree, name: str) -> None:
    folder.parent.joinpath("secret-key.eml").write_text("Subject: x\n\nhemmeligt")
    answer = reader.get(f"/udvikling/mail/{name}.html")
    assert (answer.status_code, b"hemmeligt" in answer.content) == (404, False)


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_mailbox_is_for_reading(reader: Client, method: str) -> None:
    assert getattr(reader, method)("/udvikling/mail/").status_code == 405
