"""The outbox messages of accounts."""

import json
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from outbox.kinds import Mail, worded
from outbox.models import Message

from .domain import idle
from .enums import Role
from .models import DataCopy, SealedMail, User


def signing_in(message: Message) -> Mail | None:
    """A mail of allauth (code, confirmation, notice). None once its sealed content has gone."""
    content = _unsealed(message)
    return Mail(**content) if content else None


def sealed(message: Message) -> Mail | None:
    """A mail of ours with a code or a link of its own in it. None once its sealed content has gone."""
    content = _unsealed(message)
    return worded(message.kind, **content) if content else None


def _unsealed(message: Message) -> dict[str, Any] | None:
    row = SealedMail.objects.filter(pk=message.object_id).first()
    return json.loads(row.content) if row else None


def forget_sealed(message: Message) -> None:
    """After sending: the code goes."""
    SealedMail.objects.filter(pk=message.object_id).delete()


def roles_changed(message: Message) -> Mail | None:
    """To a person whose roles an administrator changed: what they hold now. None once the person or address is gone."""
    person = User.objects.filter(uuid=message.object_id, is_active=True).first()
    if person is None or not person.email:
        return None
    labels = dict(Role.choices)
    with translation.override(person.language):
        held = ", ".join(str(labels[Role(role)]) for role in sorted(person.roles)) or _("none")
    return worded(
        message.kind,
        {"roller": held},
        language=person.language,
        to=person.email,
        url=urljoin(settings.SITE_URL, reverse("own_overview")),
    )


def idle_notice(message: Message) -> Mail | None:
    """To somebody whose account nobody uses: when it goes, and how to keep it. None once they have come back."""
    person = User.objects.filter(uuid=message.object_id, is_active=True).first()
    if person is None or person.idle_told_at is None or person.idle_told_at < (person.last_login or person.date_joined):
        return None
    with translation.override(person.language):
        day = date_format(timezone.localtime(idle.goes_at(person)), _("j F Y"))
    return worded(
        message.kind,
        {"dag": day},
        language=person.language,
        to=person.email or "",
        url=urljoin(settings.SITE_URL, reverse("account_login")) if person.email else "",
    )


def data_copy_ready(message: Message) -> Mail | None:
    """To a person whose copy is ready. None once it has been fetched or has gone."""
    copy = DataCopy.objects.select_related("person").filter(pk=message.object_id).first()
    if copy is None or not copy.person.email or not copy.person.is_active:
        return None
    url = urljoin(settings.SITE_URL, reverse("own_data"))
    return worded(message.kind, {}, language=copy.person.language, to=copy.person.email, url=url)
