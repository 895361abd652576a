"""axe-core on every page type and the gallery: both languages, three widths, light and dark, all opened."""

from typing import Any

import pytest

from tests.fixtures.accessibility import violations
from tests.fixtures.browser import sign_in
from tests.fixtures.sites import DemoSite

pytestmark = [pytest.mark.soak, pytest.mark.browser]

PAGES = [
    *(
        "/",
        "/peer-grupper/",
        "/peer-grupper/saadan-foregaar-et-forloeb/",
        "/uddannelse/spoergsmaal-og-svar/",
        "/kontakt/",
    ),
    *("/nyheder/", "/nyheder/ny-vejledning-til-arbejdspladser/", "/soeg/?q=gruppe", "/soeg/?q=xyzzyx", "/findes-ikke/"),
    *("/konto/login/", "/udvikling/komponenter/"),
]
ONCE = ("/udvikling/",)
PERSONAL = {
    "demo-kursist-01@example.org": ["/min-side/", "/min-side/data/", "/konto/2fa/"],
    "demo-koordinator@example.org": [
        "/koordinator/",
        "/koordinator/henvendelser/",
        "/koordinator/runder/prove-matchning/forslag/",
        "/koordinator/runder/prove-matchning/forslag/1/",
    ],
}


def english(page: Any, path: str) -> str | None:
    """The address of the English twin, as the page's own hreflang or language link says it."""
    twin = page.locator("link[rel=alternate][hreflang=en]")
    if twin.count():
        return "/en" + (twin.first.get_attribute("href") or "").partition("/en")[2]
    return None if path.startswith(ONCE) else f"/en{path}"


@pytest.mark.parametrize("path", PAGES)
def test_a_public_page_has_no_violation(path: str, page: Any, demo_site: DemoSite) -> None:
    page.goto(demo_site.url + path)
    twin = english(page, path)
    found = violations(page, path)
    if twin:
        page.goto(demo_site.url + twin)
        found += violations(page, twin)
    assert found == []


@pytest.mark.parametrize("address", PERSONAL)
def test_a_personal_page_has_no_violation(address: str, page: Any, demo_site: DemoSite) -> None:
    sign_in(page, demo_site, address)
    found = []
    for path in PERSONAL[address]:
        for where in (path, f"/en{path}"):
            page.goto(demo_site.url + where)
            found += violations(page, where)
    assert found == []


def test_the_contact_page_with_errors_has_no_violation(page: Any, demo_site: DemoSite) -> None:
    page.goto(f"{demo_site.url}/kontakt/")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state("load")
    assert violations(page, "/kontakt/ with errors") == []
