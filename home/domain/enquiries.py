"""The life of an enquiry (domain.md §4.12): received, routed, assigned, answered, closed, erased."""

import re
import secrets
import uuid
from datetime import date, datetime, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.guards import MOST_LINKS, count_links
from accounts.models import User
from outbox.domain.messages import queue
from outbox.locks import lock_row

from ..enums import ENDED_STATES, ENQUIRY_STEPS, EnquiryState
from ..locales import id_of
from ..models import Enquiry, EnquiryEvent, EnquiryMessage
from .errors import Refused
from .queries import route_to

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no letter that reads like another
REFERENCE = re.compile(rf"H-[{ALPHABET}]{{8}}")
SATURDAY = 5


def new_reference() -> str:
    """A reference that can be read aloud: `H-7K2MPQ9X`."""
    return "H-" + "".join(secrets.choice(ALPHABET) for _ in range(8))


def answer_by(day: date) -> date:
    """The day an answer is promised: so many working days after `day`, weekends left out."""
    left = settings.ENQUIRY_ANSWER_WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < SATURDAY
    return day


@transaction.atomic
def receive(*, data: dict[str, Any], language: str, now: datetime) -> Enquiry:
    """Stores an enquiry, routes it to its topic's and place's contact, and queues receipt and notice.

    `data` is what ContactForm cleaned. A second call with the same token and text returns the first enquiry; another
    text sent from the same form is another enquiry. What looks like an advertisement goes to the spam queue and nobody
    is mailed.
    """
    token = uuid.uuid5(data["token"], data["message"]) if data.get("token") else uuid.uuid4()
    twice = Enquiry.objects.filter(token=token).first()
    if twice is not None:
        return twice
    is_spam = count_links(data["message"]) > MOST_LINKS
    contact = route_to(topic=data["topic"], region=data["region"], locale_id=id_of("da"))
    enquiry = Enquiry(
        reference=new_reference(),
        name=data["name"],
        email=data["email"],
        phone=data["phone"],
        reply_by=data["reply_by"],
        topic=data["topic"],
        region=data["region"],
        language=language,
        contact=contact,
        received_at=now,
        changed_at=now,
        answer_by=answer_by(timezone.localdate(now)),
        token=token,
        state=EnquiryState.SPAM if is_spam else EnquiryState.NEW,
        closed_at=now if is_spam else None,
        erase_after=_erase_after(now) if is_spam else None,
    )
    try:
        with transaction.atomic():
            enquiry.save(force_insert=True)
    except IntegrityError:  # the same form, sent twice at once
        return Enquiry.objects.get(token=token)
    EnquiryMessage.objects.create(enquiry=enquiry, text=data["message"], at=now)
    _log(enquiry, "", enquiry.state, by=None, now=now)
    if not is_spam:
        queue("home.enquiry_receipt", object_id=str(enquiry.pk), now=now, dedupe_key=f"enquiry-receipt:{enquiry.pk}")
        queue("home.enquiry_notice", object_id=str(enquiry.pk), now=now, dedupe_key=f"enquiry-notice:{enquiry.pk}")
    return enquiry


@transaction.atomic
def assign(enquiry: Enquiry, *, to: User, by: User, now: datetime) -> Enquiry:
    """Makes `to` answer for the enquiry. A second identical call changes nothing; an ended enquiry is refused."""
    held = lock_row(enquiry)
    if held.assigned_to_id == to.pk and held.state == EnquiryState.ASSIGNED:
        return held
    if held.state in ENDED_STATES or held.state == EnquiryState.ANSWERED:
        raise Refused(_("The enquiry is not waiting for an answer. Reopen it first."))
    held.assigned_to = to
    if held.state != EnquiryState.ASSIGNED:
        return _move(held, EnquiryState.ASSIGNED, by=by, now=now)
    held.save(update_fields=["assigned_to"])
    return held


@transaction.atomic
def answer(enquiry: Enquiry, *, text: str, by: User, now: datetime) -> Enquiry:
    """Sends an answer by mail. Refused when it is answered already or ended, so two people never both answer."""
    held = lock_row(enquiry)
    message = EnquiryMessage(enquiry=held, text=text, from_us=True, by=by, at=now)
    if held.assigned_to_id is None:
        held.assigned_to = by
    moved = _move(held, EnquiryState.ANSWERED, by=by, now=now)
    message.save(force_insert=True)
    queue("home.enquiry_answer", object_id=str(message.pk), now=now, dedupe_key=f"enquiry-answer:{message.pk}")
    return moved


@transaction.atomic
def reopen(enquiry: Enquiry, *, by: User | None, now: datetime, note: str = "") -> Enquiry:
    """Takes an answered or closed enquiry up again."""
    return _move(lock_row(enquiry), EnquiryState.REOPENED, by=by, now=now, note=note)


@transaction.atomic
def close(enquiry: Enquiry, *, by: User | None, now: datetime, note: str = "") -> Enquiry:
    """Ends an enquiry; it is erased ENQUIRY_ERASE_AFTER_MONTHS later. A second call changes nothing."""
    held = lock_row(enquiry)
    return held if held.state == EnquiryState.CLOSED else _move(held, EnquiryState.CLOSED, by=by, now=now, note=note)


@transaction.atomic
def mark_spam(enquiry: Enquiry, *, by: User, now: datetime) -> Enquiry:
    """Puts an enquiry among the spam. A second call changes nothing."""
    held = lock_row(enquiry)
    return held if held.state == EnquiryState.SPAM else _move(held, EnquiryState.SPAM, by=by, now=now)


@transaction.atomic
def not_spam(enquiry: Enquiry, *, by: User, now: datetime) -> Enquiry:
    """Takes an enquiry out of the spam; it counts as new."""
    held = lock_row(enquiry)
    return held if held.state == EnquiryState.NEW else _move(held, EnquiryState.NEW, by=by, now=now)


def close_quiet(now: datetime) -> int:
    """Closes what was answered and has been quiet for ENQUIRY_CLOSE_AFTER_DAYS; returns how many."""
    before = now - timedelta(days=settings.ENQUIRY_CLOSE_AFTER_DAYS)
    quiet = Enquiry.objects.filter(state=EnquiryState.ANSWERED, changed_at__lt=before)
    return sum(_close_if_quiet(enquiry, before, now) for enquiry in quiet)


@transaction.atomic
def _close_if_quiet(enquiry: Enquiry, before: datetime, now: datetime) -> bool:
    """Asks again on the locked row: somebody may have taken it up meanwhile."""
    held = lock_row(enquiry)
    quiet = held.state == EnquiryState.ANSWERED and held.changed_at < before
    if quiet:
        _move(held, EnquiryState.CLOSED, by=None, now=now, note="quiet")
    return quiet


def erase_due(now: datetime) -> int:
    """Deletes ended enquiries whose day has come; returns how many."""
    due = Enquiry.objects.filter(erase_after__lte=timezone.localdate(now), state__in=ENDED_STATES)
    count = due.count()
    due.delete()
    return count


def _move(enquiry: Enquiry, to: str, *, by: User | None, now: datetime, note: str = "") -> Enquiry:
    """One step of the state machine, on a locked row."""
    if (enquiry.state, to) not in ENQUIRY_STEPS:
        labels = dict(EnquiryState.choices)
        raise Refused(
            _("The enquiry is %(now)s and cannot become %(to)s.") % {"now": labels[enquiry.state], "to": labels[to]}
        )
    before, enquiry.state = enquiry.state, to
    enquiry.changed_at = now
    ended = to in ENDED_STATES
    enquiry.closed_at = now if ended else None
    enquiry.erase_after = _erase_after(now) if ended else None
    enquiry.save()
    _log(enquiry, before, to, by=by, now=now, note=note)
    return enquiry


def _erase_after(now: datetime) -> date:
    return timezone.localdate(now) + relativedelta(months=settings.ENQUIRY_ERASE_AFTER_MONTHS)


def _log(enquiry: Enquiry, before: str, to: str, *, by: User | None, now: datetime, note: str = "") -> None:
    EnquiryEvent.objects.create(enquiry=enquiry, from_state=before, to_state=to, by=by, at=now, note=note)
