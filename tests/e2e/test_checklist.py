"""The checklist in a real browser: remembered only when asked, and forgotten on a press."""

from typing import Any

import pytest

from tests.fixtures.sites import DemoSite

pytestmark = pytest.mark.browser
ADDRESS = "/arbejdspladser/vaerktoejer/tjekliste/"
STORED = "Object.keys(localStorage).filter(key => key.startsWith('checklist:')).length"


def test_the_list_is_remembered_when_asked_and_deleted_on_a_press(page: Any, demo_site: DemoSite) -> None:
    page.goto(demo_site.url + ADDRESS)
    page.locator(".ticks input[type=checkbox]").first.check()
    assert page.locator("label[for=naaet]").inner_text() == "1 af 20"
    assert page.evaluate(STORED) == 0
    page.locator("#husk").check()
    page.locator(".ticks summary").first.click()
    page.locator(".ticks textarea").first.fill("Spørg HR")
    page.reload()
    assert page.locator("label[for=naaet]").inner_text() == "1 af 20"
    assert page.locator(".ticks textarea").first.input_value() == "Spørg HR"
    page.get_by_role("button", name="Slet den fra browseren").click()
    assert page.evaluate(STORED) == 0
    page.reload()
    assert page.locator("label[for=naaet]").inner_text() == "0 af 20"
    assert page.locator(".ticks textarea").first.input_value() == ""


def test_the_file_can_be_fetched_again_and_again(page: Any, demo_site: DemoSite) -> None:
    page.goto(demo_site.url + ADDRESS)
    for _time in range(2):
        with page.expect_download() as download:
            page.get_by_role("button", name="Hent listen som PDF").click()
        assert download.value.suggested_filename.startswith("tjekliste-")
