"""Giving and withdrawing consent: a purpose at a time, as easy back as forth (GDPR art. 7)."""

from datetime import datetime

from django.db import transaction
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
def give(*, person: User, purpose: str, language: str, now: datetime) -> Consent:
    """Notes a yes to the newest text. A second call while it stands gives the one that stands.

    Raises Refused where there is no such purpose or no text in the language.
    """
    text = newest_text(purpose, language)
    if purpose not in PURPOSES or text is None:
        raise Refused(_("There is nothing to say yes to here."))
    held = lock_row(person)
    standing = Consent.objects.filter(person=held, purpose=purpose, withdrawn_at=None).first()
    if standing is not None:
        return standing
    given = Consent.objects.create(
        person=held, purpose=purpose, text=text, language=language, text_hash=text.text_hash, given_at=now
    )
    record(by=held, action="consent.given", subject=held, object=given, purpose=purpose, now=now)
    return given


@transaction.atomic
def withdraw(*, person: User, purpose: str, now: datetime) -> bool:
    """Takes a yes back and lets the apps act on it at once, in the same transaction. False where none stood."""
    held = lock_row(person)
    standing = Consent.objects.filter(person=held, purpose=purpose, withdrawn_at=None).first()
    if standing is None:
        return False
    standing.withdrawn_at = now
    standing.save(update_fields=["withdrawn_at"])
    for act in PURPOSES[purpose].on_withdraw if purpose in PURPOSES else ():
        act(held, now)
    record(by=held, action="consent.withdrawn", subject=held, object=standing, purpose=purpose, now=now)
    return True


def has(person: User, purpose: str) -> bool:
    """Whether the person's yes stands now. One query."""
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
