"""Forms of people: shape and messages."""

import unicodedata
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .domain.people import Contact
from .enums import Channel, Region
from .guards import refuse_control, refuse_cpr, refuse_line_breaks
from .models import User
from .phones import as_read, one_spelling

LINE = [refuse_control, refuse_line_breaks, refuse_cpr]
NOT_IN_LIST = {"required": _("Choose one from the list."), "invalid_choice": _("Choose one from the list.")}
WAYS: list[tuple[str, str | Promise]] = [
    (Channel.MAIL, _("E-mail")),
    (Channel.SMS, _("Text message")),
    (Channel.PHONE, _("Phone call")),
    (Channel.LETTER, _("Letter")),
]


class MailField(forms.EmailField):
    """An address; letters that only look like others (full width) become those before it is checked."""

    widget = forms.EmailInput(attrs={"autocomplete": "email"})
    default_error_messages = {
        "required": _("Write your e-mail, e.g. navn@eksempel.dk."),
        "invalid": _("Write your e-mail like this: navn@eksempel.dk."),
    }

    def to_python(self, value: Any) -> str:
        return unicodedata.normalize("NFKC", super().to_python(value) or "").strip().lower()


class ContactForm(forms.Form):
    """Name, language and how a person is reached."""

    first_name = forms.CharField(
        label=_("First name"),
        max_length=80,
        validators=LINE,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={"required": _("Write a first name.")},
    )
    last_name = forms.CharField(
        label=_("Last name"),
        max_length=80,
        required=False,
        validators=LINE,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    language = forms.ChoiceField(
        label=_("Language we write in"),
        choices=[("da", _("Danish")), ("en", _("English"))],
        initial="da",
        widget=forms.RadioSelect,
        error_messages=NOT_IN_LIST,
    )
    channel = forms.ChoiceField(
        label=_("How shall we write or call?"), choices=WAYS, widget=forms.RadioSelect, error_messages=NOT_IN_LIST
    )
    phone = forms.CharField(
        label=_("Phone number"),
        max_length=24,
        required=False,
        validators=[refuse_control, refuse_line_breaks],
        help_text=_("Needed for text messages and calls."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    postal_address = forms.CharField(
        label=_("Postal address"),
        max_length=300,
        required=False,
        validators=[refuse_control, refuse_cpr],
        help_text=_("Only for letters. We delete it when you choose another way."),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "street-address"}),
    )

    def __init__(self, *args: Any, person: User | None = None, **kwargs: Any) -> None:
        if person is not None:
            kwargs.setdefault("initial", _stored(person))
        super().__init__(*args, **kwargs)
        if person is None or not person.email:
            self.fields["channel"] = _without_mail(self.fields["channel"])

    def clean_phone(self) -> str:
        text = self.cleaned_data["phone"]
        return one_spelling(text) if text else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        channel = cleaned.get("channel")
        if channel in (Channel.SMS, Channel.PHONE) and not cleaned.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("Write the phone number we shall use."))
        missing = not cleaned.get("postal_address") and "postal_address" not in self.errors
        if channel == Channel.LETTER and missing:
            self.add_error("postal_address", _("Write the address the letters go to."))
        return cleaned

    def contact(self) -> Contact:
        """What was typed, for the domain. Ask after `is_valid()`."""
        names = ("first_name", "last_name", "language", "channel", "phone", "postal_address")
        return Contact(**{name: self.cleaned_data[name] for name in names})


def _without_mail(field: forms.Field) -> forms.Field:
    field.choices = [way for way in WAYS if way[0] != Channel.MAIL]  # type: ignore[attr-defined]
    return field


def _stored(person: User) -> dict[str, str]:
    names = ("first_name", "last_name", "language", "channel", "postal_address")
    return {name: getattr(person, name) for name in names} | {"phone": as_read(person.phone)}


class RegistrationForm(ContactForm):
    """Somebody without an e-mail, written down by a coordinator."""

    region = forms.ChoiceField(
        label=_("Region"),
        choices=[("", _("Not known")), *Region.choices],
        required=False,
        help_text=_("Coordinators of that region see the person too."),
        error_messages=NOT_IN_LIST,
    )
    note = forms.CharField(
        label=_("Why is the person here?"),
        max_length=500,
        validators=[refuse_control, refuse_cpr],
        help_text=_("One or two sentences, and nothing about health. It is deleted after a year."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write in a sentence why the person is here.")},
    )
    another = forms.BooleanField(label=_("It is another person"), required=False, widget=forms.HiddenInput)

    def ask_whether_another(self) -> None:
        """Shows the box that says that this is not the person already there."""
        self.fields["another"].widget = forms.CheckboxInput()


class SearchForm(forms.Form):
    """Exactly a name or a number."""

    q = forms.CharField(max_length=160, required=False, validators=[refuse_control])


class CodeForm(forms.Form):
    """The code out of a mail."""

    code = forms.CharField(
        label=_("Code from the mail"),
        max_length=40,
        validators=[refuse_control],
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
        error_messages={"required": _("Write the code from the mail.")},
    )


class AddressForm(forms.Form):
    """A new e-mail address."""

    email = forms.EmailField(
        label=_("New e-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Write your e-mail, e.g. navn@eksempel.dk."),
            "invalid": _("Write your e-mail like this: navn@eksempel.dk."),
        },
    )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()


class ConsentTextForm(forms.Form):
    """What people are asked to say yes to."""

    text = forms.CharField(
        label=_("What people say yes to"),
        max_length=2000,
        validators=[refuse_control, refuse_cpr],
        help_text=_("Say what is done with which data, who sees it and how long. One purpose only."),
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write what people say yes to.")},
    )
