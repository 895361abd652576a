"""An issue from trial to sent: who gets it, when, once; and what the mail looks like."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from home.domain.errors import Refused
from news.domain import sendings, subscribers
from news.domain.issue_mail import edition
from news.models import IssueSending, NewsletterIssuePage
from outbox.domain.delivery import deliver_due
from outbox.models import Message
from tests.conftest import NOW
from tests.fixtures.sites import SiteTree

from .reading import ensure_text, make_issue, make_newsletter, make_reader

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def issue(site_tree: SiteTree, administrator: User) -> NewsletterIssuePage:
    ensure_text(administrator)
    return make_issue(make_newsletter(site_tree))


@pytest.fixture
def tried(issue: NewsletterIssuePage, moderator: User) -> NewsletterIssuePage:
    sendings.try_out(issue, by=moderator, now=NOW)
    return issue


def started(page: NewsletterIssuePage, by: User) -> IssueSending:
    sendings.schedule(page, at=NOW, by=by, now=NOW)
    sendings.begin_due(NOW)
    return IssueSending.objects.get()


def run(now: datetime = LATER, turns: int = 5) -> None:
    """The worker's turns: a batch, its delivery, the next."""
    for _turn in range(turns):
        sendings.push_batches(now)
        now += timedelta(minutes=1)
        deliver_due(now=now)


def to_readers(mailoutbox: Any) -> list[str]:
    return sorted(mail.to[0] for mail in mailoutbox if "List-Unsubscribe" in mail.extra_headers)


class TestSending:
    def test_an_issue_reaches_everybody_on_the_list_once(
        self, tried: NewsletterIssuePage, moderator: User, mailoutbox: Any
    ) -> None:
        for name in ("a", "b", "c"):
            make_reader(f"{name}@example.org")
        make_reader("venter@example.org", confirmed=False)
        make_reader("pause@example.org")
        subscribers.pause(make_reader("pause@example.org"), months=1, now=NOW)
        subscribers.leave(make_reader("stoppet@example.org"), now=NOW)
        started(tried, moderator)
        run()
        assert to_readers(mailoutbox) == ["a@example.org", "b@example.org", "c@example.org"]
        sending = IssueSending.objects.get()
        assert (sending.state, sending.queued, sending.sent, sending.failed) == ("sent", 3, 3, 0)
        run()
        assert len(to_readers(mailoutbox)) == 3

    def test_batches_leave_room_for_other_mail_and_go_on_where_they_stopped(
        self, tried: NewsletterIssuePage, moderator: User, settings: Any, mailoutbox: Any
    ) -> None:
        settings.NEWSLETTER_BATCH = 2
        for number in range(5):
            make_reader(f"l{number}@example.org")
        started(tried, moderator)
        waiting = Message.objects.filter(kind=sendings.ISSUE, state="waiting")
        assert [(sendings.push_batches(LATER), waiting.count()) for _turn in range(2)] == [(2, 2), (0, 2)]
        run()
        assert len(set(to_readers(mailoutbox))) == len(to_readers(mailoutbox)) == 5

    def test_who_leaves_between_two_batches_gets_nothing(
        self, tried: NewsletterIssuePage, moderator: User, mailoutbox: Any
    ) -> None:
        stays, leaves = make_reader("bliver@example.org"), make_reader("gaar@example.org")
        started(tried, moderator)
        sendings.push_batches(LATER)
        subscribers.leave(leaves, now=LATER)
        run()
        assert to_readers(mailoutbox) == [stays.email]
        assert IssueSending.objects.get().dropped == 1

    def test_stopping_holds_back_what_has_not_left_and_going_on_sends_it(
        self, tried: NewsletterIssuePage, moderator: User, mailoutbox: Any
    ) -> None:
        for number in range(3):
            make_reader(f"l{number}@example.org")
        started(tried, moderator)
        sendings.push_batches(LATER)
        deliver_due(now=LATER + timedelta(minutes=1), limit=2)  # one is the trial
        for _press in range(2):
            sendings.stop(tried, by=moderator, now=LATER)
        run()
        before = len(to_readers(mailoutbox))
        for _press in range(2):
            sendings.go_on(tried, by=moderator, now=LATER)
        run()
        assert (before < 3, len(set(to_readers(mailoutbox)))) == (True, 3)
        assert len(to_readers(mailoutbox)) == 3

    def test_what_is_mailed_is_what_stood_there_when_sending_began(
        self, tried: NewsletterIssuePage, moderator: User, mailoutbox: Any
    ) -> None:
        make_reader()
        started(tried, moderator)
        tried.title = "Rettet bagefter"
        tried.save_revision().publish()
        run()
        assert [mail.subject for mail in mailoutbox if mail.to == ["laeser@example.org"]] == ["Nummer 1"]

    def test_an_address_gets_it_once_though_it_left_and_came_back(
        self, tried: NewsletterIssuePage, moderator: User, mailoutbox: Any
    ) -> None:
        reader = make_reader()
        started(tried, moderator)
        run(turns=1)
        subscribers.leave(reader, now=LATER)
        subscribers.confirm(subscribers.ask(email="laeser@example.org", language="da", shown="", now=LATER), now=LATER)
        IssueSending.objects.update(state="sending", reached=None)
        run()
        assert to_readers(mailoutbox) == ["laeser@example.org"]


class TestGuards:
    def test_an_issue_that_was_not_tried_as_it_stands_is_not_sent(
        self, issue: NewsletterIssuePage, moderator: User
    ) -> None:
        with pytest.raises(Refused, match="prøvemail"):
            sendings.schedule(issue, at=NOW, by=moderator, now=NOW)
        sendings.try_out(issue, by=moderator, now=NOW)
        issue.title = "Nyt navn"
        issue.save_revision().publish()
        with pytest.raises(Refused, match="prøvemail"):
            sendings.schedule(issue, at=NOW, by=moderator, now=NOW)

    def test_a_page_with_changes_that_are_not_published_is_neither_tried_nor_sent(
        self, tried: NewsletterIssuePage, moderator: User
    ) -> None:
        tried.title = "Kladde"
        tried.save_revision()
        for act in (sendings.try_out, lambda page, **more: sendings.schedule(page, at=NOW, **more)):
            with pytest.raises(Refused, match="ikke er udgivet"):
                act(NewsletterIssuePage.objects.get(), by=moderator, now=NOW)

    def test_a_scheduled_issue_waits_for_its_hour_and_may_be_taken_back(
        self, tried: NewsletterIssuePage, moderator: User
    ) -> None:
        make_reader()
        for _press in range(2):
            sendings.schedule(tried, at=NOW + timedelta(hours=2), by=moderator, now=NOW)
        assert sendings.begin_due(NOW + timedelta(hours=1)) == 0
        for _press in range(2):
            sendings.unschedule(tried, by=moderator, now=NOW)
        assert sendings.begin_due(NOW + timedelta(hours=3)) == 0
        with pytest.raises(Refused):
            sendings.stop(tried, by=moderator, now=NOW)


class TestTheMail:
    def test_it_holds_its_words_whole_links_and_the_way_out_and_fetches_nothing(
        self, tried: NewsletterIssuePage, moderator: User, mailoutbox: Any, settings: Any
    ) -> None:
        reader = make_reader()
        started(tried, moderator)
        run()
        mail = next(mail for mail in mailoutbox if mail.to == [reader.email])
        html = mail.alternatives[0][0]
        leave = f"{settings.SITE_URL}/nyhedsbrev/afmeld/{reader.token}/"
        assert mail.extra_headers["List-Unsubscribe"] == f"<{leave}>"
        assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert [leave in part for part in (mail.body, html)] == [True, True]
        assert "invalid/" not in html + mail.body
        assert f'href="{settings.SITE_URL}/kontakt/"' in html
        assert f"kontakt ({settings.SITE_URL}/kontakt/)" in mail.body
        assert re.findall(r"<img|<link|url\(|<script", html) == []
        assert len(html.encode()) < 102 * 1024

    def test_hostile_words_come_out_as_words(self, site_tree: SiteTree, administrator: User) -> None:
        body = [("quote", {"text": "<script>alert(1)</script>", "attribution": "<b>Navn</b>"})]
        made = edition(make_issue(make_newsletter(site_tree), body=body))
        assert ("<script>" in made.html, "<script>alert(1)</script>" in made.text) == (False, True)

    def test_articles_stand_with_title_date_and_summary_in_both_forms(
        self, site_tree: SiteTree, administrator: User
    ) -> None:
        body = [("articles", {"title": "Læs mere", "articles": [{"page": site_tree.article}]})]
        made = edition(make_issue(make_newsletter(site_tree), body=body))
        for words in ("Nye grupper til foråret", "20. oktober 2026", "/nyheder/nye-grupper/"):
            assert (words in made.html, words in made.text) == (True, True)

    def test_the_page_stands_on_the_web_and_in_the_list(self, issue: NewsletterIssuePage, stranger: Client) -> None:
        assert "Nummer 1" in stranger.get("/nyhedsbrev/").content.decode()
        assert stranger.get("/nyhedsbrev/nummer-1/").status_code == 200


class TestTheDesk:
    def url(self, issue: NewsletterIssuePage, act: str = "") -> str:
        return f"/cms/nyhedsbrev/{issue.pk}/{f'{act}/' if act else ''}"

    def test_a_moderator_tries_schedules_and_takes_back(
        self, issue: NewsletterIssuePage, moderator: User, client_as: Any
    ) -> None:
        desk = client_as(moderator)
        steps = (("proev", "test_sent"), ("planlaeg", "scheduled"), ("tag-tilbage", "test_sent"))
        for act, state in steps:
            assert desk.post(self.url(issue, act), {"at": ""}).status_code == 302
            assert IssueSending.objects.get().state == state
        assert "læsere er på listen" in desk.get(self.url(issue)).content.decode()

    def test_an_editor_may_try_but_not_send(self, issue: NewsletterIssuePage, editor: User, client_as: Any) -> None:
        desk = client_as(editor)
        assert desk.post(self.url(issue, "proev")).status_code == 302
        assert desk.post(self.url(issue, "planlaeg"), {"at": ""}).status_code in (302, 403)
        assert IssueSending.objects.get().state == "test_sent"

    def test_a_moment_that_has_passed_is_refused_and_what_was_typed_stays(
        self, tried: NewsletterIssuePage, moderator: User, client_as: Any
    ) -> None:
        answer = client_as(moderator).post(self.url(tried, "planlaeg"), {"at": "2020-01-01T09:00"})
        assert (answer.status_code, "2020-01-01T09:00" in answer.content.decode()) == (422, True)

    def test_it_reads_as_html_and_as_text(self, issue: NewsletterIssuePage, editor: User, client_as: Any) -> None:
        desk = client_as(editor)
        assert desk.get(f"{self.url(issue)}mail/")["Content-Type"].startswith("text/html")
        assert "Nummer 1" in desk.get(f"{self.url(issue)}mail/?som=tekst").content.decode()

    @pytest.mark.parametrize("role", ["participant", "coordinator", "outsider"])
    def test_others_get_nowhere(
        self, issue: NewsletterIssuePage, everybody: dict[str, User], client_as: Any, role: str
    ) -> None:
        other = client_as(everybody[role])
        statuses = {
            other.get(self.url(issue)).status_code,
            other.post(self.url(issue, "stop")).status_code,
            other.get("/cms/nyhedsbrev/").status_code,
        }
        assert statuses <= {302, 403, 404}
        assert not IssueSending.objects.exists()

    def test_wrong_methods_acts_and_numbers_are_unknown(
        self, issue: NewsletterIssuePage, moderator: User, client_as: Any
    ) -> None:
        desk = client_as(moderator)
        assert desk.get(self.url(issue, "stop")).status_code == 405
        assert desk.post(self.url(issue, "findes-ikke")).status_code == 404
        assert desk.get("/cms/nyhedsbrev/999999/").status_code == 404

    @pytest.mark.parametrize("rows", [1, 3])
    def test_the_list_asks_as_much_for_three_as_for_one(
        self, issue: NewsletterIssuePage, moderator: User, client_as: Any, rows: int
    ) -> None:
        for number in range(2, rows + 1):
            make_issue(issue.get_parent().specific, number)
        desk = client_as(moderator)
        desk.get("/cms/nyhedsbrev/")
        with CaptureQueriesContext(connection) as asked:
            answer = desk.get("/cms/nyhedsbrev/")
        assert answer.content.decode().count("Nummer") >= rows
        assert len([one for one in asked if "newsletterissuepage" in one["sql"]]) == 1


def test_the_web_page_of_an_issue_shows_its_articles_and_what_comes(site_tree: SiteTree, stranger: Client) -> None:
    body = [
        ("articles", {"title": "Læs mere", "articles": [{"page": site_tree.article}]}),
        ("dates", {"title": "Det sker", "kinds": [], "weeks": 8}),
    ]
    make_issue(make_newsletter(site_tree), body=body)
    page = stranger.get("/nyhedsbrev/nummer-1/").content.decode()
    assert ("Nye grupper til foråret" in page, "20. oktober 2026" in page) == (True, True)
