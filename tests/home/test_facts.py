"""Facts: written once, quoted in many places, right in all of them."""

import re
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from home.domain.facts import choices, fact_of, quotes
from home.models import ContentVersion
from tests.fixtures.sites import SiteTree

from .facts import make_fact

pytestmark = pytest.mark.django_db
ADDRESS = "/peer-grupper/saadan-foregaar-et-forloeb/"


def faults(**changed: Any) -> dict[str, list[str]]:
    fact = make_fact(**changed)
    with pytest.raises(ValidationError) as caught:
        fact.full_clean()
    return caught.value.message_dict


def test_the_numbers_stand_in_the_statement_as_the_language_writes_them() -> None:
    fact = make_fact(numbers_text="least: 12,5\nfrom: 20\nto: 30")
    fact.full_clean()
    assert fact.text == "Rådet er 20–30 timer om ugen og mindst 12,5."


def test_a_placeholder_without_a_number_is_refused_by_name() -> None:
    assert "{most}" in faults(statement="Højst {most} timer.")["statement"][0]


def test_numbers_that_cannot_be_read_are_refused() -> None:
    assert "tyve" in faults(numbers_text="from: tyve", statement="Et råd.")["numbers_text"][0]


def test_a_fact_that_the_portal_counts_with_keeps_its_numbers_in_order() -> None:
    assert "to" in faults(numbers_text="least: 12\nfrom: 20", statement="Et råd.")["numbers_text"][0]


def test_the_least_is_never_above_the_rest() -> None:
    assert faults(numbers_text="least: 40\nfrom: 20\nto: 30")["numbers_text"]


def test_a_page_quotes_the_fact_with_source_and_date_and_follows_a_change(site_tree: SiteTree) -> None:
    fact = make_fact()
    quote = {"title": "Hvor mange timer?", "fact": "peer-timer"}
    asked = {"title": "", "items": [{"question": "Hvor mange?", "fact": "peer-timer", "answer": "<p>Se rådet.</p>"}]}
    call = {"title": "Klar?", "text": "", "fact": "peer-timer", "link": {"url": "/kontakt/", "text": "Skriv"}}
    site_tree.content.body = [("quoted_fact", quote), ("accordion", asked), ("cta", call)]
    site_tree.content.save()
    page = Client().get(ADDRESS)
    assert page.text.count("Rådet er 20–30 timer om ugen og mindst 12.") == 3
    assert "Kilde: Et peer-projekt." in page.text
    assert "Kontrolleret 3. november 2026." in page.text
    fact.numbers_text = "least: 10\nfrom: 18\nto: 30"
    fact.save()
    again = Client().get(ADDRESS, headers={"If-None-Match": page["ETag"]})
    assert again.status_code == 200
    assert again.text.count("Rådet er 18–30 timer om ugen og mindst 10.") == 3


def test_a_quote_without_its_fact_is_left_out(site_tree: SiteTree) -> None:
    site_tree.content.body = [("quoted_fact", {"title": "Hvor mange timer?", "fact": "peer-timer"})]
    site_tree.content.save()
    assert "Hvor mange timer?" not in Client().get(ADDRESS).text


def test_the_english_page_has_the_english_fact_and_the_danish_where_there_is_none(site_tree: SiteTree) -> None:
    danish = make_fact()
    assert fact_of("peer-timer", "en") == danish
    english = make_fact("en", statement="{from}–{to} hours.", translation_key=danish.translation_key)
    assert fact_of("peer-timer", "en") == english
    assert fact_of("peer-timer", "da") == danish


def test_one_fact_and_three_cost_a_page_the_same(site_tree: SiteTree, django_assert_num_queries: Any) -> None:
    Client().get(ADDRESS)  # the languages are remembered from then on
    for number in range(1, 4):
        make_fact(key=f"fact-{number}")
        quoted = [("quoted_fact", {"title": f"Nr. {n}", "fact": f"fact-{n}"}) for n in range(1, number + 1)]
        site_tree.content.body = quoted
        site_tree.content.save()
        with django_assert_num_queries(8):
            assert Client().get(ADDRESS).text.count("fact-box") == number


def test_quotes_are_found_at_any_depth() -> None:
    raw = [{"type": "chapter", "value": {"body": [{"type": "quoted_fact", "value": {"fact": "peer-timer"}}]}}]
    assert quotes(raw, "peer-timer")
    assert not quotes(raw, "andet")


def test_changing_a_fact_twice_raises_the_version_each_time() -> None:
    fact = make_fact()
    before = ContentVersion.current()
    fact.save()
    fact.save()
    assert ContentVersion.current() == before + 2


def test_editors_change_facts_and_others_do_not(editor: Any, outsider: Any, client_as: Any) -> None:
    fact = make_fact()
    address = reverse("wagtailsnippets_home_fact:edit", args=[fact.pk])
    posted = {
        "key": "peer-timer",
        "statement": "Rådet er {from}–{to} timer.",
        "numbers_text": "least: 12\nfrom: 18\nto: 30",
        "source": "Et peer-projekt",
        "source_url": "",
        "checked_on": "2026-11-03",
        "review_on": "2027-11-03",
    }
    assert client_as(outsider).post(address, posted).status_code in (302, 403)
    assert client_as(editor).post(address, posted).status_code == 302
    fact.refresh_from_db()
    assert fact.text == "Rådet er 18–30 timer."
    wrong = client_as(editor).post(address, posted | {"statement": "{nonsens}"})
    assert wrong.status_code == 200
    assert "{nonsens}" in wrong.text
    assert client_as(editor).get(reverse("wagtailsnippets_home_fact:list")).status_code == 200
    assert choices() == [("peer-timer", "Rådet er 18–30 timer.")]


def test_the_front_page_of_the_admin_counts_facts_past_their_day(editor: Any, client_as: Any) -> None:
    make_fact(review_on=date(2020, 1, 1))
    make_fact("en", review_on=date(2020, 1, 1))
    make_fact(key="andet")
    page = client_as(editor).get("/cms/")
    line = page.text.partition("fakta skulle være kontrolleret")[0]
    assert re.sub(r"<[^>]+>|\s+", " ", line).split()[-1] == "1"
