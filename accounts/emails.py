"""The outbox messages of accounts."""

import json
from urllib.parse import urljoin

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from outbox.kinds import Mail
from outbox.models import Message

from .enums import Role
from .models import DataCopy, SealedMail, User


def signing_in(message: Message) -> Mail | None:
    """A mail of allauth (code, confirmation, notice). None once its sealed content has gone."""
    sealed = SealedMail.objects.filter(pk=message.object_id).first()
    if sealed is None:
        return None
    return Mail(**json.loads(sealed.content))


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
        held = [str(labels[Role(role)]) for role in sorted(person.roles)]
        text = render_to_string("emails/roles_changed.txt", {"held": held})
        subject = _("Your roles in the portal have changed")
        button = (urljoin(settings.SITE_URL, reverse("own_overview")), _("Open my page"))
    return Mail(to=person.email, subject=subject, text=text.strip(), language=person.language, button=button)


def data_copy_ready(message: Message) -> Mail | None:
    """To a person whose copy is ready. None once it has been fetched or has gone."""
    copy = DataCopy.objects.select_related("person").filter(pk=message.object_id).first()
    if copy is None or not copy.person.email or not copy.person.is_active:
        return None
    language = copy.person.language
    with translation.override(language):
        text = _("The copy you asked for is ready. Sign in to fetch it within 24 hours. It can be fetched once.")
        subject = _("Your copy is ready")
        button = (urljoin(settings.SITE_URL, reverse("own_data")), _("Fetch the copy"))
    return Mail(to=copy.person.email, subject=subject, text=text, language=language, button=button)
