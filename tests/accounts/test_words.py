"""Administrators change the words of mails: with known placeholders, versions, and a way back."""

import re
from typing import Any

import pytest
from django.core import mail as django_mail
from django.test import Client

from accounts.models import AccessEvent, User
from outbox import kinds
from outbox.domain.delivery import deliver_due
from outbox.domain.messages import queue
from outbox.models import WordingVersion
from tests.conftest import NOW
from tests.fixtures.sites import SiteTree

pytestmark = pytest.mark.django_db
INDEX, LIST = "/administration/mails/", "/administration/mails/skabeloner/"
PAGE = f"{LIST}accounts.roles_changed/da/"
RECEIPT = f"{LIST}home.enquiry_receipt/da/"
GOOD = {"subject": "Nye roller", "body": "Hej.\r\n\r\nDu er nu {roller}."}


@pytest.fixture(autouse=True)
def _place(site_tree: SiteTree, time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def desk(administrator: User, client_as: Any) -> Client:
    return client_as(administrator)


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


# --- who comes in -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["coordinator", "editor", "trainer", "participant"])
def test_only_administrators_come_in(who: str, request: Any, client_as: Any) -> None:
    browser = client_as(request.getfixturevalue(who))
    pages = [INDEX, LIST, PAGE, f"{PAGE}mail/", f"{RECEIPT}brev/"]
    assert [browser.get(one).status_code for one in pages] == [403] * 5
    assert [browser.post(one, GOOD).status_code for one in (PAGE, f"{PAGE}standard/")] == [403] * 2
    assert WordingVersion.objects.count() == 0


def test_a_stranger_is_sent_to_sign_in(stranger: Client) -> None:
    assert [stranger.get(one).status_code for one in (INDEX, LIST, PAGE)] == [302] * 3


def test_wrong_methods_are_refused_and_unknown_kinds_are_not_there(desk: Client) -> None:
    assert [desk.post(one).status_code for one in (INDEX, LIST, f"{PAGE}mail/")] == [405] * 3
    assert desk.get(f"{PAGE}standard/").status_code == 405
    gone = ["gone.kind/da/", "accounts.roles_changed/de/", "accounts.signing_in/da/"]
    assert [desk.get(f"{LIST}{one}").status_code for one in gone] == [404] * 3
    assert desk.get(f"{PAGE}brev/").status_code == 404  # it never goes on paper


def test_the_index_ties_the_pages_together(desk: Client) -> None:
    shown = text(desk.get(INDEX))
    for one in ("log/", "doede/", "spaerret/", "skabeloner/"):
        assert f'href="{INDEX}{one}"' in shown
    assert ('href="/koordinator/breve/"' in shown, 'href="/koordinator/opkald/"' in shown) == (True, True)


# --- changing -----------------------------------------------------------------------------------------------
def test_saved_words_are_sent_from_then_on_in_that_language(desk: Client, participant: User) -> None:
    assert desk.post(PAGE, GOOD).status_code == 302
    queue("accounts.roles_changed", object_id=str(participant.uuid), now=NOW)
    deliver_due(now=NOW)
    sent = django_mail.outbox[-1]
    assert (sent.subject, "Du er nu ingen." in sent.body) == ("Nye roller", True)
    assert "Åbn min side" in sent.body
    assert "Changed" not in text(desk.get(f"{LIST}accounts.roles_changed/en/"))


def test_the_same_words_twice_are_one_version_and_each_version_is_kept_and_logged(
    desk: Client, administrator: User
) -> None:
    for subject in ("Nye roller", "Nye roller", "Dine roller"):
        assert desk.post(PAGE, {**GOOD, "subject": subject}).status_code == 302
    assert [desk.post(f"{PAGE}standard/").status_code for _ in range(2)] == [302, 302]
    versions = WordingVersion.objects.order_by("number")
    assert list(versions.values_list("number", "subject", "by")) == [
        (1, "Nye roller", administrator.uuid),
        (2, "Dine roller", administrator.uuid),
        (3, "", administrator.uuid),
    ]
    events = AccessEvent.objects.filter(action__startswith="words.").order_by("time", "pk")
    assert sorted(events.values_list("action", flat=True)) == ["words.changed", "words.changed", "words.reset"]
    shown = text(desk.get(PAGE))
    assert [words in shown for words in ("Version 3", "Version 1", "administrator@example.org", "egne ord igen")] == [
        True
    ] * 4
    assert kinds.words_of("accounts.roles_changed", "da").subject == "Dine roller i portalen er ændret"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"subject": ""}, "Skriv et emne"),
        ({"body": ""}, "Skriv en tekst"),
        ({"body": "Hej {navn}"}, "kender ikke {navn}"),
        ({"subject": "Til {fornavn}"}, "kender ikke {fornavn}"),
        ({"body": "En { for meget"}, "står alene"),
        ({"body": "{{ roller }} {% now 'Y' %}"}, "står alene"),
        ({"subject": "Om din diagnose"}, "helbred"),
        ({"subject": "Din angst"}, "helbred"),
        ({"body": "Nummer 010190-1111"}, "CPR"),
        ({"subject": "x" * 151}, "150"),
    ],
)
def test_what_must_not_stand_there_is_refused_kindly_and_kept(desk: Client, change: dict[str, str], words: str) -> None:
    answer = desk.post(PAGE, {**GOOD, **change})
    assert (answer.status_code, WordingVersion.objects.count()) == (422, 0)
    assert words in text(answer)
    if "body" not in change:
        assert "Du er nu {roller}." in text(answer)


def test_a_private_name_may_stand_in_a_body_and_not_in_a_subject(desk: Client) -> None:
    body = "Hej {navn}. Vi svarer {dag}."
    refused = desk.post(RECEIPT, {"subject": "Til {navn}", "body": body})
    assert (refused.status_code, "{navn} er privat" in text(refused)) == (422, True)
    assert desk.post(RECEIPT, {"subject": "Sag {reference}", "body": body}).status_code == 302


def test_looking_first_shows_the_typed_words_and_saves_nothing(desk: Client) -> None:
    answer = desk.post(RECEIPT, {"subject": "Sag {reference}", "body": "Kære {navn}", "preview": "1"})
    shown = text(answer)
    assert ("Sag H-2026-0042" in shown, "Kære Anna Holm" in shown) == (True, True)
    assert (answer.status_code, WordingVersion.objects.count()) == (200, 0)


def test_a_form_sent_twice_has_its_effect_once(desk: Client) -> None:
    key = "6f9d6b7e-1111-4111-8111-111111111111"
    for _ in range(2):
        assert desk.post(PAGE, {**GOOD, "once": key}).status_code == 302
    assert WordingVersion.objects.count() == 1


# --- looking ------------------------------------------------------------------------------------------------
def test_every_kind_can_be_looked_at_as_a_mail_and_as_a_letter_where_it_may_be_one(desk: Client) -> None:
    for name, kind in kinds.KINDS.items():
        if kind.wording:
            for language in ("da", "en"):
                assert desk.get(f"{LIST}{name}/{language}/").status_code == 200
                answer = desk.get(f"{LIST}{name}/{language}/mail/")
                assert (answer.status_code, f'lang="{language}"' in text(answer)) == (200, True)
                assert "{" not in re.sub(r"<style>.*?</style>", "", answer.content.decode(), flags=re.DOTALL)
    letter = desk.get(f"{RECEIPT}brev/")
    assert (letter["Content-Type"], letter.content[:5]) == ("application/pdf", b"%PDF-")


def test_the_preview_brings_its_styles_and_lets_nothing_else_in(desk: Client) -> None:
    policy = desk.get(f"{PAGE}mail/")["Content-Security-Policy"]
    assert ("default-src 'none'" in policy, "style-src 'unsafe-inline'" in policy, "script" in policy) == (
        True,
        True,
        False,
    )


def test_markup_in_words_stays_text(desk: Client) -> None:
    desk.post(PAGE, {"subject": "Nye <b>roller</b>", "body": "<script>alert(1)</script> {roller}"})
    for one in (PAGE, f"{PAGE}mail/"):
        assert "<script>alert" not in desk.get(one).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_however_many_are_changed(
    desk: Client, number: int, django_assert_num_queries: Any
) -> None:
    for one in range(number):
        WordingVersion.objects.create(
            kind="accounts.roles_changed", language="da", number=one + 1, subject="A", body="B", made_at=NOW
        )
    desk.get(LIST)
    with django_assert_num_queries(6):
        assert text(desk.get(LIST)).count("Ændret") == 1
