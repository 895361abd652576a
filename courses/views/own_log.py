"""The practice log and the guide relationships of a participant."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.domain import consents
from accounts.domain.errors import Refused as NoConsent
from accounts.once import once
from accounts.requests import person_of

from ..domain import practice_log, training_records
from ..domain import training_queries as reads
from ..domain.errors import Refused
from ..models import GuideTraining, LogEntry
from ..models.training_log import PRACTICE_LOG
from ..training_forms import DayForm, EntryForm, OwnSupervisionForm, as_hours
from .own_course import own_of, training_of

READ_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
@login_required
def own_log(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    """The log, a week at a time: `?uge=2026-11-16` is the week of that day."""
    found = own_of(request, enrolment)
    training, today = training_of(found), timezone.localdate()
    monday = _monday(request.GET.get("uge", ""), min(max(today, training.start_date), training.cap_date))
    every = reads.log_of(training)
    week = [one for one in every if monday <= one.date <= monday + timedelta(days=6)]
    context: dict[str, Any] = {
        "enrolment": found,
        "training": training,
        "stands": reads.standing(training, today),
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "before": monday - timedelta(days=7) if monday > training.start_date else None,
        "after": monday + timedelta(days=7) if monday + timedelta(days=7) <= training.cap_date else None,
        "entries": week,
        "minutes": sum(one.minutes for one in week),
        "total": sum(one.minutes for one in every),
        "relations": reads.relations_of(training),
        "returned": [one for one in every if one.state == "returned"],
    }
    return render(request, "courses/own/log.html", context)


def _monday(text: str, otherwise: date) -> date:
    """The Monday of a day in the address; of `otherwise` where it is none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = otherwise
    return day - timedelta(days=day.weekday()) if day.year > 1 else otherwise


@require_http_methods(READ_OR_POST)
@sensitive_post_parameters("did", "learned")
@login_required
@once
def own_entry(request: HttpRequest, enrolment: UUID, entry: UUID | None = None) -> HttpResponse:
    """A new day of the log, or one that is not approved yet."""
    found = own_of(request, enrolment)
    training = training_of(found)
    row = reads.entry_of(training, entry) if entry else None
    if entry and row is None:
        raise Http404
    asks = not consents.has(person_of(request), PRACTICE_LOG)
    form = EntryForm(
        request.POST if request.method == "POST" else None,
        initial=_initial(row),
        relations=reads.relations_of(training),
        asks=asks,
    )
    if form.is_bound and form.is_valid() and _saved(request, training, row, form):
        messages.success(request, _("Saved in your log."))
        return redirect(f"{reverse('own_log', args=[enrolment])}?uge={form.cleaned_data['date'].isoformat()}")
    context = {
        "form": form,
        "title": _("Change a day in the log") if row else _("Write in the log"),
        "lead": _("Write from %(first)s to %(last)s. You can change it until it is approved.")
        % {"first": reads.plain(training.start_date), "last": reads.plain(training.cap_date)},
        "submit": _("Save in the log"),
        "back": reverse("own_log", args=[enrolment]),
        "back_words": _("Your log"),
        "entry": row,
        "remove": reverse("own_entry_remove", args=[enrolment, row.pk]) if row and not row.is_locked else "",
    }
    return render(request, "courses/own/entry.html", context, status=422 if form.errors else 200)


def _initial(row: LogEntry | None) -> dict[str, Any]:
    if row is None:
        return {"date": timezone.localdate()}
    words = getattr(row, "words", None)
    return {
        "date": row.date,
        "length": as_hours(row.minutes),
        "relation": row.relation_id,
        "did": words.did if words else "",
        "learned": words.learned if words else "",
    }


def _saved(request: HttpRequest, training: GuideTraining, row: LogEntry | None, form: EntryForm) -> bool:
    person, now, clean = person_of(request), timezone.now(), form.cleaned_data
    written = practice_log.Written(
        day=clean["date"],
        minutes=clean["length"],
        did=clean["did"],
        learned=clean["learned"],
        relation=clean.get("relation"),
    )
    try:
        consent = reads.consent_of(person)
        if written.did or written.learned:
            text = clean.get("consent")
            consent = consent or consents.give(
                purpose=PRACTICE_LOG,
                language=get_language() or "da",
                person=person,
                shown=text.text_hash if text else "",
                now=now,
            )
        practice_log.save(training, written, by=person, now=now, entry=row, consent=consent)
    except (Refused, NoConsent) as refusal:
        form.add_error("date" if isinstance(refusal, Refused) else None, str(refusal.message))
        return False
    return True


@require_POST
@login_required
def own_entry_remove(request: HttpRequest, enrolment: UUID, entry: UUID) -> HttpResponse:
    """Deletes a day of the log that is not approved."""
    row = reads.entry_of(training_of(own_of(request, enrolment)), entry)
    if row is None:
        raise Http404
    try:
        practice_log.remove(row, by=person_of(request))
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Deleted from your log."))
    return redirect("own_log", enrolment)


@require_http_methods(READ_OR_POST)
@login_required
def own_relations(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    """Begins a guide relationship, known by a letter."""
    training = training_of(own_of(request, enrolment))
    form = DayForm(
        request.POST if request.method == "POST" else None, initial={"date": timezone.localdate().isoformat()}
    )
    if form.is_bound and form.is_valid():
        try:
            made = training_records.begin_relation(
                training, start_date=form.cleaned_data["date"], by=person_of(request), now=timezone.now()
            )
        except Refused as refusal:
            form.add_error("date", str(refusal.message))
        else:
            words = _("It is called %(letter)s and ends on %(day)s at the latest.")
            messages.success(request, words % {"letter": made.letter, "day": reads.plain(made.last_day)})
            return redirect("own_log", enrolment)
    return _day_page(
        request,
        enrolment,
        form,
        _("Begin a guide relationship"),
        _("It gets a letter. Never write who the other is. It lasts at most four months and ends with your training."),
        _("Begin"),
    )


@require_http_methods(READ_OR_POST)
@login_required
def own_relation_end(request: HttpRequest, enrolment: UUID, relation: UUID) -> HttpResponse:
    """Says when a guide relationship ended."""
    training = training_of(own_of(request, enrolment))
    found = next((one for one in reads.relations_of(training) if one.pk == relation), None)
    if found is None:
        raise Http404
    found.training = training
    form = DayForm(
        request.POST if request.method == "POST" else None, initial={"date": timezone.localdate().isoformat()}
    )
    if form.is_bound and form.is_valid():
        try:
            training_records.end_relation(
                found, end_date=form.cleaned_data["date"], by=person_of(request), now=timezone.now()
            )
        except Refused as refusal:
            form.add_error("date", str(refusal.message))
        else:
            messages.success(request, _("Saved."))
            return redirect("own_log", enrolment)
    title = _("Relationship %(letter)s: the last day") % {"letter": found.letter}
    return _day_page(request, enrolment, form, title, "", _("Save"))


@require_http_methods(READ_OR_POST)
@login_required
@once
def own_supervision(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    """Notes that one was at a supervision; never what was said."""
    training = training_of(own_of(request, enrolment))
    form = OwnSupervisionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        clean = form.cleaned_data
        try:
            training_records.note_own_supervision(
                training,
                day=clean["date"],
                kind=clean["kind"],
                minutes=clean["length"],
                by=person_of(request),
                now=timezone.now(),
            )
        except Refused as refusal:
            form.add_error("date", str(refusal.message))
        else:
            messages.success(request, _("Saved."))
            return redirect("own_log", enrolment)
    lead = _("Only when, and how long. Never what was said. Your supervisor sees it and confirms at the end.")
    return _day_page(request, enrolment, form, _("Note a supervision"), lead, _("Save"))


def _day_page(request: HttpRequest, enrolment: UUID, form: Any, title: str, lead: str, submit: str) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "lead": lead,
        "submit": submit,
        "back": reverse("own_log", args=[enrolment]),
        "back_words": _("Your log"),
    }
    return render(request, "accounts/form_page.html", context, status=422 if form.errors else 200)
