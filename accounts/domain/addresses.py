"""Changing the e-mail address: the new one is confirmed, the old one is told and can undo it for three days."""

from datetime import datetime, timedelta
from urllib.parse import urljoin

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from outbox.locks import lock_row

from ..models import AddressChange, SealedMail, User
from . import sealed_mails
from .access_log import record
from .errors import Refused
from .proofs import as_typed, mark, new_code, new_link

CODE, LINK = "accounts.address_code", "accounts.address_link"
TAKEN, CHANGED = "accounts.address_taken", "accounts.address_changed"


@transaction.atomic
def ask(*, person: User, address: str, by: User, now: datetime) -> AddressChange:
    """Mails a code to the new address; an earlier change that waits is dropped, so that a second call sends a new code.

    An address that somebody has gets a mail that says so, and the answer here is the same (S6). Raises Refused for the
    person's own address and for who has none.
    """
    if by.pk != person.pk or not person.email:
        raise Refused(_("You can only change your own address."))
    address = address.strip().lower()
    if address == person.email:
        raise Refused(_("That is your address already."))
    code = new_code()
    change = _waiting(person, address, now, until=now + AddressChange.CODE_KEPT)
    change.code_mark = mark("address", change.id, as_typed(code))
    change.save()
    if _taken(address):
        _mail(person, address, TAKEN, now=now, lasts=SealedMail.KEEP)
    else:
        _mail(person, address, CODE, code=code, now=now, lasts=AddressChange.CODE_KEPT)
    return change


@transaction.atomic
def confirm(*, person: User, code: str, now: datetime) -> bool:
    """Takes the code that was mailed to the new address; True when the address has changed.

    The third wrong code drops the change. A second call with the right code finds nothing and is False.
    """
    person = lock_row(person)
    change = AddressChange.objects.filter(person=person, done_at=None, until__gt=now).exclude(code_mark="").first()
    if change is None:
        return False
    change.tries += 1
    right = constant_time_compare(change.code_mark, mark("address", change.id, as_typed(code)))
    if right and not _taken(change.new):
        _change(person, change, now=now)
        return True
    if change.tries >= AddressChange.MOST_TRIES:
        change.delete()
    else:
        change.save(update_fields=["tries"])
    return False


@transaction.atomic
def offer(*, person: User, address: str, by: User, now: datetime) -> AddressChange:
    """A coordinator adds the address of somebody who had none: a link in a mail to it confirms it within seven days.

    A second call drops the first link. Raises Refused for somebody who has an address and for who may not see them.
    """
    if person.email or not User.objects.for_user(by).filter(pk=person.pk).exists():
        raise Refused(_("You cannot add an address here."))
    address = address.strip().lower()
    link = new_link()
    change = _waiting(person, address, now, until=now + AddressChange.LINK_KEPT)
    change.link_mark = mark("link", link)
    change.save()
    record(by=by, action="address_offered", subject=person, object=person, now=now)
    if _taken(address):
        _mail(person, address, TAKEN, now=now, lasts=SealedMail.KEEP)
    else:
        _mail(person, address, LINK, link=("address_accept", link), now=now, lasts=AddressChange.LINK_KEPT)
    return change


def offered(token: str, *, now: datetime) -> AddressChange | None:
    """The change behind the link of a coordinator's mail; None for a wrong, used or old one."""
    return AddressChange.objects.filter(link_mark=mark("link", token), done_at=None, until__gt=now).first()


@transaction.atomic
def accept(token: str, *, now: datetime) -> bool:
    """Confirms the address that a coordinator added. False for a wrong, used or old link."""
    change = offered(token, now=now)
    if change is None:
        return False
    person = lock_row(change.person)
    change = offered(token, now=now)
    if change is None or person.email or _taken(change.new):
        return False
    _change(person, change, now=now)
    return True


def undoable(token: str, *, now: datetime) -> AddressChange | None:
    """The change behind the link that the old address got; None for a wrong, used or old one."""
    return AddressChange.objects.filter(undo_mark=mark("undo", token), done_at__isnull=False, until__gt=now).first()


@transaction.atomic
def undo(token: str, *, now: datetime) -> bool:
    """Gives the person the old address back and signs them out everywhere. Changes made since can no longer be undone:
    their links went to addresses that may be a thief's. False for a wrong, used or old link.

    Raises Refused when somebody else has the address by now.
    """
    change = undoable(token, now=now)
    if change is None:
        return False
    person = lock_row(change.person)
    change = undoable(token, now=now)
    if change is None:
        return False
    if User.objects.filter(email=change.old).exclude(pk=person.pk).exists():
        raise Refused(_("The address has another owner by now. Write to us."))
    _set_address(person, change.old)
    AddressChange.objects.filter(person=person, asked_at__gte=change.asked_at).delete()
    AddressChange.objects.filter(person=person, done_at=None).delete()
    record(by=None, action="account.address_restored", subject=person, now=now)
    return True


def _waiting(person: User, address: str, now: datetime, *, until: datetime) -> AddressChange:
    """A fresh change in the place of one that waits."""
    lock_row(person)
    AddressChange.objects.filter(person=person, done_at=None).delete()
    return AddressChange(person=person, old=person.email or "", new=address, asked_at=now, until=until)


def _change(person: User, change: AddressChange, *, now: datetime) -> None:
    link = new_link()
    change.done_at, change.until = now, now + AddressChange.UNDO_KEPT
    change.code_mark, change.link_mark = "", None
    change.undo_mark = mark("undo", link) if change.old else None
    change.save()
    _set_address(person, change.new)
    record(by=person, action="account.address_changed", subject=person, now=now)
    if change.old:
        _mail(person, change.old, CHANGED, link=("address_undo", link), now=now, lasts=AddressChange.UNDO_KEPT)


def _set_address(person: User, address: str) -> None:
    """Writes the address and allauth's own row of it; every session of the person ends."""
    person.email = address
    person.session_version += 1
    person.save(update_fields=["email", "session_version"])
    EmailAddress.objects.filter(user=person).delete()
    EmailAddress.objects.create(user=person, email=address, primary=True, verified=True)


def _taken(address: str) -> bool:
    return User.objects.filter(email=address).exists() or EmailAddress.objects.filter(email__iexact=address).exists()


def _mail(
    person: User,
    to: str,
    kind: str,
    *,
    now: datetime,
    lasts: timedelta,
    code: str = "",
    link: tuple[str, str] | None = None,
) -> None:
    values = {"kode": code} if code else {}
    url = urljoin(settings.SITE_URL, reverse(link[0], args=[link[1]])) if link else ""
    sealed_mails.post_worded(kind, values, to=to, language=person.language, now=now, lasts=lasts, url=url)
