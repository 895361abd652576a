"""The midterm and final conversation of a training: that they were held, and what the participant writes for them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.models import Consent, User

from ..models import Conversation, ConversationWords, GuideTraining, TrainingLink
from ..training_enums import ACTING, ConversationKind, TrainingAct
from .errors import Refused
from .training_steps import hold, note, refuse_day, refuse_stranger


@dataclass(frozen=True)
class Held:
    """A conversation that was held: which, when, and who took part."""

    kind: str
    day: date
    was_there: bool
    with_supervisor: bool
    with_guide: bool


@transaction.atomic
def note_conversation(
    training: GuideTraining, what: Held, *, now: datetime, by: User | None = None, link: TrainingLink | None = None
) -> Conversation:
    """Notes that a conversation was held, by who runs the training or through a private link; the same kind again
    corrects the first. Never what was said.

    Raises Refused for others, a day outside the training or to come, a conversation with nobody, and a final one before
    the midterm.
    """
    _refuse_others(training, by, link)
    held = hold(training)
    refuse_day(held, what.day, by=by, today=timezone.localdate(now))
    if not (what.with_supervisor or what.with_guide):
        raise Refused(_("Say who took part beside the participant."))
    _refuse_order(held, what)
    values = vars(what) | {"date": what.day, "starts": held.start_date, "cap": held.cap_date, "at": now, "by": by}
    del values["day"], values["kind"]
    row, _made = Conversation.objects.update_or_create(
        training=held, kind=what.kind, defaults=values | {"noted_name": link.name if link else ""}
    )
    note(held, TrainingAct.CONVERSATION, by=by, now=now, link=link, because=f"{what.kind} {what.day.isoformat()}")
    return row


def _refuse_others(training: GuideTraining, by: User | None, link: TrainingLink | None) -> None:
    if link is not None:
        if link.training_id != training.pk or link.part not in ACTING:
            raise Refused(_("This link does not open that training."))
    elif by is None or training.person_id == by.pk:
        raise Refused(_("Your supervisor or your guide notes that the conversation was held."))
    else:
        refuse_stranger(training, by)


def _refuse_order(held: GuideTraining, what: Held) -> None:
    other = Conversation.objects.filter(training=held).exclude(kind=what.kind).first()
    if other is None:
        return
    is_final = what.kind == ConversationKind.FINAL
    if (is_final and what.day < other.date) or (not is_final and what.day > other.date):
        raise Refused(
            _("The midterm conversation comes before the final one. The other is noted on %(day)s.")
            % {"day": date_format(other.date)}
        )


@transaction.atomic
def keep_words(
    training: GuideTraining,
    *,
    kind: str,
    words: str,
    is_shared: bool,
    by: User,
    now: datetime,
    consent: Consent | None,
) -> ConversationWords | None:
    """Writes what the participant wants to say, and whether supervisor and guide may read it; empty words take it
    away. A second identical call changes nothing but the moment.

    Raises Refused for another's training, and for words without a consent that stands.
    """
    held = hold(training)
    if held.person_id != by.pk:
        raise Refused(_("These words are somebody else's."))
    if kind not in ConversationKind.values:
        raise Refused(_("There is no such conversation."))
    row = ConversationWords.objects.filter(training=held, kind=kind).first()
    if not words.strip():
        if row is not None:
            row.delete()
        return None
    if consent is None:
        raise Refused(_("We may only keep your words with your consent. Tick the box."))
    row = row or ConversationWords(kind=kind)
    row.training, row.consent, row.words, row.is_shared, row.changed_at = held, consent, words.strip(), is_shared, now
    row.save()
    return row
