"""Codes and the last parts of addresses, as coordinators write them."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _


class AddressField(forms.CharField):
    """Letters from a to z, digits, hyphens and low lines: what an address can hold without change."""

    default_validators = [
        RegexValidator(r"^[-a-zA-Z0-9_]+\Z", _("Use only letters from a to z, digits and hyphens, e.g. foraar-2027."))
    ]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=60, **kwargs)
