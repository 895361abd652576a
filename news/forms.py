"""Forms of subscribers and of editors who mail an issue: shape and messages."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.consent_fields import ConsentField
from accounts.forms import NOT_IN_LIST, MailField
from accounts.guards import GuardedForm
from accounts.once import OnceForm

from .domain.subscribers import PURPOSE
from .enums import Frequency
from .models.pages import TOPICS


class SubscribeForm(GuardedForm):
    """One field, and what it means to send it."""

    email = MailField(label=_("Your e-mail"), max_length=254)
    yes = ConsentField(
        purpose=PURPOSE, error_messages={"required": _("We may only send you the newsletter if you tick the box.")}
    )
    field_order = ["email", "yes"]


class WishesForm(OnceForm):
    """What a subscriber gets."""

    frequency = forms.ChoiceField(
        label=_("How often?"), choices=Frequency.choices, widget=forms.RadioSelect, error_messages=NOT_IN_LIST
    )
    topics = forms.MultipleChoiceField(
        label=_("News about what?"),
        choices=TOPICS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none to get all. The newsletter itself is the same for everybody."),
        error_messages=NOT_IN_LIST,
    )
    language = forms.ChoiceField(
        label=_("In which language?"),
        choices=[("da", _("Danish")), ("en", _("English"))],
        widget=forms.RadioSelect,
        error_messages=NOT_IN_LIST,
    )


class PauseForm(OnceForm):
    """How long nothing is sent."""

    months = forms.TypedChoiceField(
        label=_("Take a break"),
        coerce=int,
        choices=[(0, _("No break")), (1, _("1 month")), (3, _("3 months")), (6, _("6 months")), (12, _("12 months"))],
        error_messages=NOT_IN_LIST,
    )


class ScheduleForm(forms.Form):
    """When an issue goes. Empty is now."""

    at = forms.DateTimeField(
        label=_("When?"),
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%d.%m.%Y %H:%M", "%d.%m.%Y %H.%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Empty sends it now. In Danish time."),
        error_messages={"invalid": _("Write a day and an hour, e.g. 03.12.2026 09:00.")},
    )

    def clean_at(self) -> Any:
        at = self.cleaned_data["at"]
        if at and at < timezone.now() - timedelta(minutes=1):
            raise forms.ValidationError(_("That moment has passed. Choose a later one."))
        return at


class ImportForm(OnceForm):
    """Addresses that said yes elsewhere."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV with a header: email, language, confirmed_on, proof. At most 1 MB."),
        error_messages={"required": _("Choose a file.")},
    )
