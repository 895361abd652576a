"""What a page does not answer to: other methods, other addresses, and too much of everything."""

import threading
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.guards import over_limit
from accounts.models import Use
from home.models import Enquiry
from tests.conftest import NOW
from tests.fixtures.sites import SiteTree

from .posts import letter

pytestmark = pytest.mark.django_db
METHODS = ["get", "head", "post", "put", "delete"]
PAGES = ["/", "/peer-grupper/", "/peer-grupper/saadan-foregaar-et-forloeb/", "/nyheder/nye-grupper/", "/en/"]


READING = ["/soeg/", "/sitemap.xml", "/robots.txt", "/was", "/favicon.ico"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_what_is_for_reading_answers_to_nothing_else(method: str, site_tree: SiteTree) -> None:
    seen = {address: getattr(Client(), method)(address).status_code for address in [*PAGES, *READING]}
    assert seen == dict.fromkeys([*PAGES, *READING], 405)


def our_addresses() -> list[str]:
    """Every address of the resolver without a parameter, below our own and allauth's views."""
    found: list[str] = []

    def walk(patterns: list[Any], before: str) -> None:
        for one in patterns:
            path = before + str(one.pattern)
            if isinstance(one, URLResolver):
                walk(one.url_patterns, path)
            elif isinstance(one, URLPattern) and not set("<(^\\") & set(path):
                found.append("/" + path)

    walk(get_resolver().url_patterns, "")
    return sorted({one for one in found if not one.startswith(("/cms/", "/udvikling/"))})


@pytest.mark.parametrize("who", ["stranger", "participant", "administrator"])
def test_no_address_fails_whoever_asks_and_however(
    who: str, site_tree: SiteTree, request: pytest.FixtureRequest, client_as: Any
) -> None:
    person = None if who == "stranger" else request.getfixturevalue(who)
    failed = []
    for address in our_addresses():
        browser = client_as(person) if person else Client()
        browser.raise_request_exception = False
        asked = {method: getattr(browser, method)(address).status_code for method in METHODS}
        asked["odd"] = browser.get(f"{address}?next=//evil.example&page=abc&q=%00&type=%ff").status_code
        failed += [(address, way) for way, status in asked.items() if status >= 500]
    assert failed == []


def test_twenty_letters_at_once_from_one_place_store_five(site_tree: SiteTree, time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)
    post = [letter(message=f"Brev {number}") for number in range(20)]
    assert sorted(Client().post("/kontakt/", one).status_code for one in post) == [302] * 5 + [429] * 15
    assert Enquiry.objects.count() == 5


def test_a_household_of_one_network_shares_a_limit_and_a_neighbour_does_not(site_tree: SiteTree) -> None:
    def ask(address: str) -> int:
        return Client(REMOTE_ADDR=address).post("/kontakt/", letter()).status_code

    inside = [ask(f"2001:db8:1:2::{number:x}") for number in range(6)]
    assert (inside, ask("2001:db8:1:3::1")) == ([302] * 5 + [429], 302)


def test_an_address_that_nobody_vouches_for_opens_no_new_window(site_tree: SiteTree) -> None:
    answers = [
        Client().post("/kontakt/", letter(), headers={"X-Forwarded-For": f"203.0.113.{number}"}).status_code
        for number in range(6)
    ]
    assert answers == [302] * 5 + [429]


@pytest.mark.engines
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_several_at_once_are_all_counted() -> None:
    start, seen = threading.Barrier(8), []

    def work() -> None:
        try:
            start.wait()
            seen.append(over_limit("contact", "203.0.113.9"))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert (Use.objects.get().times, sum(wait == 0 for wait in seen)) == (8, 5)
