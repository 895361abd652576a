"""The form of what stands of a group in the directory; a member's has fewer fields."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from accounts.guards import refuse_control, refuse_cpr
from accounts.once import OnceForm

from .domain.listings import PROPOSABLE
from .models import GroupListing

TEXT = [refuse_control, refuse_cpr]
POSTCODE = [MinValueValidator(800), MaxValueValidator(9990)]
ORDER = ("title", "area", "region", "postcode", "form", "weekday", "languages", "access", "about", "about_en")
NO_PEOPLE = _("Everybody can read it. Name no person, and write nothing about anybody's health.")


class ListingForm(OnceForm):
    """What a coordinator writes of a group."""

    is_shown = forms.BooleanField(label=_("Show the group to everybody"), required=False)

    def __init__(self, data: Any = None, *, listing: GroupListing, names: tuple[str, ...] = ()) -> None:
        start = {name: getattr(listing, name) for name in PROPOSABLE} | {
            name: getattr(listing, name) for name in ("is_shown", "region", "postcode", "form")
        }
        super().__init__(data, initial=start)
        for name in ORDER:
            self.fields[name] = _field(name)
        self.fields["title"].help_text = NO_PEOPLE
        for name in [name for name in self.fields if names and name not in (*names, *OnceForm.base_fields)]:
            del self.fields[name]

    def values(self) -> dict[str, Any]:
        """What was written, by the name of the model's field."""
        return {name: value for name, value in self.cleaned_data.items() if name not in OnceForm.base_fields}


def _field(name: str) -> forms.Field:
    model_field: Any = GroupListing._meta.get_field(name)
    made = model_field.formfield()
    made.label = str(model_field.verbose_name)[:1].upper() + str(model_field.verbose_name)[1:]
    if isinstance(made, forms.CharField):
        made.validators += TEXT
    if isinstance(made, forms.IntegerField):
        made.validators += POSTCODE
    return made


class ProposalForm(ListingForm):
    """What a member proposes."""

    def __init__(self, data: Any = None, *, listing: GroupListing) -> None:
        super().__init__(data, listing=listing, names=PROPOSABLE)
