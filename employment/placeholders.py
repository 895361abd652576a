"""The names that a template may hold in braces, and that its form asks for."""

import re
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

NAME = re.compile(r"\{([^{}\n]*)\}")
# What a template may ask for, in the order of the form.
NAMES: dict[str, Any] = {
    "arbejdsplads": gettext_lazy("Workplace"),
    "by": gettext_lazy("Town"),
    "timer": gettext_lazy("Hours a week"),
    "start": gettext_lazy("First day at work"),
    "opgaver": gettext_lazy("Tasks, one a line"),
    "kontakt": gettext_lazy("Contact person with mail or phone"),
    "frist": gettext_lazy("Last day to apply"),
    "ansoeger": gettext_lazy("The applicant's name"),
    "afsender": gettext_lazy("Who signs it"),
}


def names_in(text: str) -> list[str]:
    """The names that stand in a template, each once, in the order of the form; those nobody knows come last."""
    found = list(dict.fromkeys(NAME.findall(text)))
    return [name for name in NAMES if name in found] + [name for name in found if name not in NAMES]


def unknown_in(text: str) -> list[str]:
    """The names in a template that the form does not ask for."""
    return [name for name in names_in(text) if name not in NAMES]


def all_names() -> str:
    """The names as an editor writes them: "{arbejdsplads}, {by}"."""
    return ", ".join(f"{{{name}}}" for name in NAMES)


def unknown_message(name: str) -> str:
    """What an editor is told about a name that the form does not ask for."""
    return _("The form does not ask for {%(name)s}. It knows %(names)s.") % {"name": name, "names": all_names()}
