"""What every field of every model is: the one register that export, erasure and the record of processing read.

Each app classifies its models in its `personal_data.py`, called at start-up; a test fails on a field that nobody did.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from graphlib import TopologicalSorter
from typing import Any

from django.apps import apps
from django.db.models import PROTECT, RESTRICT, Field, Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import User

Text = str | Promise
Rows = Callable[[User], "QuerySet[Any] | list[Any]"]
Erase = Callable[[User], int]
Goes = Callable[[Any], datetime | date | None]


class Kind(StrEnum):
    """What a field holds about somebody."""

    PUBLIC = "public"  # the person chose or the portal decided that everybody may read it
    PERSONAL = "personal"
    SPECIAL = "special"  # GDPR art. 9
    SECRET = "secret"  # noqa: S105 - a word for what opens something: never shown, never exported
    NONE = "none"


KIND_WORDS: dict[Kind, Promise] = {
    Kind.PUBLIC: _("public"),
    Kind.PERSONAL: _("personal"),
    Kind.SPECIAL: _("special category"),
    Kind.SECRET: _("secret"),
    Kind.NONE: _("not about anybody"),
}
ABOUT_SOMEBODY = frozenset({Kind.PERSONAL, Kind.SPECIAL, Kind.SECRET})
EXPORTED = frozenset({Kind.PUBLIC, Kind.PERSONAL, Kind.SPECIAL})
# Of a table whose only link to a person is the member of staff who made or changed something.
STAFF_LINKS: dict[str, Text] = {
    "purpose": _("who made and changed a page, so that editors can work together"),
    "basis": _("our interest in a safe and orderly portal (GDPR art. 6(1)(f))"),
    "recipients": _("editors and administrators"),
    "retention": _("the link to the person goes with the account; the page's history stays"),
}


@dataclass(frozen=True)
class Processing:
    """One row of the record of processing (GDPR art. 30), and how a person's rows are found and go."""

    label: str
    title: Text
    kinds: Mapping[str, Kind]
    purpose: Text = ""
    basis: Text = ""
    recipients: Text = ""
    retention: Text = ""
    rows: Rows | None = None
    erase: Erase | None = None
    goes: Goes | None = None
    listed: bool = True
    kept_because: Text = ""
    words: Mapping[str, Text] = field(default_factory=dict)

    @property
    def is_about_people(self) -> bool:
        """Whether the model holds anything about anybody."""
        return bool(ABOUT_SOMEBODY & set(self.kinds.values()))

    @property
    def has_special(self) -> bool:
        """Whether the model holds special categories."""
        return Kind.SPECIAL in self.kinds.values()

    def fields_of(self, *kinds: Kind) -> list[str]:
        """Names of the fields of some kinds."""
        return [name for name, kind in self.kinds.items() if kind in kinds]


ENTRIES: dict[str, Processing] = {}


def classify(model: type[Model] | str, kinds: Mapping[str, Kind], *, title: Text = "", **more: Any) -> None:
    """Says of each field of a model what it is. Raises LookupError for a field that the model does not have.

    A model with anything about people also says purpose, basis, recipients and retention. `rows` finds what belongs
    to one person: it is exported, and deleted when the person is erased unless `erase` does something else or
    `kept_because` says why it stays. `goes` says of a row when it is deleted by itself, None where no date is set
    yet. What is not `listed` on the person's page stands there by another table already, and is slow to find.
    Classifying a model twice replaces the first.
    """
    found = apps.get_model(model) if isinstance(model, str) else model
    unknown = set(kinds) - {one.name for one in fields_of(found)}
    if unknown:
        raise LookupError(f"{found._meta.label} has no field {', '.join(sorted(unknown))}.")
    entry = Processing(found._meta.label_lower, title or str(found._meta.verbose_name), dict(kinds), **more)
    if entry.is_about_people and not all((entry.purpose, entry.basis, entry.recipients, entry.retention)):
        raise ValueError(f"{found._meta.label} needs purpose, basis, recipients and retention.")
    ENTRIES[entry.label] = entry


def content(*models: type[Model]) -> None:
    """Models that hold what editors write for everybody: each field is public, and a link to a member of staff (who
    owns or uploaded it) is personal and emptied when that person goes."""
    for model in models:
        links = {one.name for one in fields_of(model) if one.related_model is User}
        kinds = {one.name: Kind.PERSONAL if one.name in links else Kind.PUBLIC for one in fields_of(model)}
        classify(model, kinds, **(STAFF_LINKS if links else {}))


def nobody(*names: str) -> dict[str, Kind]:
    """Fields that say nothing about anybody."""
    return dict.fromkeys(names, Kind.NONE)


def personal(*names: str) -> dict[str, Kind]:
    """Fields about a person."""
    return dict.fromkeys(names, Kind.PERSONAL)


def fields_of(model: type[Model]) -> "list[Field[Any, Any]]":
    """The fields that a model brings itself; those of its parents are classified there."""
    return [*model._meta.local_fields, *model._meta.local_many_to_many]


def unclassified(labels: Iterable[str]) -> list[str]:
    """Every field of the models of these apps that nobody has classified."""
    wanted = set(labels)
    missing = []
    for model in apps.get_models():
        if model._meta.app_label in wanted:
            entry = ENTRIES.get(model._meta.label_lower)
            known = set(entry.kinds) if entry else set()
            missing += [f"{model._meta.label_lower}.{one.name}" for one in fields_of(model) if one.name not in known]
    return sorted(missing)


def about_people() -> list[Processing]:
    """What the record of processing lists, by name of the model."""
    return sorted((entry for entry in ENTRIES.values() if entry.is_about_people), key=lambda entry: entry.label)


def in_order_of_going() -> list[Processing]:
    """What is about people, so that a row goes before the row it may not be without (a sensitive one, its consent)."""
    entries = {entry.label: entry for entry in about_people()}
    before: dict[str, set[str]] = {label: set() for label in entries}
    for label in entries:
        for one in fields_of(apps.get_model(label)):
            kept = getattr(one.remote_field, "on_delete", None) in {PROTECT, RESTRICT}
            aim = one.related_model._meta.label_lower if kept and one.related_model else ""
            if aim in entries and aim != label:
                before[aim].add(label)
    return [entries[label] for label in TopologicalSorter(before).static_order()]
