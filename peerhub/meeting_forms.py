"""Forms of a group's meetings, for its members: shape and messages."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms import NOT_IN_LIST
from accounts.guards import refuse_control, refuse_cpr
from accounts.once import OnceForm
from home.day_fields import DayField, HourField, moment

from .domain.date_finding import MOST_DAYS
from .domain.meetings import ACCESS
from .domain.repeats import MOST, Repeat
from .meeting_enums import DateAnswer, MeetingKind, MeetingPlace
from .models import GroupMeeting
from .theme_fields import KitThemeField, chosen_theme, offer_themes

TEXT = [refuse_control, refuse_cpr]
MIDNIGHT = time(0, 0)
ONLY_HTTPS = _("Write an address that begins with https://.")
OWN_THEME = _("Theme in your own words")
NO_HEALTH = _("Members see it. Write nothing about anybody's health.")


class HttpsField(forms.CharField):
    """A web address that begins with https://; anything else, `javascript:` too, is refused in words."""

    widget = forms.URLInput(attrs={"inputmode": "url"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=300, required=False, **kwargs)

    def clean(self, value: Any) -> str:
        address = str(super().clean(value))
        if not address:
            return ""
        try:
            URLValidator(schemes=["https"], message=ONLY_HTTPS)(address)
        except ValidationError as error:
            raise ValidationError(ONLY_HTTPS, code="https") from error
        return address


class TimedForm(OnceForm):
    """A day with its hours, in Copenhagen's time."""

    day = DayField(label=_("Day"))
    hour = HourField(label=_("From"))
    until = HourField(label=_("To"))

    def read_time(self, cleaned: dict[str, Any]) -> None:
        """Puts `starts_at` and `ends_at` into what was cleaned; a form without a day has neither."""
        day, hour, until = (cleaned.get(name) for name in ("day", "hour", "until"))
        if day is None:
            if (hour or until) and "day" not in self.errors:
                self.add_error("day", _("Write the day too."))
            return
        if hour is None and "hour" not in self.errors:
            self.add_error("hour", _("Write when you begin."))
        if until is None and "until" not in self.errors:
            self.add_error("until", _("Write when you end."))
        if hour is None or until is None:
            return
        for name, at, on in (("starts_at", hour, day), ("ends_at", until, day if until > hour else _next(day))):
            try:
                cleaned[name] = moment(on, at, otherwise=MIDNIGHT)
            except ValidationError as error:
                self.add_error("hour" if name == "starts_at" else "until", error)


def _next(day: Any) -> Any:
    return day + timedelta(days=1)


def time_initial(starts_at: datetime | None, ends_at: datetime | None) -> dict[str, Any]:
    """The first values of a form's day and hours."""
    if starts_at is None or ends_at is None:
        return {}
    first, last = timezone.localtime(starts_at), timezone.localtime(ends_at)
    return {"day": first.date(), "hour": first.time(), "until": last.time()}


class MeetingForm(TimedForm):
    """One meeting, or the first of several."""

    field_order = ["kind", "from_kit", "theme", "day", "hour", "until", "form", "place", "link", "access"]

    kind = forms.ChoiceField(label=_("What kind of meeting?"), error_messages=NOT_IN_LIST)
    from_kit = KitThemeField()
    theme = forms.CharField(label=OWN_THEME, max_length=80, required=False, validators=TEXT, help_text=NO_HEALTH)
    form = forms.ChoiceField(
        label=_("How do you meet?"),
        choices=MeetingPlace.choices,
        widget=forms.RadioSelect,
        error_messages=NOT_IN_LIST | {"required": _("Choose one.")},
    )
    place = forms.CharField(label=_("Place"), max_length=120, required=False, validators=TEXT)
    link = HttpsField(label=_("Link, if you meet online"), help_text=ONLY_HTTPS)
    access = forms.MultipleChoiceField(
        label=_("What is there for hearing and getting around?"),
        choices=[(name, GroupMeeting._meta.get_field(name).verbose_name) for name in ACCESS],  # type: ignore[union-attr]
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": NOT_IN_LIST["invalid_choice"]},
    )
    phase = forms.CharField(label=_("Phase"), max_length=60, required=False, validators=TEXT)
    agenda = forms.CharField(
        label=_("Agenda"), max_length=2000, required=False, validators=TEXT, widget=forms.Textarea, help_text=NO_HEALTH
    )

    def __init__(
        self,
        *args: Any,
        kinds: Sequence[str],
        themes: Sequence[tuple[str, str]] = (),
        locked: bool = False,
        has_phases: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer_themes(self, themes)
        words = dict(MeetingKind.choices)
        self.fields["kind"].choices = [(one, str(words[one]).capitalize()) for one in kinds]  # type: ignore[attr-defined]
        if locked:
            del self.fields["agenda"]
        if not has_phases:
            del self.fields["phase"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.read_time(cleaned)
        return cleaned

    def values(self) -> dict[str, Any]:
        """What was typed, for the domain. Ask after `is_valid()`."""
        held = self.cleaned_data
        found: dict[str, Any] = {
            name: held[name] for name in ("kind", "form", "place", "link", "agenda", "phase") if name in held
        }
        found |= chosen_theme(self)
        chosen = set(held.get("access", ()))
        times = {name: held.get(name) for name in ("starts_at", "ends_at")}
        return found | times | {name: name in chosen for name in ACCESS}


class NewMeetingForm(MeetingForm):
    """A meeting that is planned, and whether it comes again."""

    repeat = forms.ChoiceField(
        label=_("Does it come again?"),
        choices=[
            (Repeat.ONCE, _("No")),
            (Repeat.WEEKLY, _("Every week")),
            (Repeat.FORTNIGHTLY, _("Every second week")),
            (Repeat.MONTHLY, _("Every month, on the same weekday")),
        ],
        error_messages=NOT_IN_LIST,
    )
    count = forms.IntegerField(
        label=_("How many times?"),
        min_value=1,
        max_value=MOST,
        required=False,
        widget=forms.NumberInput(attrs={"data-width": "short"}),
    )


class DaysForm(OnceForm):
    """Days that the group is asked about, and until when."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_DAYS + 1):
            self.fields[f"day_{number}"] = DayField(label=_("Day %(number)d") % {"number": number})
        self.fields["hour"] = HourField(label=_("From"))
        self.fields["until"] = HourField(label=_("To"))
        self.fields["answer_on"] = DayField(label=_("Last day to answer"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        hour, until = cleaned.get("hour"), cleaned.get("until")
        for name, words in (("hour", _("Write when you begin.")), ("until", _("Write when you end."))):
            if cleaned.get(name) is None and name not in self.errors:
                self.add_error(name, words)
        if cleaned.get("answer_on") is None and "answer_on" not in self.errors:
            self.add_error("answer_on", _("Write until when the group may answer."))
        if hour is None or until is None or self.errors:
            return cleaned
        cleaned["days"] = []
        for number in range(1, MOST_DAYS + 1):
            if day := cleaned.get(f"day_{number}"):
                self._read(f"day_{number}", day, hour, until, cleaned)
        return cleaned

    def _read(self, name: str, day: Any, hour: time, until: time, cleaned: dict[str, Any]) -> None:
        try:
            first = moment(day, hour, otherwise=MIDNIGHT)
            last = moment(day if until > hour else _next(day), until, otherwise=MIDNIGHT)
        except ValidationError as error:
            self.add_error(name, error)
        else:
            cleaned["days"].append((first, last))

    @property
    def answer_by(self) -> datetime:
        """The last second of the last day to answer."""
        found = moment(self.cleaned_data["answer_on"], time(23, 59, 59), otherwise=MIDNIGHT)
        assert found is not None  # noqa: S101  for the type checker: the day was asked for
        return found


class VoteForm(forms.Form):
    """What a member says of each day."""

    def __init__(self, *args: Any, days: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        from home.templatetags.portal import clock, long_date

        for asked in days:
            date = asked.date
            self.fields[f"day_{date.pk}"] = forms.ChoiceField(
                label=f"{long_date(date.starts_at)} {clock(date.starts_at)}–{clock(date.ends_at)}",
                choices=DateAnswer.choices,
                initial=asked.own or None,
                required=False,
                widget=forms.RadioSelect,
                error_messages=NOT_IN_LIST,
            )

    def answers(self) -> dict[int, str]:
        """Day → what was said. Ask after `is_valid()`."""
        return {int(name.removeprefix("day_")): said for name, said in self.cleaned_data.items() if said}


class HandOverForm(OnceForm):
    """Who is asked to take a meeting over."""

    to = forms.ChoiceField(
        label=_("Ask somebody else to lead the meeting"), error_messages=NOT_IN_LIST | {"required": _("Choose one.")}
    )

    def __init__(self, *args: Any, leaders: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("Choose …")), *leaders]  # type: ignore[attr-defined]


class GuestForm(OnceForm):
    """A professional who is invited to one meeting."""

    name = forms.CharField(label=_("Name"), max_length=80, validators=TEXT)
    email = forms.EmailField(label=_("E-mail"))
    about = forms.CharField(label=_("What they come to tell"), max_length=120, validators=TEXT)
