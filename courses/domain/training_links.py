"""Private links into one training, for who has no account: a supervisor or workplace guide who approves, or somebody
whom the participant lets read. Signed, expiring, taken back at once."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.private_links import hashed, new_token
from outbox.domain.messages import queue

from ..models import GuideTraining, TrainingLink
from ..training_enums import LinkPart, TrainingAct
from .errors import Refused
from .training_steps import hold, note, refuse_stranger

MOST_LINKS = 10


@transaction.atomic
def make(training: GuideTraining, *, part: str, name: str, email: str = "", by: User, now: datetime) -> TrainingLink:
    """Makes a link; with an address it is mailed, without one it is handed over or printed. Each call makes another.

    Participants make links to read; those who run the training make the others. Raises Refused for anybody else, and
    past ten that open.
    """
    held = hold(training)
    if part == LinkPart.READER:
        if held.person_id != by.pk:
            raise Refused(_("Only the participant lends what is theirs."))
    else:
        refuse_stranger(held, by)
    today = timezone.localdate(now)
    if opening(held, today=today).count() >= MOST_LINKS:
        raise Refused(_("There are ten links already. Take one back first."))
    days = settings.LENT_DAYS if part == LinkPart.READER else settings.TRAINING_LINK_DAYS
    token = new_token()
    made = TrainingLink.objects.create(
        training=held,
        part=part,
        name=name,
        email=email,
        token=token,
        token_hash=hashed(token),
        expires_on=today + timedelta(days=days),
        made_at=now,
        made_by=by,
    )
    note(held, TrainingAct.LINK_MADE, by=by, now=now, link=made, because=part)
    if email:
        queue("courses.training_link", object_id=str(made.pk), now=now, dedupe_key=f"training_link:{made.pk}")
    return made


@transaction.atomic
def revoke(link: TrainingLink, *, by: User, now: datetime) -> TrainingLink:
    """Takes a link back: it opens nothing at the next request. A second call changes nothing."""
    held = hold(link.training)
    if link.part == LinkPart.READER:
        if held.person_id != by.pk:
            raise Refused(_("Only the participant takes back what they lent."))
    elif held.person_id != by.pk:
        refuse_stranger(held, by)
    if link.revoked_at is None:
        link.revoked_at = now
        link.save(update_fields=["revoked_at"])
        note(held, TrainingAct.LINK_REVOKED, by=by, now=now, link=link, because=link.part)
    return link


def find(token: str, *, today: date) -> TrainingLink | None:
    """The link of a token; None for one that was guessed, taken back, has run out, or whose person has gone. One
    query."""
    rows = TrainingLink.objects.select_related("training__enrolment__cohort__course", "training__person")
    return rows.filter(
        token_hash=hashed(token), revoked_at=None, expires_on__gte=today, training__person__isnull=False
    ).first()


def used(link: TrainingLink, *, now: datetime) -> None:
    """Notes when the link was last opened."""
    TrainingLink.objects.filter(pk=link.pk).update(used_at=now)


@transaction.atomic
def agree(link: TrainingLink, *, now: datetime) -> GuideTraining:
    """The workplace guide accepts the agreement; a second call changes nothing. Raises Refused for another link."""
    if link.part != LinkPart.GUIDE:
        raise Refused(_("Only the guide at the workplace accepts for the workplace."))
    held = hold(link.training)
    if held.agreed_by_guide_at is None:
        held.agreed_by_guide_at = now
        held.save()
        note(held, TrainingAct.AGREED, by=None, now=now, link=link)
    return held


def opening(training: GuideTraining, *, today: date) -> "QuerySet[TrainingLink]":
    """The links of a training that open now, the newest first."""
    rows = TrainingLink.objects.filter(training=training, revoked_at=None, expires_on__gte=today)
    return rows.order_by("-made_at")


def delete_expired(now: datetime) -> int:
    """Deletes links 30 days after they ran out or were taken back; returns how many."""
    edge = timezone.localdate(now) - timedelta(days=30)
    old = TrainingLink.objects.filter(expires_on__lt=edge) | TrainingLink.objects.filter(revoked_at__date__lt=edge)
    count = old.count()
    old.delete()
    return count
