"""Guide trainings on the workbenches: the list by days left, one training, and what is noted about it.

The same pages stand on the supervisor's and on the coordinator's workbench; each links within its own.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.enums import Role
from accounts.guards import logs_access, saw
from accounts.once import once
from accounts.requests import person_of

from ..domain import practice_log, training_records, trainings
from ..domain import reflection_queries as reflection_reads
from ..domain import training_queries as reads
from ..domain import training_staff_queries as staff_reads
from ..domain.errors import Refused
from ..models import FollowUpDay, GuideTraining
from ..training_enums import TrainingState
from ..training_forms import DecisionForm, FollowUpForm, SupervisionForm

PER_PAGE = 50
READ_OR_POST = ["GET", "HEAD", "POST"]
PRACTICUM = "guide training"


def named(request: HttpRequest, name: str) -> str:
    """The name of an address on the workbench where the reader is."""
    is_coordinator = request.path_info.removeprefix("/en").startswith("/koordinator/")
    return f"{'practicum' if is_coordinator else 'guide'}_{name}"


def training_of(request: HttpRequest, key: UUID) -> GuideTraining:
    """A training that this person works with. Raises Http404 for one that others run."""
    found = staff_reads.training_for_staff(person_of(request), key)
    if found is None:
        raise Http404
    return found


@require_safe
@login_required
def guide_trainings(request: HttpRequest) -> HttpResponse:
    """Everybody in training, those with fewest days left first."""
    person, today = person_of(request), timezone.localdate()
    page = Paginator(staff_reads.trainings_for_staff(person, today), PER_PAGE).get_page(request.GET.get("page"))
    runs = person.has_role(Role.COORDINATOR, Role.ADMINISTRATOR)
    context: dict[str, Any] = {
        "page_obj": page,
        "rows": [(reads.standing(one, today), reverse(named(request, "training"), args=[one.pk])) for one in page],
        "ready": staff_reads.ready_for_training(person)[:PER_PAGE] if runs and "/koordinator/" in request.path else [],
        "bench": named(request, "trainings"),
    }
    return render(request, "courses/trainings/list.html", context)


@require_safe
@login_required
@logs_access(PRACTICUM)
def guide_training(request: HttpRequest, training: UUID) -> HttpResponse:
    """One training: where it stands, what is missing, the log to approve, what can be done. The look is logged."""
    return _page(request, training_of(request, training))


def _page(request: HttpRequest, found: GuideTraining, *, refused: str = "", at: str = "", status: int = 200) -> Any:
    person, today = person_of(request), timezone.localdate()
    if found.person is None:
        raise Http404
    if hasattr(request, "seen"):
        saw(request, found.person, found)
    stands = reads.standing(found, today)
    entries = reads.log_of(found)
    context: dict[str, Any] = {
        "training": found,
        "stands": stands,
        "follow_ups": reads.follow_ups_of(found),
        "supervisions": reads.supervisions_of(found),
        "relations": reads.relations_of(found),
        "conversations": reflection_reads.conversations_of(found),
        "shared_words": reflection_reads.shared_words_for(found, person),
        "waiting": [one for one in entries if not one.is_locked],
        "done": [one for one in entries if one.is_locked],
        "quiet": reads.quiet_weeks(found, entries, today),
        "events": staff_reads.history_of(found),
        "links": reads.links_of(found, "guide", "supervisor"),
        "can_confirm": not stands.missing[:-1] and stands.state in (TrainingState.ACTIVE, TrainingState.AWAITING),
        "is_open": stands.state != TrainingState.COMPLETED and stands.state != TrainingState.INTERRUPTED,
        "runs": person.has_role(Role.COORDINATOR, Role.ADMINISTRATOR),
        "is_administrator": person.has_role(Role.ADMINISTRATOR),
        "list_url": reverse(named(request, "trainings")),
        "refused": refused,
        "at": at,
        "typed": request.POST.get("comment", "")[:500],
        "here": reverse(named(request, "training"), args=[found.pk]),
    }
    return render(request, "courses/trainings/training.html", context, status=status)


def form_page(
    request: HttpRequest, found: GuideTraining, form: Any, title: str, lead: str, submit: str
) -> HttpResponse:
    """A form about one training, on a page of its own."""
    context = {
        "form": form,
        "title": title,
        "lead": lead,
        "submit": submit,
        "back": reverse(named(request, "training"), args=[found.pk]),
        "back_words": found.person.get_full_name() if found.person else _("Guide training"),
    }
    return render(request, "accounts/form_page.html", context, status=422 if form.errors else 200)


def back(request: HttpRequest, found: GuideTraining) -> HttpResponse:
    """To the page of the training."""
    return redirect(named(request, "training"), found.pk)


@require_http_methods(READ_OR_POST)
@login_required
@once
def guide_supervision(request: HttpRequest, training: UUID) -> HttpResponse:
    """Notes a supervision."""
    found = training_of(request, training)
    form = SupervisionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        clean = form.cleaned_data
        try:
            training_records.note_supervision(
                found,
                day=clean["date"],
                kind=clean["kind"],
                minutes=clean["length"],
                was_there=clean["was_there"],
                by=person_of(request),
                now=timezone.now(),
            )
        except Refused as refusal:
            form.add_error("date", str(refusal.message))
        else:
            messages.success(request, _("Saved."))
            return back(request, found)
    lead = _("Only that it was held: when, how long, and who was there. Never what was said.")
    return form_page(request, found, form, _("Note a supervision"), lead, _("Save"))


@require_http_methods(READ_OR_POST)
@login_required
@once
def guide_follow_up(request: HttpRequest, training: UUID) -> HttpResponse:
    """Notes whether somebody was at a follow-up day."""
    found, today = training_of(request, training), timezone.localdate()
    days = staff_reads.follow_up_days_for(found, today)
    form = FollowUpForm(request.POST if request.method == "POST" else None, days=days, words=_day_words)
    if form.is_bound and form.is_valid():
        clean = form.cleaned_data
        try:
            training_records.note_follow_up(
                found, clean["day"], was_there=clean["was_there"] == "yes", by=person_of(request), now=timezone.now()
            )
        except Refused as refusal:
            form.add_error("day", str(refusal.message))
        else:
            messages.success(request, _("Saved."))
            return back(request, found)
    lead = _("Two different days are asked for. A day with another cohort counts as well.")
    if not days:
        lead = _("There is no follow-up day between the start and today. A coordinator plans them.")
    return form_page(request, found, form, _("Note a follow-up day"), lead, _("Save"))


def _day_words(day: FollowUpDay) -> str:
    return f"{reads.plain(day.date)}, {day.cohort.name}"


@require_http_methods(READ_OR_POST)
@login_required
@logs_access(PRACTICUM)
def guide_entry(request: HttpRequest, training: UUID, entry: UUID) -> HttpResponse:
    """Approves a day of the log or sends it back; read, it leads to the training."""
    found = training_of(request, training)
    row = reads.entry_of(found, entry)
    if row is None:
        raise Http404
    if request.method != "POST":
        return back(request, found)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        said = [str(word) for words in form.errors.values() for word in words]
        return _page(request, found, refused=" ".join(said), at=str(entry), status=422)
    try:
        practice_log.decide(
            row,
            approve=form.cleaned_data["act"] == "approve",
            comment=form.cleaned_data["comment"],
            by=person_of(request),
            now=timezone.now(),
        )
    except Refused as refusal:
        return _page(request, found, refused=str(refusal.message), at=str(entry), status=422)
    messages.success(request, _("Saved."))
    return back(request, found)


@require_POST
@login_required
def guide_confirm(request: HttpRequest, training: UUID) -> HttpResponse:
    """Confirms that the training is done."""
    found = training_of(request, training)
    try:
        trainings.confirm(found, by=person_of(request), now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("The training is confirmed. The participant is told."))
    return back(request, found)


@require_POST
@login_required
def guide_on_paper(request: HttpRequest, training: UUID) -> HttpResponse:
    """Notes that the agreement was signed on paper."""
    found = training_of(request, training)
    try:
        trainings.agree_on_paper(found, by=person_of(request), now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Saved."))
    return back(request, found)
