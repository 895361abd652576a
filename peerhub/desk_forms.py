"""Forms of coordinators about groups: who looks after one, that somebody has asked how it goes, what one can manage."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.forms import NOT_IN_LIST
from accounts.guards import refuse_control, refuse_cpr
from accounts.once import OnceForm

from .domain.cases import Load
from .group_enums import Need
from .models.desk import MOST_CASES

TEXT = [refuse_control, refuse_cpr]
ALL = "all"
A_NUMBER = _("Write a whole number from 0 to 500.")


def load_words(load: Load) -> str:
    """A coordinator with how many groups they look after, and whether that is more than they can."""
    has = ngettext("%(number)d group", "%(number)d groups", load.has) % {"number": load.has}
    if load.most is None:
        return has
    said = gettext("%(has)s of %(most)d") % {"has": has, "most": load.most}
    if load.is_over:
        return gettext("%(said)s: more than they can") % {"said": said}
    return gettext("%(said)s: has no room for more") % {"said": said} if load.is_full else said


class DeskForm(forms.Form):
    """Which groups the list shows."""

    need = forms.ChoiceField(
        label=_("Groups"),
        required=False,
        choices=[("", _("Those that need somebody")), *Need.choices, (ALL, _("All that go on"))],
    )
    mine = forms.BooleanField(label=_("Only those I look after"), required=False)


class OwnerForm(OnceForm):
    """Who looks after a group."""

    owner = forms.ChoiceField(
        label=_("Who looks after the group?"),
        required=False,
        widget=forms.RadioSelect,
        error_messages=NOT_IN_LIST,
        help_text=_("Members do not see it. Other coordinators can still help."),
    )

    def __init__(self, *args: Any, loads: Sequence[Load], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(one.person.uuid), f"{one.person.name} ({load_words(one)})") for one in loads]
        self.fields["owner"].choices = [("", _("Nobody")), *named]  # type: ignore[attr-defined]


class FollowForm(OnceForm):
    """That somebody has asked a group how it goes."""

    words = forms.CharField(
        label=_("What you agreed on"),
        max_length=300,
        validators=TEXT,
        help_text=_("It stays in the history of the group, where coordinators see it. Write nothing about health."),
        error_messages={"required": _("Write a few words, such as: rang, all is well.")},
    )


class CapacityForm(OnceForm):
    """How many groups one can look after."""

    most = forms.IntegerField(
        label=_("How many groups can you look after?"),
        required=False,
        min_value=0,
        max_value=MOST_CASES,
        help_text=_("Nobody is stopped by it. Others see when you have more than you can. Empty means no number."),
        error_messages={"invalid": A_NUMBER, "min_value": A_NUMBER, "max_value": A_NUMBER},
    )
