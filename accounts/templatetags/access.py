"""The access log in a reader's words."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..domain.access_log import PERSON, SYSTEM
from ..enums import Role

register = template.Library()
ACTORS = {PERSON: gettext_lazy("somebody without a role"), SYSTEM: gettext_lazy("the portal itself")}
# The first part of an action's name, and the whole name where it says more.
ACTIONS = {
    "read": gettext_lazy("saw it"),
    "role.granted": gettext_lazy("gave you a role"),
    "role.taken": gettext_lazy("took a role from you"),
    "message.carried_undone": gettext_lazy("put a message to you back on the list"),
    "message.carried": gettext_lazy("wrote to you or called you"),
    "account.code_rejected": gettext_lazy("a wrong code was tried"),
    "factor.failed": gettext_lazy("a second factor failed"),
}


@register.filter
def role_words(roles: str) -> str:
    """The roles of an event by their names."""
    labels = {**{str(value): label for value, label in Role.choices}, **ACTORS}
    return ", ".join(str(labels.get(role, role)) for role in roles.split(","))


@register.filter
def action_words(action: str) -> str:
    """What happened, in words; an action of another app is shown as a change."""
    known = next((words for name, words in ACTIONS.items() if action.startswith(name)), None)
    return str(known) if known else _("changed something about you")
