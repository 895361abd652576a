"""The hiring pack: which sections of the guides apply to six answers, and what has changed in them since.

Nothing is stored unless somebody asks for a link; then only the answers and which sections they gave.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from accounts.private_links import hashed, new_token
from home.domain.facts import facts_in, quotes
from home.links import url_of
from home.locales import code_of
from home.models import Fact

from ..enums import Situation
from ..models import GuidePage, HiringPack
from .guides import Chapter, chapters_of, live_guides
from .hours import KEY as HOURS_FACT
from .hours import recommendation_of

KEEP_DAYS = 365


@dataclass(frozen=True)
class Answers:
    """The answers, as codes; an empty one asks for everything."""

    stage: str = ""
    workplace: str = ""
    first: str = ""  # "yes" or "no"
    hours: Decimal | None = None
    reader: str = ""
    language: str = "da"

    def as_stored(self) -> dict[str, str]:
        """Plain words for a JSON column."""
        return {name: "" if value is None else str(value) for name, value in vars(self).items()}

    @classmethod
    def of_stored(cls, stored: Mapping[str, str]) -> "Answers":
        """The answers again."""
        words = {name: value for name, value in stored.items() if name != "hours"}
        return cls(hours=Decimal(stored["hours"]) if stored.get("hours") else None, **words)


@dataclass(frozen=True)
class Section:
    """A chapter that applies, with where it comes from and a hash that changes with its words."""

    key: str
    guide: str
    url: str
    chapter: Chapter
    version: int
    dated: date
    hash: str

    @property
    def short_hash(self) -> str:
        return self.hash[:8]


@dataclass(frozen=True)
class Kept:
    """A section of a stored pack beside what it is today: `now` is None when it no longer applies or has gone."""

    title: str
    guide: str
    version: int
    state: str  # same, changed, gone, new
    now: Section | None


def applies(tags: Mapping[str, Any], answers: Answers, low: Decimal | None) -> bool:
    """Whether a chapter with these tags belongs in a pack. No tags of a kind: it suits all.

    `low` is the least of the recommended hours a week; None where no recommendation is written.
    """
    for name, answer in (("stages", answers.stage), ("readers", answers.reader), ("workplaces", answers.workplace)):
        if answer and tags.get(name) and answer not in tags[name]:
            return False
    return all(_holds(situation, answers, low) for situation in tags.get("situations") or [])


def _holds(situation: str, answers: Answers, low: Decimal | None) -> bool:
    if situation == Situation.FIRST:
        return answers.first != "no"
    if situation == Situation.EXPERIENCED:
        return answers.first != "yes"
    return answers.hours is not None and low is not None and answers.hours < low


def sections_for(answers: Answers, locale_id: int) -> list[Section]:
    """The sections that apply, in the order of the guides; two queries. Guides about something else are left out."""
    guides = live_guides(locale_id).exclude(stages="")
    facts = facts_in(code_of(locale_id))
    recommended = recommendation_of(facts.get(HOURS_FACT))
    low = recommended.low if recommended else None
    return [
        _section(guide, chapter, block.id, facts)
        for guide in guides
        for chapter, block in zip(chapters_of(guide), guide.chapters, strict=True)
        if applies(chapter.value, answers, low)
    ]


def _section(guide: GuidePage, chapter: Chapter, block_id: str, facts: Mapping[str, Fact]) -> Section:
    return Section(
        key=f"{guide.translation_key}:{block_id}",
        guide=guide.title,
        url=f"{url_of(guide)}#{chapter.anchor}",
        chapter=chapter,
        version=guide.version,
        dated=guide.revised_on,
        hash=hash_of(chapter.value, facts),
    )


def hash_of(value: Any, facts: Mapping[str, Fact]) -> str:
    """A hash of all that stands in a chapter, the facts it quotes among it."""
    stored = value.block.get_prep_value(value)
    quoted = [fact.text for key, fact in sorted(facts.items()) if quotes(stored, key)]
    raw = json.dumps([stored, *quoted], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(raw.encode()).hexdigest()


def keep(answers: Answers, sections: list[Section], *, now: datetime) -> str:
    """Stores a pack and returns the token of its link, which is stored as a hash only. Each call makes a new one."""
    token = new_token()
    HiringPack.objects.create(
        token_hash=hashed(token),
        answers=answers.as_stored(),
        sections=[
            {"key": one.key, "title": one.chapter.title, "guide": one.guide, "version": one.version, "hash": one.hash}
            for one in sections
        ],
        made_at=now,
        delete_after=(now + timedelta(days=KEEP_DAYS)).date(),
    )
    return token


def find(token: str, *, today: date) -> HiringPack | None:
    """The pack of a link; None for one that was never made, has been deleted or has run out."""
    return HiringPack.objects.filter(token_hash=hashed(token), delete_after__gte=today).first()


def compare(pack: HiringPack, sections: list[Section]) -> list[Kept]:
    """Each stored section beside what it is today, then those that have come since."""
    today = {one.key: one for one in sections}
    rows = []
    for old in pack.sections:
        now = today.pop(old["key"], None)
        state = "gone" if now is None else "same" if now.hash == old["hash"] else "changed"
        rows.append(Kept(old["title"], old["guide"], old["version"], state, now))
    return [*rows, *(Kept(one.chapter.title, one.guide, one.version, "new", one) for one in today.values())]


def remove(pack: HiringPack) -> None:
    """Deletes a pack; a second call finds none and does nothing."""
    HiringPack.objects.filter(pk=pack.pk).delete()


def delete_expired(now: datetime) -> int:
    """Deletes packs whose day has passed; returns how many."""
    return HiringPack.objects.filter(delete_after__lt=now.date()).delete()[0]
