"""What a mail server's refusal means: try again, give this message up, or send nothing more to the address.

4yz is for now and 5yz is for good (RFC 5321 §4.2.1), but 5yz before the recipient is named, or with a policy's number
(5.7, RFC 3463), tells of our own settings: giving every message up for a wrong password would lose them all.
"""

import re
import smtplib
from dataclasses import dataclass

FOR_GOOD = 500
POLICY = re.compile(rb"^5\.7\.")


class Suppressed(Exception):
    """The address takes no mail; see the list."""


@dataclass(frozen=True)
class Failure:
    """What went wrong: the class of the error, the server's number, and what follows from it."""

    name: str
    code: int | None = None
    is_final: bool = False
    is_the_address: bool = False


def read(error: Exception) -> Failure:
    """What follows from an error at sending."""
    name = type(error).__name__
    if isinstance(error, Suppressed):
        return Failure(name, is_final=True)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        good = code >= FOR_GOOD and not POLICY.match(words)
        return Failure(name, code, is_final=good, is_the_address=good)
    if isinstance(error, smtplib.SMTPDataError):
        return Failure(name, error.smtp_code, is_final=error.smtp_code >= FOR_GOOD and not _is_policy(error.smtp_error))
    if isinstance(error, smtplib.SMTPResponseException):
        return Failure(name, error.smtp_code)
    return Failure(name)


def _is_policy(words: bytes | str) -> bool:
    return bool(POLICY.match(words if isinstance(words, bytes) else words.encode()))
