"""Run inside the demo's own environment: signs its cast in, plants words that must not get about, counts rows.

Prints JSON. `python -m tests.goals.planting sessions|canaries|sealed|link|rows|trained|drafts`.
"""
# ruff: noqa: T201 - a program that answers on standard output

import json
import sys
import time
from datetime import timedelta
from typing import Any

import django

django.setup()

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY  # noqa: E402
from allauth.account.internal.flows.login import _AUTHENTICATION_METHODS_USER_SESSION_KEY as METHODS_USER  # noqa: E402
from django.apps import apps  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.domain import access_log, people  # noqa: E402
from accounts.models import User  # noqa: E402
from accounts.sessions import SessionStore  # noqa: E402
from home.models import Enquiry, PageFeedback  # noqa: E402
from tests.goals import planting_signups  # noqa: E402
from tests.goals.planting_signups import token  # noqa: E402

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
CAST = {
    "administrator": "demo-admin",
    "editor": "demo-redaktor",
    "translator": "demo-oversaetter",
    "coordinator": "demo-koordinator",
    "coordinator_midt": "demo-koordinator-midt",
    "trainer": "demo-underviser",
    "supervisor": "demo-supervisor",
    "subject": "demo-kursist-01",
    "other": "demo-kursist-02",
}


def sessions() -> dict[str, str]:
    """A session key for each of the cast, as if they had signed in a moment ago."""
    return {role: _signed_in(User.objects.get(email=f"{name}@example.org")) for role, name in CAST.items()}


def _signed_in(person: User) -> str:
    store = SessionStore()
    store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(person.pk), BACKEND
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    moment = {"at": time.time()}
    store[AUTHENTICATION_METHODS_SESSION_KEY] = [
        moment | {"method": "code", "email": person.email},
        moment | {"method": "mfa", "type": "totp"},
    ]
    store[METHODS_USER] = str(person.pk)
    store.save()
    return str(store.session_key)


def canaries() -> dict[str, list[str]]:
    """Plants a word in each thing about the subject, and says which of the cast may come across it."""
    now = timezone.now()
    desk = ["coordinator", "administrator"]
    subject = User.objects.get(email=f"{CAST['subject']}@example.org")
    subject.first_name, subject.last_name = token("fornavn"), token("efternavn")
    subject.channel, subject.postal_address = "letter", token("adresse")
    subject.save()
    at_work = User.objects.get(email=f"{CAST['coordinator']}@example.org")
    helped = people.register(
        contact=people.Contact(token("hjulpet"), "", "da", "letter", "", token("vej")),
        region="hovedstaden",
        note=token("notat"),
        by=at_work,
        now=now,
    )
    asked = Enquiry.objects.filter(region="hovedstaden").first() or Enquiry.objects.first()
    Enquiry.objects.filter(pk=asked.pk).update(
        region="hovedstaden",
        name=token("spoerger"),
        email=f"{token('mail')}@example.org",
        state="new",
        assigned_to=None,
    )
    for message in asked.messages.all():
        message.text = token("besked")
        message.save()
    PageFeedback.objects.create(
        path="/", language="da", useful=False, comment=token("kommentar"), created_at=now - timedelta(days=1)
    )
    access_log.record(by=None, action="read", subject=helped, purpose=token("formaal"), now=now)
    return {
        token("fornavn"): ["subject", *desk, "coordinator_midt"],  # the cohort is in Midtjylland
        token("efternavn"): ["subject", *desk, "coordinator_midt"],
        token("adresse"): ["subject"],
        token("hjulpet"): desk,
        token("vej"): desk,
        token("notat"): desk,
        token("spoerger"): desk,
        token("mail"): desk,
        token("besked"): desk,
        token("kommentar"): ["administrator", "editor", "translator"],
        token("formaal"): [],
    } | planting_signups.plant(by=at_work, now=now)


def trained() -> dict[str, str]:
    """A session of somebody in guide training, and the enrolment that it is about."""
    person = User.objects.get(email="demo-kursist-08@example.org")
    return {"key": _signed_in(person), "enrolment": str(person.enrolments.get(state="practicum").pk)}


def rows() -> dict[str, Any]:
    """What nobody may change by naming a field: a fingerprint of each guarded table."""
    guarded = {
        "accounts.User": ["uuid", "is_superuser", "is_active", "email", "date_joined", "idle_told_at"],
        "accounts.RoleGrant": ["person_id", "role", "region", "section"],
        "accounts.Consent": ["person_id", "purpose", "withdrawn_at"],
        "accounts.PersonKey": ["subject", "wrapped"],
        "wagtailcore.Page": ["owner_id", "live", "path"],
    }
    return {
        label: sorted(map(repr, apps.get_model(label).objects.values_list("pk", *names)))
        for label, names in guarded.items()
    }


def drafts() -> list[str]:
    """The newest drafts, as editors see them: what nobody else may meet is there."""
    from wagtail.models import Revision

    return [json.dumps(one.content) for one in Revision.objects.order_by("-pk")[:20]]


if __name__ == "__main__":
    acts: dict[str, Any] = {"sessions": sessions, "canaries": canaries, "rows": rows, "trained": trained}
    acts |= {"sealed": planting_signups.sealed, "link": planting_signups.link, "drafts": drafts}
    print(json.dumps(acts[sys.argv[1]]()))
