"""Making and changing questionnaires. One that somebody has answered is never changed: a new version is made of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.domain.access_log import record
from accounts.enums import Role
from accounts.models import User
from outbox.locks import lock_row

from ..enums import CHOOSING_KINDS, MatchRole, RoundState
from ..models import PeerProgramme, Question, Questionnaire, QuestionOption
from .errors import Refused
from .formats import settings_for
from .programmes import may_set

LOCKED = _("Somebody has answered this version, so it stays as it is. Make a new version for later rounds.")
IN_USE = _("A round with these questions has opened. Make a new version for later rounds.")


@dataclass(frozen=True)
class Option:
    """One answer that can be chosen, as it was typed."""

    code: str
    text_da: str
    text_en: str = ""


@transaction.atomic
def lock(questionnaire: Questionnaire, *, now: datetime) -> Questionnaire:
    """Locks a questionnaire for good because somebody has answered it. A second call keeps the first moment."""
    held = lock_row(questionnaire)
    if held.locked_at is None:
        held.locked_at = now
        held.save(update_fields=["locked_at"])
    return held


@transaction.atomic
def make(*, programme: PeerProgramme, name: str, by: User, now: datetime) -> Questionnaire:
    """Makes an empty questionnaire. A second call with the same name gives the newest of that name."""
    _check_person(programme, by)
    held = lock_row(programme)
    known = Questionnaire.objects.filter(programme=held, name=name).newest().first()
    if known is not None:
        return known
    made = Questionnaire.objects.create(programme=held, name=name, made_at=now, made_by=by)
    record(by=by, action="questionnaire.made", object=made, now=now)
    return made


@transaction.atomic
def new_version(questionnaire: Questionnaire, *, by: User, now: datetime) -> Questionnaire:
    """Copies a version into the next one, which can be changed. Where a later version stands that nobody has answered
    and no round has opened with, that one is given instead: so a second call makes nothing more."""
    _check_person(questionnaire.programme, by)
    lock_row(questionnaire.programme)
    last = Questionnaire.objects.filter(series=questionnaire.series).newest().get()
    if last.version > questionnaire.version and why_locked(last) is None:
        return last
    made = Questionnaire.objects.create(
        programme=last.programme,
        series=last.series,
        version=last.version + 1,
        name=last.name,
        made_at=now,
        made_by=by,
    )
    _copy_questions(questionnaire, made)
    record(by=by, action="questionnaire.new_version", object=made, now=now)
    return made


def _copy_questions(source: Questionnaire, made: Questionnaire) -> None:
    """Questions and answers to choose anew, each "only ask if" led to the copy of its answer."""
    twins: dict[int, QuestionOption] = {}
    for question in source.questions.prefetch_related("options"):
        shown_for, options = question.shown_only_if_id, list(question.options.all())
        question.pk, question._state.adding, question.questionnaire = None, True, made
        question.shown_only_if = twins.get(shown_for) if shown_for else None
        question.save(force_insert=True)
        for option in options:
            old = option.pk
            option.pk, option._state.adding, option.question = None, True, question
            option.save(force_insert=True)
            twins[old] = option


@transaction.atomic
def keep_question(
    questionnaire: Questionnaire,
    question: Question | None,
    *,
    values: dict[str, Any],
    options: list[Option],
    by: User,
    now: datetime,
) -> Question:
    """Adds a question last, or changes one. A second identical call changes nothing that shows.

    Raises Refused for a version that can no longer be changed, for a code that is taken, for what does not fit its
    kind, and for an answer that is taken away while another question is asked only because of it.
    """
    held = _editable(questionnaire, by)
    others = held.questions.exclude(pk=question.pk) if question else held.questions.all()
    if others.filter(code=values["code"]).exists():
        raise Refused(_("Another question has this code."), field="code")
    _check_kind(values, options)
    kept = question or Question(questionnaire=held, order=_last(held) + 1)
    for name, value in values.items():
        setattr(kept, name, value)
    _check_shown(kept)
    kept.save()
    _keep_options(kept, options)
    record(by=by, action="questionnaire.question_kept", object=held, now=now)
    return kept


def _check_kind(values: dict[str, Any], options: list[Option]) -> None:
    if values["kind"] in CHOOSING_KINDS and not options:
        raise Refused(_("Write what people can choose among, one a line."), field="options")
    if len({option.code for option in options}) < len(options):
        raise Refused(_("Two answers have the same code."), field="options")
    if values["match_role"] == MatchRole.IGNORE and values["match_order"]:
        raise Refused(_("It is not used in matching, so it has no weight there."), field="match_order")
    least, most = values["least"], values["most"]
    if least is not None and most is not None and least > most:
        raise Refused(_("The least is larger than the most."), field="most")


def _check_shown(question: Question) -> None:
    """A question may only depend on an answer to one that stands before it."""
    option = question.shown_only_if
    if option is None:
        return
    asked_first = (
        option.question.questionnaire_id == question.questionnaire_id and option.question.order < question.order
    )
    if not asked_first:
        raise Refused(_("Choose an answer to a question that stands before this one."), field="shown_only_if")


def _keep_options(question: Question, options: list[Option]) -> None:
    wanted = options if question.kind in CHOOSING_KINDS else []
    gone = question.options.exclude(code__in=[option.code for option in wanted])
    if needing := Question.objects.filter(shown_only_if__in=gone).first():
        message = _("“%(question)s” is only asked because of an answer that is taken away.") % {
            "question": needing.text
        }
        raise Refused(message, field="options")
    gone.delete()
    for order, option in enumerate(wanted, start=1):
        words = {"order": order, "text_da": option.text_da, "text_en": option.text_en}
        QuestionOption.objects.update_or_create(question=question, code=option.code, defaults=words)


@transaction.atomic
def remove_question(questionnaire: Questionnaire, question: Question, *, by: User, now: datetime) -> None:
    """Takes a question away. A second call finds none and does nothing.

    Raises Refused for a version that can no longer be changed, and while another question depends on it.
    """
    held = _editable(questionnaire, by)
    if needing := held.questions.filter(shown_only_if__question=question).first():
        raise Refused(_("“%(question)s” is only asked because of this one.") % {"question": needing.text})
    if held.questions.filter(pk=question.pk).delete()[0]:
        record(by=by, action="questionnaire.question_removed", object=held, now=now)


@transaction.atomic
def move_question(questionnaire: Questionnaire, question: Question, *, up: bool, by: User, now: datetime) -> None:
    """Changes places with the neighbour; at the end nothing happens.

    Raises Refused for a version that can no longer be changed, and where a question would stand before the one it
    depends on.
    """
    held = _editable(questionnaire, by)
    rows = list(held.questions.select_related("shown_only_if"))
    place = next((number for number, one in enumerate(rows) if one.pk == question.pk), None)
    other = None if place is None else place - 1 if up else place + 1
    if place is None or other is None or not 0 <= other < len(rows):
        return
    later, earlier = rows[max(place, other)], rows[min(place, other)]
    if later.shown_only_if and later.shown_only_if.question_id == earlier.pk:
        raise Refused(_("“%(question)s” must stand after the question it depends on.") % {"question": later.text})
    rows[place], rows[other] = rows[other], rows[place]
    for order, one in enumerate(rows, start=1):
        one.order = order
    Question.objects.bulk_update(rows, ["order"])
    record(by=by, action="questionnaire.question_moved", object=held, now=now)


def why_locked(questionnaire: Questionnaire) -> Any:
    """Why a version can no longer be changed, in words; None while it can."""
    if questionnaire.is_locked:
        return LOCKED
    begun = questionnaire.rounds.exclude(state__in=[RoundState.DRAFT, RoundState.CANCELLED])
    released = questionnaire.rounds.filter(state=RoundState.DRAFT, released_at__isnull=False)
    return IN_USE if begun.exists() or released.exists() else None


def _editable(questionnaire: Questionnaire, by: User) -> Questionnaire:
    _check_person(questionnaire.programme, by)
    held = lock_row(questionnaire)
    if why := why_locked(held):
        raise Refused(why)
    return held


def may_edit(programme: PeerProgramme, by: User) -> bool:
    """Whether somebody may change a scheme's questions: who may change the scheme, and where regions run their own
    rounds every coordinator."""
    local = settings_for(programme).takes_region and by.has_role(Role.COORDINATOR)
    return local or may_set(by)


def _check_person(programme: PeerProgramme, by: User) -> None:
    if not may_edit(programme, by):
        raise Refused(_("Only coordinators of the whole country change the questions of this scheme."))


def _last(questionnaire: Questionnaire) -> int:
    last = questionnaire.questions.order_by("order").last()
    return last.order if last else 0
