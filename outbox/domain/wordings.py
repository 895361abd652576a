"""Changing the words of mails: what may stand in them, versions, and back to the portal's own."""

import re
import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..kinds import KINDS, Kind, Mail, filled, words_of
from ..models import WordingVersion
from ..wordings import Wording, Words, examples_of, names_in

LANGUAGES = ("da", "en")
BRACES = re.compile(r"[{}]")
PLACEHOLDER = re.compile(r"\{\w+\}")
# A subject is read over a shoulder and on a locked phone: nothing in it tells of health. Beginnings of words.
HEALTH = re.compile(
    r"\b(psyk|psych|diagno|depress|angst|anxi|skizo|schizo|bipol|selvmord|suicid|misbrug|addict|medicin|medicat|"
    r"sygdom|sygemeld|illness|sick|lidelse|disorder|traum|handicap|disab|hørehæm|høretab|døv|deaf|stress)",
    re.IGNORECASE,
)


def editable() -> list[tuple[str, Kind]]:
    """The kinds whose words may be changed, by what they are called."""
    found = [(name, kind) for name, kind in KINDS.items() if kind.wording]
    return sorted(found, key=lambda pair: str(pair[1].title))


def changed() -> set[tuple[str, str]]:
    """Kinds and languages that have an administrator's words now; one query."""
    newest: dict[tuple[str, str], bool] = {}
    rows = WordingVersion.objects.order_by("number").values_list("kind", "language", "subject")
    for kind, language, subject in rows:
        newest[kind, language] = bool(subject)
    return {key for key, is_ours in newest.items() if is_ours}


def history(kind: str, language: str) -> QuerySet[WordingVersion]:
    """Every version, the newest first."""
    return WordingVersion.objects.filter(kind=kind, language=language).order_by("-number")


def subject_faults(wording: Wording, subject: str) -> list[str | Promise]:
    """What must not stand in a subject, in words for the administrator."""
    faults = _unknown(wording, subject)
    private = [name for name in sorted(names_in(subject)) if name in wording.placeholders]
    private = [name for name in private if wording.placeholders[name].private]
    if private:
        faults.append(_("{%s} is private and cannot stand in a subject, which others may see.") % private[0])
    if HEALTH.search(subject):
        faults.append(_("A subject may be seen by others. Write it without a word about health."))
    return faults


def body_faults(wording: Wording, body: str) -> list[str | Promise]:
    """What must not stand in a body."""
    return _unknown(wording, body)


def _unknown(wording: Wording, text: str) -> list[str | Promise]:
    unknown = sorted(names_in(text) - set(wording.placeholders))
    if unknown:
        return [_("We do not know {%s}. Choose one from the list below.") % unknown[0]]
    if BRACES.search(PLACEHOLDER.sub("", text)):
        return [_("A brace { or } stands alone. Write a name from the list between two of them.")]
    return []


@transaction.atomic
def change(kind: str, language: str, *, subject: str, body: str, by: uuid.UUID, now: datetime) -> WordingVersion | None:
    """Makes a version. None where these words are in force already, so a second identical call makes none.

    The words must have passed `subject_faults` and `body_faults`.
    """
    body = "\n".join(line.rstrip() for line in body.strip().splitlines())
    words = Words(" ".join(subject.split()), body)
    if words == words_of(kind, language):
        return None
    return _version(kind, language, words, by=by, now=now)


@transaction.atomic
def reset(kind: str, language: str, *, by: uuid.UUID, now: datetime) -> WordingVersion | None:
    """Brings the portal's own words back, as a version. None where they are in force: a second call makes none."""
    newest = history(kind, language).first()
    if newest is None or newest.is_default:
        return None
    return _version(kind, language, Words("", ""), by=by, now=now)


def _version(kind: str, language: str, words: Words, *, by: uuid.UUID, now: datetime) -> WordingVersion:
    """Two at the same moment would take one number: the database refuses the second."""
    last = history(kind, language).aggregate(last=Max("number"))["last"] or 0
    return WordingVersion.objects.create(
        kind=kind, language=language, number=last + 1, subject=words.subject, body=words.body, by=by, made_at=now
    )


def example(kind: Kind, words: Words, language: str, *, url: str) -> Mail:
    """A mail of these words on example values."""
    if kind.wording is None:
        raise LookupError("the kind has no wording")
    values = examples_of(kind.wording, language)
    return filled(kind.wording, words, values, language=language, to="anna@example.org", url=url)
