"""The cast of every test, and how they sign in. Nobody else is made by hand: `participant` is in, `outsider` is not."""

import json
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.login import _AUTHENTICATION_METHODS_USER_SESSION_KEY as METHODS_USER_KEY
from allauth.account.internal.userkit import user_id_to_str
from django.test import Client

pytest_plugins = ["tests.fixtures.database", "tests.fixtures.sites", "tests.fixtures.browser"]

NOW = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


# --- the cast --------------------------------------------------------------------------------------------------------
@pytest.fixture
def make_person(db: None) -> Callable[..., Any]:
    """Makes a person at example.org; with `role`, one who holds it (in `region` or `section` where given)."""
    from accounts.domain.roles import grant
    from accounts.models import User

    def make(name: str, role: str = "", region: str = "", section: str = "") -> Any:
        person = User.objects.create_user(email=f"{name}@example.org", first_name=name.capitalize(), last_name="Test")
        if role:
            grant(person=person, role=role, by=None, now=NOW, region=region, section=section)
        return person

    return make


@pytest.fixture
def administrator(make_person: Callable[..., Any]) -> Any:
    return make_person("administrator", "administrator")


@pytest.fixture
def editor(make_person: Callable[..., Any]) -> Any:
    return make_person("editor", "editor")


@pytest.fixture
def moderator(make_person: Callable[..., Any]) -> Any:
    return make_person("moderator", "moderator")


@pytest.fixture
def translator(make_person: Callable[..., Any]) -> Any:
    return make_person("translator", "translator")


@pytest.fixture
def coordinator(make_person: Callable[..., Any]) -> Any:
    """Coordinates everywhere."""
    return make_person("coordinator", "coordinator")


@pytest.fixture
def coordinator_midt(make_person: Callable[..., Any]) -> Any:
    """Coordinates in Region Midtjylland only."""
    return make_person("coordinator-midt", "coordinator", region="midtjylland")


@pytest.fixture
def trainer(make_person: Callable[..., Any]) -> Any:
    return make_person("trainer", "trainer")


@pytest.fixture
def supervisor(make_person: Callable[..., Any]) -> Any:
    return make_person("supervisor", "supervisor")


@pytest.fixture
def participant(make_person: Callable[..., Any]) -> Any:
    """Takes part, so has pages of their own; holds no role."""
    return make_person("participant")


@pytest.fixture
def outsider(make_person: Callable[..., Any]) -> Any:
    """Can sign in and has nothing to do with anything."""
    return make_person("outsider")


@pytest.fixture
def everybody(request: pytest.FixtureRequest) -> dict[str, Any]:
    """The whole cast by name, for tables of who may do what."""
    names = ["administrator", "editor", "moderator", "translator", "coordinator", "coordinator_midt"]
    names += ["trainer", "supervisor", "participant", "outsider"]
    return {name: request.getfixturevalue(name) for name in names}


# --- signing in ------------------------------------------------------------------------------------------------------
@pytest.fixture
def client_as(settings: Any, db: None) -> Callable[..., Client]:
    """A signed-in client of a person. Staff have proven their second factor, unless `factor=False`."""
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP

    def sign_in(person: Any, *, factor: bool = True) -> Client:
        client = Client()
        client.force_login(person, backend=BACKEND)
        records = [{"method": "code", "at": time.time(), "email": person.email}]
        if factor and person.is_staff_member and settings.REQUIRE_STAFF_MFA:
            if not Authenticator.objects.filter(user=person).exists():
                TOTP.activate(person, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
            records.append({"method": "mfa", "at": time.time(), "type": "totp"})
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = records
        session[METHODS_USER_KEY] = user_id_to_str(person)
        session.save()
        return client

    return sign_in


@pytest.fixture
def stranger() -> Client:
    """A client of nobody."""
    return Client()


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Any:
    """Each test begins with an empty cache (rate limits, versions) and no remembered languages or links."""
    from django.core.cache import cache
    from wagtail.models import Site

    from home import kept_pages, locales, shell

    yield
    cache.clear()
    locales.forget()
    shell.forget()
    kept_pages.forget()
    Site.clear_site_root_paths_cache()


@pytest.fixture(scope="session")
def base_url() -> str:
    """Browser tests name the full address; the plugin's own fixture of this name warns on this pytest."""
    return ""


# --- what the last lines of `make test` tell --------------------------------------------------------------------------
def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Writes how many browser tests ran or were skipped, and why, to the file named in PORTAL_TEST_SUMMARY."""
    target = os.environ.get("PORTAL_TEST_SUMMARY")
    if not target:
        return
    stats = terminalreporter.stats
    browser = {
        kind: [r for r in stats.get(kind, []) if "browser" in r.keywords] for kind in ("passed", "failed", "skipped")
    }
    reasons = sorted(
        {r.longrepr[2].removeprefix("Skipped: ") for r in browser["skipped"] if isinstance(r.longrepr, tuple)}
    )
    counts = {kind: len(reports) for kind, reports in browser.items()}
    Path(target).write_text(json.dumps(counts | {"reasons": reasons}))
