"""The people of a list from another system: found again or made, in a few queries however many they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction

from ..enums import Channel
from ..models import Registration, User
from ..phones import mark_of
from .access_log import record

MOST_AT_ONCE = 500


@dataclass(frozen=True)
class Listed:
    """One line of a list. `phone` is in its one spelling; without an e-mail the person is reached by it."""

    first_name: str
    last_name: str
    email: str = ""
    phone: str = ""
    region: str = ""

    @property
    def key(self) -> str:
        """What makes two lines one person: the address, or without one the number with the name."""
        name = f"{self.first_name} {self.last_name}".strip().casefold()
        return self.email or f"{mark_of(self.phone)}:{name}"


@transaction.atomic
def find_or_make(listed: Sequence[Listed], *, note: str, by: User | None, now: datetime) -> dict[str, User]:
    """The person of each line by its `key`. A second call finds those that the first made.

    Somebody without an e-mail is registered as a coordinator would do it, with `note` as the reason.
    """
    known = {**_by_address(listed), **_by_number(listed)}
    fresh = {line.key: line for line in listed if line.key not in known}
    made = {key: _person(line) for key, line in fresh.items()}
    User.objects.bulk_create(made.values(), batch_size=MOST_AT_ONCE)
    people = [(key, made[key], line) for key, line in fresh.items()]
    EmailAddress.objects.bulk_create(
        [EmailAddress(user=one, email=one.email, primary=True) for _key, one, line in people if line.email],
        batch_size=MOST_AT_ONCE,
    )
    Registration.objects.bulk_create(
        [
            Registration(person=one, region=line.region, note=note, by=by, at=now)
            for _key, one, line in people
            if not line.email
        ],
        batch_size=MOST_AT_ONCE,
    )
    if made:
        record(by=by, action="people_listed", purpose="import", now=now)
    return known | made


def _person(line: Listed) -> User:
    return User(
        email=line.email or None,
        first_name=line.first_name,
        last_name=line.last_name,
        channel=Channel.MAIL if line.email else Channel.PHONE,
        phone=line.phone,
        phone_mark=mark_of(line.phone),
    )


def _by_address(listed: Sequence[Listed]) -> dict[str, User]:
    addresses = [line.email for line in listed if line.email]
    found: dict[str, User] = {}
    for start in range(0, len(addresses), MOST_AT_ONCE):
        for one in User.objects.filter(email__in=addresses[start : start + MOST_AT_ONCE]):
            found[str(one.email)] = one
    return found


def _by_number(listed: Sequence[Listed]) -> dict[str, User]:
    marks = [mark_of(line.phone) for line in listed if not line.email]
    found: dict[str, User] = {}
    for start in range(0, len(marks), MOST_AT_ONCE):
        for one in User.objects.filter(email=None, phone_mark__in=marks[start : start + MOST_AT_ONCE]):
            found[f"{one.phone_mark}:{one.name.casefold()}"] = one
    return found
