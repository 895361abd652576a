"""Asking for the newsletter twice, choosing, taking a break and leaving."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.domain.erasure import erase
from accounts.models import Consent, User
from home.domain.errors import Refused
from news.domain import subscribers
from news.models import NewsletterPage, Subscriber
from outbox.domain.delivery import deliver_due
from outbox.domain.suppressions import suppress
from outbox.models import Message
from tests.conftest import NOW
from tests.fixtures.sites import SiteTree

from .reading import ensure_text, make_newsletter, make_reader

pytestmark = pytest.mark.django_db
ADDRESS = "laeser@example.org"


@pytest.fixture
def newsletter(site_tree: SiteTree) -> NewsletterPage:
    return make_newsletter(site_tree)


@pytest.fixture
def shown(administrator: User) -> str:
    return ensure_text(administrator)


def send(browser: Client, shown: str, email: str = ADDRESS, **more: str) -> Any:
    opened = re.search(r'name="opened" value="([^"]+)"', browser.get("/nyhedsbrev/").content.decode())
    assert opened is not None
    return browser.post("/nyhedsbrev/", {"email": email, "yes": shown, "opened": opened[1], **more})


def mine(reader: Subscriber) -> str:
    return f"/nyhedsbrev/mit/{reader.token}/"


def body(answer: Any) -> str:
    return str(answer.content.decode())


class TestAsking:
    @pytest.fixture(autouse=True)
    def _slowly(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("accounts.guards.FASTEST_SECONDS", 0)

    def test_an_address_is_noted_with_what_it_said_yes_to_and_asked_by_mail(
        self, newsletter: NewsletterPage, shown: str, stranger: Client, mailoutbox: Any
    ) -> None:
        assert "Se i din mail nu" in body(send(stranger, shown))
        reader = Subscriber.objects.get()
        assert (reader.state, reader.email, reader.confirmed_at) == ("pending", ADDRESS, None)
        assert Consent.objects.get(about=reader.pk).text_hash == shown
        deliver_due(now=reader.asked_at)
        assert [(mail.to, reader.token in mail.body) for mail in mailoutbox] == [([ADDRESS], True)]

    def test_a_known_and_an_unknown_address_get_the_same_page(
        self, newsletter: NewsletterPage, shown: str, stranger: Client
    ) -> None:
        make_reader("kendt@example.org")
        assert body(send(stranger, shown, "kendt@example.org")) == body(send(stranger, shown, "ny@example.org"))

    def test_a_hundred_posts_for_one_address_send_one_question(
        self, newsletter: NewsletterPage, shown: str, stranger: Client, settings: Any
    ) -> None:
        settings.RATE_LIMITS = settings.RATE_LIMITS | {"newsletter": (200, 3600)}
        for number in range(20):
            spelling = ADDRESS.upper() if number % 2 else f"laeser+{number}@example.org"
            assert send(stranger, shown, spelling).status_code == 200
        assert (Subscriber.objects.count(), Message.objects.filter(kind="news.subscribe").count()) == (1, 1)

    def test_an_address_is_asked_again_after_a_day_and_not_before(self, shown: str) -> None:
        make_reader(confirmed=False)
        for hours in (1, 23, 24, 25):
            subscribers.ask(email=ADDRESS, language="da", shown=shown, now=NOW - timedelta(days=1 - hours / 24))
        assert Message.objects.filter(kind="news.subscribe").count() == 2

    def test_the_fourth_from_one_visitor_waits(self, newsletter: NewsletterPage, shown: str, stranger: Client) -> None:
        statuses = [send(stranger, shown, f"l{number}@example.org").status_code for number in range(4)]
        assert statuses == [200, 200, 200, 429]

    @pytest.mark.parametrize(
        ("email", "yes", "words"),
        [
            ("", True, "Skriv din mail"),
            ("ikke-en-mail", True, "Skriv din mail sådan"),
            (ADDRESS, False, "hvis du sætter kryds"),
        ],
    )
    def test_what_is_missing_is_said_and_nothing_is_stored(
        self, newsletter: NewsletterPage, shown: str, stranger: Client, email: str, yes: bool, words: str
    ) -> None:
        answer = send(stranger, shown if yes else "", email)
        assert (answer.status_code, words in body(answer), Subscriber.objects.count()) == (422, True, 0)

    def test_a_robot_gets_the_same_page_and_leaves_nothing(
        self, newsletter: NewsletterPage, shown: str, stranger: Client
    ) -> None:
        answer = send(stranger, shown, hjemmeside="http://spam.example")
        assert ("Se i din mail nu" in body(answer), Subscriber.objects.count()) == (True, 0)


class TestTheLink:
    def test_opening_it_changes_nothing_and_the_button_confirms_once(self, shown: str, stranger: Client) -> None:
        reader = make_reader(confirmed=False)
        stranger.get(mine(reader))
        reader.refresh_from_db()
        assert reader.state == "pending"
        for _press in range(2):
            assert stranger.post(mine(reader), {"act": "confirm"})["Location"] == mine(reader)
        reader.refresh_from_db()
        assert (reader.state, reader.delete_on) == ("active", None)

    def test_wishes_are_kept_and_wrong_ones_are_refused(self, shown: str, stranger: Client) -> None:
        reader = make_reader()
        wanted = {"act": "wishes", "frequency": "weekly", "topics": ["groups"], "language": "en"}
        for _press in range(2):
            stranger.post(mine(reader), wanted)
        reader.refresh_from_db()
        assert (reader.frequency, reader.topics, reader.language) == ("weekly", ["groups"], "en")
        answer = stranger.post(mine(reader), wanted | {"frequency": "hver time"})
        assert (answer.status_code, "Vælg en mulighed på listen" in body(answer)) == (422, True)

    def test_a_break_begins_and_ends(self, shown: str, stranger: Client) -> None:
        reader = make_reader()
        stranger.post(mine(reader), {"act": "pause", "months": "3"})
        assert "Du holder pause" in body(stranger.get(mine(reader)))
        stranger.post(mine(reader), {"act": "pause", "months": "0"})
        reader.refresh_from_db()
        assert reader.paused_until is None

    def test_leaving_forgets_the_address_at_once_and_a_second_press_changes_nothing(
        self, shown: str, stranger: Client
    ) -> None:
        reader = make_reader(frequency="daily", topics=["groups"])
        for _press in range(2):
            stranger.post(mine(reader), {"act": "leave"})
        reader.refresh_from_db()
        assert (reader.state, reader.email, reader.topics) == ("unsubscribed", "", [])
        assert Consent.objects.get(about=reader.pk).withdrawn_at is not None
        assert "Du har stoppet nyhedsbrevet" in body(stranger.get(mine(reader)))
        assert stranger.post(mine(reader), {"act": "confirm"}).status_code == 409

    def test_a_mail_program_leaves_with_one_post_and_no_token_of_a_form(self, shown: str) -> None:
        reader = make_reader()
        program = Client(enforce_csrf_checks=True)
        url = f"/nyhedsbrev/afmeld/{reader.token}/"
        assert program.get(url).status_code == 200
        reader.refresh_from_db()
        assert reader.state == "active"
        for _press in range(2):
            assert program.post(url, {"List-Unsubscribe": "One-Click"}).status_code == 200
        reader.refresh_from_db()
        assert reader.state == "unsubscribed"

    @pytest.mark.parametrize("token", ["x", "00000000-0000-4000-8000-000000000000", "å" * 300, "%00"])
    def test_a_wrong_link_is_a_page_that_says_so(self, shown: str, stranger: Client, token: str) -> None:
        make_reader()
        for part in ("mit", "afmeld"):
            answer = stranger.get(f"/nyhedsbrev/{part}/{token}/")
            assert (answer.status_code, "virker ikke" in body(answer)) == (404, True)

    def test_who_left_may_come_back(self, shown: str) -> None:
        reader = subscribers.leave(make_reader(), now=NOW)
        again = subscribers.ask(email=ADDRESS, language="da", shown=shown, now=NOW + timedelta(days=2))
        assert (again.pk, again.state, again.email) == (reader.pk, "pending", ADDRESS)
        assert subscribers.confirm(again, now=NOW + timedelta(days=2)).state == "active"


class TestTime:
    def test_who_never_says_yes_is_deleted_after_seven_days_with_the_consent(self, shown: str) -> None:
        reader = make_reader(confirmed=False)
        assert subscribers.delete_due(reader.asked_at + timedelta(days=6)) == 0
        assert subscribers.delete_due(reader.asked_at + timedelta(days=7)) == 1
        assert (Subscriber.objects.count(), Consent.objects.count()) == (0, 0)

    def test_an_address_that_bounces_is_closed_and_gone_after_a_month(self, shown: str) -> None:
        reader = make_reader()
        suppress(ADDRESS, now=NOW, reply_code=550)
        assert (subscribers.close_bounced(NOW), subscribers.close_bounced(NOW)) == (1, 0)
        reader.refresh_from_db()
        assert reader.state == "bounced"
        assert subscribers.delete_due(NOW + timedelta(days=31)) == 1

    def test_who_does_not_answer_after_two_years_leaves(self, shown: str, settings: Any) -> None:
        reader = make_reader()
        later = NOW + timedelta(days=731)
        assert subscribers.ask_again(later) == 0
        settings.NEWSLETTER_ASK_AGAIN_MONTHS = 24
        assert (subscribers.ask_again(later), subscribers.ask_again(later)) == (1, 0)
        keeps = make_reader("bliver@example.org")
        Subscriber.objects.filter(pk=keeps.pk).update(asked_again_at=later)
        keeps.refresh_from_db()
        subscribers.confirm(keeps, now=later)
        assert subscribers.leave_silent(later + timedelta(days=30)) == 1
        reader.refresh_from_db()
        assert reader.state == "unsubscribed"


class TestTheDatabase:
    def test_who_left_has_no_address_and_who_is_on_the_list_said_yes(self, shown: str) -> None:
        reader = make_reader(confirmed=False)
        for wrong in ({"state": "unsubscribed"}, {"state": "active"}, {"state": "odd"}, {"frequency": "hourly"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Subscriber.objects.filter(pk=reader.pk).update(**wrong)

    def test_erasing_a_person_takes_them_off_the_list(self, shown: str, participant: User) -> None:
        reader = make_reader(participant.email)
        erase(subject=participant.uuid, now=NOW)
        reader.refresh_from_db()
        assert (reader.state, reader.email) == ("unsubscribed", "")

    def test_only_who_is_on_the_list_changes_anything(self, shown: str) -> None:
        reader = make_reader(confirmed=False)
        with pytest.raises(Refused):
            subscribers.pause(reader, months=1, now=NOW)
