"""Phone numbers: one spelling, and a fingerprint to find them by."""

import re

from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

DANISH = re.compile(r"[2-9]\d{7}")
INTERNATIONAL = re.compile(r"\+[1-9]\d{7,14}")
MOST_LETTERS = 24


def one_spelling(text: str) -> str:
    """`12 34 56 78`, `0045 12345678` and `+45 1234 5678` are one number: `+4512345678`. Raises ValidationError."""
    bare = re.sub(r"[ .\-()/]", "", text)
    bare = "+" + bare[2:] if bare.startswith("00") else bare
    if DANISH.fullmatch(bare):
        return f"+45{bare}"
    danish = bare.removeprefix("+45")
    known = DANISH.fullmatch(danish) if bare.startswith("+45") else INTERNATIONAL.fullmatch(bare)
    if not bare.isascii() or not known:
        raise ValidationError(_("Write the number with eight digits, or with + and the code of the country."), "phone")
    return bare


def as_read(number: str) -> str:
    """A stored number as people write it: `+45 12 34 56 78`; one of another country as it is."""
    if not number.startswith("+45"):
        return number
    digits = number.removeprefix("+45")
    return " ".join(["+45", *(digits[at : at + 2] for at in range(0, len(digits), 2))])


def mark_of(number: str) -> str:
    """The fingerprint a number in its one spelling is found by; keyed, so that the table alone gives no number away."""
    return salted_hmac("accounts.User.phone", number, algorithm="sha256").hexdigest() if number else ""
