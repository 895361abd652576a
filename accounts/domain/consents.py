"""Giving and withdrawing consent: a purpose at a time, as easy back as forth (GDPR art. 7)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from outbox.locks import lock_row

from ..consents import PURPOSES, Purpose
from ..enums import Role
from ..models import Consent, ConsentText, User
from .access_log import record
from .errors import Refused
from .queries import LANGUAGES


@transaction.atomic
def new_text(*, purpose: str, language: str, text: str, by: User, now: datetime) -> ConsentText:
    """Makes the next version of what people are asked. The same text again gives the version that stands.

    Raises Refused for who is no administrator and for an unknown purpose.
    """
    if not by.has_role(Role.ADMINISTRATOR) or purpose not in PURPOSES:
        raise Refused(_("Only administrators write what people say yes to."))
    lock_row(by)
    last = newest_text(purpose, language)
    if last is not None and last.text == text:
        return last
    version = last.version + 1 if last else 1
    made = ConsentText(purpose=purpose, language=language, version=version, text=text, made_at=now, made_by=by)
    made.save()
    record(by=by, action="consent.text_made", object=made, now=now)
    return made


@transaction.atomic
def give(
    *,
    purpose: str,
    language: str,
    now: datetime,
    person: User | None = None,
    about: UUID | None = None,
    shown: str = "",
    noted_by: User | None = None,
) -> Consent:
    """Notes a yes to the newest text. A second call while it stands gives the one that stands.

    `about` is the uuid of the one thing it concerns; without it the yes is the person's in general. `shown` is the
    fingerprint of the text that was on the screen. `noted_by` is who heard a yes that was spoken. Raises Refused where
    there is no such purpose, no text in the language, or the text has become another since it was shown.
    """
    text = newest_text(purpose, language)
    if purpose not in PURPOSES or text is None:
        raise Refused(_("There is nothing to say yes to here."))
    if shown and shown != text.text_hash:
        raise Refused(_("The text has changed. Read it again, please."))
    if person is not None:
        lock_row(person)
    elif about is None:
        raise ValueError("A consent is somebody's, or about something.")
    standing = _standing(person, about).filter(purpose=purpose).first()
    if standing is not None:
        return standing
    given = Consent.objects.create(
        person=person,
        about=about,
        purpose=purpose,
        text=text,
        language=language,
        text_hash=text.text_hash,
        given_at=now,
        noted_by=noted_by,
    )
    record(by=noted_by or person, action="consent.given", subject=person, object=given, purpose=purpose, now=now)
    return given


def _standing(person: User | None, about: UUID | None) -> "QuerySet[Consent]":
    whose = Q(about=about) if about else Q(person=person, about=None)
    return Consent.objects.filter(whose, withdrawn_at=None)


@transaction.atomic
def withdraw(*, person: User, purpose: str, now: datetime) -> bool:
    """Takes back every yes of a person for a purpose and lets the apps act on it at once, in the same transaction.
    False where none stood."""
    held = lock_row(person)
    found = list(Consent.objects.filter(person=held, purpose=purpose, withdrawn_at=None))
    _take_back(found, by=held, now=now)
    return bool(found)


@transaction.atomic
def withdraw_about(*, about: UUID, now: datetime, by: User | None = None, purpose: str = "") -> bool:
    """Takes back what was said yes to about one thing, for a purpose or for all. False where none stood.

    The caller holds the thing's own row, so two at once take it back once.
    """
    found = list(_standing(None, about).filter(**({"purpose": purpose} if purpose else {})))
    _take_back(found, by=by, now=now)
    return bool(found)


def _take_back(found: list[Consent], *, by: User | None, now: datetime) -> None:
    for one in found:
        one.withdrawn_at = now
        one.save(update_fields=["withdrawn_at"])
        record(by=by, action="consent.withdrawn", subject=one.person, object=one, purpose=one.purpose, now=now)
        for act in PURPOSES[one.purpose].on_withdraw if one.purpose in PURPOSES else ():
            act(one, now)


def adopt(*, about: UUID, person: User) -> int:
    """Says whose the consents about a thing are, once an address is confirmed; returns how many. A second call finds
    none: what is somebody's already stays theirs."""
    return Consent.objects.filter(about=about, person=None).update(person=person)


def has(person: User, purpose: str) -> bool:
    """Whether a yes of the person's stands now. One query."""
    return Consent.objects.filter(person=person, purpose=purpose, withdrawn_at=None).exists()


def newest_text(purpose: str, language: str) -> ConsentText | None:
    """What people are asked now."""
    return ConsentText.objects.filter(purpose=purpose, language=language).first()


def of_person(person: User) -> list[Consent]:
    """Every consent of a person, the newest first, with its text; for that person."""
    return list(Consent.objects.filter(person=person).select_related("text"))


def texts_now() -> list[tuple[Purpose, str, str, ConsentText | None]]:
    """What people are asked now: each purpose in each language, with its newest text. One query; for administrators."""
    newest: dict[tuple[str, str], ConsentText] = {}
    for one in ConsentText.objects.order_by("version"):
        newest[one.purpose, one.language] = one
    return [
        (purpose, code, str(name), newest.get((purpose.code, code)))
        for purpose in PURPOSES.values()
        for code, name in LANGUAGES.items()
    ]
