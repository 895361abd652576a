"""The form for the words of a mail."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from outbox.domain.wordings import body_faults, subject_faults
from outbox.wordings import Wording, Words

from .guards import refuse_control, refuse_cpr, refuse_line_breaks
from .once import OnceForm


class WordsForm(OnceForm):
    """Subject and body of one kind in one language; only the kind's own placeholders may stand in them."""

    subject = forms.CharField(
        label=_("Subject"),
        max_length=150,
        validators=[refuse_control, refuse_line_breaks, refuse_cpr],
        help_text=_("Say what to do. Others may see it, so nothing about health."),
        error_messages={"required": _("Write a subject.")},
    )
    body = forms.CharField(
        label=_("Text"),
        max_length=4000,
        validators=[refuse_control, refuse_cpr],
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("An empty line begins a new paragraph. Button and foot come by themselves."),
        error_messages={"required": _("Write a text.")},
    )

    def __init__(self, *args: Any, wording: Wording, words: Words, **kwargs: Any) -> None:
        super().__init__(*args, initial={"subject": words.subject, "body": words.body}, **kwargs)
        self.wording = wording

    def clean_subject(self) -> str:
        """Unknown and private placeholders and words about health are refused."""
        subject = str(self.cleaned_data["subject"])
        if faults := subject_faults(self.wording, subject):
            raise forms.ValidationError(faults)
        return subject

    def clean_body(self) -> str:
        """Unknown placeholders are refused."""
        body = str(self.cleaned_data["body"])
        if faults := body_faults(self.wording, body):
            raise forms.ValidationError(faults)
        return body

    def words(self) -> Words:
        """What was typed."""
        return Words(self.cleaned_data["subject"], self.cleaned_data["body"])
