"""A role star answered apart: its start, and what each private link shows and does."""

from collections.abc import Callable
from urllib.parse import urljoin

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.guards import limited
from accounts.private_answers import private
from home.domain.errors import Refused
from home.links import url_of

from ..domain import joint_stars
from ..domain.joint_stars import Seat, Shown
from ..domain.star_document import Part
from ..domain.star_words import Words, words_of
from ..domain.stars import Outcome, axes_of
from ..models import RoleStarPage
from ..star_forms import RatingForm, StartForm
from .stars import star_file


def start(request: HttpRequest, page: RoleStarPage) -> HttpResponse:
    """Asks for the voices; posted, begins the star and leads to the link of the one who began."""
    request.is_public_page = False  # type: ignore[attr-defined]
    if not page.axes:
        return HttpResponseRedirect(url_of(page))
    return _start(request, page) if request.method == "POST" else _start_form(request, page, StartForm())


@limited("tool")
def _start(request: HttpRequest, page: RoleStarPage) -> HttpResponse:
    form = StartForm(request.POST)
    if not form.is_valid():
        return _start_form(request, page, form, status=422)
    months = form.cleaned_data["months"]
    token = joint_stars.start(axes_of(page.axes), form.names(), months=months, now=timezone.now())
    return private(HttpResponseRedirect(address_of(page, token)))


def _start_form(request: HttpRequest, page: RoleStarPage, form: StartForm, status: int = 200) -> HttpResponse:
    context = page.get_context(request)
    context.update(form=form, days=joint_stars.KEEP_DAYS)
    return private(render(request, "employment/star/start.html", context, status=status))


def seat(request: HttpRequest, page: RoleStarPage, token: str) -> HttpResponse:
    """What a link shows; posted, what it does. One that opens nothing gets the same calm page, whatever the reason."""
    request.is_public_page = False  # type: ignore[attr-defined]
    found = joint_stars.find(token, today=timezone.localdate())
    if found is None:
        return _gone(request, page)
    if request.method == "POST":
        return _act(request, page, token, found)
    return _show(request, page, token, found)


@limited("tool")
def _act(request: HttpRequest, page: RoleStarPage, token: str, found: Seat) -> HttpResponse:
    """One act of the form; an unknown one, or one that is not this link's, only shows the page again."""
    acts = STARTER_ACTS if found.rater is None else RATER_ACTS
    act = acts.get(request.POST.get("act", ""))
    if act is None:
        return HttpResponseRedirect(address_of(page, token))
    try:
        answer = act(request, page, token, found)
    except Refused as refused:
        return _show(request, page, token, found, refused=str(refused.message), status=422)
    except ObjectDoesNotExist:  # deleted or withdrawn in this very moment
        return _gone(request, page)
    return answer or private(HttpResponseRedirect(address_of(page, token)))


Act = Callable[[HttpRequest, RoleStarPage, str, Seat], HttpResponse | None]


def _answer(request: HttpRequest, page: RoleStarPage, token: str, found: Seat) -> HttpResponse | None:
    assert found.rater is not None  # noqa: S101  for the type checker
    form = RatingForm(request.POST, axes=joint_stars.axes_of(found.star))
    if not form.is_valid():
        return _show(request, page, token, found, form=form, status=422)
    joint_stars.answer(found.rater, form.scores(), now=timezone.now())
    return None


def _withdraw(request: HttpRequest, page: RoleStarPage, token: str, found: Seat) -> HttpResponse | None:
    assert found.rater is not None  # noqa: S101  for the type checker
    joint_stars.withdraw(found.rater, today=timezone.localdate())
    return _gone(request, page, done=True)


def _keep(request: HttpRequest, page: RoleStarPage, token: str, found: Seat) -> HttpResponse | None:
    assert found.rater is not None  # noqa: S101  for the type checker
    joint_stars.agree(found.rater, keeps=request.POST["act"] == "keep", today=timezone.localdate())
    return None


def _reveal(request: HttpRequest, page: RoleStarPage, token: str, found: Seat) -> HttpResponse | None:
    joint_stars.reveal(found.star, now=timezone.now())
    return None


def _again(request: HttpRequest, page: RoleStarPage, token: str, found: Seat) -> HttpResponse | None:
    joint_stars.again(found.star)
    return None


def _remove(request: HttpRequest, page: RoleStarPage, token: str, found: Seat) -> HttpResponse | None:
    joint_stars.remove(found.star)
    return _gone(request, page, done=True)


RATER_ACTS: dict[str, Act] = {"answer": _answer, "withdraw": _withdraw, "keep": _keep, "not-keep": _keep}
STARTER_ACTS: dict[str, Act] = {"reveal": _reveal, "again": _again, "remove": _remove}


@require_safe
@limited("pdf", methods=("GET",))
def joint_file(request: HttpRequest, page: RoleStarPage, token: str) -> HttpResponse:
    """What has been shown as a PDF; before that the same page as for a wrong link."""
    request.is_public_page = False  # type: ignore[attr-defined]
    found = joint_stars.find(token, today=timezone.localdate())
    rounds = joint_stars.shown(found.star) if found else []
    if found is None or not rounds:
        return _gone(request, page)
    parts = [Part(heading, outcome, has_sheet=False) for heading, outcome in _headed(rounds)[:-1]]
    parts += [Part(*_headed(rounds)[-1])]
    parts += [Part(heading, outcome, has_sheet=False) for heading, outcome in _changes(found, rounds)]
    return star_file(request, page, parts)


def _show(
    request: HttpRequest,
    page: RoleStarPage,
    token: str,
    found: Seat,
    *,
    form: RatingForm | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    rows = joint_stars.raters_of(found.star)
    rounds = joint_stars.shown(found.star)
    context = page.get_context(request)
    context.update(
        star=found.star,
        rater=found.rater,
        rows=rows,
        answered=sum(row.has_answered for row in rows),
        mine=next((row for row in rows if found.rater and row.rater.pk == found.rater.pk), None),
        rounds=_worded(rounds),
        changes=[(heading, words_of(outcome)) for heading, outcome in _changes(found, rounds)],
        address=request.path,
        refused=refused,
    )
    if found.rater is None:
        context["links"] = _links(page, token, rows)
        template = "employment/star/starter.html"
    else:
        context["form"] = form or RatingForm(axes=joint_stars.axes_of(found.star))
        template = "employment/star/rater.html"
    return private(render(request, template, context, status=status))


def _links(page: RoleStarPage, token: str, rows: list[joint_stars.Rater]) -> list[tuple[joint_stars.Rater, str]]:
    """Every rater with the full address of their link. The host is the setting's, never the request's."""
    return [(row, urljoin(settings.SITE_URL, address_of(page, joint_stars.token_of(token, row.rater)))) for row in rows]


def _headed(rounds: list[Shown]) -> list[tuple[str, Outcome]]:
    headings = {1: _("The first round"), 2: _("The second round")}
    return [(headings[one.turn] if len(rounds) > 1 else "", one.outcome) for one in rounds]


def _worded(rounds: list[Shown]) -> list[tuple[str, Shown, Words]]:
    return [(heading, one, words_of(outcome)) for one, (heading, outcome) in zip(rounds, _headed(rounds), strict=True)]


def _changes(found: Seat, rounds: list[Shown]) -> list[tuple[str, Outcome]]:
    pairs = joint_stars.changes(found.star, rounds, before=_("Before"), after=_("Now"))
    return [(_("%(name)s: before and now") % {"name": name}, outcome) for name, outcome in pairs]


def address_of(page: RoleStarPage, token: str) -> str:
    """Where a link leads."""
    return f"{url_of(page)}hver-for-sig/{token}/"


def _gone(request: HttpRequest, page: RoleStarPage, *, done: bool = False) -> HttpResponse:
    """The page of a link that opens nothing; `done` after somebody has just deleted what it opened."""
    context = page.get_context(request)
    context["done"] = done
    return private(render(request, "employment/star/gone.html", context, status=200 if done else 404))
