"""Signing up as a person does: through the five steps, with what they fill in."""

import re
from datetime import datetime, timedelta
from typing import Any

from django.test import Client

from accounts.domain.consents import newest_text
from peerhub.domain import drafts, signups
from peerhub.domain.signup_consents import CARRY_OVER, MATCHING, SHARING
from peerhub.models import Signup, SignupRound
from tests.conftest import NOW

ABOUT = {
    "first_name": "Anna",
    "last_name": "Holm",
    "email": "anna@example.org",
    "channel": "mail",
    "phone": "",
    "language": "da",
}
WHERE = {
    "form": "either",
    "postcode": "8000",
    "max_km": "30",
    "slots": ["tue-evening", "thu-evening"],
    "languages": ["da"],
    "access": ["loop"],
}
WISHES = {"shown": "age,challenges,themes", "q_age": "47", "q_challenges": ["hearing_loss"], "prefer_age": "similar"}


def address(round: SignupRound, step: str = "", *, english: bool = False) -> str:
    """The address of a step."""
    return f"{'/en' if english else ''}/peer-grupper/tilmelding/{round.slug}/{f'{step}/' if step else ''}"


def fill(browser: Client, round: SignupRound, **changed: dict[str, Any]) -> None:
    """The four steps before the last, as Anna fills them in."""
    eligible = {f"condition_{number}": "yes" for number in (1, 2)}
    for step, values in (
        ("", eligible),
        ("om-dig", ABOUT | changed.get("about", {})),
        ("hvor-og-hvornaar", WHERE | changed.get("where", {})),
        ("oensker", WISHES | changed.get("wishes", {})),
    ):
        answer = browser.post(address(round, step), values)
        assert answer.status_code == 302, (step, answer.status_code, errors_of(answer))


def errors_of(answer: Any) -> list[str]:
    """The words of the error summary of a page."""
    found = re.search(r"error-summary.*?</section>", answer.content.decode(), re.S)
    return re.findall(r'<a href="#[^"]*">(.*?)</a>', found[0]) if found else []


def yes(*purposes: str, language: str = "da") -> dict[str, str]:
    """Boxes ticked in the last step."""
    names = {MATCHING: "match", SHARING: "share", CARRY_OVER: "carry"}
    texts = {purpose: newest_text(purpose, language) for purpose in purposes or (MATCHING,)}
    return {names[purpose]: text.text_hash for purpose, text in texts.items() if text}


def opened(time_machine: Any = None) -> str:
    """The stamp of a form that a person has looked at for ten seconds."""
    from accounts.guards import GuardedForm

    if time_machine is None:
        return str(GuardedForm()["opened"].initial)
    now = datetime.now(tz=NOW.tzinfo)
    time_machine.move_to(now - timedelta(seconds=10), tick=False)
    stamp = str(GuardedForm()["opened"].initial)
    time_machine.move_to(now, tick=False)
    return stamp


def send(browser: Client, round: SignupRound, time_machine: Any, *purposes: str, **more: Any) -> Any:
    """Presses the last button."""
    return browser.post(address(round, "tjek"), yes(*purposes) | {"opened": opened(time_machine)} | more)


def make_signup(round: SignupRound, email: str = "anna@example.org", *, confirmed: bool = True, **about: Any) -> Signup:
    """A signup made by the acts themselves, confirmed unless said otherwise."""
    purposes = about.pop("purposes", (MATCHING,))
    where = {**WHERE, "postcode": 8000, "region": "midtjylland", "max_km": 30, "over_water": False}
    where |= about.pop("where", {})
    wishes = {"questions": {"age": 47, "challenges": ["hearing_loss"]}} | about.pop("wishes", {})
    draft = drafts.begin(round=round, language="da", now=NOW)
    for step, values in (
        ("about", {**ABOUT, "email": email, **about}),
        ("where", where),
        ("wishes", wishes),
    ):
        draft = drafts.save_step(draft, step, values, now=NOW)
    made = signups.submit(draft, said=dict.fromkeys(purposes, ""), language="da", now=NOW)
    assert made is not None
    return signups.confirm(made, now=NOW) if confirmed else made
