"""Forms of a group's own page beside its meetings: shape and messages."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.consent_fields import ConsentField
from accounts.forms import NOT_IN_LIST
from accounts.guards import refuse_control, refuse_cpr
from accounts.once import OnceForm
from home.day_fields import DayField

from .domain.member_choices import CONTACT, FIELDS, MESSAGE_TEXT
from .meeting_forms import NO_HEALTH
from .models import ClosingAnswer, MemberChoice

TEXT = [refuse_control, refuse_cpr]
MOST_LETTERS = 3000
MARKS = [("3", _("Yes")), ("2", _("Partly")), ("1", _("No"))]


class MessageForm(OnceForm):
    """A message to the group."""

    text = forms.CharField(
        label=_("Write to the group"),
        max_length=MOST_LETTERS,
        validators=TEXT,
        widget=forms.Textarea,
        help_text=_("Every member who is in the group now can read it. You can take it back."),
        error_messages={"required": _("Write your message first.")},
    )


class AgreementForm(OnceForm):
    """What the group has agreed on."""

    text = forms.CharField(
        label=_("Our agreement"), max_length=MOST_LETTERS, validators=TEXT, widget=forms.Textarea, help_text=NO_HEALTH
    )
    review_on = DayField(label=_("We look at it again on"))


class ChoicesForm(OnceForm):
    """What a member shows, how messages reach them, and whether they lead meetings. A yes that stands is a plain box
    that can be unticked; a new one is asked with its text."""

    keeps_contact = forms.BooleanField(label=_("The group sees my phone number and e-mail"), required=False)
    contact = ConsentField(purpose=CONTACT, required=False)
    keeps_text = forms.BooleanField(label=_("The text of messages comes by mail"), required=False)
    text = ConsentField(purpose=MESSAGE_TEXT, required=False)
    leads = forms.BooleanField(label=_("I may be asked to lead a meeting"), required=False)
    is_greeter = forms.BooleanField(label=_("I like to greet newcomers"), required=False)

    def __init__(self, *args: Any, choice: MemberChoice, standing: frozenset[str], **kwargs: Any) -> None:
        kwargs["initial"] = {
            "leads": choice.leads,
            "is_greeter": choice.is_greeter,
            "keeps_contact": CONTACT in standing,
            "keeps_text": MESSAGE_TEXT in standing,
        }
        super().__init__(*args, **kwargs)
        for purpose, kept, asked in ((CONTACT, "keeps_contact", "contact"), (MESSAGE_TEXT, "keeps_text", "text")):
            del self.fields[asked if purpose in standing else kept]

    def said(self) -> dict[str, str]:
        """New yeses: purpose → fingerprint of the text that was shown. Ask after `is_valid()`."""
        texts = {CONTACT: self.cleaned_data.get("contact"), MESSAGE_TEXT: self.cleaned_data.get("text")}
        return {purpose: text.text_hash for purpose, text in texts.items() if text}

    def kept(self) -> frozenset[str]:
        """The yeses that stand and are to stand."""
        names = {CONTACT: "keeps_contact", MESSAGE_TEXT: "keeps_text"}
        return frozenset(purpose for purpose in FIELDS if self.cleaned_data.get(names[purpose]))


class PauseForm(OnceForm):
    """Until when the group takes a pause; no day ends it."""

    until = DayField(label=_("Pause until"), help_text=_("Empty means that the pause is over."))

    @property
    def day(self) -> date | None:
        """What was typed."""
        found: date | None = self.cleaned_data.get("until")
        return found


class ClosingForm(OnceForm):
    """Three questions as a group ends, and own words."""

    gained = forms.ChoiceField(
        label=_("Has the group given you something?"),
        choices=MARKS,
        widget=forms.RadioSelect,
        error_messages=NOT_IN_LIST,
    )
    needed = forms.ChoiceField(
        label=_("Did you get what you needed?"), choices=MARKS, widget=forms.RadioSelect, error_messages=NOT_IN_LIST
    )
    recommends = forms.ChoiceField(
        label=_("Would you recommend it to others?"),
        choices=MARKS,
        widget=forms.RadioSelect,
        error_messages=NOT_IN_LIST,
    )
    text = forms.CharField(
        label=_("What did it give you, and what was missing?"),
        max_length=MOST_LETTERS,
        required=False,
        validators=TEXT,
        widget=forms.Textarea,
    )

    def __init__(self, *args: Any, known: ClosingAnswer | None, **kwargs: Any) -> None:
        names = ("gained", "needed", "recommends", "text")
        kwargs["initial"] = {name: getattr(known, name) for name in names} if known else {}
        super().__init__(*args, **kwargs)

    def marks(self) -> dict[str, int]:
        """What was answered, from 1 to 3. Ask after `is_valid()`."""
        return {name: int(self.cleaned_data[name]) for name in ("gained", "needed", "recommends")}


class FeedbackForm(OnceForm):
    """Three short questions after a meeting."""

    heard = forms.ChoiceField(
        label=_("Could you follow what was said?"), choices=MARKS, widget=forms.RadioSelect, error_messages=NOT_IN_LIST
    )
    useful = forms.ChoiceField(
        label=_("Did the meeting give you something?"),
        choices=MARKS,
        widget=forms.RadioSelect,
        error_messages=NOT_IN_LIST,
    )
    welcome = forms.ChoiceField(
        label=_("Did you feel welcome?"), choices=MARKS, widget=forms.RadioSelect, error_messages=NOT_IN_LIST
    )

    def marks(self) -> dict[str, int]:
        """What was answered, from 1 to 3. Ask after `is_valid()`."""
        return {name: int(self.cleaned_data[name]) for name in ("heard", "useful", "welcome")}
