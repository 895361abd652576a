"""S6: nobody can tell from an answer whether an address is known."""

import re
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from tests.fixtures.sites import SiteTree

pytestmark = pytest.mark.django_db
EACH = 50
PAGES = ["/konto/login/code/", "/konto/login/", "/konto/signup/"]
CHANGING = re.compile(rb"[A-Za-z0-9]{64}|[0-9a-f-]{36}|[\w.-]+@example\.org|\d{10,}[:.][\w:-]+")


@pytest.fixture
def known(db: None) -> list[str]:
    people = [User.objects.create_user(f"kendt{number:03}@example.org") for number in range(EACH)]
    return [str(person.email) for person in people]


def asked(page: str, address: str) -> tuple[object, ...]:
    """All that an answer tells: status, target, headers, cookies, and the page it leads to, without what is random."""
    cache.clear()
    browser = Client(REMOTE_ADDR="127.0.0.1")
    browser.get(page)
    answer = browser.post(page, {"email": address, "login": address})
    target = answer.headers.get("Location", "")
    shown = browser.get(target).content if target else answer.content
    body = CHANGING.sub(b"", shown)
    return answer.status_code, target, tuple(sorted(answer.headers)), tuple(sorted(answer.cookies)), body


def told(page: str, addresses: list[str]) -> Iterator[tuple[object, ...]]:
    return (asked(page, address) for address in addresses)


@pytest.mark.parametrize("page", PAGES)
def test_fifty_known_and_fifty_unknown_addresses_get_one_answer(
    page: str, known: list[str], site_tree: SiteTree
) -> None:
    unknown = [address.replace("kendt", "ukend") for address in known]
    assert len({*told(page, known), *told(page, unknown)}) == 1
