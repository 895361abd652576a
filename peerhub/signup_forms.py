"""Forms of the first three steps of a signup: shape and messages."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.enums import Channel, Region
from accounts.forms import LINE, NOT_IN_LIST, MailField
from accounts.guards import refuse_control, refuse_line_breaks
from accounts.phones import as_read, one_spelling
from home.domain.postcodes import HIGHEST, LOWEST, all_postcodes

from .enums import Audience, MeetingForm, StartBy
from .models import SignupRound
from .signup_enums import DAYS, LANGUAGES, PARTS, Access

YES, NO = "yes", "no"
POSTCODE_DIGITS = 4
REGION_MARK = "region-"
DISTANCES = (10, 20, 30, 50, 75, 100, 200)
USUAL_KM = 30
WAYS = [(Channel.MAIL, _("E-mail")), (Channel.SMS, _("Text message")), (Channel.PHONE, _("Phone call"))]


class EligibilityForm(forms.Form):
    """The conditions of the scheme, each with a yes or a no; nothing is asked for as proof."""

    def __init__(self, *args: Any, round: SignupRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, words in enumerate(round.programme.conditions, start=1):
            self.fields[f"condition_{number}"] = forms.ChoiceField(
                label=words,
                choices=[(YES, _("Yes")), (NO, _("No"))],
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose yes or no."), "invalid_choice": _("Choose yes or no.")},
            )

    @property
    def fits(self) -> bool:
        """Whether every answer is yes. Ask after `is_valid()`."""
        return all(answer == YES for answer in self.cleaned_data.values())


class AboutForm(forms.Form):
    """Who signs up and how we reach them."""

    first_name = forms.CharField(
        label=_("First name"),
        max_length=80,
        validators=LINE,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={"required": _("Write your first name.")},
    )
    last_name = forms.CharField(
        label=_("Last name"),
        max_length=80,
        required=False,
        validators=LINE,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    email = MailField(
        label=_("Your e-mail"),
        max_length=254,
        help_text=_("We send a mail there that you confirm your signup with."),
    )
    channel = forms.ChoiceField(
        label=_("How do you like to hear from us?"),
        choices=WAYS,
        initial=Channel.MAIL,
        widget=forms.RadioSelect,
        error_messages=NOT_IN_LIST,
    )
    phone = forms.CharField(
        label=_("Phone number"),
        max_length=24,
        required=False,
        validators=[refuse_control, refuse_line_breaks],
        help_text=_("Only if you want text messages or calls."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    language = forms.ChoiceField(
        label=_("Language we write in"),
        choices=[("da", _("Danish")), ("en", _("English"))],
        widget=forms.RadioSelect,
        error_messages=NOT_IN_LIST,
    )

    def __init__(self, *args: Any, round: SignupRound, has_address: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.initial, dict) and self.initial.get("phone"):
            self.initial = self.initial | {"phone": as_read(self.initial["phone"])}
        if has_address:
            del self.fields["email"]
        if round.audience == Audience.MEMBERS:
            self.fields["is_member"] = forms.BooleanField(
                label=_("I am a member of the association behind the groups"),
                error_messages={"required": _("This round is for members. Tick the box if you are one.")},
            )
            self.fields["member_number"] = forms.CharField(
                label=_("Your number as a member"),
                max_length=30,
                required=False,
                validators=LINE,
                help_text=_("Only the coordinator sees it, to find you among the members."),
            )

    def clean_phone(self) -> str:
        text = self.cleaned_data["phone"]
        return one_spelling(text) if text else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        needs_phone = cleaned.get("channel") in (Channel.SMS, Channel.PHONE)
        if needs_phone and not cleaned.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("Write the number, or choose e-mail."))
        return cleaned


def slot_choices() -> list[tuple[Any, list[tuple[str, Any]]]]:
    return [
        (capfirst(day_words), [(f"{day}-{part}", part_words) for part, part_words in PARTS.items()])
        for day, day_words in DAYS.items()
    ]


def distance_choices() -> list[tuple[int, Any]]:
    """The distances a person can choose among."""
    return [(km, _("up to %(km)d km") % {"km": km}) for km in DISTANCES]


class WhereForm(forms.Form):
    """Where and when somebody can meet, and what it takes to hear there."""

    form = forms.ChoiceField(
        label=_("How would you like to meet?"),
        choices=MeetingForm.choices,
        widget=forms.RadioSelect,
        error_messages=NOT_IN_LIST | {"required": _("Choose how you would like to meet.")},
    )
    postcode = forms.CharField(
        label=_("Where do you live?"),
        max_length=10,
        help_text=_("Only the postcode. We do not keep your address."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code"}),
        error_messages={"required": _("Write a postcode with 4 digits.")},
    )
    near = forms.ChoiceField(
        label=_("Which is nearest to you?"),
        widget=forms.RadioSelect,
        help_text=_("Choose a town, or your region if none of them is near."),
        error_messages=NOT_IN_LIST | {"required": _("We do not know the postcode. Choose a town or a region below.")},
    )
    max_km = forms.TypedChoiceField(
        label=_("How far can you travel to a meeting?"),
        choices=distance_choices,
        coerce=int,
        initial=USUAL_KM,
        help_text=_("As the crow flies."),
        error_messages=NOT_IN_LIST,
    )
    over_water = forms.BooleanField(label=_("I can take a ferry to a meeting"), required=False)
    slots = forms.MultipleChoiceField(
        label=_("When can you meet? Choose all that fit"),
        choices=slot_choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one time."), "invalid_choice": _("Choose among the times.")},
    )
    languages = forms.MultipleChoiceField(
        label=_("Which languages can you meet in?"),
        choices=lambda: list(LANGUAGES.items()),
        initial=lambda: [get_language() or "da"],
        widget=forms.CheckboxSelectMultiple,
        error_messages=NOT_IN_LIST | {"required": _("Choose at least one language.")},
    )
    access = forms.MultipleChoiceField(
        label=_("What do you need in order to hear and take part?"),
        choices=Access.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The coordinators see it, so that your group's meetings have it."),
        error_messages={"invalid_choice": _("Choose among the answers.")},
    )

    def __init__(self, *args: Any, round: SignupRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.round = round
        if round.meeting_form != MeetingForm.EITHER:
            del self.fields["form"]
        if round.meeting_form == MeetingForm.VIRTUAL:
            del self.fields["max_km"], self.fields["over_water"]
        if round.start_by == StartBy.FIXED:
            del self.fields["slots"]
        self._offer_near()

    def _offer_near(self) -> None:
        """Shows the question of what is near only for a postcode that is not in the table."""
        stored: dict[str, Any] = dict(self.initial or {})
        if not self.is_bound and stored.get("region") and not stored.get("postcode"):
            self.initial = stored | {"postcode": stored.get("typed", ""), "near": f"{REGION_MARK}{stored['region']}"}
        written = str(self.data.get("postcode", "") if self.is_bound else (self.initial or {}).get("postcode") or "")
        number = number_of(written)
        table = all_postcodes()
        if number is None or table.find(number):
            del self.fields["near"]
            return
        towns = [(f"{area.first:04}", area.words) for area in table.near(number)]
        regions = [(f"{REGION_MARK}{code}", words) for code, words in Region.choices]
        self.fields["near"].choices = [(_("Towns"), towns), (_("Regions"), regions)]  # type: ignore[attr-defined]

    def clean_postcode(self) -> str:
        text = str(self.cleaned_data["postcode"])
        if number_of(text) is None:
            raise forms.ValidationError(_("Write a Danish postcode with 4 digits, from 0800 to 9990."))
        return text

    def clean(self) -> dict[str, Any]:
        """The postcode and the region that follows from it, or that the person has chosen; never a guess."""
        cleaned = super().clean() or {}
        cleaned.setdefault("form", self.round.meeting_form)
        if "postcode" not in cleaned:
            return cleaned
        typed = str(cleaned["postcode"])
        near = str(cleaned.pop("near", "") or "")
        if near.startswith(REGION_MARK):
            return cleaned | {"postcode": None, "typed": typed, "region": near.removeprefix(REGION_MARK)}
        number = number_of(near or typed)
        area = all_postcodes().find(number) if number is not None else None
        return cleaned | {"postcode": number if area else None, "region": area.region if area else ""}


def number_of(text: str) -> int | None:
    """The number of what was written as a postcode (`8000`, `DK-8000`, `8000 Aarhus C` is not one); None for others."""
    bare = text.strip().upper().removeprefix("DK").lstrip("- ").strip()
    whole = bare.isascii() and bare.isdigit() and len(bare) == POSTCODE_DIGITS
    return int(bare) if whole and LOWEST <= int(bare) <= HIGHEST else None


class SaveForm(forms.Form):
    """Where the link to an unfinished signup is mailed."""

    email = MailField(label=_("Your e-mail"), max_length=254)
