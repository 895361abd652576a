"""What a private link of a kept sheet shows and does: the same for the scale and for the questions of the guide."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from accounts.guards import limited
from accounts.private_answers import private
from home.links import url_of

from ..domain import assessments
from ..domain.assessments import Held, Words
from ..models import AssessmentVersion, SchemeAssessment

INVALID, CONFLICT, GONE = 422, 409, 404
Text = Any


@dataclass(frozen=True)
class Tool:
    """What differs between the tools that keep sheets."""

    kind: str
    folder: str
    form: Callable[[HttpRequest, Any, AssessmentVersion], Any]
    words: Callable[[Any, Any, AssessmentVersion], Words]
    reading: Callable[[Any, AssessmentVersion], dict[str, Any]]
    differing: Callable[[Any, AssessmentVersion], Sequence[Text]]


def keep(request: HttpRequest, page: Any, kind: str, words: Words) -> HttpResponse:
    """Makes a private link and leads to it; two presses make two."""
    token = assessments.keep(kind, words, now=timezone.now())
    return private(HttpResponseRedirect(address_of(page, token)))


@sensitive_variables("token")
@limited("tool")
def kept(request: HttpRequest, page: Any, token: str, tool: Tool) -> HttpResponse:
    """A stored sheet. A link that opens nothing gets the same calm page, whatever the reason."""
    request.is_public_page = False  # type: ignore[attr-defined]
    held = assessments.find(tool.kind, token, today=timezone.localdate())
    if held is None:
        return gone(request, page, tool)
    try:
        return _answer(request, page, token, held, tool)
    except ObjectDoesNotExist:  # deleted in this very moment
        return gone(request, page, tool)


def _answer(request: HttpRequest, page: Any, token: str, held: Held, tool: Tool) -> HttpResponse:
    if not held.may_edit:
        return _read(request, page, held, tool)
    if request.method == "POST":
        return _act(request, page, token, held.sheet, tool)
    if "version" in request.GET:
        return _read(request, page, held, tool, number=request.GET["version"])
    return _show(request, page, token, held.sheet, tool)


def _act(request: HttpRequest, page: Any, token: str, sheet: SchemeAssessment, tool: Tool) -> HttpResponse:
    act = request.POST.get("act", "")
    if act == "remove":
        assessments.remove(sheet, now=timezone.now())
        return gone(request, page, tool, done=True)
    if act in ("share", "take-back"):
        if act == "share":
            assessments.share(sheet, token)
        else:
            assessments.take_back(sheet)
        return private(HttpResponseRedirect(f"{address_of(page, token)}#del"))
    newest = assessments.newest(sheet)
    form = tool.form(request, page, newest)
    if act != "save":  # another row was asked for
        return _show(request, page, token, sheet, tool, form=form)
    if not form.is_valid():
        return _show(request, page, token, sheet, tool, form=form, status=INVALID)
    return _save(request, page, token, sheet, tool, form)


def _save(request: HttpRequest, page: Any, token: str, sheet: SchemeAssessment, tool: Tool, form: Any) -> HttpResponse:
    words, seen = tool.words(form, page, assessments.newest(sheet)), form.cleaned_data.get("version") or 0
    try:
        assessments.save(sheet, words, seen=seen, now=timezone.now())
    except assessments.Stale as refusal:
        form.add_error(None, str(refusal.message))
        sheet.refresh_from_db()
        return _show(request, page, token, sheet, tool, form=form, status=CONFLICT)
    return private(HttpResponseRedirect(f"{address_of(page, token)}?gemt=ja"))


def _show(
    request: HttpRequest,
    page: Any,
    token: str,
    sheet: SchemeAssessment,
    tool: Tool,
    *,
    form: Form | None = None,
    status: int = 200,
) -> HttpResponse:
    newest = assessments.newest(sheet)
    shown = form or tool.form(request, page, newest)
    stale = status == CONFLICT
    context = page.get_context(request)
    context.update(
        tool.reading(page, newest),
        form=shown,
        sheet=sheet,
        token=token,
        versions=sheet.versions.all(),
        saved=request.GET.get("gemt") == "ja" and form is None,
        read_url=_link(page, assessments.read_token(sheet, token)) if sheet.read_hash else "",
        edit_url=_link(page, token),
        differing=tool.differing(shown, newest) if stale else [],
        version=newest.number if stale else shown["version"].value() or newest.number,
        months=assessments.KEEP_MONTHS,
    )
    return private(render(request, f"peerhub/{tool.folder}/kept.html", context, status=status))


def _read(request: HttpRequest, page: Any, held: Held, tool: Tool, number: str = "") -> HttpResponse:
    """What a reading link shows, and an older version to who may edit."""
    version = assessments.version_of(held.sheet, number)
    context = page.get_context(request)
    context.update(tool.reading(page, version), sheet=held.sheet, version=version, may_edit=held.may_edit)
    return private(render(request, f"peerhub/{tool.folder}/read.html", context))


def gone(request: HttpRequest, page: Any, tool: Tool, *, done: bool = False) -> HttpResponse:
    """The page of a link that opens nothing; `done` after somebody has just deleted what it opened."""
    context = page.get_context(request)
    context["done"] = done
    return private(render(request, "peerhub/assessments/gone.html", context, status=200 if done else GONE))


def address_of(page: Any, token: str) -> str:
    """Where a link leads."""
    return f"{url_of(page)}gemt/{token}/"


def _link(page: Any, token: str) -> str:
    """The full address of a link. The host is the setting's, never the request's."""
    return urljoin(settings.SITE_URL, address_of(page, token))
