"""Joining a standing group: who one is, the scheme's short questionnaire, and what one says yes to."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.consent_fields import ConsentField
from accounts.forms import NOT_IN_LIST
from accounts.guards import GuardedForm, refuse_control, refuse_cpr, refuse_line_breaks
from accounts.once import OnceForm

from .domain.signup_consents import SHARING
from .domain.standing import Wish
from .group_enums import MemberRole
from .models import PeerProgramme, Question
from .models.joining import JOINING
from .wishes_forms import PREFIX, field_of

NAME = [refuse_control, refuse_cpr, refuse_line_breaks]


class JoinForm(OnceForm, GuardedForm):
    """What somebody sends who wants to join. Questions that hang on another answer are not asked here: it is short."""

    first_name = forms.CharField(label=_("First name"), max_length=80, validators=NAME)
    last_name = forms.CharField(label=_("Last name"), max_length=80, required=False, validators=NAME)
    email = forms.EmailField(
        label=_("E-mail"), help_text=_("We mail you a link to confirm it. The group does not see it.")
    )

    def __init__(self, *args: Any, programme: PeerProgramme, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = [one for one in questions if one.shown_only_if_id is None]
        for number, words in enumerate(programme.conditions, start=1):
            self.fields[f"condition_{number}"] = forms.BooleanField(
                label=words, error_messages={"required": _("The group is for people of whom this is true.")}
            )
        if programme.has_roles:
            roles = [one for one in MemberRole.choices if one[0] != MemberRole.PEER]
            self.fields["role"] = forms.ChoiceField(
                label=_("Which part would you like?"),
                choices=roles,
                widget=forms.RadioSelect,
                error_messages=NOT_IN_LIST | {"required": _("Choose one.")},
            )
        for question in self.questions:
            self.fields[f"{PREFIX}{question.code}"] = field_of(question)
        self.fields["join"] = ConsentField(
            purpose=JOINING, error_messages={"required": _("You can only join if you say yes to this.")}
        )
        self.fields["share"] = ConsentField(
            purpose=SHARING, error_messages={"required": _("The group must know what to call you. Tick the box.")}
        )

    def wish(self) -> Wish:
        """What was written, for the domain. Ask after `is_valid()`."""
        held = self.cleaned_data
        answers = {one.code: held.get(f"{PREFIX}{one.code}") for one in self.questions}
        told = {code: value for code, value in answers.items() if value not in (None, "", [])}
        names = {name: held[name] for name in ("first_name", "last_name", "email")}
        return Wish(**names, role=held.get("role") or MemberRole.PEER, answers=told)

    def said(self) -> dict[str, str]:
        """Purpose → fingerprint of the text that was shown. Ask after `is_valid()`."""
        texts = {JOINING: self.cleaned_data["join"], SHARING: self.cleaned_data["share"]}
        return {purpose: text.text_hash for purpose, text in texts.items() if text}
