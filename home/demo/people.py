"""The demo cast (contract.md). All are made up and sign in with the mailed code."""

from django.utils import timezone

from accounts.domain.roles import grant
from accounts.enums import Region, Role
from accounts.models import User

from . import Plan

CAST: list[tuple[str, str, str, str, str]] = [
    ("demo-admin", "Administrator", Role.ADMINISTRATOR, "", ""),
    ("demo-redaktor", "Redaktør", Role.EDITOR, "", ""),
    ("demo-redaktor", "Redaktør", Role.MODERATOR, "", ""),
    ("demo-redaktor-arbejdspladser", "Redaktør", Role.EDITOR, "", "arbejdspladser"),
    ("demo-oversaetter", "Oversætter", Role.TRANSLATOR, "", ""),
    ("demo-koordinator", "Koordinator", Role.COORDINATOR, "", ""),
    ("demo-koordinator-midt", "Koordinator", Role.COORDINATOR, Region.MIDTJYLLAND, ""),
    ("demo-underviser", "Underviser", Role.TRAINER, "", ""),
    ("demo-underviser-fag", "Fagunderviser", Role.TRAINER, "", ""),
    ("demo-supervisor", "Supervisor", Role.SUPERVISOR, "", ""),
]
PARTICIPANTS = [f"demo-kursist-{number:02}" for number in range(1, 13)]
PEERS = [f"demo-peer-{number:02}" for number in range(1, 25)]


def seed_people(plan: Plan) -> None:
    """Makes the cast with their roles. A second call changes nothing. Roles in sections need the pages first."""
    now = timezone.now()
    for name, first_name, role, region, section in CAST:
        person = _person(name, first_name)
        grant(person=person, role=role, region=region, section=section, by=None, now=now)
    for name in [*PARTICIPANTS, *PEERS]:
        _person(name, name.removeprefix("demo-").replace("-", " ").capitalize())


def _person(name: str, first_name: str) -> User:
    email = f"{name}@example.org"
    known = User.objects.filter(email=email).first()
    return known or User.objects.create_user(email, first_name=first_name, last_name="(demo)")
