"""An editor at work in Wagtail's admin, and what a visitor sees of it at the same time."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.fixtures.browser import sign_in
from tests.fixtures.sites import DemoSite

pytestmark = pytest.mark.browser
SETTLING = 3000  # milliseconds until the admin has taken note of what stands in the form, to see changes
PATH = "/peer-grupper/hvad-er-peer-to-peer/"


@pytest.fixture(scope="module")
def desk(browser: Any, demo_site: DemoSite) -> Iterator[Any]:
    """A window of the editor, signed in once."""
    context = browser.new_context(locale="da-DK", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    sign_in(page, demo_site, "demo-redaktor@example.org", "/cms/")
    yield page
    context.close()


def open_editor(page: Any, site: DemoSite) -> None:
    """Opens the page in the editor, by its title in the admin's search."""
    page.goto(f"{site.url}/cms/pages/search/?q=peer-to-peer")
    page.click("table a:has-text('Hvad er peer-to-peer')")
    page.wait_for_selector("#id_title")
    page.wait_for_load_state("networkidle")


def write(page: Any, **texts: str) -> None:
    """Writes in fields and waits until the admin has kept them by itself; publishing meanwhile would be a conflict."""
    page.wait_for_timeout(SETTLING)
    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.url.endswith("/edit/")):
        for name, text in texts.items():
            page.fill(f"#id_{name}", text)
            page.keyboard.press("Tab")
    page.wait_for_load_state("networkidle")


def publish(page: Any) -> None:
    page.click("footer [data-w-dropdown-target=toggle]")
    with page.expect_navigation():
        page.click("footer button[name=action-publish]")


def test_an_editor_is_held_back_publishes_and_the_visitor_sees_it_at_once(
    desk: Any, page: Any, demo_site: DemoSite
) -> None:
    page.goto(demo_site.url + PATH)
    assert page.locator("h1").inner_text() == "Hvad er peer-to-peer?"

    open_editor(desk, demo_site)
    write(desk, title="Hvad er peer-to-peer for dig?", summary="")
    publish(desk)
    assert "Skriv et resumé." in desk.locator(".error-message").all_inner_texts()
    assert desk.input_value("#id_title") == "Hvad er peer-to-peer for dig?"
    page.reload()
    assert page.locator("h1").inner_text() == "Hvad er peer-to-peer?"

    open_editor(desk, demo_site)
    write(desk, summary="En peer er en, der selv har prøvet det.")
    publish(desk)
    assert "er udgivet" in desk.locator(".messages").inner_text()
    page.reload()
    assert page.locator("h1").inner_text() == "Hvad er peer-to-peer for dig?"
    assert page.locator(".lead").inner_text() == "En peer er en, der selv har prøvet det."


def test_the_preview_panel_shows_the_page(desk: Any, demo_site: DemoSite) -> None:
    open_editor(desk, demo_site)
    desk.click("[data-side-panel-toggle=preview]")
    shown = desk.frame_locator("#w-preview-iframe, iframe[title*=orhåndsvis], .w-preview iframe").first
    shown.locator("h1").wait_for()
    assert shown.locator("h1").inner_text().startswith("Hvad er peer-to-peer")


def test_the_admin_speaks_danish(desk: Any, demo_site: DemoSite) -> None:
    desk.goto(f"{demo_site.url}/cms/")
    menu = desk.locator("#wagtail-sidebar, [data-wagtail-sidebar]").first.inner_text()
    assert [word for word in ("Sider", "Billeder", "Dokumenter", "Rapporter", "Hjælp") if word not in menu] == []
    assert desk.get_attribute("main input[name=q]", "placeholder") == "Søg i alle sider …"
