"""The checklist: filled in on the page, as a PDF, or behind a private link. Stored only when asked for."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.guards import limited
from accounts.private_answers import private
from home.links import language_of, url_of
from home.views.pdfs import pdf_answer

from ..checklist_forms import ChecklistForm
from ..domain import checklists
from ..domain.checklist_document import file_of
from ..models import ChecklistPage, KeptChecklist

CONFLICT = 409


def fill(request: HttpRequest, page: ChecklistPage) -> HttpResponse:
    """The list. Posted, it comes back with what was typed and the days of the plan; nothing is stored."""
    return render(request, page.template, _context(request, page, _form(request, page)))


@limited("pdf", methods=("GET", "POST"))
def as_file(request: HttpRequest, page: ChecklistPage) -> HttpResponse:
    """The list as a PDF; back on the page when something cannot be read."""
    form = _form(request, page)
    if form.is_bound and not form.is_valid():
        return private(render(request, page.template, _context(request, page, form)))
    return _file(page, form, request)


def _file(page: ChecklistPage, form: ChecklistForm, request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    name = "tjekliste" if language_of(page) == "da" else "checklist"
    make = lambda: file_of(page, form.items, form.filled(), today=today)  # noqa: E731
    return private(pdf_answer(request, make, f"{name}-{today.isoformat()}.pdf"))


@require_POST
@limited("tool")
def keep(request: HttpRequest, page: ChecklistPage) -> HttpResponse:
    """Makes a private link; two presses make two."""
    form = _form(request, page)
    if not form.is_valid():
        return private(render(request, page.template, _context(request, page, form)))
    token = checklists.keep(page, form.filled(), now=timezone.now())
    return private(HttpResponseRedirect(f"{url_of(page)}gemt/{token}/"))


@limited("tool")
def kept(request: HttpRequest, page: ChecklistPage, token: str) -> HttpResponse:
    """A stored list; posted, it is saved, or only its days are worked out."""
    found = checklists.find(token, today=timezone.localdate())
    if found is None:
        return _gone(request, page)
    if found.page_id != page.pk:  # the link belongs to the page of the other language
        return private(HttpResponseRedirect(f"{url_of(found.page)}gemt/{token}/"))
    form = _form(request, page, found)
    act = request.POST.get("act")
    if request.method == "POST" and act != "days" and form.is_valid():
        return _file(page, form, request) if act == "pdf" else _save(request, page, found, form, token)
    return _show(request, page, found, form, token)


def _save(
    request: HttpRequest, page: ChecklistPage, found: KeptChecklist, form: ChecklistForm, token: str
) -> HttpResponse:
    try:
        checklists.save(found, form.filled(), seen=form.cleaned_data.get("version") or 0, now=timezone.now())
    except KeptChecklist.DoesNotExist:
        return _gone(request, page)
    except checklists.Stale as refusal:
        found.refresh_from_db()
        form.add_error(None, str(refusal))
        return _show(request, page, found, form, token, status=CONFLICT)
    return private(HttpResponseRedirect(f"{url_of(page)}gemt/{token}/?gemt=ja"))


def _show(
    request: HttpRequest, page: ChecklistPage, found: KeptChecklist, form: ChecklistForm, token: str, status: int = 200
) -> HttpResponse:
    stored = checklists.Filled.of_json(found.content)
    context = _context(request, page, form)
    context.update(
        kept=found,
        token=token,
        saved=request.GET.get("gemt") == "ja" and not form.is_bound,
        states={item.key: checklists.state_of(item, stored) for item in form.items},
        taken_away=checklists.taken_away(form.items, stored),
        differing=checklists.differing(form.items, form.filled(), stored) if status == CONFLICT else [],
        version=found.version if status == CONFLICT else form["version"].value() or found.version,
    )
    context["changed"] = bool(context["taken_away"]) or any(state != "same" for state in context["states"].values())
    return private(render(request, "employment/checklist/kept.html", context, status=status))


@require_POST
def remove(request: HttpRequest, page: ChecklistPage, token: str) -> HttpResponse:
    """Deletes a stored list; pressed twice, the second finds none and says so."""
    found = checklists.find(token, today=timezone.localdate())
    if found is not None:
        checklists.remove(found)
    return _gone(request, page, status=200)


def _form(request: HttpRequest, page: ChecklistPage, found: KeptChecklist | None = None) -> ChecklistForm:
    filled = checklists.Filled.of_json(found.content) if found else None
    return ChecklistForm(checklists.items_of(page), request.POST if request.method == "POST" else None, filled=filled)


def _context(request: HttpRequest, page: ChecklistPage, form: ChecklistForm) -> dict[str, Any]:
    is_read = form.is_bound and form.is_valid()
    filled = form.filled() if is_read or form.is_bound else form.known
    context = page.get_context(request)
    context.update(
        form=form,
        talks=checklists.talks_of(page, filled.start),
        done=filled.done(form.items),
        months=checklists.KEEP_MONTHS,
        states={},
    )
    return context


def _gone(request: HttpRequest, page: ChecklistPage, status: int = 404) -> HttpResponse:
    return private(render(request, "employment/checklist/gone.html", page.get_context(request), status=status))
