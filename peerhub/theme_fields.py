"""The theme of a meeting on a form: one of the resource kit, or the group's own words."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import NOT_IN_LIST


class KitThemeField(forms.ChoiceField):
    """A theme of the kit by its key; empty where the group has a theme of its own."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Theme from the resource kit"),
            required=False,
            help_text=_("Its questions then stand on the page of the meeting."),
            error_messages=NOT_IN_LIST,
        )

    def offer(self, themes: Sequence[tuple[str, str]], chosen: str = "", words: str = "") -> None:
        """Sets what can be chosen. One that was chosen and is no longer in the kit can be kept."""
        known = [("", _("None of them")), *themes]
        if chosen and chosen not in dict(themes):
            known.append((chosen, words or _("The theme you chose before")))
        self.choices = known


def offer_themes(form: forms.Form, themes: Sequence[tuple[str, str]]) -> None:
    """Sets what a form with the fields `from_kit` and `theme` can choose among."""
    field = form.fields["from_kit"]
    assert isinstance(field, KitThemeField)  # noqa: S101  for the type checker
    field.offer(themes, form.initial.get("from_kit", ""), form.initial.get("theme", ""))


def chosen_theme(form: forms.Form) -> dict[str, Any]:
    """The theme as the domain keeps it; ask after `is_valid()`. Who types no words, or those of another theme of the
    kit, gets the title of the one that was chosen; own words stand."""
    chosen, typed = form.cleaned_data["from_kit"], form.cleaned_data["theme"]
    titles = {str(key): str(words) for key, words in form.fields["from_kit"].choices if key}  # type: ignore[attr-defined]
    words = titles[chosen] if chosen and (not typed or typed in titles.values()) else typed
    return {"theme_slug": chosen, "theme": words[:80]}
