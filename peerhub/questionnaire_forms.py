"""Forms of the questionnaire editor: shape and messages."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.utils.translation import gettext_lazy as _

from accounts.guards import refuse_control, refuse_cpr, refuse_line_breaks
from accounts.once import OnceForm

from .domain.questionnaires import Option
from .enums import AnswerReader, MatchRole, QuestionKind
from .models import PeerProgramme, Question, Questionnaire, QuestionOption

LINE = [refuse_control, refuse_line_breaks, refuse_cpr]
NOT_IN_LIST = {"invalid_choice": _("Choose one from the list."), "required": _("Choose one from the list.")}
MOST_OPTIONS, MOST_CODE, MOST_TEXT = 40, 40, 120
BAR = "|"


class NewQuestionnaireForm(OnceForm):
    """Of which scheme, and what coordinators call it."""

    programme = forms.ModelChoiceField(
        label=_("Scheme"), queryset=PeerProgramme.objects.none(), to_field_name="code", error_messages=NOT_IN_LIST
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=100,
        validators=LINE,
        help_text=_("For coordinators only, e.g. Arbejdsliv."),
        error_messages={"required": _("Write a name.")},
    )

    def __init__(self, *args: Any, programmes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]


def _line(label: Any, most: int, *, required: bool = False, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=required, validators=LINE, **more)


def _number(label: Any, **more: Any) -> forms.IntegerField:
    message = _("Write a whole number from %(least)d to %(most)d.") % {"least": 0, "most": 10_000}
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=10_000,
        widget=forms.NumberInput(attrs={"data-width": "short"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), message),
        **more,
    )


class QuestionForm(OnceForm):
    """One question with what can be chosen."""

    text_da = _line(_("Question in Danish"), 200, required=True, error_messages={"required": _("Write the question.")})
    text_en = _line(_("Question in English"), 200)
    help_da = _line(_("Help in Danish"), 300)
    help_en = _line(_("Help in English"), 300)
    kind = forms.ChoiceField(
        label=_("Kind of answer"), choices=QuestionKind.choices, widget=forms.RadioSelect, error_messages=NOT_IN_LIST
    )
    options = forms.CharField(
        label=_("What can be chosen"),
        required=False,
        max_length=8000,
        validators=[refuse_control, refuse_cpr],
        help_text=_(
            "For one or several choices. One a line: code | Danish | English, e.g. tinnitus | Tinnitus | Tinnitus"
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    required = forms.BooleanField(label=_("It must be answered"), required=False)
    shown_only_if = forms.ModelChoiceField(
        label=_("Only ask those who chose"),
        queryset=QuestionOption.objects.none(),
        required=False,
        empty_label=_("Ask everybody"),
        error_messages=NOT_IN_LIST,
    )
    seen_by = forms.ChoiceField(
        label=_("Who sees the answer?"),
        choices=AnswerReader.choices,
        widget=forms.RadioSelect,
        initial=AnswerReader.COORDINATOR,
        help_text=_("It is printed under the question."),
        error_messages=NOT_IN_LIST,
    )
    match_role = forms.ChoiceField(
        label=_("In matching"),
        choices=MatchRole.choices,
        widget=forms.RadioSelect,
        initial=MatchRole.IGNORE,
        error_messages=NOT_IN_LIST,
    )
    match_order = _number(_("Weight in matching"), help_text=_("1 counts most. Leave it empty if it is not used."))
    least = _number(_("Least"), help_text=_("Of a number: the lowest. Of several choices: the fewest."))
    most = _number(_("Most"), help_text=_("Of a number: the highest. Of several: the most. Of a text: its letters."))
    code = forms.CharField(
        label=_("Code"),
        max_length=MOST_CODE,
        validators=[validate_slug],
        help_text=_("Small letters and low lines. Imports and matching know the question by it, e.g. challenges."),
        error_messages={"required": _("Write a code, e.g. challenges.")},
    )

    def __init__(
        self, *args: Any, questionnaire: Questionnaire, question: Question | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        earlier = QuestionOption.objects.filter(question__questionnaire=questionnaire).select_related("question")
        if question is not None:
            earlier = earlier.filter(question__order__lt=question.order)
            for name, value in initial_of(question).items():
                self.fields[name].initial = value
        field: Any = self.fields["shown_only_if"]
        field.queryset = earlier.order_by("question__order", "order")
        field.label_from_instance = lambda option: f"{option.question.text}: {option.text}"

    def clean_options(self) -> list[Option]:
        """The lines as answers. Raises ValidationError naming the line that cannot be read."""
        lines = [line for line in self.cleaned_data["options"].splitlines() if line.strip()]
        if len(lines) > MOST_OPTIONS:
            raise ValidationError(_("At most %(most)d answers.") % {"most": MOST_OPTIONS})
        return [self._option(number, line) for number, line in enumerate(lines, start=1)]

    def _option(self, number: int, line: str) -> Option:
        code, danish, english = ([part.strip() for part in line.split(BAR)] + ["", "", ""])[:3]
        fits = bool(danish) and len(code) <= MOST_CODE and max(len(danish), len(english)) <= MOST_TEXT
        try:
            validate_slug(code)
        except ValidationError:
            fits = False
        if not fits or line.count(BAR) > 2:
            message = _(
                "Line %(number)d cannot be read. Write: code | Danish | English. At most %(most)d letters each."
            )
            raise ValidationError(message % {"number": number, "most": MOST_TEXT})
        return Option(code, danish, english)

    def values(self) -> dict[str, Any]:
        """What was typed but for the answers to choose, for the domain. Ask after `is_valid()`."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("once", "options")}


def initial_of(question: Question) -> dict[str, Any]:
    """What the form shows of a question before anything is typed."""
    shown = {name: getattr(question, name) for name in QuestionForm.base_fields if name not in ("once", "options")}
    rows = [f"{one.code} {BAR} {one.text_da} {BAR} {one.text_en}".rstrip(f" {BAR}") for one in question.options.all()]
    return shown | {"options": "\n".join(rows)}
