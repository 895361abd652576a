"""Sheets of organisations on the coordinator's workbench: kept in versions, compared, and made a scheme's format."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.enums import Region
from accounts.guards import limited
from accounts.models import User
from accounts.once import once

from ..assessment_forms import ApplyForm, OrganisationForm
from ..domain import assessments, queries
from ..domain.assessments import Words
from ..domain.errors import Refused
from ..domain.programmes import may_set
from ..domain.scale_words import example, result_of, together
from ..domain.sheets import Sheet
from ..models import SchemeAssessment
from ..models.rounds import regions_of
from ..scale_forms import initial_of, shown_for
from .kept import CONFLICT, INVALID
from .public import READ_OR_POST
from .scale import FORMS, differing_rows, sheet_file, wanted_rows
from .staff import staff_of

PER_PAGE = 25
MOST_COMPARED = 6


def sheet_of(request: HttpRequest, sheet: uuid.UUID) -> SchemeAssessment:
    """A sheet that the coordinator may see; another is as unknown as none."""
    return get_object_or_404(SchemeAssessment.objects.for_user(staff_of(request)), pk=sheet)


@require_safe
@login_required
def assessment_list(request: HttpRequest) -> HttpResponse:
    """Every organisation's sheets, each with its leaning."""
    page = Paginator(queries.assessments_for_staff(staff_of(request)), PER_PAGE).get_page(request.GET.get("page"))
    shown = [(one, result_of(Sheet.of_json(_newest(one).content))) for one in page]
    context = {"page_obj": page, "shown": shown, "most": MOST_COMPARED}
    return render(request, "peerhub/assessments/list.html", context)


def _newest(sheet: SchemeAssessment) -> Any:
    """The newest version of a sheet whose versions are there already."""
    return next(one for one in sheet.versions.all() if one.number == sheet.version)


@require_safe
@login_required
def assessments_together(request: HttpRequest) -> HttpResponse:
    """Several sheets side by side; what is no sheet of theirs is left out."""
    asked = [one for one in map(_uuid, request.GET.getlist("skala")[:MOST_COMPARED]) if one]
    found = list(queries.assessments_for_staff(staff_of(request)).filter(pk__in=asked))
    named = [(_name(one), Sheet.of_json(_newest(one).content)) for one in found]
    rows = [(name, Sheet(sheet.answers)) for name, sheet in named]
    context = {
        "together": together(rows, Sheet()) if rows else None,
        "results": [(name, result_of(sheet)) for name, sheet in named],
        "example": example(),
    }
    return render(request, "peerhub/assessments/together.html", context)


def _name(sheet: SchemeAssessment) -> str:
    return f"{sheet.organisation}: {sheet.title}" if sheet.title else sheet.organisation


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


@require_safe
@login_required
def assessment(request: HttpRequest, sheet: uuid.UUID) -> HttpResponse:
    """One sheet with its result and versions; an older version where one is asked for."""
    found = sheet_of(request, sheet)
    version = assessments.version_of(found, request.GET.get("version"))
    context = {
        "sheet": found,
        "version": version,
        "versions": found.versions.all(),
        "result": result_of(Sheet.of_json(version.content)),
        "form": ApplyForm(programmes=_programmes()) if may_set(staff_of(request)) else None,
    }
    return render(request, "peerhub/assessments/sheet.html", context)


def _programmes() -> list[tuple[str, str]]:
    return [(one.code, one.name) for one in queries.programmes_for_staff()]


@require_http_methods(READ_OR_POST)
@login_required
@once
def assessment_new(request: HttpRequest) -> HttpResponse:
    """Keeps a sheet for an organisation."""
    staff = staff_of(request)
    form = _form(request, None)
    if request.method == "POST" and request.POST.get("act") != "add":
        if form.is_valid():
            data = form.cleaned_data
            made = assessments.keep_for(
                data["kept_for"], form.kept_words(), region=data["region"], by=staff, now=timezone.now()
            )
            messages.success(request, _("The sheet is saved."))
            return redirect("assessment", made.pk)
        return _show_form(request, form, None, status=INVALID)
    return _show_form(request, form, None)


@require_http_methods(READ_OR_POST)
@login_required
@once
def assessment_change(request: HttpRequest, sheet: uuid.UUID) -> HttpResponse:
    """Saves a sheet as a new version."""
    found = sheet_of(request, sheet)
    form = _form(request, found)
    if request.method != "POST" or request.POST.get("act") == "add":
        return _show_form(request, form, found)
    if not form.is_valid():
        return _show_form(request, form, found, status=INVALID)
    seen = form.cleaned_data.get("version") or 0
    try:
        assessments.save(found, form.kept_words(), seen=seen, now=timezone.now(), by=staff_of(request))
    except SchemeAssessment.DoesNotExist:
        raise Http404 from None
    except assessments.Stale as refusal:
        form.add_error(None, str(refusal.message))
        found.refresh_from_db()
        return _show_form(request, form, found, status=CONFLICT)
    messages.success(request, _("The sheet is saved."))
    return redirect("assessment", found.pk)


def _form(request: HttpRequest, sheet: SchemeAssessment | None) -> OrganisationForm:
    regions = _regions(staff_of(request))
    if request.method == "POST":
        return OrganisationForm(request.POST, shown=wanted_rows(request), regions=regions, is_new=sheet is None)
    if sheet is None:
        return OrganisationForm(regions=regions, is_new=True)
    version = assessments.newest(sheet)
    stored = Sheet.of_json(version.content)
    first = initial_of(stored, title=sheet.title, note=version.note, version=version.number)
    return OrganisationForm(initial=first, shown=shown_for(stored), regions=regions, is_new=False)


def _regions(person: User) -> list[str]:
    """Where a sheet may belong: a coordinator of a region keeps theirs."""
    held = regions_of(person)
    return ["", *Region.values] if held is None or "" in held else sorted(held)


def _show_form(
    request: HttpRequest, form: OrganisationForm, sheet: SchemeAssessment | None, status: int = 200
) -> HttpResponse:
    newest = assessments.newest(sheet) if sheet else None
    context = {
        "form": form,
        "sheet": sheet,
        "differing": differing_rows(form, newest) if newest and status == CONFLICT else [],
        "version": newest.number if newest and status == CONFLICT else form["version"].value() or "",
    }
    return render(request, "peerhub/assessments/change.html", context, status=status)


@require_safe
@login_required
@limited("pdf", methods=("GET",))
def assessment_file(request: HttpRequest, sheet: uuid.UUID, form: str) -> HttpResponse:
    """A sheet as PDF, CSV or JSON."""
    found = sheet_of(request, sheet)
    if form not in FORMS:
        raise Http404
    newest = assessments.newest(found)
    words = Words(_name(found), newest.content, newest.note)
    return sheet_file(request, Sheet.of_json(newest.content), words, form, language=get_language() or "da")


@require_POST
@login_required
@once
def assessment_apply(request: HttpRequest, sheet: uuid.UUID) -> HttpResponse:
    """Sets a scheme up as the sheet says, and leads to the scheme with what does not fit."""
    staff, found = staff_of(request), sheet_of(request, sheet)
    if not may_set(staff):
        raise Http404
    form = ApplyForm(request.POST, programmes=_programmes())
    if form.is_valid():
        programme = get_object_or_404(queries.programmes_for_staff(), code=form.cleaned_data["programme"])
        try:
            assessments.set_up(programme, found, by=staff, now=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal.message))
            return redirect("assessment", found.pk)
        messages.success(request, _("The scheme is set up as the sheet says. Skipped rows are as they were."))
        return redirect("programme", programme.code)
    messages.error(request, _("Choose one from the list."))
    return redirect("assessment", found.pk)


@require_POST
@login_required
def assessment_remove(request: HttpRequest, sheet: uuid.UUID) -> HttpResponse:
    """Deletes a sheet with all its versions."""
    assessments.remove(sheet_of(request, sheet), now=timezone.now(), by=staff_of(request))
    messages.success(request, _("The sheet is deleted."))
    return redirect("assessments")
