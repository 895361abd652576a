"""The demo of the goals: a server of its own, with the cast signed in."""

from collections.abc import Iterator

import pytest

from tests.fixtures.sites import DemoSite, demo

from .browsing import Browser, told

STARTS = ["/min-side/", "/koordinator/", "/administration/", "/underviser/", "/supervisor/"]
PERSONAL = (*STARTS, *(f"/en{start}" for start in STARTS))


@pytest.fixture(scope="package")
def site(request: pytest.FixtureRequest) -> Iterator[DemoSite]:
    """The demo behind a server that nobody else uses."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "session")
    with demo(f"goals-{worker}") as found:
        yield found


@pytest.fixture(scope="package")
def cast(site: DemoSite) -> dict[str, Browser]:
    """A browser for each of the cast, and one for nobody."""
    sessions = told(site, "sessions")
    return {"stranger": Browser(site)} | {role: Browser(site, key) for role, key in sessions.items()}
