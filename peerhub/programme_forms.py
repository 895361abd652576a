"""The form of a scheme: its 15 choices and its settings."""

from typing import Any

from django import forms
from django.core.validators import URLValidator, validate_slug
from django.utils.translation import gettext_lazy as _

from accounts.guards import refuse_control, refuse_cpr, refuse_line_breaks
from accounts.once import OnceForm

from .enums import AxisChoice
from .models import PeerProgramme
from .pairs import PAIRS, Pair

MOST_PEOPLE, MOST_SIGNUPS, MOST_KRONER = 100, 100_000, 100_000
LINE = [refuse_control, refuse_line_breaks, refuse_cpr]
TEXT = [refuse_control, refuse_cpr]
NOT_IN_LIST = {"invalid_choice": _("Choose one from the list."), "required": _("Choose one from the list.")}


def _axis(pair: Pair) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=f"{pair.number}. {pair.axis.label}",
        choices=[
            (AxisChoice.CLOSED, pair.closed),
            (AxisChoice.BETWEEN, AxisChoice.BETWEEN.label),
            (AxisChoice.OPEN, pair.open),
            (AxisChoice.NONE, AxisChoice.NONE.label),
        ],
        initial=AxisChoice.NONE,
        widget=forms.RadioSelect,
        error_messages=NOT_IN_LIST,
    )


def _count(label: Any, least: int, most: int, **more: Any) -> forms.IntegerField:
    message = _("Write a whole number from %(least)d to %(most)d.") % {"least": least, "most": most}
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        widget=forms.NumberInput(attrs={"data-width": "short"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), message),
        **more,
    )


class ProgrammeForm(OnceForm):
    """Names, conditions, sizes and the 15 pairs. The fields of the pairs stand in `axes`."""

    name_da = forms.CharField(
        label=_("Name in Danish"), max_length=100, validators=LINE, error_messages={"required": _("Write a name.")}
    )
    name_en = forms.CharField(label=_("Name in English"), max_length=100, required=False, validators=LINE)
    conditions_da = forms.CharField(
        label=_("Conditions in Danish"),
        max_length=600,
        validators=TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What somebody says yes to before signing up, one a line, e.g. Jeg er i arbejde."),
        error_messages={"required": _("Write at least one condition.")},
    )
    conditions_en = forms.CharField(
        label=_("Conditions in English"),
        max_length=600,
        required=False,
        validators=TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("As many lines as in Danish."),
    )
    min_size = _count(_("Smallest group"), 2, MOST_PEOPLE)
    target_size = _count(_("Wished size"), 2, MOST_PEOPLE)
    max_size = _count(_("Largest group"), 2, MOST_PEOPLE)
    size_reason = forms.CharField(
        label=_("Why larger groups are right here"),
        max_length=200,
        required=False,
        validators=LINE,
        help_text=_("For groups of more than nine without a fixed leader."),
    )
    expected_signups = _count(
        _("Expected signups a round"), 0, MOST_SIGNUPS, required=False, help_text=_("Leave it empty if you cannot say.")
    )
    group_grant = _count(
        _("Money for each group, in kroner"),
        0,
        MOST_KRONER,
        required=False,
        help_text=_("Leave it empty if groups get none."),
    )
    outside_link = forms.URLField(
        label=_("Address of the group on a social medium"),
        required=False,
        assume_scheme="https",
        validators=[URLValidator(schemes=["https"])],
        help_text=_("Only where groups keep in touch outside the portal. It must begin with https."),
        error_messages={"invalid": _("Write an address that begins with https://.")},
    )

    def __init__(self, *args: Any, programme: PeerProgramme | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for pair in PAIRS:
            self.fields[pair.axis.value] = _axis(pair)
        if programme is None:
            message = {"required": _("Write a code, e.g. online-cafe.")}
            self.fields["code"] = forms.CharField(
                label=_("Code"),
                max_length=60,
                validators=[validate_slug],
                help_text=_("In small letters and hyphens. It stands in addresses and is not changed later."),
                error_messages=message,
            )
            self.order_fields(["code"])
        else:
            for name, field in self.fields.items():
                if name != "once":
                    field.initial = getattr(programme, name)

    @property
    def axes(self) -> list[tuple[Pair, forms.BoundField]]:
        """Each pair with its field, in the order of the sheet."""
        return [(pair, self[pair.axis.value]) for pair in PAIRS]

    @property
    def settings(self) -> list[forms.BoundField]:
        """The fields that are no pair and are shown."""
        axes = {pair.axis.value for pair in PAIRS}
        return [self[name] for name in self.fields if name not in axes and name != "once"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        danish, english = (cleaned.get(f"conditions_{code}", "").strip().splitlines() for code in ("da", "en"))
        if english and len(english) != len(danish):
            self.add_error("conditions_en", _("Write as many lines as in Danish: one for each condition."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """What was typed, for the domain. Ask after `is_valid()`."""
        return {name: value for name, value in self.cleaned_data.items() if name != "once"}
