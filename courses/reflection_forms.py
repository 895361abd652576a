"""Forms of self-checks and conversations: shape and messages."""

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from accounts.consent_fields import ConsentField
from accounts.forms import NOT_IN_LIST
from accounts.guards import refuse_control, refuse_cpr
from accounts.once import OnceForm
from home.widgets import RadioRow

from .models import CompetenceArea
from .models.reflections import REFLECTION
from .training_enums import ConversationKind, Level
from .training_forms import NeededDay

TEXT = [refuse_control, refuse_cpr]
MOST_LETTERS = 2000
HERSELF, SUPERVISOR, GUIDE = "participant", "supervisor", "guide"


class OwnWordsForm(OnceForm):
    """Something of one's own, with the box that asks whether it may be kept where nobody has said yes yet."""

    def __init__(self, *args: Any, asks: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if asks:
            self.fields["consent"] = ConsentField(purpose=REFLECTION, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if (
            "consent" in self.fields
            and self.has_words(cleaned)
            and not cleaned.get("consent")
            and "consent" not in self.errors
        ):
            self.add_error("consent", _("Tick the box, so that we may keep it. Nothing is kept without."))
        return cleaned

    def has_words(self, cleaned: dict[str, Any]) -> bool:
        """Whether something was written that needs a yes."""
        return bool(cleaned.get("words"))

    @property
    def shown(self) -> str:
        """The fingerprint of the text that was said yes to; empty where none was asked."""
        text = self.cleaned_data.get("consent")
        return text.text_hash if text else ""


class SelfCheckForm(OwnWordsForm):
    """Every statement of the framework with four levels, and room for words. Nothing must be answered."""

    words = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=MOST_LETTERS,
        validators=TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What has moved? What do you want to practise? Leave out health and other people's names."),
    )

    def __init__(self, *args: Any, framework: list[CompetenceArea], **more: Any) -> None:
        super().__init__(*args, **more)
        self.framework = framework
        for area in framework:
            for one in area.statements.all():
                field = forms.TypedChoiceField(
                    label=one.text,
                    choices=Level.choices,
                    coerce=int,
                    empty_value=None,
                    required=False,
                    widget=RadioRow(),
                    error_messages=NOT_IN_LIST,
                )
                field.quiet = True  # type: ignore[attr-defined]
                self.fields[f"s{one.pk}"] = field

    @property
    def areas(self) -> list[tuple[str, list[BoundField]]]:
        """The fields by the name of their area."""
        return [(area.name, [self[f"s{one.pk}"] for one in area.statements.all()]) for area in self.framework]

    @property
    def rest(self) -> list[BoundField]:
        """The other fields that are seen."""
        return [self[name] for name in ("words", "consent") if name in self.fields]

    def has_words(self, cleaned: dict[str, Any]) -> bool:
        return super().has_words(cleaned) or bool(self.levels_of(cleaned))

    def levels_of(self, cleaned: dict[str, Any]) -> dict[int, int]:
        """The level that was chosen for each statement that was answered."""
        every = [one.pk for area in self.framework for one in area.statements.all()]
        return {key: cleaned[f"s{key}"] for key in every if cleaned.get(f"s{key}")}


class ConversationWordsForm(OwnWordsForm):
    """What somebody wants to say in a conversation, and who may read it."""

    words = forms.CharField(
        label=_("What do you want to talk about?"),
        required=False,
        max_length=MOST_LETTERS,
        validators=TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("E.g. what goes well, what is hard, and what you need. Leave out health and other people's names."),
    )
    is_shared = forms.BooleanField(
        label=_("My supervisor and my guide at the workplace may read it"),
        required=False,
    )


class ConversationForm(OnceForm):
    """That a conversation was held: which, when, who took part."""

    kind = forms.ChoiceField(
        label=_("Which conversation"),
        choices=ConversationKind.choices,
        widget=forms.RadioSelect,
        error_messages=NOT_IN_LIST | {"required": _("Say which conversation it was.")},
    )
    date = NeededDay(label=_("Day"))
    there = forms.MultipleChoiceField(
        label=_("Who took part"),
        choices=[
            (HERSELF, _("The participant")),
            (SUPERVISOR, _("The supervisor")),
            (GUIDE, _("The guide at the workplace")),
        ],
        widget=forms.CheckboxSelectMultiple,
        error_messages=NOT_IN_LIST | {"required": _("Say who took part.")},
    )

    def values(self) -> dict[str, Any]:
        """What was noted, for the domain. Ask after `is_valid()`."""
        there = self.cleaned_data["there"]
        return {
            "kind": self.cleaned_data["kind"],
            "day": self.cleaned_data["date"],
            "was_there": HERSELF in there,
            "with_supervisor": SUPERVISOR in there,
            "with_guide": GUIDE in there,
        }
