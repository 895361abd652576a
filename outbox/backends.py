"""Development's mail: a file each in var/mail/, shown at /udvikling/mail/ and, in short, in the terminal."""

import sys
import time
from collections.abc import Sequence
from email.message import EmailMessage as StandardMessage
from pathlib import Path

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage


class DevelopmentBackend(BaseEmailBackend):
    """Keeps each mail as an .eml file and prints its text."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True)
        for number, mail in enumerate(email_messages):
            raw: StandardMessage = mail.message()
            (folder / f"{time.time_ns()}-{number}.eml").write_bytes(raw.as_bytes())
            lines = [line for line in str(mail.body).splitlines() if line.strip()]
            sys.stdout.write("\n".join([f"\nmail to {', '.join(mail.to)}: {mail.subject}", *lines, ""]) + "\n")
            sys.stdout.flush()
        return len(email_messages)
