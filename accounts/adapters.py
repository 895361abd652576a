"""How allauth is fitted into the portal: mails through the outbox, secrets sealed, staff keep a second factor."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from .domain.sealed_mails import post
from .keyring import seal, unseal
from .middleware import STRONG_TYPES
from .models import User

MFA_PLACE = "mfa_authenticator.data:secret"


def shown_name(person: User) -> str:
    """What allauth calls a person in mails and messages to that person."""
    return person.get_full_name()


class AccountAdapter(DefaultAccountAdapter):
    """Writes allauth's mails to the outbox; the code in them stays sealed and goes when the mail has gone."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Writes the mail in the language of the request; its links lead to SITE_URL, whatever host was asked."""
        links = {
            name: urljoin(settings.SITE_URL, urlsplit(url).path) for name, url in context.items() if _is_link(name)
        }
        site = {"name": settings.WAGTAIL_SITE_NAME, "domain": settings.SITE_URL}
        login_url = urljoin(settings.SITE_URL, reverse("account_login"))
        values = {"email": email, "current_site": site, "login_url": login_url, **context, **links}
        post(
            to=email,
            language=get_language() or "da",
            subject=" ".join(render_to_string(f"{template_prefix}_subject.txt", values).split()),
            text=render_to_string(f"{template_prefix}_message.txt", values).strip(),
            now=timezone.now(),
            expires_at=_works_until(template_prefix),
        )


def _works_until(template_prefix: str) -> datetime | None:
    """When the code in a mail stops working; after that the mail would only confuse. None where there is no code."""
    seconds = {
        "account/email/login_code": app_settings.LOGIN_BY_CODE_TIMEOUT,
        "account/email/email_confirmation": app_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT,
        "account/email/email_confirmation_signup": app_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT,
    }.get(template_prefix)
    return timezone.now() + timedelta(seconds=seconds) if seconds else None


def _is_link(name: str) -> bool:
    return name.endswith("_url")


class MFAAdapter(DefaultMFAAdapter):
    """Seals the secrets of second factors and keeps the last strong one of staff."""

    def encrypt(self, text: str) -> str:
        return seal(text, MFA_PLACE)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, MFA_PLACE)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        person = authenticator.user
        strong = Authenticator.objects.filter(user=person, type__in=STRONG_TYPES).exclude(pk=authenticator.pk)
        return not person.is_staff_member or strong.exists()
