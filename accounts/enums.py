"""Roles and regions, with their named sets."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Region(models.TextChoices):
    """The five administrative regions of Denmark."""

    NORDJYLLAND = "nordjylland", _("North Jutland")
    MIDTJYLLAND = "midtjylland", _("Central Jutland")
    SYDDANMARK = "syddanmark", _("Southern Denmark")
    SJAELLAND = "sjaelland", _("Zealand")
    HOVEDSTADEN = "hovedstaden", _("Capital Region")


class Channel(models.TextChoices):
    """How a person hears from us."""

    MAIL = "mail", _("by e-mail")
    SMS = "sms", _("by text message")
    PHONE = "phone", _("by phone")
    LETTER = "letter", _("by letter")


class Role(models.TextChoices):
    """What a person may do. A person may hold several; what they may do is the union."""

    TRAINER = "trainer", _("trainer")
    SUPERVISOR = "supervisor", _("supervisor")
    COORDINATOR = "coordinator", _("coordinator")
    EDITOR = "editor", _("editor")
    MODERATOR = "moderator", _("moderator")
    TRANSLATOR = "translator", _("translator")
    ADMINISTRATOR = "administrator", _("administrator")


# Without an e-mail: somebody at the portal calls, texts or posts a letter.
WITHOUT_MAIL = frozenset({Channel.SMS, Channel.PHONE, Channel.LETTER})
# Everybody with one of these works here and signs in with a second factor (security.md §3.1).
STAFF_ROLES = frozenset(Role.values)
# Only these enter the Wagtail admin (architecture.md §1).
CMS_ROLES = frozenset({Role.EDITOR, Role.MODERATOR, Role.TRANSLATOR, Role.ADMINISTRATOR})
EDITING_ROLES = frozenset({Role.EDITOR, Role.MODERATOR})
# Who opens which workbench, by the first part of its address.
WORKBENCH_ROLES: dict[str, frozenset[str]] = {
    "koordinator": frozenset({Role.COORDINATOR, Role.ADMINISTRATOR}),
    "underviser": frozenset({Role.TRAINER, Role.ADMINISTRATOR}),
    "supervisor": frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR}),
    "administration": frozenset({Role.ADMINISTRATOR}),
}
