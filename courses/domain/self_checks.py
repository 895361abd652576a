"""The self-check: a participant holds themselves against the framework, at the start, halfway and at the end."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Consent, User
from home.words import in_language

from ..models import CompetenceArea, GuideTraining, SelfCheck
from ..training_enums import CheckMoment, Level
from .errors import Refused
from .training_steps import hold


@dataclass(frozen=True)
class Answer:
    """One statement as it was worded when it was answered, and the level that was chosen."""

    statement: int
    area: str
    text: str
    level: Level


@transaction.atomic
def keep(
    training: GuideTraining,
    *,
    moment: str,
    levels: Mapping[int, int],
    framework: Iterable[CompetenceArea],
    words: str,
    by: User,
    now: datetime,
    consent: Consent | None,
) -> SelfCheck:
    """Writes a self-check, or changes it: what the framework no longer asks stays as it was answered. A second
    identical call changes nothing but the moment.

    Raises Refused for another's training, without a consent that stands, and where nothing is answered.
    """
    held = hold(training)
    if held.person_id != by.pk:
        raise Refused(_("This self-check is somebody else's."))
    if moment not in CheckMoment.values:
        raise Refused(_("There is no such self-check."))
    if not levels and not words.strip():
        raise Refused(_("Choose an answer to at least one statement, or write a few words."))
    if consent is None:
        raise Refused(_("We may only keep your self-check with your consent. Tick the box."))
    row = SelfCheck.objects.filter(training=held, moment=moment).first()
    if row is None:
        row = SelfCheck(moment=moment, at=now)
    row.training, row.consent, row.changed_at = held, consent, now
    row.answers, row.words = json.dumps(_answered(row, levels, list(framework))), words.strip()
    row.save()
    return row


def _answered(row: SelfCheck, levels: Mapping[int, int], framework: list[CompetenceArea]) -> list[dict[str, Any]]:
    asked = {one.pk for area in framework for one in area.statements.all()}
    before = json.loads(row.answers) if row.answers else []
    fresh = [
        {
            "statement": one.pk,
            "area": [area.name_da, area.name_en],
            "text": [one.text_da, one.text_en],
            "level": int(levels[one.pk]),
        }
        for area in framework
        for one in area.statements.all()
        if levels.get(one.pk) in Level.values
    ]
    return [*fresh, *(one for one in before if one["statement"] not in asked)]


def answers_of(row: SelfCheck) -> list[Answer]:
    """What was answered, in the reader's language; for the participant alone."""
    return [
        Answer(one["statement"], in_language(*one["area"]), in_language(*one["text"]), Level(one["level"]))
        for one in (json.loads(row.answers) if row.answers else [])
    ]
