"""Forms of the CMS foundation: shape and messages."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from accounts.enums import Region
from accounts.guards import GuardedForm, refuse_control, refuse_cpr, refuse_line_breaks
from accounts.once import OnceForm

from .enums import Reply, Topic

MOST_LETTERS = 2000


class PortalRenderer(TemplatesSetting):
    """Every form of the portal is drawn by our own components."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"


class ContactForm(GuardedForm):
    """What somebody writes to us."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=80,
        validators=[refuse_control, refuse_line_breaks],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name. A first name is enough.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Write your e-mail, e.g. navn@eksempel.dk."),
            "invalid": _("Write your e-mail like this: navn@eksempel.dk."),
        },
    )
    topic = forms.ChoiceField(
        label=_("What is it about?"),
        choices=Topic.choices,
        error_messages={"required": _("Choose what it is about."), "invalid_choice": _("Choose one from the list.")},
    )
    region = forms.ChoiceField(
        label=_("Where do you live?"),
        choices=[("", _("I would rather not say")), *Region.choices],
        required=False,
        help_text=_("Then your letter goes to those who are near you."),
        error_messages={"invalid_choice": _("Choose one from the list.")},
    )
    message = forms.CharField(
        label=_("Your message"),
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 8}),
        validators=[refuse_cpr, refuse_control],
        help_text=_("Please leave out personal numbers and details of your health."),
        error_messages={
            "required": _("Write what we can help you with."),
            "max_length": _("Your message is too long. It may hold %(limit_value)d letters; you wrote %(show_value)d."),
        },
    )
    reply_by = forms.ChoiceField(
        label=_("How shall we answer?"),
        choices=Reply.choices,
        initial=Reply.MAIL,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how we shall answer."), "invalid_choice": _("Choose one from the list.")},
    )
    phone = forms.CharField(
        label=_("Your phone number"),
        max_length=20,
        required=False,
        validators=[refuse_control, refuse_line_breaks],
        help_text=_("Only if you want an answer by text message or phone."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid.uuid4()

    def clean_email(self) -> str:
        return self.cleaned_data["email"].strip().lower()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("reply_by") in (Reply.SMS, Reply.PHONE) and not cleaned.get("phone"):
            self.add_error("phone", _("Write your number, or choose an answer by mail."))
        return cleaned


class AnswerForm(OnceForm):
    """Our answer to an enquiry."""

    text = forms.CharField(
        label=_("Your answer"),
        max_length=5000,
        validators=[refuse_cpr, refuse_control],
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("It is sent by mail, so write nothing about health."),
        error_messages={"required": _("Write an answer first.")},
    )


class FeedbackForm(forms.Form):
    """Was the page useful?"""

    path = forms.CharField(max_length=300, validators=[refuse_control])
    useful = forms.TypedChoiceField(choices=[("yes", _("Yes")), ("no", _("No"))], coerce=lambda value: value == "yes")
    comment = forms.CharField(max_length=1000, required=False, validators=[refuse_cpr, refuse_control])

    def clean_path(self) -> str:
        path = self.cleaned_data["path"]
        if not path.startswith("/") or not url_has_allowed_host_and_scheme(path, allowed_hosts=None):
            raise ValidationError(_("Unknown page."))
        return path
