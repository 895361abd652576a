"""The form at the end of a meeting: how many came, and what is agreed about the next one."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import NOT_IN_LIST

from .meeting_enums import MeetingPlace
from .meeting_forms import NO_HEALTH, OWN_THEME, TEXT, HttpsField, TimedForm
from .models.meetings import MOST_PEOPLE
from .theme_fields import KitThemeField, chosen_theme, offer_themes

SHORT = forms.NumberInput(attrs={"data-width": "short", "inputmode": "numeric"})


class WrapUpForm(TimedForm):
    """The end of a meeting: how many came, and the next one."""

    field_order = ["attended", "day", "hour", "until", "place", "link", "from_kit", "theme", "leads", "agreed"]

    attended = forms.IntegerField(
        label=_("How many came?"),
        min_value=0,
        max_value=MOST_PEOPLE,
        required=False,
        help_text=_("A number only. We keep no list of who was there."),
        widget=SHORT,
    )
    place = forms.CharField(label=_("Place of the next meeting"), max_length=120, required=False, validators=TEXT)
    link = HttpsField(label=_("Link, if you meet online"))
    from_kit = KitThemeField()
    theme = forms.CharField(label=OWN_THEME, max_length=80, required=False, validators=TEXT, help_text=NO_HEALTH)
    leads = forms.ChoiceField(label=_("Who leads the next meeting?"), required=False, error_messages=NOT_IN_LIST)
    agreed = forms.BooleanField(label=_("They have said yes themselves, here at the meeting"), required=False)

    def __init__(
        self,
        *args: Any,
        leaders: Sequence[tuple[str, str]],
        themes: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer_themes(self, themes)
        self.fields["day"].label = _("When do you meet next?")
        self.fields["leads"].choices = [("", _("Nobody yet")), *leaders]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.read_time(cleaned)
        return cleaned

    def next_values(self) -> dict[str, Any]:
        """The next meeting as it was agreed; empty where no day was written."""
        held = self.cleaned_data
        if not held.get("starts_at"):
            return {}
        form = MeetingPlace.PHYSICAL if held["place"] else MeetingPlace.VIRTUAL if held["link"] else None
        if held["place"] and held["link"]:
            form = MeetingPlace.HYBRID
        found = {name: held[name] for name in ("starts_at", "ends_at")}
        found |= {name: held[name] for name in ("place", "link") if held[name]}
        found |= {name: value for name, value in chosen_theme(self).items() if value or "from_kit" in self.changed_data}
        return found | ({"form": form} if form else {})
