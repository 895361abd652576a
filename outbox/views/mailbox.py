"""The development mailbox at /udvikling/mail/. Mounted only in development."""

import email
import email.policy
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

MOST_SHOWN = 50


@dataclass(frozen=True)
class Kept:
    """One kept mail, as the list shows it."""

    name: str
    to: str
    subject: str
    text: str


def _read(path: Path) -> EmailMessage:
    return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)


def _kept(path: Path) -> Kept:
    mail = _read(path)
    body = mail.get_body(("plain",))
    return Kept(path.stem, str(mail["To"]), str(mail["Subject"]), body.get_content() if body else "")


@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """The newest mails first."""
    files = sorted(Path(settings.EMAIL_FILE_PATH).glob("*.eml"), reverse=True)[:MOST_SHOWN]
    return render(request, "outbox/mailbox.html", {"mails": [_kept(path) for path in files]})


@require_safe
def html_part(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML twin of one mail, as the reader's mail program would get it."""
    path = Path(settings.EMAIL_FILE_PATH) / f"{Path(name).name}.eml"
    if not path.exists():
        raise Http404
    part = _read(path).get_body(("html",))
    return HttpResponse(part.get_content() if part else "")
