"""The mapping: a list that travels in its form, and an overview of it. Nothing is stored."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import limited
from accounts.private_answers import private
from home.links import language_of, url_of
from home.views.pdfs import pdf_answer

from ..domain.mapping import MOST_ROWS, PARTS, file_of, overview_of
from ..mapping_forms import FIRST_ROWS, MappingForm, name_of, named, typed_rows, values_of
from ..models import MappingPage

DELETE = "delete-"


@require_safe
def begin(request: HttpRequest, page: MappingPage) -> HttpResponse:
    """What the mapping is. The same for everybody."""
    return render(request, page.template, page.get_context(request))


def fill(request: HttpRequest, page: MappingPage) -> HttpResponse:
    """The list; posted, with a row more or less, or its overview. A list that cannot be read comes back with 422."""
    request.is_public_page = False  # type: ignore[attr-defined]
    if request.method != "POST":
        return _form(request, page, MappingForm(rows=FIRST_ROWS))
    rows = typed_rows(request.POST.dict())
    act = request.POST.get("act", "")
    if act == "add" and len(rows) < MOST_ROWS:
        return _typed(request, page, [*rows, dict.fromkeys(PARTS, "")], len(rows) + 1)
    if act.startswith(DELETE) and act.removeprefix(DELETE) in [str(number) for number in range(1, len(rows) + 1)]:
        place = int(act.removeprefix(DELETE))
        left = rows[: place - 1] + rows[place:] or [dict.fromkeys(PARTS, "")]
        return _typed(request, page, left, min(place, len(left)))
    if act == "edit":
        return _typed(request, page, rows, 0)
    form = MappingForm(named(rows), rows=len(rows))
    if act == "add" or not form.is_valid():
        return _form(request, page, form, status=422)
    overview = overview_of(form.places())
    context = page.get_context(request)
    context.update(overview=overview, values=values_of(overview.places))
    return private(render(request, "employment/mapping/overview.html", context))


@require_POST
@limited("pdf")
def as_file(request: HttpRequest, page: MappingPage) -> HttpResponse:
    """The overview as a PDF; back to the list when it cannot be read."""
    request.is_public_page = False  # type: ignore[attr-defined]
    rows = typed_rows(request.POST.dict())
    form = MappingForm(named(rows), rows=len(rows))
    if not form.is_valid():
        return HttpResponseRedirect(f"{url_of(page)}udfyld/")
    language, today = language_of(page), timezone.localdate()
    overview = overview_of(form.places())
    name = "kortlaegning" if language == "da" else "mapping"
    make = lambda: file_of(overview, title=page.title, language=language, today=today)  # noqa: E731
    return private(pdf_answer(request, make, f"{name}-{today.isoformat()}.pdf"))


def _typed(request: HttpRequest, page: MappingPage, rows: list[dict[str, str]], focus: int) -> HttpResponse:
    """The list as it was typed, unchecked, with the cursor in row `focus`; 0 leaves it where it is."""
    form = MappingForm(initial=named(rows), rows=len(rows))
    if focus:
        form.fields[name_of(focus, "unit")].widget.attrs["autofocus"] = True
    return _form(request, page, form)


def _form(request: HttpRequest, page: MappingPage, form: MappingForm, status: int = 200) -> HttpResponse:
    context = page.get_context(request)
    context.update(form=form, most=MOST_ROWS, more=form.rows < MOST_ROWS)
    return private(render(request, "employment/mapping/fill.html", context, status=status))
