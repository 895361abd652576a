"""A scale answered apart: its start, and what each private link shows and does."""

from collections.abc import Callable
from urllib.parse import urljoin

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from accounts.guards import limited
from accounts.private_answers import private
from home.links import url_of

from ..domain import joint_scales
from ..domain.errors import Refused
from ..domain.joint_scales import Holder
from ..domain.scale_words import together
from ..domain.sheets import Sheet
from ..joint_forms import StartForm
from ..models import JointSeat, ScalePage
from ..scale_forms import AnswerForm
from .kept import CONFLICT, GONE, INVALID
from .scale import words_of


def start(request: HttpRequest, page: ScalePage) -> HttpResponse:
    """Asks who answers; posted, begins and leads to the link of the one who began."""
    request.is_public_page = False  # type: ignore[attr-defined]
    return _start(request, page) if request.method == "POST" else _start_form(request, page, StartForm())


@limited("tool")
def _start(request: HttpRequest, page: ScalePage) -> HttpResponse:
    form = StartForm(request.POST)
    if not form.is_valid():
        return _start_form(request, page, form, status=INVALID)
    token = joint_scales.start(form.names(), form.cleaned_data["own"], now=timezone.now())
    return private(HttpResponseRedirect(address_of(page, token)))


def _start_form(request: HttpRequest, page: ScalePage, form: StartForm, status: int = 200) -> HttpResponse:
    context = page.get_context(request)
    context.update(form=form, days=joint_scales.KEEP_DAYS)
    return private(render(request, "peerhub/scale/start.html", context, status=status))


@sensitive_variables("token")
def seat(request: HttpRequest, page: ScalePage, token: str) -> HttpResponse:
    """What a link shows; posted, what it does. One that opens nothing gets the same calm page, whatever the reason."""
    request.is_public_page = False  # type: ignore[attr-defined]
    holder = joint_scales.find(token, today=timezone.localdate())
    if holder is None:
        return _gone(request, page)
    if request.method == "POST":
        return _act(request, page, token, holder)
    return _show(request, page, token, holder)


@limited("tool")
def _act(request: HttpRequest, page: ScalePage, token: str, holder: Holder) -> HttpResponse:
    """One act of the form; an unknown one, or one that is not this link's, only shows the page again."""
    act = (SEAT_ACTS if holder.seat else STARTER_ACTS).get(request.POST.get("act", ""))
    back = private(HttpResponseRedirect(address_of(page, token)))
    if act is None:
        return back
    try:
        return act(request, page, token, holder) or back
    except Refused as refused:
        return _show(request, page, token, holder, refused=str(refused.message), status=CONFLICT)
    except ObjectDoesNotExist:  # deleted or withdrawn in this very moment
        return _gone(request, page)


Act = Callable[[HttpRequest, ScalePage, str, Holder], HttpResponse | None]


def _answer(request: HttpRequest, page: ScalePage, token: str, holder: Holder) -> HttpResponse | None:
    form = AnswerForm(request.POST, words=words_of(page), own=joint_scales.own_rows(holder.scale))
    if not form.is_valid():
        return _show(request, page, token, holder, form=form, status=INVALID)
    joint_scales.answer(_seat(holder), form.sheet(), now=timezone.now())
    return None


def _withdraw(request: HttpRequest, page: ScalePage, token: str, holder: Holder) -> HttpResponse | None:
    joint_scales.withdraw(_seat(holder))
    return _gone(request, page, done=True)


def _seat(holder: Holder) -> JointSeat:
    assert holder.seat is not None  # noqa: S101  for the type checker
    return holder.seat


def _reveal(request: HttpRequest, page: ScalePage, token: str, holder: Holder) -> HttpResponse | None:
    joint_scales.reveal(holder.scale, now=timezone.now())
    return None


def _remove(request: HttpRequest, page: ScalePage, token: str, holder: Holder) -> HttpResponse | None:
    joint_scales.remove(holder.scale)
    return _gone(request, page, done=True)


SEAT_ACTS: dict[str, Act] = {"answer": _answer, "withdraw": _withdraw}
STARTER_ACTS: dict[str, Act] = {"reveal": _reveal, "remove": _remove}


def _show(
    request: HttpRequest,
    page: ScalePage,
    token: str,
    holder: Holder,
    *,
    form: AnswerForm | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    holder.scale.refresh_from_db()
    seats, own = joint_scales.seats_of(holder.scale), joint_scales.own_rows(holder.scale)
    sheets = joint_scales.shown(holder.scale)
    context = page.get_context(request)
    context.update(
        scale=holder.scale,
        seat=holder.seat,
        seats=seats,
        answered=sum(one.answered_at is not None for one in seats),
        together=together(sheets, Sheet(own=own)) if sheets else None,
        address=request.path,
        refused=refused,
    )
    if holder.seat is None:
        context["links"] = [(one, _link(page, joint_scales.token_of(token, one))) for one in seats]
        template = "peerhub/scale/starter.html"
    else:
        context["form"] = form or AnswerForm(words=words_of(page), own=own)
        template = "peerhub/scale/seat.html"
    return private(render(request, template, context, status=status))


def address_of(page: ScalePage, token: str) -> str:
    """Where a link leads."""
    return f"{url_of(page)}hver-for-sig/{token}/"


def _link(page: ScalePage, token: str) -> str:
    """The full address of a link. The host is the setting's, never the request's."""
    return urljoin(settings.SITE_URL, address_of(page, token))


def _gone(request: HttpRequest, page: ScalePage, *, done: bool = False) -> HttpResponse:
    """The page of a link that opens nothing; `done` after somebody has just deleted what it opened."""
    context = page.get_context(request)
    context["done"] = done
    return private(render(request, "peerhub/assessments/gone.html", context, status=200 if done else GONE))
