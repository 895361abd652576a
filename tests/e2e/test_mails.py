"""Every mail as a mail program shows it: no violation, no sideways scroll at 320 px, nothing fetched, not too large."""

import re
from typing import Any

import pytest

from tests.fixtures.accessibility import violations
from tests.fixtures.sites import DemoSite
from tests.goals.browsing import told

pytestmark = pytest.mark.browser
MOST_BYTES = 102 * 1024  # Gmail cuts what is longer
WORDS, DESK = "/administration/mails/skabeloner/", "/cms/nyhedsbrev/"


def signed_in(page: Any, site: DemoSite, role: str) -> Any:
    key = told(site, "sessions")[role]
    page.context.add_cookies([{"name": "sessionid", "value": key, "url": site.url}])
    return page


def addresses(page: Any, site: DemoSite, path: str, pattern: str) -> list[str]:
    """The addresses on a page that look like a pattern."""
    page.goto(site.url + path)
    links = page.locator("a[href]").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    return sorted({link for link in links if re.fullmatch(pattern, link)})


def faults(page: Any, site: DemoSite, path: str) -> list[str]:
    """What is wrong with the mail at an address."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    answer = page.goto(site.url + path)
    size = len(answer.body())
    found = violations(page, path, [320], ["light"]) + violations(page, path, [768], ["dark"])
    if size > MOST_BYTES:
        found.append(f"{path}: {size} bytes")
    return found + [f"{path}: fetches {url}" for url in asked if not url.endswith(path)]


def test_every_mail_whose_words_may_be_changed(page: Any, demo_site: DemoSite) -> None:
    signed_in(page, demo_site, "administrator")
    kinds = addresses(page, demo_site, WORDS, rf"{WORDS}[\w.]+/(da|en)/")
    assert len(kinds) > 20
    assert [fault for path in kinds for fault in faults(page, demo_site, f"{path}mail/")] == []


def test_the_issues_of_the_newsletter(page: Any, demo_site: DemoSite) -> None:
    signed_in(page, demo_site, "editor")
    issues = addresses(page, demo_site, DESK, rf"{DESK}\d+/")
    assert len(issues) >= 2
    assert [fault for path in issues for fault in faults(page, demo_site, f"{path}mail/")] == []
