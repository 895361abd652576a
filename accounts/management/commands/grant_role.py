"""Gives a person a role: `grant_role mail@example.org administrator`. Makes the person if the address is new.

The way to the first administrator; a second identical call changes nothing.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from accounts.domain.roles import grant
from accounts.enums import Region, Role
from accounts.models import User


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("role", choices=Role.values)
        parser.add_argument("--region", choices=Region.values, default="")
        parser.add_argument("--section", default="", help="slug of the section an editor works in")

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"].strip().lower()
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email!r} is not a mail address.") from error
        person = User.objects.filter(email=email).first() or User.objects.create_user(email)
        grant(
            person=person,
            role=options["role"],
            by=None,
            now=timezone.now(),
            region=options["region"],
            section=options["section"],
        )
        self.stdout.write(f"{email}: {options['role']}")
