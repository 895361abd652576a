"""The coordinator's board in a real browser: the effect of a move comes up beside it, by keyboard and by dragging."""

from typing import Any

import pytest

from tests.fixtures.sites import DemoSite
from tests.goals.browsing import told

pytestmark = pytest.mark.browser
ADDRESS = "/koordinator/runder/prove-matchning/forslag/1/"


def test_a_move_is_looked_at_by_keyboard_and_made_by_dragging(page: Any, demo_site: DemoSite) -> None:
    key = told(demo_site, "sessions")["coordinator"]
    page.context.add_cookies([{"name": "sessionid", "value": key, "url": demo_site.url}])
    page.goto(demo_site.url + ADDRESS)
    page.locator(".member__pick").first.focus()
    page.keyboard.press("Space")
    page.locator("#move-to").focus()
    page.keyboard.press("End")
    page.locator(".board-bar button").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open] h2:focus")
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    person = page.locator("section[data-group] [data-person]").first
    name = person.locator("a").inner_text()
    person.drag_to(page.locator("section[data-group]").nth(1))
    page.locator("dialog form[method=post] button").click()
    page.wait_for_url(f"**{ADDRESS}")
    assert f"{name} flyttet fra Gruppe 1 til Gruppe 2" in page.locator(".log").inner_text()
    page.get_by_role("button", name="Fortryd den seneste ændring").click()
    page.wait_for_load_state()
    assert page.locator(".log li").count() == 3
