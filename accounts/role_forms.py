"""Forms for granting and taking roles: shape and messages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .enums import Region, Role
from .guards import refuse_control, refuse_cpr, refuse_line_breaks
from .role_scopes import WITH_REGION, WITH_SECTION, sections


class ReasonForm(forms.Form):
    """Why a role is taken."""

    reason = forms.CharField(
        label=_("Why?"),
        max_length=120,
        validators=[refuse_control, refuse_line_breaks, refuse_cpr],
        help_text=_("The person can read it, and it is kept for a year. Write nothing about health."),
        error_messages={"required": _("Write in a few words why.")},
    )


class GrantForm(ReasonForm):
    """Which role, where, and why."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=[("", _("Choose a role")), *Role.choices],
        error_messages={"required": _("Choose a role."), "invalid_choice": _("Choose one from the list.")},
    )
    region = forms.ChoiceField(
        label=_("Region"),
        choices=[("", _("The whole country")), *Region.choices],
        required=False,
        help_text=_("For a coordinator of one region."),
        error_messages={"invalid_choice": _("Choose one from the list.")},
    )
    section = forms.ChoiceField(
        label=_("Section"),
        required=False,
        help_text=_("For an editor of one section."),
        error_messages={"invalid_choice": _("Choose one from the list.")},
    )
    field_order = ("role", "region", "section", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = [("", _("The whole site")), *sections()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        role = cleaned.get("role")
        if role and cleaned.get("region") and role not in WITH_REGION:
            self.add_error("region", _("Only a coordinator can be limited to a region."))
        if role and cleaned.get("section") and role not in WITH_SECTION:
            self.add_error("section", _("Only an editor can be limited to a section."))
        return cleaned
