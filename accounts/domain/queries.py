"""Reads of people; each name says who may see the answer."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..enums import WORKBENCH_ROLES, Role
from ..models import RoleGrant, User
from ..phones import as_read

BENCH_WORDS: dict[str, Promise] = {
    "koordinator": _("The coordinator's workbench"),
    "underviser": _("The trainer's workbench"),
    "supervisor": _("The supervisor's workbench"),
    "administration": _("Administration"),
}


LANGUAGES = {"da": _("Danish"), "en": _("English")}


@dataclass(frozen=True)
class Held:
    """One thing we hold about a person: what, its value, why, and until when."""

    what: str | Promise
    value: str
    why: str | Promise
    until: str | Promise


def workbenches_of(person: User) -> list[tuple[str, str | Promise]]:
    """Address and name of each workbench the person may open."""
    benches: list[tuple[str, str | Promise]] = [
        (reverse(f"bench_{name}"), BENCH_WORDS[name])
        for name, roles in WORKBENCH_ROLES.items()
        if person.has_role(*roles)
    ]
    if person.enters_cms:
        benches.append((reverse("wagtailadmin_home"), _("The editors' room")))
    return benches


def own_data(person: User) -> list[Held]:
    """What is held about the person, shown to that person alone."""
    forever = _("until you ask us to delete your account")
    rows = [
        Held(_("E-mail"), person.email or "", _("You sign in with it."), forever),
        Held(_("Name"), person.name, _("So that we can greet you."), forever),
        Held(
            _("Language"),
            str(LANGUAGES.get(person.language, person.language)),
            _("So that we write in your language."),
            forever,
        ),
        Held(_("Channel"), person.get_channel_display(), _("So that you hear from us as you wish."), forever),
    ]
    if person.phone:
        rows.append(Held(_("Phone number"), as_read(person.phone), _("So that we can call or text."), forever))
    if person.postal_address:
        until = _("until you choose another way than letters")
        rows.append(Held(_("Postal address"), person.postal_address, _("So that letters reach you."), until))
    labels = dict(Role.choices)
    rows += [
        Held(_("Role"), str(labels[role]), _("It decides which pages you may open."), _("until it is taken back"))
        for role in sorted(person.roles)
    ]
    return rows


def staff_in_role(*roles: str, region: str = "") -> "list[User]":
    """Active people in one of `roles`, those of `region` and those without a region; for staff to choose from."""
    held = Q(role_grants__role__in=roles)
    if region:
        held &= Q(role_grants__region__in=["", region])
    return list(User.objects.filter(held, is_active=True).distinct().order_by("first_name", "email"))


def person_by_address_or_id(text: str) -> User | None:
    """The person with this mail address or random id; for administrators and their commands."""
    wanted = text.strip().lower()
    if "@" in wanted:
        return User.objects.filter(email=wanted).first()
    try:
        return User.objects.filter(uuid=UUID(wanted)).first()
    except ValueError:
        return None


def people_with_roles(searched: str = "") -> QuerySet[User]:
    """Everybody with a role, or everybody whose address holds `searched`; for administrators. Two queries a page."""
    people = User.objects.prefetch_related("role_grants").order_by("email", "pk")
    if searched:
        return people.filter(email__icontains=searched.lower())
    return people.filter(role_grants__isnull=False).distinct()


def person_for_administrators(key: UUID) -> User | None:
    """Anybody by their random id, with their roles; for administrators."""
    return User.objects.prefetch_related("role_grants__granted_by").filter(uuid=key).first()


def grant_of(person: User, number: int) -> RoleGrant | None:
    """One role of this person and of nobody else; for administrators."""
    return person.role_grants.filter(pk=number).first()


def staff_count() -> int:
    """How many active people hold a role; for administrators."""
    return User.objects.filter(is_active=True, role_grants__isnull=False).distinct().count()
