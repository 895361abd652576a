"""Signups from a membership system: all rows or none, and the same file again changes nothing (contract.md)."""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import person_keys
from accounts.domain import access_log
from accounts.domain.consents import newest_text
from accounts.domain.people_lists import Listed, find_or_make
from accounts.models import Consent, User
from accounts.private_links import hashed, new_token
from home.domain.postcodes import all_postcodes
from outbox.domain.messages import queue_many
from outbox.locks import lock_row

from ..enums import BEFORE_RUNNING, Criterion
from ..models import Signup, SignupAnswers, SignupEvent, SignupRound
from ..models.signups import regions_of
from ..signup_enums import SignupSource, SignupState
from . import questionnaires
from .addresses import mark_of
from .import_cells import Allowed
from .import_rows import HEADER, Fault, Row, read
from .queries import questions_of
from .references import new_reference
from .signup_consents import MATCHING
from .signup_steps import log

MOST_AT_ONCE = 500
LANGUAGE = "da"


@dataclass
class Outcome:
    """What an import did, or would do. With a fault it did nothing."""

    new: int = 0
    changed: int = 0
    same: int = 0
    left: int = 0  # signed up by themselves, withdrawn since, or over: not touched
    faults: list[Fault] = field(default_factory=list)


def import_file(
    *, round: SignupRound, content: bytes, by: User | None, now: datetime, dry_run: bool = False
) -> Outcome:
    """Reads a file and signs its people up, each confirmed: the membership system has asked them.

    Nothing is written while a single row has a fault, nor with `dry_run`. The same file again finds every row the same;
    a row that has changed changes its signup. A coordinator of a region imports people of that region alone.
    """
    known = {one.outside_reference: one for one in Signup.objects.filter(round=round).exclude(outside_reference="")}
    reading = read(content, allowed_in(round, by), known_references=frozenset(known))
    faults = reading.faults or _faults_of_round(round, now)
    if faults:
        return Outcome(faults=faults)
    with transaction.atomic():
        outcome = _Import(lock_row(round), by, now).run(reading.rows)
        if dry_run:
            transaction.set_rollback(True)
    return outcome


def _faults_of_round(round: SignupRound, now: datetime) -> list[Fault]:
    if round.state_at(now) not in BEFORE_RUNNING:
        return [Fault(HEADER, _("The groups of this round are made. Import into the next one."))]
    if newest_text(MATCHING, LANGUAGE) is None:
        return [Fault(HEADER, _("Nobody has written yet what people consent to. An administrator does that."))]
    return []


def allowed_in(round: SignupRound, by: User | None) -> Allowed:
    """What the cells of a file may hold for this round and coordinator."""
    codes = {one.code: frozenset(option.code for option in one.options.all()) for one in questions_of(round)}
    regions = regions_of(by) if by else None
    return Allowed(codes, frozenset(Criterion.values), all_postcodes(), regions)


class _Import:
    """One import within its transaction; the round is locked."""

    def __init__(self, round: SignupRound, by: User | None, now: datetime) -> None:
        self.round, self.by, self.now = round, by, now
        signups = list(Signup.objects.filter(round=round))
        self.by_reference = {one.outside_reference: one for one in signups if one.outside_reference}
        self.by_address = {one.address_mark: one for one in signups if one.address_mark and one.is_live}
        self.taken = {one.person_id for one in signups if one.person_id and one.is_live}
        self.outcome = Outcome()

    def run(self, rows: Sequence[Row]) -> Outcome:
        """Signs everybody up who is new, and changes who has changed."""
        fresh = [row for row in rows if self._is_new(row)]
        listed = {row.number: _listed(row) for row in fresh}
        people = find_or_make(list(listed.values()), note=_("From an import of signups"), by=self.by, now=self.now)
        pairs = []
        for row in fresh:
            person = people[listed[row.number].key]
            if not person.is_active or person.pk in self.taken:
                self.outcome.left += 1
                continue
            self.taken.add(person.pk)
            pairs.append((row, self._made(row, person)))
        self._store(pairs)
        self.outcome.new = len(pairs)
        access_log.record(by=self.by, action="signups.imported", object=self.round, purpose="import", now=self.now)
        return self.outcome

    def _is_new(self, row: Row) -> bool:
        known = self.by_reference.get(row.reference)
        if known is None:
            own = self.by_address.get(mark_of(row.email)) if row.email else None
            if own is not None:
                Signup.objects.filter(pk=own.pk, outside_reference="").update(outside_reference=row.reference)
                self.outcome.left += 1
            return own is None
        if known.row_mark == mark_of_row(row):
            self.outcome.same += 1
        elif known.can_change and known.source == SignupSource.IMPORT:
            self._change(known, row)
        else:
            self.outcome.left += 1
        return False

    def _change(self, signup: Signup, row: Row) -> None:
        answers = SignupAnswers.objects.select_related("consent", "signup").filter(signup=signup).first()
        if answers is None or answers.consent.withdrawn_at is not None:
            self.outcome.left += 1
            return
        _write_row(signup, row)
        signup.save()
        answers.content, answers.changed_at = row.answers.as_json(), self.now
        answers.save()
        log(signup, signup.state, by=self.by, now=self.now, note="imported again")
        self.outcome.changed += 1

    def _made(self, row: Row, person: User) -> Signup:
        token = new_token()
        made = Signup(
            id=uuid.uuid4(),
            round=self.round,
            reference=new_reference(),
            outside_reference=row.reference,
            person=person,
            state=SignupState.CONFIRMED,
            source=SignupSource.IMPORT,
            language=person.language,
            channel=person.channel,
            token=token,
            token_hash=hashed(token),
            submitted_at=self.now,
            confirmed_at=self.now,
            contact_at=self.now,
        )
        _write_row(made, row)
        return made

    def _store(self, pairs: Sequence[tuple[Row, Signup]]) -> None:
        signups = [signup for _row, signup in pairs]
        Signup.objects.bulk_create(signups, batch_size=MOST_AT_ONCE)
        person_keys.make_many(signups)
        consents = self._consents(signups)
        Consent.objects.bulk_create(consents, batch_size=MOST_AT_ONCE)
        SignupAnswers.objects.bulk_create(
            [
                SignupAnswers(signup=signup, consent=consent, content=row.answers.as_json(), changed_at=self.now)
                for (row, signup), consent in zip(pairs, consents, strict=True)
            ],
            batch_size=MOST_AT_ONCE,
        )
        SignupEvent.objects.bulk_create(
            [SignupEvent(signup=one, to_state=one.state, at=self.now, by=self.by, note="imported") for one in signups],
            batch_size=MOST_AT_ONCE,
        )
        if signups and self.round.questionnaire:
            questionnaires.lock(self.round.questionnaire, now=self.now)
        if not self.round.hidden:  # one to try imports on writes to nobody
            people = {str(one.pk): one.person.uuid for one in signups if one.person}
            queue_many("peerhub.signup_imported", people, now=self.now)

    def _consents(self, signups: Sequence[Signup]) -> list[Consent]:
        text = newest_text(MATCHING, LANGUAGE)
        assert text is not None  # noqa: S101  asked before the transaction
        return [
            Consent(
                person=one.person,
                about=one.pk,
                purpose=MATCHING,
                text=text,
                language=LANGUAGE,
                text_hash=text.text_hash,
                given_at=self.now,
                noted_by=self.by,
            )
            for one in signups
        ]


def _listed(row: Row) -> Listed:
    first, _space, last = row.name.partition(" ")
    return Listed(first[:80], last[:80], row.email, row.phone, row.answers.where.region)


def _write_row(signup: Signup, row: Row) -> None:
    where = row.answers.where
    signup.first_name, _space, signup.last_name = row.name.partition(" ")
    signup.first_name, signup.last_name = signup.first_name[:80], signup.last_name[:80]
    signup.email, signup.address_mark, signup.phone = row.email, mark_of(row.email), row.phone
    signup.postcode, signup.region, signup.form = where.postcode, where.region, where.form
    signup.row_mark = mark_of_row(row)


def mark_of_row(row: Row) -> str:
    """The fingerprint of what a row says, whatever its place in the file."""
    said = asdict(row)
    said.pop("number")
    return hashlib.sha256(repr(sorted(said.items(), key=lambda pair: pair[0])).encode()).hexdigest()
