"""The questions of the setup guide as a form."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from accounts.guards import refuse_control, refuse_cpr

from .domain.setup_questions import SetupQuestion
from .enums import QuestionPart
from .scale_forms import LINE, MOST_NOTE, MOST_TITLE, TOO_LONG

MOST_ANSWER = 3000


class QuestionsForm(forms.Form):
    """A text for each question. All of it may be left out, which the page says once."""

    use_required_attribute = False

    title = forms.CharField(
        label=_("Name of your scheme"),
        max_length=MOST_TITLE,
        required=False,
        validators=LINE,
        error_messages={"max_length": TOO_LONG},
    )
    version = forms.IntegerField(required=False, min_value=0, max_value=10**9, widget=forms.HiddenInput)

    def __init__(self, *args: Any, questions: Sequence[SetupQuestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for one in questions:
            self.fields[field_of(one)] = forms.CharField(
                label=one.question,
                help_text=one.help,
                max_length=MOST_ANSWER,
                required=False,
                validators=[refuse_control, refuse_cpr],
                widget=forms.Textarea(attrs={"rows": 4}),
            )
        self.fields["note"] = forms.CharField(
            label=_("Note to this version"),
            max_length=MOST_NOTE,
            required=False,
            validators=[refuse_control, refuse_cpr],
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_("E.g. who took part, and what has changed since last time."),
        )
        for field in self.fields.values():
            field.quiet = True  # type: ignore[attr-defined]

    @property
    def parts(self) -> Iterator[tuple[Any, list[BoundField]]]:
        """The fields under the heading of their part."""
        for part, group in groupby(self.questions, key=lambda one: one.part):
            yield QuestionPart(part).label, [self[field_of(one)] for one in group]

    def answers(self) -> dict[str, str]:
        """The answers by the key of their question. Ask after `is_valid()`."""
        return {one.key: self.cleaned_data[field_of(one)] for one in self.questions}


def field_of(question: SetupQuestion) -> str:
    """The name of a question in a form."""
    return f"q-{question.key}"
