"""What is deleted by its date, in words. Each app describes its own acts at start-up; a page lists them with counts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise

from outbox import due

Text = str | Promise
AHEAD = timedelta(days=30)


@dataclass(frozen=True)
class Rule:
    """One class of data: what it is and how long it is kept."""

    title: Text
    kept: Text
    count: Callable[[datetime], int] | None = None


@dataclass(frozen=True)
class Coming:
    """A rule and how many rows go now and within AHEAD."""

    rule: Rule
    now: int
    soon: int


RULES: dict[str, Rule] = {}


def describe(name: str, title: Text, kept: Text, *, count: Callable[[datetime], int] | None = None) -> None:
    """Says of an act that falls due what it deletes and when. The act must do nothing but delete rows: it is tried and
    taken back. For one that does more, `count` says how many it would take at a moment."""
    RULES[name] = Rule(title, kept, count)
    if count is None:
        due.DELETING.add(name)


def coming(now: datetime) -> list[Coming]:
    """Every rule with its counts; nothing is deleted by looking."""
    at_once, soon = due.would_delete(now=now), due.would_delete(now=now + AHEAD)
    found = []
    for name, rule in RULES.items():
        if rule.count:
            found.append(Coming(rule, rule.count(now), rule.count(now + AHEAD)))
        elif name in at_once:
            found.append(Coming(rule, at_once[name], soon[name]))
    return found
