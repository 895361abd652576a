"""The practice log: a participant writes hours and, with a consent, words; those who follow the training decide."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import ledger
from accounts.models import Consent, User
from outbox.locks import lock_row

from ..models import GuideRelation, GuideTraining, LogEntry, LogWords, TrainingLink
from ..training_enums import ACTING, EntryState, TrainingAct
from .errors import Refused
from .training_steps import hold, note, refuse_day, refuse_stranger, tell

LONGEST_DAY = 24 * 60


@dataclass(frozen=True)
class Written:
    """What a participant writes of one day."""

    day: date
    minutes: int
    did: str = ""
    learned: str = ""
    relation: GuideRelation | None = None


@transaction.atomic
def save(
    training: GuideTraining,
    written: Written,
    *,
    by: User,
    now: datetime,
    entry: LogEntry | None = None,
    consent: Consent | None = None,
) -> LogEntry:
    """Writes an entry, or changes one that is not approved; it then waits for approval again.

    Words need a consent that stands. Raises Refused for a day outside the training, more than a day's hours on one day,
    an approved entry, and a relationship that did not run then.
    """
    held = hold(training)
    if held.person_id != by.pk:
        raise Refused(_("This log is somebody else's."))
    refuse_day(held, written.day, by=by, today=timezone.localdate(now))
    _refuse_relation(held, written)
    if entry is not None:
        entry = lock_row(entry)
        if entry.is_locked:
            raise Refused(_("The entry is approved and can no longer be changed."))
        refuse_day(held, entry.date, by=by, today=timezone.localdate(now))
    others = LogEntry.objects.filter(training=held, date=written.day)
    if entry is not None:
        others = others.exclude(pk=entry.pk)
    if sum(one.minutes for one in others) + written.minutes > LONGEST_DAY:
        raise Refused(_("That is more than 24 hours on one day."))
    row = entry or LogEntry(made_at=now)
    row.training, row.date, row.minutes, row.relation = held, written.day, written.minutes, written.relation
    row.starts, row.cap, row.changed_at, row.state = held.start_date, held.cap_date, now, EntryState.WAITING
    row.save()
    _write(row, written, consent)
    return row


def _refuse_relation(held: GuideTraining, written: Written) -> None:
    one = written.relation
    if one is None:
        return
    if one.training_id != held.pk or not one.start_date <= written.day <= (one.end_date or one.last_day):
        raise Refused(_("The guide relationship did not run on that day."))


def _write(row: LogEntry, written: Written, consent: Consent | None) -> None:
    standing = LogWords.objects.filter(entry=row).first()
    if not (written.did or written.learned):
        if standing is not None:
            standing.delete()
        return
    if consent is None:
        raise Refused(_("We may only keep your words with your consent. The hours can be noted without."))
    words = standing or LogWords(entry=row)
    words.entry, words.consent, words.did, words.learned = row, consent, written.did, written.learned
    words.save()


@transaction.atomic
def remove(entry: LogEntry, *, by: User) -> None:
    """The participant deletes an entry that is not approved. Raises Refused for one that is, or somebody else's."""
    held = lock_row(entry)
    if held.training.person_id != by.pk:
        raise Refused(_("This log is somebody else's."))
    if held.is_locked:
        raise Refused(_("The entry is approved and can no longer be changed."))
    held.delete()


@transaction.atomic
def decide(
    entry: LogEntry,
    *,
    approve: bool,
    comment: str = "",
    now: datetime,
    by: User | None = None,
    link: TrainingLink | None = None,
) -> LogEntry:
    """Approves an entry, or sends it back with a comment: by who runs the training, or through a private link.

    The same again changes nothing; an approved one stays approved. Raises Refused for others, and for sending back
    without a word.
    """
    _refuse_decider(entry, by, link)
    training = hold(entry.training)
    held = lock_row(entry)
    held.training = training
    to = EntryState.APPROVED if approve else EntryState.RETURNED
    if held.is_locked or (held.state == to and held.comment == comment):
        return held
    if not approve and not comment.strip():
        raise Refused(_("Write what is to be changed, so that it can be mended."))
    held.state, held.comment, held.decided_at, held.decided_by = to, comment.strip(), now, by
    held.decided_name = (link.name if link else by.get_full_name() if by else "")[:80]
    held.save()
    act = TrainingAct.APPROVED if approve else TrainingAct.RETURNED
    note(training, act, by=by, now=now, link=link, because=held.date.isoformat())
    if not approve:
        tell(training, "log_returned", (training.person,), now=now, again=f"{held.pk}{now.isoformat()}")
    return held


def _refuse_decider(entry: LogEntry, by: User | None, link: TrainingLink | None) -> None:
    if link is not None:
        if link.training_id != entry.training_id or link.part not in ACTING:
            raise Refused(_("This link does not open that entry."))
    elif by is None or entry.training.person_id == by.pk:
        raise Refused(_("Nobody approves their own hours."))
    else:
        refuse_stranger(entry.training, by)


def words_taken_back(consent: Consent, now: datetime) -> None:
    """Without a yes the words of the log go at once; the hours stay. The ledger keeps a backup from bringing them
    back."""
    for one in LogWords.objects.filter(consent=consent):
        ledger.add(one.pk)
        one.delete()
