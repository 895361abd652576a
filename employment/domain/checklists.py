"""The checklist: what is ticked and written, the follow-up plan's dates, and lists kept behind a private link.

A kept list is sealed, deleted 12 months after its last change, and never overwritten by a window that was opened
before somebody else saved.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.private_links import hashed, new_token
from home.domain.errors import Refused
from outbox.locks import lock_row

from ..enums import PlanUnit, Stage
from ..models import ChecklistPage, KeptChecklist

KEEP_MONTHS = 12
SATURDAY = 5


@dataclass(frozen=True)
class Item:
    """Something to do, as editors wrote it. The key is the same in both languages."""

    key: str
    stage: str
    text: str


@dataclass(frozen=True)
class Answer:
    """What somebody has written at an item; `text` is the item as it read then."""

    done: bool = False
    who: str = ""
    due: date | None = None
    note: str = ""
    text: str = ""

    @property
    def is_written(self) -> bool:
        return bool(self.done or self.who or self.due or self.note)


@dataclass(frozen=True)
class Filled:
    """A list as it is filled in: the first day, and the answers by the key of their item."""

    start: date | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)

    def at(self, item: Item) -> Answer:
        """The answer at an item; an empty one where nothing is written."""
        return self.answers.get(item.key, Answer())

    def done(self, items: list[Item]) -> int:
        """How many of the items are ticked."""
        return sum(self.at(item).done for item in items)

    def as_json(self, items: list[Item]) -> str:
        """What is stored: every item with its words of today, so that a later change can be told."""
        answers = {item.key: asdict(self.at(item)) | {"text": item.text} for item in items}
        gone = {key: asdict(old) for key, old in self.answers.items() if key not in answers and old.is_written}
        return json.dumps({"start": self.start, "answers": answers | gone}, default=str, ensure_ascii=False)

    @classmethod
    def of_json(cls, text: str) -> "Filled":
        """A stored list again."""
        stored = json.loads(text)
        answers = {key: Answer(**old | {"due": _day(old["due"])}) for key, old in stored["answers"].items()}
        return cls(_day(stored["start"]), answers)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@dataclass(frozen=True)
class Talk:
    """A talk of the follow-up plan; `day` is None as long as nobody has said when the first day is."""

    title: str
    text: str
    day: date | None

    @property
    def is_weekend(self) -> bool:
        return self.day is not None and self.day.weekday() >= SATURDAY


class Stale(Refused):
    """Somebody has saved the list since this window was opened."""


def items_of(page: ChecklistPage) -> list[Item]:
    """The items, stage by stage, each stage in the editors' order."""
    items = [Item(block.id, block.value["stage"], block.value["text"]) for block in page.items]
    order = list(Stage.values)
    return sorted(items, key=lambda item: order.index(item.stage))


def day_after(start: date, count: int, unit: str) -> date:
    """The same day so much later by the calendar: 30 November and 3 months is 28 February."""
    return start + relativedelta(**{PlanUnit(unit).value: count})


def talks_of(page: ChecklistPage, start: date | None) -> list[Talk]:
    """The follow-up plan, with dates once the first day is known."""
    return [
        Talk(value["title"], value["text"], day_after(start, value["count"], value["unit"]) if start else None)
        for value in (block.value for block in page.talks)
    ]


def keep(page: ChecklistPage, filled: Filled, *, now: datetime) -> str:
    """Stores a list and returns the token of its link, which is stored as a hash only. Each call makes a new one."""
    token = new_token()
    KeptChecklist.objects.create(
        page=page,
        token_hash=hashed(token),
        content=filled.as_json(items_of(page)),
        changed_at=now,
        delete_after=_last_day(now),
    )
    return token


def find(token: str, *, today: date) -> KeptChecklist | None:
    """The list of a link; None for one that was never made, has been deleted or has run out."""
    kept = KeptChecklist.objects.select_related("page").filter(token_hash=hashed(token), delete_after__gte=today)
    return kept.first()


def save(kept: KeptChecklist, filled: Filled, *, seen: int, now: datetime) -> KeptChecklist:
    """Saves a list again, to be kept 12 months more. `seen` is the version that the window was opened at.

    Raises Stale when another window has saved something else since, and DoesNotExist when it has been deleted. The same
    words once more change nothing but the day.
    """
    with transaction.atomic():
        row = lock_row(kept)
        items, old = items_of(kept.page), Filled.of_json(row.content)
        is_same = filled.start == old.start and not differing(items, filled, old)
        if seen != row.version and not is_same:
            raise Stale(
                _("The list has been saved in another window since you opened it here. Nothing is overwritten.")
            )
        row.version += not is_same
        row.content = _merged(old, filled).as_json(items)
        row.changed_at, row.delete_after = now, _last_day(now)
        row.save()
    return row


def _merged(old: Filled, new: Filled) -> Filled:
    """The new answers, and the old ones at items that editors have taken away since: they are still theirs."""
    return Filled(new.start, {**old.answers, **new.answers})


def _last_day(now: datetime) -> date:
    return timezone.localdate(now) + relativedelta(months=KEEP_MONTHS)


def state_of(item: Item, filled: Filled) -> str:
    """What editors have done to an item since the list was saved: same, changed or new."""
    old = filled.answers.get(item.key)
    if old is None:
        return "new"
    return "same" if old.text == item.text else "changed"


def taken_away(items: list[Item], filled: Filled) -> list[Answer]:
    """What was written at items that editors have taken away since."""
    keys = {item.key for item in items}
    return [old for key, old in filled.answers.items() if key not in keys and old.is_written]


def differing(items: list[Item], mine: Filled, theirs: Filled) -> list[Item]:
    """The items at which two windows have written different things."""

    def bare(answer: Answer) -> tuple[Any, ...]:
        return answer.done, answer.who, answer.due, answer.note

    return [item for item in items if bare(mine.at(item)) != bare(theirs.at(item))]


def remove(kept: KeptChecklist) -> None:
    """Deletes a list; a second call finds none and does nothing."""
    KeptChecklist.objects.filter(pk=kept.pk).delete()


def delete_expired(now: datetime) -> int:
    """Deletes lists whose day has passed; returns how many."""
    return KeptChecklist.objects.filter(delete_after__lt=timezone.localdate(now)).delete()[0]
