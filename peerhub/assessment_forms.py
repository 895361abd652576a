"""Sheets of organisations on the coordinator's workbench."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import Region
from accounts.once import OnceForm

from .scale_forms import LINE, ScaleForm

IN_LIST = {"invalid_choice": _("Choose one from the list."), "required": _("Choose one from the list.")}


class OrganisationForm(ScaleForm, OnceForm):
    """A sheet with the organisation it is kept for. `regions` are those the coordinator may choose."""

    # The first of the 15 pairs is called organisation.
    kept_for = forms.CharField(
        label=_("Organisation"),
        max_length=120,
        validators=LINE,
        error_messages={"required": _("Write the name of the organisation.")},
    )

    def __init__(self, *args: Any, regions: list[str], is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            del self.fields["kept_for"]
            return
        choices = [(code, Region(code).label if code else _("The whole country")) for code in regions]
        self.fields["region"] = forms.ChoiceField(
            label=_("Region"), choices=choices, required="" not in regions, error_messages=IN_LIST
        )


class ApplyForm(OnceForm):
    """Which scheme is set up as the sheet says."""

    programme = forms.ChoiceField(label=_("Peer scheme"), error_messages=IN_LIST)

    def __init__(self, *args: Any, programmes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].choices = programmes  # type: ignore[attr-defined]
