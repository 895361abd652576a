"""S4, S9: whatever is sent into any form of any role, nothing breaks, nothing is believed, nobody is led elsewhere."""

import itertools
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.apps import apps

from tests.fixtures.sites import Answer, DemoSite

from .browsing import Browser, Form, told
from .conftest import PERSONAL, STARTS
from .hostile import EVALUATED, EVERYTHING, RAW

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")
EACH = 25  # strings a form here; all of them in `make soak`
ROLES = ["stranger", "subject", "coordinator", "administrator"]
# These end what the test is about: the session, the account, the server's own rows.
ENDS = ("log-ud", "logout", "slet", "sign-out", "deaktiver", "genstart")
ENGLISH = "/en"


@dataclass
class Sent:
    """What came of everything that one of the cast sent."""

    forms: int = 0
    requests: int = 0
    faults: list[str] = field(default_factory=list)


def forms_of(role: str, browser: Browser) -> dict[Any, Form]:
    """A form of each kind that somebody can reach, Danish pages only: the English ones are the same forms."""
    starts, within = (["/"], ("/",)) if role == "stranger" else (STARTS, PERSONAL)
    found: dict[Any, Form] = {}
    for path, _, reader in browser.walk(starts, within=within, most=260):
        for form in reader.forms if not path.startswith(ENGLISH) else []:
            if not any(word in form.action for word in ENDS):
                found.setdefault(form.key, form)
    return found


def faults_of(site: DemoSite, form: Form, text: str, answer: Answer) -> list[str]:
    """What an answer must not be."""
    away = urlsplit(answer.headers.get("Location", "")).netloc not in {"", urlsplit(site.url).netloc}
    is_page = "text/html" in answer.headers.get("Content-Type", "")  # a text to download may hold anything
    raw = [one for one in RAW if is_page and one in answer.text]
    checks = {
        f"{answer.status}": answer.status >= 500,
        "led off the site": away,
        f"raw {raw}": bool(raw),
        "evaluated": EVALUATED in answer.text and "7*7" in text,
    }
    return [f"{form.action} {text[:30]!r}: {what}" for what, wrong in checks.items() if wrong]


def send(site: DemoSite, browser: Browser, form: Form, text: str) -> list[str]:
    """Fills the form in anew, so that its tokens are fresh, and sends it."""
    page = browser.ask("GET", form.page)
    fresh = next((one for one in browser.read(form.page, page).forms if one.key == form.key), form)
    return faults_of(site, form, text, browser.ask("POST", fresh.action, fresh.filled(text)))


def everything_sent(site: DemoSite, role: str, browser: Browser, each: int) -> Sent:
    sent, strings = Sent(), itertools.cycle(EVERYTHING)
    for form in forms_of(role, browser).values():
        sent.forms += 1
        for text in itertools.islice(strings, each if form.texts else 1):
            sent.requests += 1
            sent.faults += send(site, browser, form, text)
    return sent


@pytest.mark.parametrize("role", ROLES)
def test_nothing_that_is_sent_breaks_a_form(role: str, site: DemoSite, cast: dict[str, Browser]) -> None:
    sent = everything_sent(site, role, cast[role], EACH)
    assert (sent.faults, sent.forms > 0, sent.requests > EACH) == ([], True, True)


@pytest.mark.soak
@pytest.mark.parametrize("role", ROLES)
def test_no_string_at_all_breaks_a_form(role: str, site: DemoSite, cast: dict[str, Browser]) -> None:
    assert everything_sent(site, role, cast[role], len(EVERYTHING)).faults == []


def test_naming_a_field_changes_nothing_that_a_form_does_not_ask(site: DemoSite, cast: dict[str, Browser]) -> None:
    names = {one.name for model in apps.get_models() for one in model._meta.get_fields()}
    before = told(site, "rows")
    for role in ("stranger", "subject", "trainer"):
        for form in forms_of(role, cast[role]).values():
            asked = {one.name for one in form.fields}
            forged = dict.fromkeys(names - asked, "1") | {"role": "administrator", "is_superuser": "on"}
            answer = cast[role].ask("POST", form.action, form.filled("Ny") | forged)
            assert answer.status < 500, form.action
    after = told(site, "rows")
    assert {label: set(after[label]) ^ set(before[label]) for label in before} == {label: set() for label in before}
