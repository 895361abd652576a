"""People sign in with their keyboard alone; a letter from a browser without script comes all the way to an answer."""

import time
from typing import Any

import pytest

from accounts.guards import FASTEST_SECONDS
from tests.fixtures.browser import CODE, sign_in
from tests.fixtures.sites import DemoSite

pytestmark = pytest.mark.browser
MOST_STEPS = 40


def tab_to(page: Any, selector: str) -> None:
    """Presses Tab until the focus is where it should be. Raises AssertionError when it never comes there."""
    for _step in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{MOST_STEPS} steps with Tab do not reach {selector}")


def test_signing_in_takes_nothing_but_a_keyboard_and_the_mailed_code(page: Any, demo_site: DemoSite) -> None:
    address, since = "demo-kursist-02@example.org", time.time()
    page.goto(demo_site.url)
    tab_to(page, "header a[href='/min-side/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/konto/login/?next=/min-side/")
    tab_to(page, "input[name=login]")
    page.keyboard.type(address)
    page.keyboard.press("Enter")
    page.wait_for_selector("input[name=code]")
    mail = demo_site.last_mail(address, since=since - 1, seconds=30).get_body(("plain",)).get_content()
    found = CODE.search(mail)
    assert found, mail
    if not page.evaluate("document.activeElement.matches('input[name=code]')"):
        tab_to(page, "input[name=code]")
    page.keyboard.type(found.group())
    page.keyboard.press("Enter")
    page.wait_for_url("**/min-side/")
    assert page.locator("h1").inner_text().startswith("Hej")
    assert page.goto(f"{demo_site.url}/cms/").status == 403
    assert page.title() == "Du har ikke adgang – Peerportalen"


def test_a_letter_sent_without_script_is_mended_received_and_answered(browser: Any, demo_site: DemoSite) -> None:
    writing = browser.new_context(java_script_enabled=False)
    page = writing.new_page()
    page.goto(f"{demo_site.url}/kontakt/")
    question = f"Kan jeg tage en ven med til mødet? {time.time()}"
    page.fill("textarea[name=message]", question)
    page.fill("input[name=name]", "Anna")
    page.fill("input[name=email]", "anna-uden-snabel")
    page.click("main form:has(textarea) button[type=submit]")
    assert page.title().startswith("Fejl: ")
    assert page.locator("[data-error-summary] a").all_inner_texts() == ["Skriv din mail sådan: navn@eksempel.dk."]
    assert page.input_value("textarea[name=message]") == question
    assert page.input_value("input[name=email]") == "anna-uden-snabel"
    assert page.get_attribute("input[name=email]", "aria-invalid") == "true"

    page.wait_for_timeout(1000 * FASTEST_SECONDS)  # a form sent sooner is taken for a robot's
    page.fill("input[name=email]", "anna@example.org")
    page.click("main form:has(textarea) button[type=submit]")
    page.wait_for_url("**/kontakt/tak/**")
    reference = page.url.rstrip("/").rpartition("/")[2]
    assert reference in page.locator("main").inner_text()
    writing.close()

    answering = browser.new_context()
    page = answering.new_page()
    sign_in(page, demo_site, "demo-koordinator@example.org", "/koordinator/henvendelser/")
    page.click(f"a[href*='{reference}']")
    assert question in page.locator("main").inner_text()
    since = time.time()
    page.fill("main form textarea", "Ja, det må du gerne.")
    page.click("main form:has(textarea) button[type=submit]")
    page.wait_for_selector("[role=status]")
    answer = demo_site.last_mail("anna@example.org", since=since - 1, seconds=60, holding="Ja, det må du gerne.")
    assert reference in answer["Subject"]
    assert "Ja, det må du gerne." in answer.get_body(("plain",)).get_content()
    answering.close()
