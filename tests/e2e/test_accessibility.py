"""Each page type once a language: Danish, light, narrow; English, dark, wide. The whole grid is in `make soak`."""

from typing import Any

import pytest

from tests.fixtures.accessibility import violations
from tests.fixtures.sites import DemoSite

pytestmark = pytest.mark.browser

PAGES = {
    "/": "/en/",
    "/peer-grupper/": "/en/peer-groups/",
    "/peer-grupper/saadan-foregaar-et-forloeb/": "",
    "/peer-grupper/hoerepeers-arbejdsliv/": "",
    "/peer-grupper/find/": "/en/peer-groups/find/?region=midtjylland",
    "/peer-grupper/kufferten/": "",
    "/peer-grupper/kufferten/tinnitus/": "",
    "/uddannelse/spoergsmaal-og-svar/": "",
    "/kontakt/": "",
    "/nyheder/": "",
    "/nyheder/ny-vejledning-til-arbejdspladser/": "",
    "/arbejdspladser/bibliotek/?fase=prepare": "/en/workplaces/library/?fase=prepare&page=9",
    "/arbejdspladser/bibliotek/vaerk/introducing-peer-workers/": "",
    "/arbejdspladser/hvor-peers-arbejder/": "",
    "/arbejdspladser/kollega/": "",
    "/arbejdspladser/vejledninger/leder/": "",
    "/soeg/?q=gruppe": "/en/soeg/?q=group",
    "/arbejdspladser/vaerktoejer/rollestjerne/": "",
    "/arbejdspladser/vaerktoejer/rollestjerne/udfyld/": "/en/workplaces/tools/role-star/udfyld/",
    "/arbejdspladser/vaerktoejer/rollestjerne/hver-for-sig/": "/en/workplaces/tools/role-star/hver-for-sig/",
    "/arbejdspladser/vaerktoejer/spoergeskema/?vis=1": "/en/workplaces/tools/questionnaire/?vis=1",
    "/arbejdspladser/vaerktoejer/kortlaegning/udfyld/": "/en/workplaces/tools/mapping/udfyld/",
    "/arbejdspladser/vaerktoejer/timetal/?timer=8": "/en/workplaces/tools/hours/?timer=200",
    "/arbejdspladser/vaerktoejer/tjekliste/": "",
    "/arbejdspladser/vaerktoejer/skabeloner/jobopslag/": "/en/workplaces/tools/templates/afslag/",
    "/arbejdspladser/job/": "",
    "/arbejdspladser/job/peer-i-et-bostoetteteam/": "",
    "/findes-ikke/": "/en/findes-ikke/",
    "/konto/login/": "/en/konto/login/",
    "/udvikling/komponenter/": "/udvikling/komponenter/",
}


def english(page: Any, twin: str) -> str:
    """The address of the English page: as written above, else as the page's own hreflang says."""
    told = page.locator("link[rel=alternate][hreflang=en]").first
    return twin or "/en" + (told.get_attribute("href") or "").partition("/en")[2]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_type_has_no_violation_in_either_language(path: str, page: Any, demo_site: DemoSite) -> None:
    page.goto(demo_site.url + path)
    twin = english(page, PAGES[path])
    found = violations(page, path, [320], ["light"])
    page.goto(demo_site.url + twin)
    assert found + violations(page, twin, [1280], ["dark"]) == []


def test_the_menu_opens_without_script(browser: Any, demo_site: DemoSite) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 720})
    page = context.new_page()
    page.goto(demo_site.url)
    link = page.locator("header details a", has_text="Nyheder").first
    assert not link.is_visible()
    page.locator("header summary").first.click()
    assert link.is_visible()
    link.click()
    assert page.url.endswith("/nyheder/")
    context.close()


def test_the_first_tab_stop_leads_past_the_menu(page: Any, demo_site: DemoSite) -> None:
    page.goto(demo_site.url)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#indhold"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "indhold"
