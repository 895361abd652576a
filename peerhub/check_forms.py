"""The last step of a signup: what somebody says yes to, each by itself, and sending it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.consent_fields import ConsentField
from accounts.guards import GuardedForm
from accounts.once import OnceForm

from .domain.signup_consents import CARRY_OVER, MATCHING, SHARING, Said

FIELDS = {"match": MATCHING, "share": SHARING, "carry": CARRY_OVER}
MUST = {"required": _("We can only find you a group if you say yes to this.")}


class YesForm(forms.Form):
    """A box a purpose, none ticked beforehand."""

    match = ConsentField(purpose=MATCHING, error_messages=MUST)
    share = ConsentField(purpose=SHARING, required=False)
    carry = ConsentField(purpose=CARRY_OVER, required=False)

    def said(self) -> Said:
        """Purpose → fingerprint of the text that was shown. Ask after `is_valid()`."""
        texts = {purpose: self.cleaned_data.get(name) for name, purpose in FIELDS.items()}
        return {purpose: text.text_hash for purpose, text in texts.items() if text}


class CheckForm(YesForm, OnceForm, GuardedForm):
    """What a person sends."""

    field_order = ["match", "share", "carry"]


class AcceptForm(OnceForm):
    """Saying yes to a place: one's name and how one is reached go to the group, so that is asked where it was not."""

    share = ConsentField(
        purpose=SHARING, error_messages={"required": _("The group must be able to reach you. Tick the box.")}
    )

    def __init__(self, *args: Any, is_shared: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_shared:
            del self.fields["share"]

    def said(self) -> Said:
        """As the other form's."""
        text = self.cleaned_data.get("share")
        return {SHARING: text.text_hash} if text else {}


class SpokenForm(YesForm):
    """What a coordinator reads aloud, and hears a yes to."""

    heard = forms.BooleanField(
        label=_("I have read the texts aloud, and the person has said yes to those that are ticked"),
        error_messages={"required": _("Read the texts aloud and tick the box when you have heard the answers.")},
    )
