"""The person behind a signup: found by the confirmed address, or made."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.enums import Channel
from accounts.models import User
from accounts.phones import mark_of

from ..models import Signup
from .errors import Refused


def person_for(signup: Signup, *, now: datetime) -> User:
    """The person of the signup's address. One who is known keeps the profile they have; another is made from what was
    written. Raises Refused for an account that is closed or being deleted."""
    known = User.objects.filter(email=signup.email).first()
    if known is not None and not known.is_active:
        raise Refused(_("The account of this address is closed. Write to us."))
    return known or _made(signup)


def _made(signup: Signup) -> User:
    has_phone = bool(signup.phone) and signup.channel in (Channel.SMS, Channel.PHONE)
    made: User = User.objects.create_user(
        signup.email,
        first_name=signup.first_name,
        last_name=signup.last_name,
        language=signup.language,
        channel=signup.channel if has_phone else Channel.MAIL,
        phone=signup.phone,
        phone_mark=mark_of(signup.phone),
    )
    return made


def carried_by(user: User) -> QuerySet[Any]:
    """Uuids of those whose letters and calls are `user`'s work: who is signed up where they coordinate."""
    return Signup.objects.for_user(user).live().exclude(person=None).exclude(person=user.pk).values("person__uuid")


def still_needed() -> Q:
    """Who has a signup on its way, as a condition on people: their accounts are in use."""
    return Q(pk__in=Signup.objects.live().exclude(person=None).values("person"))
