"""The form of a note of an evaluation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import NOT_IN_LIST
from accounts.guards import refuse_control, refuse_cpr
from accounts.once import OnceForm

from .group_enums import NoteKind, NoteQuestion


class NoteForm(OnceForm):
    """What an evaluation heard about one of the four questions."""

    question = forms.ChoiceField(
        label=_("Which question?"), choices=NoteQuestion.choices, widget=forms.RadioSelect, error_messages=NOT_IN_LIST
    )
    kind = forms.ChoiceField(
        label=_("Where is it from?"), choices=NoteKind.choices, widget=forms.RadioSelect, error_messages=NOT_IN_LIST
    )
    text = forms.CharField(
        label=_("Note"),
        max_length=3000,
        widget=forms.Textarea,
        validators=[refuse_control, refuse_cpr],
        help_text=_("Write no names, and nothing by which somebody can be known again."),
        error_messages={"required": _("Write the note.")},
    )
