"""A signup that is being filled in: kept sealed between the steps, found again by a mailed link, gone after 30 days."""

import json
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from accounts.domain import sealed_mails
from accounts.private_links import hashed, new_token
from outbox.locks import lock_row

from ..models import Signup, SignupDraft, SignupRound
from .answers import Answers, plain
from .references import new_reference

STEPS = ("about", "where", "wishes")
Content = dict[str, dict[str, Any]]


def begin(*, round: SignupRound, language: str, now: datetime, earlier: Signup | None = None) -> SignupDraft:
    """Makes an empty draft, or one with the answers of an earlier signup of the same person."""
    draft = SignupDraft(
        round=round,
        reference=new_reference(),
        language=language,
        begun_at=now,
        changed_at=now,
        delete_on=timezone.localdate(now) + timedelta(days=settings.SIGNUP_DRAFT_KEEP_DAYS),
        earlier=earlier,
        content=json.dumps(content_of(earlier)) if earlier else "",
    )
    draft.save(force_insert=True)
    return draft


def content_of(signup: Signup) -> Content:
    """What the steps hold when somebody begins from an earlier signup, or changes one."""
    held = getattr(signup, "answers", None)
    answers = Answers.of_json(held.content) if held else Answers()
    names = ("first_name", "last_name", "email", "phone", "channel", "language", "member_number")
    about = {name: getattr(signup, name) for name in names}
    return {"about": about, "where": plain(answers.where), "wishes": plain(answers.wishes)}


def read(draft: SignupDraft) -> Content:
    """What has been filled in, by step."""
    held: Content = json.loads(draft.content) if draft.content else {}
    return held


@transaction.atomic
def save_step(draft: SignupDraft, step: str, values: Mapping[str, Any], *, now: datetime) -> SignupDraft:
    """Keeps one step. The same again changes nothing but the time. A draft that was sent is left as it is.

    Raises DoesNotExist for one that has been deleted meanwhile.
    """
    held = lock_row(draft)
    if held.sent_at is None:
        held.content = json.dumps(read(held) | {step: dict(values)}, ensure_ascii=False)
        held.changed_at = now
        held.save(update_fields=["content", "changed_at"])
    return held


def next_step(draft: SignupDraft) -> str:
    """The first step that is not filled in, or `check` when all are."""
    filled = read(draft)
    return next((step for step in STEPS if step not in filled), "check")


def of_session(key: str, round: SignupRound) -> SignupDraft | None:
    """The draft whose id stands in a session; None for a broken id, another round's or one that has gone."""
    try:
        found = SignupDraft.objects.filter(pk=uuid.UUID(key), round=round).first()
    except ValueError:
        return None
    return found


@transaction.atomic
def mail_link(draft: SignupDraft, *, email: str, now: datetime) -> None:
    """Mails the link that leads back to the draft. A second call sends a new link, and the first stops working."""
    held = lock_row(draft)
    if held.sent_at is not None:
        return
    token = new_token()
    held.token_hash, held.changed_at = hashed(token), now
    held.save(update_fields=["token_hash", "changed_at"])
    with translation.override(held.language):
        url = urljoin(settings.SITE_URL, reverse("signup_resume", args=[token]))
        values = {"dag": date_format(held.delete_on)}
    days_left = held.delete_on - timezone.localdate(now)
    sealed_mails.post_worded(
        "peerhub.signup_draft", values, to=email, language=held.language, now=now, lasts=days_left, url=url
    )


def by_link(token: str, *, now: datetime) -> SignupDraft | None:
    """The draft behind a mailed link; None for a wrong one, or one of a draft that was sent or deleted."""
    waiting = SignupDraft.objects.select_related("round").filter(token_hash=hashed(token), sent_at=None)
    return waiting.filter(delete_on__gt=timezone.localdate(now)).first()


def delete_expired(now: datetime) -> int:
    """Deletes drafts whose day has come; returns how many."""
    return SignupDraft.objects.filter(delete_on__lte=timezone.localdate(now)).delete()[0]
