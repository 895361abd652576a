"""What others may read as JSON at /api/v1/: each app registers a list of what its public pages show (ADR 0022)."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

LANGUAGES = ("da", "en")
PER_PAGE = 50
MOST_PAGES = 10_000
ALWAYS = ("language", "page")


@dataclass(frozen=True)
class Asked:
    """What is asked for: language, page, the day, and the filters by name."""

    language: str
    page: int
    today: date
    values: Mapping[str, str]


@dataclass(frozen=True)
class Resource:
    """One list. `rows` chooses and orders; `items` makes the JSON of one page of rows, with a fixed number of queries.
    `filters` names what may be asked for and with which values."""

    title: str | Promise
    filters: Mapping[str, Collection[str]]
    rows: Callable[[Asked], "QuerySet[Any]"]
    items: Callable[[Sequence[Any], Asked], list[dict[str, Any]]]

    @property
    def parameters(self) -> frozenset[str]:
        """The parameters that an address may have."""
        return frozenset((*ALWAYS, *self.filters))


RESOURCES: dict[str, Resource] = {}


class NotUnderstood(Exception):
    """An address that asks for something there is not: which parameter, and a sentence for whoever wrote it."""

    def __init__(self, parameter: str, message: str) -> None:
        super().__init__(message)
        self.parameter, self.message = parameter, message


def register(name: str, resource: Resource) -> None:
    """Names a list. Registering a name twice replaces it."""
    RESOURCES[name] = resource


def language_in(data: QueryDict) -> str:
    """The language asked for; Danish where it says nothing, or nothing that we have."""
    asked = data.get("language", "da")
    return asked if asked in LANGUAGES else "da"


def asked_in(data: QueryDict, resource: Resource, today: date) -> Asked:
    """Reads an address. Raises NotUnderstood for a parameter or a value that the list does not know."""
    allowed = {"language": LANGUAGES, **resource.filters}
    for name, given in data.lists():
        if name not in resource.parameters:
            known = ", ".join(sorted(resource.parameters))
            raise NotUnderstood(name, _("There is no such parameter. There are: %(known)s.") % {"known": known})
        if len(given) > 1:
            raise NotUnderstood(name, _("Give this parameter once."))
        if name in allowed and given[0] not in allowed[name]:
            raise NotUnderstood(name, _("This value is not known. See /api/v1/ for those that are."))
    values = {name: str(data[name]) for name in resource.filters if name in data}
    return Asked(language_in(data), _page(data.get("page", "1")), today, values)


def _page(asked: str) -> int:
    if not (asked.isascii() and asked.isdecimal() and len(asked) < len(str(MOST_PAGES)) and int(asked) > 0):
        raise NotUnderstood("page", _("The number of a page is 1 or more."))
    return int(asked)
