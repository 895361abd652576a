"""A person's profile, and people whom a coordinator registers because they have no e-mail."""

from dataclasses import dataclass, fields
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet, Value
from django.db.models.functions import Concat, Trim
from django.utils.translation import gettext_lazy as _

from outbox.locks import lock_row

from ..enums import WITHOUT_MAIL, Channel, Role
from ..models import Registration, User
from ..phones import mark_of, one_spelling
from .access_log import READ, record
from .errors import Refused


@dataclass(frozen=True)
class Contact:
    """What a person is called and how they are reached. `phone` is in its one spelling (accounts.phones)."""

    first_name: str
    last_name: str = ""
    language: str = "da"
    channel: str = Channel.MAIL
    phone: str = ""
    postal_address: str = ""


@transaction.atomic
def change_contact(*, person: User, contact: Contact, by: User, now: datetime) -> User:
    """Stores name, language and channel. An address is kept only for letters. A second identical call changes nothing.

    Raises Refused where the channel lacks what it needs, and for somebody who may not change this person.
    """
    if by.pk != person.pk and not User.objects.for_user(by).filter(pk=person.pk).exists():
        raise Refused(_("You cannot change this person."))
    person = lock_row(person)
    _check(contact, person.email)
    if contact != _contact_of(person):
        _write(person, contact)
        person.save()
        record(by=by, action="profile_changed", subject=person, object=person, now=now)
    return person


@transaction.atomic
def register(*, contact: Contact, region: str, note: str, by: User, now: datetime) -> User:
    """Registers somebody without an e-mail, who cannot sign in. A second call makes a second person: ask `twins` first.

    Raises Refused for by who is no coordinator, and where the channel lacks what it needs.
    """
    if not by.has_role(Role.COORDINATOR, Role.ADMINISTRATOR):
        raise Refused(_("Only coordinators register people."))
    if contact.channel not in WITHOUT_MAIL:
        raise Refused(_("Choose phone, text message or letter: there is no e-mail."))
    _check(contact, None)
    person = User()
    _write(person, contact)
    person.save()
    Registration.objects.create(person=person, region=region, note=note, by=by, at=now)
    record(by=by, action="person_registered", subject=person, object=person, now=now)
    return person


@transaction.atomic
def look_at(*, person: User, by: User, now: datetime) -> None:
    """Logs that a coordinator opened a person's page."""
    record(by=by, action=READ, subject=person, object=person, purpose="coordination", now=now)


def twins(contact: Contact, *, seen_by: User) -> list[User]:
    """People with the same number or the same name among those the coordinator may see."""
    people = User.objects.for_user(seen_by)
    same = named(people, f"{contact.first_name} {contact.last_name}".strip())
    if contact.phone:
        same = same | people.filter(phone_mark=mark_of(contact.phone))
    return list(same.distinct().order_by("first_name", "pk")[:5])


def find(words: str, *, seen_by: User) -> QuerySet[User]:
    """The registered people whom a coordinator may see, the newest first; with `words` those of exactly that name or
    number."""
    people = User.objects.for_user(seen_by).filter(registration__isnull=False).select_related("registration")
    people = people.order_by("-registration__at", "-pk")
    if not words:
        return people
    try:
        return people.filter(phone_mark=mark_of(one_spelling(words)))
    except ValidationError:
        return named(people, words)


def named(people: QuerySet[User], name: str) -> QuerySet[User]:
    """Those whose whole name is `name`, capitals or not."""
    whole = Trim(Concat("first_name", Value(" "), "last_name"))
    return people.alias(whole=whole).filter(whole__iexact=" ".join(name.split()))


def _contact_of(person: User) -> Contact:
    return Contact(**{field.name: getattr(person, field.name) for field in fields(Contact)})


def _check(contact: Contact, email: str | None) -> None:
    if contact.channel == Channel.MAIL and not email:
        raise Refused(_("There is no e-mail to write to. Choose another way."))
    if contact.channel in (Channel.SMS, Channel.PHONE) and not contact.phone:
        raise Refused(_("Write the phone number we shall use."))
    if contact.channel == Channel.LETTER and not contact.postal_address:
        raise Refused(_("Write the address the letters go to."))


def _write(person: User, contact: Contact) -> None:
    person.first_name, person.last_name = contact.first_name, contact.last_name
    person.language, person.channel = contact.language, contact.channel
    person.phone, person.phone_mark = contact.phone, mark_of(contact.phone)
    person.postal_address = contact.postal_address if contact.channel == Channel.LETTER else ""
