"""What an editor finds in the morning: searches in vain, pages to read again, what is to be translated, hints."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits, SearchPromotion

from accounts.models import User
from home.domain import searches
from home.domain.alt_texts import alt_fault
from home.domain.checks import warnings
from home.domain.plain_words import heavy_words
from home.domain.reviews import REVIEW, due_of, past_review, remind_owners
from home.emails import review
from home.models import ContentPage
from outbox.models import Message
from tests.conftest import NOW
from tests.fixtures.sites import SiteTree

pytestmark = pytest.mark.django_db
As = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _no_limit(settings: Any) -> None:
    settings.RATE_LIMIT_FACTOR = 1000


# --- searches in vain ------------------------------------------------------------------------------------------------
def test_a_search_that_finds_nothing_is_counted_without_who_searched(site_tree: SiteTree) -> None:
    for _time in range(2):
        Client().get("/soeg/", {"q": "  Skovtur "})
    (row,) = searches.missed()
    assert (row.words, row.times) == ("skovtur", 2)


def test_a_search_that_finds_something_is_not_counted(site_tree: SiteTree) -> None:
    Client().get("/soeg/", {"q": "forløb"})
    assert not Query.objects.exists()


@pytest.mark.parametrize("typed", ["", " ", "a@b.dk", "010190-1234", "ring 12 34 56 78", "x" * 61])
def test_what_may_be_somebodys_is_not_kept(typed: str) -> None:
    assert searches.note_miss(typed, now=NOW) is False
    assert not Query.objects.exists()


def test_counts_go_after_ninety_days_and_words_with_a_promotion_stay(site_tree: SiteTree) -> None:
    searches.note_miss("skovtur", now=NOW)
    searches.note_miss("kano", now=NOW)
    SearchPromotion.objects.create(query=Query.get("kano"), page=site_tree.faq)
    assert searches.forget(NOW + timedelta(days=90)) == 0
    assert searches.forget(NOW + timedelta(days=91)) == 3
    assert list(Query.objects.values_list("query_string", flat=True)) == ["kano"]
    assert not QueryDailyHits.objects.exists()
    assert searches.forget(NOW + timedelta(days=91)) == 0


@pytest.mark.parametrize("number", [1, 3])
def test_editors_see_what_was_searched_for_in_vain(
    number: int, editor: User, client_as: As, django_assert_num_queries: Any
) -> None:
    client = client_as(editor)
    for word in ("skovtur", "kano", "cykel")[:number]:
        searches.note_miss(word, now=NOW)
    client.get(reverse("missed_searches"))
    with django_assert_num_queries(12):
        answer = client.get(reverse("missed_searches"))
    assert answer.text.count("Vælg en side<") == number


@pytest.mark.parametrize("name", ["missed_searches", "translation_report"])
def test_the_lists_are_for_those_who_write(name: str, coordinator: User, editor: User, client_as: As) -> None:
    assert client_as(editor).post(reverse(name)).status_code == 405
    assert client_as(coordinator).get(reverse(name)).status_code in (302, 403, 404)
    assert Client().get(reverse(name)).status_code == 302


# --- promoted --------------------------------------------------------------------------------------------------------
def promote(words: str, **what: Any) -> SearchPromotion:
    return SearchPromotion.objects.create(query=Query.get(words), **what)


def test_a_promoted_page_stands_first_in_the_readers_language(site_tree: SiteTree) -> None:
    promote("skovtur", page=site_tree.faq, description="Svar på det meste.")
    danish = Client().get("/soeg/", {"q": "Skovtur"}).text
    assert "Svar på det meste." in danish
    assert site_tree.faq.title in danish


def test_an_unpublished_or_private_page_is_not_promoted(site_tree: SiteTree) -> None:
    promote("skovtur", page=site_tree.faq, description="Svar på det meste.")
    site_tree.faq.unpublish()
    assert "Svar på det meste." not in Client().get("/soeg/", {"q": "skovtur"}).text


def test_an_address_elsewhere_can_be_promoted(site_tree: SiteTree) -> None:
    promote("skovtur", external_link_url="https://example.org/skov", external_link_text="Skoven")
    assert 'href="https://example.org/skov"' in Client().get("/soeg/", {"q": "skovtur"}).text


# --- pages to read again ---------------------------------------------------------------------------------------------
MONDAY = NOW.replace(hour=9) - timedelta(days=NOW.weekday())


def keep(page: Any, owner: User, day: date) -> None:
    page.content_owner, page.review_on = owner, day
    page.save()


def test_owners_hear_once_a_week_of_pages_to_read_again(site_tree: SiteTree, editor: User) -> None:
    keep(site_tree.content, editor, MONDAY.date() + timedelta(days=14))
    keep(site_tree.faq, editor, MONDAY.date() - timedelta(days=1))
    assert remind_owners(MONDAY - timedelta(days=1)) == 0
    assert remind_owners(MONDAY) == 1
    assert remind_owners(MONDAY + timedelta(hours=5)) == 0
    message = Message.objects.get(kind=REVIEW)
    mail = review(message)
    assert mail is not None
    assert mail.text.index(site_tree.faq.title) < mail.text.index(site_tree.content.title)
    assert remind_owners(MONDAY + timedelta(days=7)) == 1


def test_a_page_far_off_or_put_right_meanwhile_is_no_mail(site_tree: SiteTree, editor: User) -> None:
    keep(site_tree.content, editor, MONDAY.date() + timedelta(days=15))
    assert remind_owners(MONDAY) == 0
    keep(site_tree.content, editor, MONDAY.date())
    remind_owners(MONDAY)
    keep(site_tree.content, editor, MONDAY.date() + timedelta(days=365))
    assert review(Message.objects.get(kind=REVIEW)) is None


def test_who_has_left_is_not_reminded(site_tree: SiteTree, editor: User) -> None:
    keep(site_tree.content, editor, MONDAY.date())
    User.objects.filter(pk=editor.pk).update(is_active=False)
    assert remind_owners(MONDAY) == 0


def test_a_page_is_past_its_day_from_the_day_after(site_tree: SiteTree, editor: User) -> None:
    keep(site_tree.content, editor, MONDAY.date())
    assert site_tree.content.pk not in past_review(MONDAY.date())
    assert site_tree.content.pk in past_review(MONDAY.date() + timedelta(days=1))
    assert [row[0] for row in due_of(editor, MONDAY.date())] == [site_tree.content.pk]


# --- hints -----------------------------------------------------------------------------------------------------------
def test_heavy_words_are_named_with_a_plain_one() -> None:
    assert heavy_words("Såfremt du er i tvivl vedr. noget, ring mht. tid.", "da") == [
        ("såfremt", "hvis"),
        ("mht.", "om"),
    ]
    assert heavy_words("We utilise it.", "en") == [("utilise", "use")]
    assert heavy_words("Såfremt", "de") == []


def test_the_editor_is_told_of_them(site_tree: SiteTree) -> None:
    site_tree.content.body = [("text", "<p>Såfremt du kommer.</p>")]
    assert any("hvis" in str(one) for one in warnings(site_tree.content))


@pytest.mark.parametrize("text", ["IMG_1234", "foto.jpg", "Billede af en gruppe", "Picture of a group", "x" * 181])
def test_a_useless_alt_text_is_refused(text: str) -> None:
    assert alt_fault(text, "Et møde")


@pytest.mark.parametrize("text", ["", "Tre mennesker taler ved et bord", "Tegning: en bro over en å"])
def test_a_useful_one_is_not(text: str) -> None:
    assert alt_fault(text, text) is None


def test_translators_see_what_is_to_be_translated(site_tree: SiteTree, client_as: As, editor: User) -> None:
    alone = ContentPage(title="Kun på dansk", slug="kun-paa-dansk", locale=site_tree.section.locale)
    site_tree.section.add_child(instance=alone)
    page = client_as(editor).get(reverse("translation_report"))
    assert "Kun på dansk" in page.text
    assert site_tree.content.title not in page.text
