"""Who answers a joint scale, and which own pairs they all answer."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.guards import refuse_control, refuse_cpr, refuse_line_breaks

from .domain.sheets import MOST_OWN, OwnRow
from .scale_forms import MOST_POLE
from .words import lines_of

FEWEST, MOST = 2, 8
MOST_NAME = 40
USUAL: tuple[str | Promise, ...] = (_("Coordinator"), _("Volunteer"), _("Board"))


class StartForm(forms.Form):
    """Names of two to eight, and own pairs one a line."""

    use_required_attribute = False

    own = forms.CharField(
        label=_("Pairs of your own"),
        required=False,
        max_length=MOST_OWN * (2 * MOST_POLE + 5),
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[refuse_control, refuse_cpr],
        help_text=_("One a line: the closed side, a bar and the open side, e.g. Fixed seats | Free seats."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST + 1):
            self.fields[f"name{number}"] = forms.CharField(
                label=format_lazy(_("Who answers? No. {number}"), number=number),
                max_length=MOST_NAME,
                required=number <= FEWEST,
                initial=USUAL[number - 1] if number <= len(USUAL) else "",
                validators=[refuse_control, refuse_line_breaks, refuse_cpr],
                error_messages={"required": _("Write who answers, e.g. Coordinator. A role is enough.")},
            )
        self.order_fields([*(f"name{number}" for number in range(1, MOST + 1)), "own"])

    def clean_own(self) -> list[OwnRow]:
        """The pairs. Raises ValidationError that names the line that is none."""
        lines = lines_of(self.cleaned_data["own"])
        if len(lines) > MOST_OWN:
            raise forms.ValidationError(_("Write at most %(most)d pairs of your own."), params={"most": MOST_OWN})
        return [_pair(line) for line in lines]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        seen: set[str] = set()
        for field in [name for name in self.fields if name.startswith("name")]:
            name = (cleaned.get(field) or "").casefold()
            if name and name in seen:
                self.add_error(field, _("Another one has this name. Choose one of its own."))
            seen.add(name)
        return cleaned

    def names(self) -> list[str]:
        """Those who answer, in their order. Ask after `is_valid()`."""
        fields = [name for name in self.fields if name.startswith("name")]
        return [self.cleaned_data[name] for name in fields if self.cleaned_data[name]]


def _pair(line: str) -> OwnRow:
    closed, _bar, open_side = (part.strip() for part in line.partition("|"))
    if not closed or not open_side or max(len(closed), len(open_side)) > MOST_POLE:
        message = _("Write “%(line)s” as two sides with a bar between, each at most %(most)d letters.")
        raise forms.ValidationError(message, params={"line": line[:60], "most": MOST_POLE})
    return OwnRow(closed, open_side)
