"""Signing up to a round: sent, confirmed by mail, changed, withdrawn (domain.md §4.2)."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.domain import access_log
from accounts.models import User
from accounts.private_links import hashed, new_token
from outbox.locks import lock_row

from ..enums import RoundState
from ..models import Signup, SignupAnswers, SignupDraft, SignupPreference
from ..signup_enums import Membership, SignupSource, SignupState, WaitingReason
from . import drafts, questionnaires, seats, signup_consents
from .addresses import mark_of
from .answers import Answers
from .errors import Refused
from .signup_people import person_for
from .signup_steps import log, move, tell

# The proposal has been published: who confirms now waits.
AFTER_PROPOSAL = frozenset({RoundState.PUBLISHED, RoundState.RUNNING, RoundState.COMPLETED, RoundState.CANCELLED})


class TooLate(Refused):
    """The deadline has passed. What was filled in is kept as a draft."""


@transaction.atomic
def submit(draft: SignupDraft, *, said: signup_consents.Said, language: str, now: datetime) -> Signup | None:
    """Makes the signup of a draft and mails the link that confirms it. A second call returns the first one's.

    An address that has signed up already gets a mail with the link to that signup instead, and None is returned: the
    page must say the same in both cases. Raises TooLate after the deadline, and Refused without consent to matching.
    """
    held_round = lock_row(draft.round)
    held = lock_row(draft)
    if held.sent_at is not None:
        return Signup.objects.filter(submission=held.pk).first()
    if not held_round.is_open_at(now):
        raise TooLate(_("The deadline has passed. Your answers are kept until the date below."))
    if signup_consents.MATCHING not in said:
        raise Refused(_("We can only find you a group if you say yes to the first box."))
    content = drafts.read(held)
    mark = mark_of(content["about"]["email"])
    known = Signup.objects.filter(round=held_round, address_mark=mark).live().first()
    if known is None:
        signup = _make(held, content, mark, said, language=language, now=now)
    else:
        tell(known, "signup_known", now=now, again=held.reference)
        signup = None
    held.content, held.token_hash, held.sent_at = "", None, now
    held.save(update_fields=["content", "token_hash", "sent_at"])
    return signup


def _make(
    draft: SignupDraft,
    content: drafts.Content,
    mark: str,
    said: signup_consents.Said,
    *,
    language: str,
    now: datetime,
) -> Signup:
    about = content["about"]
    signup = new_signup(
        round=draft.round, about=about, answers=Answers.of_steps(content["where"], content["wishes"]), now=now
    )
    signup.reference, signup.submission, signup.address_mark = draft.reference, draft.pk, mark
    signup.confirm_by = now + timedelta(days=settings.SIGNUP_CONFIRM_DAYS)
    signup.may_carry_over = signup_consents.CARRY_OVER in said
    signup.save(force_insert=True)
    given = signup_consents.give(signup, said, language=language, now=now)
    write_answers(signup, content["where"], content["wishes"], consent=given, now=now)
    log(signup, "draft", by=None, now=now)
    tell(signup, "signup_confirm", now=now, expires_at=signup.confirm_by)
    return signup


def new_signup(*, round: Any, about: Mapping[str, Any], answers: Answers, now: datetime) -> Signup:
    """An unsaved signup with who, how reached and where; with a private link of its own."""
    token = new_token()
    return Signup(
        id=uuid.uuid4(),
        round=round,
        language=about.get("language") or "da",
        first_name=about.get("first_name", ""),
        last_name=about.get("last_name", ""),
        email=(about.get("email") or "").strip().lower(),
        phone=about.get("phone", ""),
        channel=about.get("channel") or "mail",
        member_number=about.get("member_number", ""),
        membership=Membership.STATED if about.get("is_member") else Membership.NOT_ASKED,
        postcode=answers.where.postcode,
        region=answers.where.region,
        form=answers.where.form,
        token=token,
        token_hash=hashed(token),
        submitted_at=now,
        contact_at=now,
    )


def write_answers(
    signup: Signup, where: Mapping[str, Any], wishes: Mapping[str, Any], *, consent: Any, now: datetime
) -> None:
    """Stores the answers and the ranked groups in the place of what stood."""
    answers = Answers.of_steps(where, wishes)
    row = SignupAnswers.objects.filter(signup=signup).first() or SignupAnswers(signup=signup)
    row.consent = consent
    row.content, row.changed_at = answers.as_json(), now
    row.save()
    if signup.round.questionnaire and answers.wishes.questions:
        questionnaires.lock(signup.round.questionnaire, now=now)
    SignupPreference.objects.filter(signup=signup).delete()
    ranked = enumerate(answers.wishes.groups, start=1)
    SignupPreference.objects.bulk_create(
        SignupPreference(signup=signup, group_id=int(group), rank=rank) for rank, group in ranked
    )


def by_link(token: str) -> Signup | None:
    """The signup behind a private link; None for a wrong link and for one of an anonymised signup."""
    rows = Signup.objects.select_related("round", "person", "answers", "offer")
    return rows.filter(token_hash=hashed(token)).exclude(state=SignupState.ANONYMISED).first()


@transaction.atomic
def confirm(signup: Signup, *, now: datetime) -> Signup:
    """Confirms the address: the person is made or found, and the signup can be given a place.

    Possible after the deadline too; after the proposal it waits for the next place. A second call changes nothing.
    Raises Refused for a link that has run out. The round is held first, as everywhere: two acts never wait for each
    other.
    """
    held_round = lock_row(signup.round)
    held = lock_row(signup)
    if held.state != SignupState.SUBMITTED:
        if held.is_live:
            return held
        raise Refused(_("The link has run out."))
    if held.confirm_by is not None and now > held.confirm_by:
        raise Refused(_("The link has run out."))
    held.person = person_for(held, now=now)
    held.confirmed_at = now
    signup_consents.belong_to(held, held.person)
    is_late = held_round.state in AFTER_PROPOSAL
    held.waiting_reason = WaitingReason.TOO_LATE if is_late else ""
    moved = move(held, SignupState.WAITLISTED if is_late else SignupState.CONFIRMED, by=held.person, now=now)
    access_log.record(by=held.person, action="signup.confirmed", subject=held.person, object=moved, now=now)
    tell(moved, "signup_confirmed", now=now)
    return moved


@transaction.atomic
def send_new_link(signup: Signup, *, now: datetime) -> Signup:
    """Mails the link anew, for one that was not confirmed in time too. A second call within the minute sends no second
    mail. Raises Refused once the round no longer takes anybody, and where somebody has signed up since."""
    held = lock_row(signup)
    if held.state not in (SignupState.SUBMITTED, SignupState.EXPIRED):
        return held
    if held.round.state in AFTER_PROPOSAL:
        raise Refused(_("The groups of this round have been put together."))
    if held.state == SignupState.EXPIRED:
        twin = Signup.objects.filter(round_id=held.round_id, address_mark=held.address_mark).live()
        if twin.exists():
            raise Refused(_("You have signed up once more since. Use the link in the newest mail."))
        move(held, SignupState.SUBMITTED, by=None, now=now, note="new link")
    held.confirm_by = now + timedelta(days=settings.SIGNUP_CONFIRM_DAYS)
    held.save(update_fields=["confirm_by"])
    tell(held, "signup_confirm", now=now, again=f"{now:%Y%m%d%H%M}", expires_at=held.confirm_by)
    return held


@transaction.atomic
def change(signup: Signup, step: str, values: Mapping[str, Any], *, by: User | None, now: datetime) -> Signup:
    """Changes one step of the answers. The same answers again change nothing but the time.

    Raises Refused once a place is offered, when the signup is over, and where the consent has been taken back.
    """
    held = lock_row(signup)
    if not held.can_change:
        raise Refused(_("The answers can no longer be changed. Write to us if something is wrong."))
    stored = SignupAnswers.objects.select_related("consent").filter(signup=held).first()
    if stored is None:
        raise Refused(_("Your answers have been deleted. Sign up again if you want to."))
    content = drafts.content_of(held) | {step: dict(values)}
    if step == "about":
        _change_contact(held, values)
    answers = Answers.of_steps(content["where"], content["wishes"])
    held.postcode, held.region, held.form = answers.where.postcode, answers.where.region, answers.where.form
    held.contact_at = now
    held.save()
    if step != "about":
        write_answers(held, content["where"], content["wishes"], consent=stored.consent, now=now)
    note = "interview" if by and by.pk != held.person_id else step
    log(held, held.state, by=by or held.person, now=now, note=f"changed: {note}")
    access_log.record(
        by=by or held.person, action="signup.changed", subject=held.person, object=held, purpose=note, now=now
    )
    return held


def _change_contact(held: Signup, values: Mapping[str, Any]) -> None:
    """Name, phone and language. The address is changed on the person's own page, where the new one is confirmed."""
    for name in ("first_name", "last_name", "phone", "channel", "language", "member_number"):
        if name in values:
            setattr(held, name, values[name])


@transaction.atomic
def withdraw(signup: Signup, *, by: User | None, now: datetime) -> Signup:
    """Takes a signup back: always possible, no reason asked. It ends every claim: the offer, the seat, the wait. A
    second call changes nothing."""
    held = lock_row(signup)
    if not held.is_live:
        return held
    was_confirmed = held.state != SignupState.SUBMITTED
    seats.give_up(held, by=by or held.person, now=now)
    moved = move(held, SignupState.WITHDRAWN, by=by or held.person, now=now)
    access_log.record(by=by or held.person, action="signup.withdrawn", subject=held.person, object=moved, now=now)
    if was_confirmed:
        tell(moved, "signup_withdrawn", now=now)
    return moved


def expire_unconfirmed(now: datetime) -> int:
    """Ends signups whose link has run out unused; returns how many."""
    late = Signup.objects.filter(state=SignupState.SUBMITTED, confirm_by__lt=now, source=SignupSource.ONLINE)
    return sum(_expire(signup, now) for signup in late.only("pk"))


@transaction.atomic
def _expire(signup: Signup, now: datetime) -> bool:
    held = lock_row(signup)
    late = held.state == SignupState.SUBMITTED and held.confirm_by is not None and held.confirm_by < now
    if late:
        move(held, SignupState.EXPIRED, by=None, now=now, is_contact=False)
    return late
