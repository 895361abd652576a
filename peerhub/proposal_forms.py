"""Forms of proposals: what is asked of the engine, whom to keep together or apart, what stands on the cards."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms import LINE, NOT_IN_LIST
from accounts.guards import refuse_control, refuse_cpr
from accounts.once import OnceForm

from .criteria_words import codes_of, lines_of
from .domain.match_setup import Setup
from .group_enums import RuleKind
from .models import Signup, SignupRound

# How much each criterion weighs of the one before it, how much the worst-off count, how much pairs stay together.
RATIOS = [
    ("0.5", _("Each counts half as much as the one before")),
    ("0.25", _("The first counts by far the most")),
    ("0.8", _("All count nearly the same")),
]
FAIRNESS = [
    ("0.25", _("A little more")),
    ("0", _("Like everybody else")),
    ("0.5", _("Much more")),
]
STABILITY = [
    ("0.5", _("Keep most of them")),
    ("1", _("Keep them wherever it is possible")),
    ("0", _("Do not think of them")),
]
TEXT = [*LINE, refuse_cpr]
NARROW = {"data-width": "short"}


def _number(label: Any, least: int, most: int, **more: Any) -> forms.IntegerField:
    message = _("Write a whole number from %(least)d to %(most)d.") % {"least": least, "most": most}
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        widget=forms.NumberInput(attrs=NARROW),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), message),
        **more,
    )


def _choice(label: Any, choices: Any, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, error_messages=NOT_IN_LIST, **more)


class SetupForm(OnceForm):
    """What a proposal is to be like. All of it has a usual value, so that a press of the button is enough."""

    criteria = forms.CharField(
        label=_("What counts most stands first"),
        help_text=_("One a line. Leave one out, and it does not count."),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        validators=[refuse_control],
    )
    ratio = _choice(_("How much the next ones count"), RATIOS)
    fairness = _choice(
        _("Those who get the poorest groups count"),
        FAIRNESS,
        help_text=_("So that nobody is far worse off than others."),
    )
    stability = _choice(
        _("People who are together in the earlier proposal"),
        STABILITY,
        help_text=_("Only where you make a proposal again."),
    )
    band_km = _number(_("So many kilometres count as equally near"), 0, 50)
    quality_floor = _number(
        _("Rather let somebody wait than make a group below"),
        1,
        95,
        required=False,
        help_text=_("Points from 1 to 95. Empty means that as many as possible get a group."),
    )

    def __init__(self, *args: Any, round: SignupRound, setup: Setup, **kwargs: Any) -> None:
        self.round = round
        super().__init__(*args, **kwargs, initial=_initial(setup))
        sizes = {"size_min": _("Smallest group"), "size_target": _("Wished size"), "size_max": _("Largest group")}
        for name, label in sizes.items():
            self.fields[name] = _number(label, round.min_size, round.max_size, initial=getattr(setup, name))

    def clean_criteria(self) -> tuple[str, ...]:
        """The codes of the lines, in their order."""
        return tuple(codes_of(self.cleaned_data["criteria"]))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        sizes = [cleaned.get(name) for name in ("size_min", "size_target", "size_max")]
        if None not in sizes and sizes != sorted(sizes):  # type: ignore[type-var]
            self.add_error("size_target", _("The wished size must lie between the smallest and the largest group."))
        return cleaned

    def setup(self) -> Setup:
        """What was asked for. Ask after `is_valid()`."""
        held = {name: value for name, value in self.cleaned_data.items() if name != "once"}
        weights = {name: float(held[name]) for name in ("ratio", "fairness", "stability", "band_km")}
        return Setup(**held | weights)


def _initial(setup: Setup) -> dict[str, Any]:
    held = setup.as_json() | {"criteria": lines_of(setup.criteria), "band_km": round(setup.band_km)}
    return held | {name: f"{held[name]:g}" for name in ("ratio", "fairness", "stability")}


class PersonField(forms.CharField):
    """Somebody of the pool, by the whole name or the reference."""

    def __init__(self, **kwargs: Any) -> None:
        self.people: Mapping[str, Signup] = {}
        super().__init__(
            max_length=160,
            validators=LINE,
            error_messages={"required": _("Write the whole name or the reference.")},
            **kwargs,
        )

    def clean(self, value: Any) -> Any:
        """The signup. Raises ValidationError where nobody, or more than one, is called so."""
        words = str(super().clean(value)).strip()
        known = self.people.get(words.upper()) or self.people.get(words)
        if known is not None:
            return known
        found = [one for one in self.people.values() if one.name.casefold() == words.casefold()]
        if len(found) > 1:
            raise ValidationError(_("More than one is called that. Write the reference."))
        if not found:
            raise ValidationError(_("Nobody of this round who can be placed is called that."))
        return found[0]


class RuleForm(OnceForm):
    """Two people who are to be in one group, or in different ones."""

    kind = _choice(_("They are to be"), RuleKind.choices, widget=forms.RadioSelect)
    one = PersonField(label=_("The one"))
    other = PersonField(label=_("The other"))

    def __init__(self, *args: Any, people: Mapping[str, Signup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("one", "other"):
            self.fields[name].people = people  # type: ignore[attr-defined]
            self.fields[name].widget.attrs |= {"list": "people", "autocomplete": "off"}


class ShownForm(forms.Form):
    """What stands on people's cards beside the name."""

    shown = forms.MultipleChoiceField(
        label=_("Show on the cards"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose among those there are.")},
    )

    def __init__(self, *args: Any, choices: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shown"].choices = choices  # type: ignore[attr-defined]


class RevisionForm(forms.Form):
    """What a coordinator was looking at. A broken value counts as nothing seen."""

    revision = forms.IntegerField(min_value=0)

    @classmethod
    def of(cls, posted: Any) -> int:
        """The revision of a form that was sent; -1 where none can be read, which no proposal has."""
        form = cls(posted)
        return int(form.cleaned_data["revision"]) if form.is_valid() else -1


class PublishForm(forms.Form):
    """Which groups are published, and why what is out of the ordinary is right here."""

    groups = forms.MultipleChoiceField(
        label=_("Groups to publish"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one group."),
            "invalid_choice": _("One of the groups is no longer there. Look at the list again."),
        },
    )
    reason = forms.CharField(
        label=_("Why a group outside the rules is right here"),
        required=False,
        max_length=300,
        validators=TEXT,
        help_text=_("Only where a group is smaller or larger than planned, or breaks a rule. Nothing about health."),
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groups"].choices = choices  # type: ignore[attr-defined]
