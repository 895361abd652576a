"""The fourth step of a signup: the round's own questions, and what somebody wishes of the group."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import NOT_IN_LIST
from accounts.guards import refuse_control, refuse_cpr

from .domain.choosing import Seat
from .enums import Criterion, Grouping, QuestionKind
from .models import Question, SignupRound
from .signup_enums import ChallengeWish, PeerRole, Wish
from .signup_forms import number_of, slot_choices

PREFIX = "q_"
MOST_LETTERS = 500
MOST_CHOICES = 3
MOST_WISHES = 3
LONGEST_WISH = 80
DIGITS = 9


class WishesForm(forms.Form):
    """Every question may be left out unless its own setting says otherwise.

    A question that hangs on another answer is asked once that answer has been sent: the form then `asks_more`.
    """

    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        round: SignupRound,
        questions: Sequence[Question],
        seats: Sequence[Seat] = (),
        **kwargs: Any,
    ) -> None:
        stored: dict[str, Any] = kwargs.pop("initial", None) or {}
        kwargs["initial"] = _first_values(stored)
        super().__init__(*args, **kwargs)
        self.round = round
        self.questions = [one for one in questions if self._is_asked(one)]
        before = {code for code in str(self.data.get("shown", "")).split(",") if code}
        codes = [one.code for one in self.questions]
        self.new_names = [f"{PREFIX}{code}" for code in codes if code not in before]
        self.asks_more = self.is_bound and bool(before) and bool(self.new_names)
        for question in self.questions:
            self.fields[f"{PREFIX}{question.code}"] = field_of(question)
        self._add_wishes(seats)
        self.initial["shown"] = ",".join(codes) or "-"
        if self.is_bound:
            sent: Any = self.data
            sent = sent.copy()
            sent["shown"] = self.initial["shown"]
            self.data = sent

    def _is_asked(self, question: Question) -> bool:
        option = question.shown_only_if
        if option is None:
            return True
        name = f"{PREFIX}{option.question.code}"
        if self.is_bound:
            getlist = getattr(self.data, "getlist", None)
            values = getlist(name) if getlist else [self.data.get(name)]
        else:
            held = self.initial.get(name) or []
            values = held if isinstance(held, list) else [held]
        return option.code in values

    def _add_wishes(self, seats: Sequence[Seat]) -> None:
        if self.round.has_roles:
            self.fields["role"] = _radio(_("Which part would you like?"), PeerRole.choices[1:], required=True)
        if self.round.grouping == Grouping.PREDEFINED:
            self._add_groups(seats)
        else:
            self._add_likeness()
        self.fields["together"] = _wish_lines(
            _("Somebody you would like to be in a group with"), _("A name or a reference, one a line.")
        )
        self.fields["apart"] = _wish_lines(
            _("Somebody you would rather not be in a group with"),
            _("Only the coordinators see it, and nobody is told."),
        )

    def _add_groups(self, seats: Sequence[Seat]) -> None:
        words = (_("Your first choice"), _("Your second choice"), _("Your third choice"))
        choices = [("", _("No choice")), *((str(seat.group.pk), seat.words) for seat in seats)]
        for number, label in enumerate(words[: max(1, min(MOST_CHOICES, len(seats)))], start=1):
            self.fields[f"group_{number}"] = forms.ChoiceField(
                label=label,
                choices=choices,
                required=number == 1,
                error_messages=NOT_IN_LIST | {"required": _("Choose a group.")},
            )

    def _add_likeness(self) -> None:
        codes = {question.code for question in self.questions}
        if "age" in codes:
            self.fields["prefer_age"] = _radio(_("Age in the group"), Wish.choices)
        if "challenges" in codes:
            self.fields["prefer_challenge"] = _radio(_("Hearing difficulties in the group"), ChallengeWish.choices)
        choices = [("", _("No wish")), *((code, Criterion(code).label) for code in self.round.criteria)]
        for number, label in enumerate((_("Matters most to me"), _("Matters second most"), _("Matters third most")), 1):
            self.fields[f"priority_{number}"] = forms.ChoiceField(
                label=label, choices=choices, required=False, error_messages=NOT_IN_LIST
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for stem, words in (("group", _("Choose each group once.")), ("priority", _("Choose each thing once."))):
            chosen = [(name, cleaned[name]) for name in cleaned if name.startswith(f"{stem}_") and cleaned[name]]
            values = [value for _name, value in chosen]
            for place, (name, value) in enumerate(chosen):
                if value in values[:place]:
                    self.add_error(name, words)
        return cleaned

    def values(self) -> dict[str, Any]:
        """What was answered, as `Wishes` has it. Ask after `is_valid()`; questions left out are left out."""
        held = self.cleaned_data
        answers = {one.code: held.get(f"{PREFIX}{one.code}") for one in self.questions}
        return {
            "questions": {code: value for code, value in answers.items() if value not in (None, "", [])},
            "groups": _ranked(held, "group"),
            "priorities": _ranked(held, "priority"),
            "prefer_age": held.get("prefer_age") or "none",
            "prefer_challenge": held.get("prefer_challenge") or "none",
            "role": held.get("role") or "none",
            "together": held.get("together", []),
            "apart": held.get("apart", []),
        }


def _ranked(held: Mapping[str, Any], stem: str) -> list[str]:
    return [held[name] for name in sorted(held) if name.startswith(f"{stem}_") and held[name]]


def _first_values(stored: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept, as the fields of the form have it."""
    found = {f"{PREFIX}{code}": value for code, value in (stored.get("questions") or {}).items()}
    for stem, name in (("group", "groups"), ("priority", "priorities")):
        found |= {f"{stem}_{number}": value for number, value in enumerate(stored.get(name) or [], start=1)}
    for name in ("prefer_age", "prefer_challenge", "role"):
        found[name] = stored.get(name) or "none"
    for name in ("together", "apart"):
        found[name] = "\n".join(stored.get(name) or [])
    return found


# --- fields ----------------------------------------------------------------------------------------------------------
def field_of(question: Question) -> forms.Field:
    """The field of one question; under it stands who sees the answer."""
    from .enums import AnswerReader

    help_text = " ".join(str(part) for part in (question.help, AnswerReader(question.seen_by).label) if part)
    common: dict[str, Any] = {"label": question.text, "required": question.required, "help_text": help_text}
    options = [(option.code, option.text) for option in question.options.all()]
    if question.kind == QuestionKind.ONE:
        rest = [] if question.required else [("", _("I would rather not say"))]
        return forms.ChoiceField(choices=[*options, *rest], widget=forms.RadioSelect, error_messages=ONE, **common)
    if question.kind in (QuestionKind.SEVERAL, QuestionKind.SLOTS):
        choices = options if question.kind == QuestionKind.SEVERAL else slot_choices()
        return SeveralField(most=question.most, choices=choices, error_messages=SEVERAL, **common)
    if question.kind == QuestionKind.NUMBER:
        return NumberField(least=question.least, most=question.most, error_messages=NUMBER, **common)
    if question.kind == QuestionKind.POSTCODE:
        return PostcodeField(max_length=10, error_messages=POSTCODE, **common)
    most = min(question.most or MOST_LETTERS, MOST_LETTERS)
    return forms.CharField(
        max_length=most,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[refuse_cpr, refuse_control],
        error_messages={"required": _("Write an answer."), "max_length": TOO_LONG},
        **common,
    )


TOO_LONG = _("Your answer is too long. It may hold %(limit_value)d letters; you wrote %(show_value)d.")
ONE = {"required": _("Choose an answer."), "invalid_choice": _("Choose one from the list.")}
SEVERAL = {"required": _("Choose at least one."), "invalid_choice": _("Choose among the answers.")}
NUMBER = {"required": _("Write a number.")}
POSTCODE = {"required": _("Write a postcode with 4 digits.")}


class SeveralField(forms.MultipleChoiceField):
    """Several choices, at most so many."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, most: int | None, **more: Any) -> None:
        super().__init__(**more)
        self.most = most

    def validate(self, value: Any) -> None:
        super().validate(value)
        if self.most and len(value) > self.most:
            raise forms.ValidationError(_("Choose at most %(most)d.") % {"most": self.most})


class NumberField(forms.CharField):
    """A whole number within its range."""

    def __init__(self, *, least: int | None, most: int | None, **more: Any) -> None:
        attrs = {"inputmode": "numeric", "data-width": "short"}
        super().__init__(max_length=DIGITS, widget=forms.TextInput(attrs=attrs), **more)
        self.least, self.most = least or 0, most or 10**DIGITS - 1

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and self.least <= int(text) <= self.most):
            words = _("Write a whole number from %(least)d to %(most)d.")
            raise forms.ValidationError(words % {"least": self.least, "most": self.most})
        return int(text)


class PostcodeField(forms.CharField):
    """A Danish postcode."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if text and number_of(text) is None:
            raise forms.ValidationError(_("Write a Danish postcode with 4 digits, from 0800 to 9990."))
        return text


class WishLines(forms.CharField):
    """A few lines, each a name or a reference."""

    def clean(self, value: Any) -> Any:
        lines = [" ".join(line.split()) for line in str(super().clean(value)).splitlines()]
        lines = list(dict.fromkeys(line for line in lines if line))
        if len(lines) > MOST_WISHES or any(len(line) > LONGEST_WISH for line in lines):
            raise forms.ValidationError(_("Write at most three, one a line, and only a name or a reference."))
        return lines


def _wish_lines(label: Any, help_text: Any) -> WishLines:
    return WishLines(
        label=label,
        help_text=help_text,
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        validators=[refuse_cpr, refuse_control],
    )


def _radio(label: Any, choices: Any, *, required: bool = False) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, required=required, widget=forms.RadioSelect, error_messages=ONE
    )
