"""Rating the sides of a role."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.guards import refuse_control, refuse_cpr, refuse_line_breaks
from home.widgets import RadioRow

from .domain.stars import HIGHEST, LOWEST, MOST_LETTERS, Axis, Voice

LEFT_OUT = "0"
FEWEST_RATERS, MOST_RATERS = 2, 5
KEEP_MONTHS = (3, 6, 12)
# Who usually sits at the table, offered as the names of the first voices.
USUAL_VOICES: tuple[str | Promise, ...] = (_("Peer"), _("Manager"), _("Colleague"))


class Rating(forms.ChoiceField):
    """A number, or none: what is not sent counts as left out."""

    def __init__(self, axis: Axis, number: int) -> None:
        super().__init__(
            label=f"{number}. {axis.title}",
            help_text=format_lazy("1: {low}. 5: {high}.", low=axis.low.rstrip("."), high=axis.high.rstrip(".")),
            choices=[*((str(score), str(score)) for score in range(LOWEST, HIGHEST + 1)), (LEFT_OUT, _("Leave out"))],
            initial=LEFT_OUT,
            widget=RadioRow,
            error_messages={"invalid_choice": _("Choose a number from 1 to 5, or leave it out.")},
        )

    def clean(self, value: Any) -> Any:
        return super().clean(value or LEFT_OUT)


class RatingForm(forms.Form):
    """One voice's numbers; every side may be left out, but not all of them."""

    use_required_attribute = False

    def __init__(self, *args: Any, axes: Sequence[Axis], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.axes = axes
        for number, axis in enumerate(axes, start=1):
            self.fields[field_of(axis)] = Rating(axis, number)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        rated = [name for name in map(field_of, self.axes) if cleaned.get(name, LEFT_OUT) != LEFT_OUT]
        if not rated and not self.errors:
            self.add_error(field_of(self.axes[0]), _("Choose a number for at least one subject."))
        return cleaned

    def scores(self) -> dict[str, int]:
        """The numbers by key, without those left out; call it on a valid form."""
        numbers = {axis.key: int(self.cleaned_data[field_of(axis)]) for axis in self.axes}
        return {key: score for key, score in numbers.items() if score}


class VoiceForm(RatingForm):
    """A voice with its name. `others` are those that have rated already."""

    name = forms.CharField(
        label=_("Whose voice is it?"),
        max_length=MOST_LETTERS,
        help_text=_("A role is enough, e.g. Manager. It stands beside the star."),
        validators=[refuse_control, refuse_line_breaks, refuse_cpr],
        error_messages={"required": _("Write whose voice it is, e.g. Peer.")},
    )

    def __init__(self, *args: Any, others: Sequence[Voice] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = others
        self.fields["name"].initial = USUAL_VOICES[len(others) % len(USUAL_VOICES)]

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if name.casefold() in (other.name.casefold() for other in self.others):
            raise forms.ValidationError(_("Another voice has this name. Choose one of its own."))
        return name

    def voice(self) -> Voice:
        """The voice; call it on a valid form."""
        return Voice(self.cleaned_data["name"], self.scores())

    @classmethod
    def values_of(cls, voice: Voice) -> dict[str, Any]:
        """A voice as the initial values of its form."""
        return {"name": voice.name, **{f"a-{key}": str(score) for key, score in voice.scores.items()}}


class StartForm(forms.Form):
    """Who is to answer apart, and how long the result may be kept if all agree."""

    use_required_attribute = False

    months = forms.TypedChoiceField(
        label=_("How long may it be kept, if all agree?"),
        choices=[(3, _("3 months")), (6, _("6 months")), (12, _("12 months"))],
        initial=6,
        coerce=int,
        help_text=_("Each is asked after the star has been shown. If one says nothing, it is deleted after 14 days."),
        error_messages={"required": _("Choose from the list."), "invalid_choice": _("Choose from the list.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_RATERS + 1):
            self.fields[f"name{number}"] = forms.CharField(
                label=format_lazy(_("Voice {number}"), number=number),
                max_length=MOST_LETTERS,
                required=number <= FEWEST_RATERS,
                initial=USUAL_VOICES[number - 1] if number <= len(USUAL_VOICES) else "",
                validators=[refuse_control, refuse_line_breaks, refuse_cpr],
                error_messages={"required": _("Write whose voice it is, e.g. Peer.")},
            )
        self.order_fields([*(f"name{number}" for number in range(1, MOST_RATERS + 1)), "months"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        seen: set[str] = set()
        for field in [name for name in self.fields if name.startswith("name")]:
            name = (cleaned.get(field) or "").casefold()
            if name and name in seen:
                self.add_error(field, _("Another voice has this name. Choose one of its own."))
            seen.add(name)
        return cleaned

    def names(self) -> list[str]:
        """The voices, in their order; call it on a valid form."""
        return [self.cleaned_data[name] for name in self.fields if name != "months" and self.cleaned_data[name]]


def field_of(axis: Axis) -> str:
    """The name of a side in a form."""
    return f"a-{axis.key}"
