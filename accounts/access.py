"""Who may open which address. Every app declares its own; `list_urls` tells them all and a test tries them (S1)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RegexPattern
from django.utils.regex_helper import normalize


class Access(models.TextChoices):
    """The words of the contract."""

    PUBLIC = "public"
    SIGNED_LINK = "signed link"
    OWN = "own"
    MEMBER = "member"
    PARTICIPANT = "participant"
    SUPERVISOR = "supervisor"
    TRAINER = "trainer"
    COORDINATOR = "coordinator"
    EDITOR = "editor"
    TRANSLATOR = "translator"
    ADMINISTRATOR = "administrator"


EDITORS = (Access.EDITOR, Access.TRANSLATOR, Access.ADMINISTRATOR)
# What stands in for a part of an address: the first that fits it.
GUESSES = ("1", "x", "00000000-0000-4000-8000-000000000000", "x/", "2026")
PART = re.compile(r"<(?:\w+:)?(?P<name>\w+)>")
_declared: dict[str, tuple[Access, ...]] = {}


@dataclass(frozen=True)
class Address:
    """A pattern: its route as the code has it, its name, an example of it, and who may open it."""

    route: str
    name: str
    example: dict[str, str]
    path: str
    access: tuple[Access, ...]
    twin: bool  # stands below /en/ too


def declare(route: str, *access: Access) -> None:
    """Says who may open a route and all below it; the longest declaration holds. A second one replaces the first."""
    _declared[route] = access


def access_of(route: str) -> tuple[Access, ...]:
    """Who may open a route; nothing where nobody has said so. A declaration ends where a part of the route ends."""
    fitting = [one for one in _declared if route == one or (one.endswith("/") and route.startswith(one))]
    return _declared[max(fitting, key=len)] if fitting else ()


def addresses() -> list[Address]:
    """Every pattern of the resolver, Wagtail's and allauth's among them, in the resolver's order."""
    return list(_walk(get_resolver().url_patterns, Way()))


def undeclared() -> list[str]:
    """The routes that nobody has declared; the checks and `list_urls` fail on one."""
    return sorted({address.route for address in addresses() if not address.access})


@dataclass(frozen=True)
class Way:
    """What was passed on the way down to a pattern."""

    route: str = ""
    path: str = ""
    example: tuple[tuple[str, str], ...] = ()
    twin: bool = False

    def to(self, pattern: Any) -> "Way":
        """One step further down."""
        if isinstance(pattern, LocalePrefixPattern):
            return replace(self, twin=True)
        path, example = _of_regex(pattern) if isinstance(pattern, RegexPattern) else _of_route(pattern)
        route = self.route + str(pattern).removeprefix("^")
        return replace(self, route=route, path=self.path + path, example=(*self.example, *example.items()))


def _walk(patterns: Iterable[Any], way: Way) -> Iterator[Address]:
    for one in patterns:
        here = way.to(one.pattern)
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, here)
        elif isinstance(one, URLPattern):
            example = dict(here.example)
            yield Address(here.route, one.name or "", example, f"/{here.path}", access_of(here.route), here.twin)


def _of_route(pattern: Any) -> tuple[str, dict[str, str]]:
    """An address that fits a route, with the values of its parts."""
    values = {name: _fitting(converter) for name, converter in pattern.converters.items()}
    return PART.sub(lambda part: values[part["name"]], str(pattern)), values


def _fitting(converter: Any) -> str:
    guesses = (guess for guess in GUESSES if re.fullmatch(converter.regex, guess))
    return next(guesses)


def _of_regex(pattern: RegexPattern) -> tuple[str, dict[str, str]]:
    """An address that fits an expression, with the values of its named parts."""
    form, names = normalize(str(pattern).removeprefix("^"))[0]
    for guess in GUESSES:
        path = form % dict.fromkeys(names, guess)
        if pattern.regex.search(path):
            return path, {name: guess for name in names if not name.startswith("_")}
    return form % dict.fromkeys(names, "1"), dict.fromkeys(names, "1")
