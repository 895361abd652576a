"""The pages of courses in a browser: a stranger's catalogue, and a participant's own way, in both languages."""

from typing import Any

import pytest

from tests.fixtures.accessibility import violations
from tests.fixtures.sites import DemoSite
from tests.goals.browsing import told

pytestmark = pytest.mark.browser
PUBLIC = ("/uddannelse/", "/uddannelse/peer-uddannelse/", "/uddannelse/besked/peer-uddannelsen/")
OWN = ("", "ansoegning/", "log/", "log/ny/", "supervision/", "laering/", "laering/selvtjek/slut/", "kursusaftale/")
APPLY = "/uddannelse/peer-uddannelsen/aarhus-naeste/ansoeg/"


@pytest.fixture
def trained(page: Any, demo_site: DemoSite) -> str:
    """The address of the course of somebody in guide training, who is signed in."""
    found = told(demo_site, "trained")
    page.context.add_cookies([{"name": "sessionid", "value": found["key"], "url": demo_site.url}])
    return f"/min-side/forloeb/{found['enrolment']}/"


def both(page: Any, demo_site: DemoSite, path: str, twin: str = "") -> list[str]:
    """What axe finds in Danish on a phone, and in English on a wide dark screen."""
    answer = page.goto(demo_site.url + path)
    assert (path, answer.status) == (path, 200)
    found = violations(page, path, [320], ["light"])
    page.goto(demo_site.url + (twin or f"/en{path}"))
    return found + violations(page, f"en {path}", [1280], ["dark"])


@pytest.mark.parametrize("path", PUBLIC)
def test_a_stranger_meets_no_violation(path: str, page: Any, demo_site: DemoSite) -> None:
    page.goto(demo_site.url + path)
    told_twin = page.locator("link[rel=alternate][hreflang=en]")
    twin = "/en" + told_twin.first.get_attribute("href").partition("/en")[2] if told_twin.count() else ""
    assert both(page, demo_site, path, twin) == []


@pytest.mark.parametrize("part", OWN)
def test_a_participant_meets_no_violation(part: str, page: Any, demo_site: DemoSite, trained: str) -> None:
    assert both(page, demo_site, trained + part) == []


def test_an_application_has_no_violation(page: Any, demo_site: DemoSite, trained: str) -> None:
    assert both(page, demo_site, APPLY) == []


def test_the_cap_is_in_sight_on_a_phone(page: Any, demo_site: DemoSite, trained: str) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(demo_site.url + trained)
    shown = page.locator(".timeline-short__cap")
    box = shown.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 360
    assert not page.locator(".timeline").is_visible()
