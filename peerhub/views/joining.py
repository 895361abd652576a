"""Joining a standing group: the form, and the link of the mail."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from accounts.domain.errors import Refused as ConsentRefused
from accounts.guards import limited, over_limit, too_many
from accounts.mail_boxes import one_spelling
from accounts.private_answers import private

from ..calendar_events import hours_of
from ..domain import standing
from ..domain.errors import Refused
from ..joining_forms import JoinForm
from ..models import PeerGroup
from .public import INVALID, READ_OR_POST, language_of
from .rounds import CONFLICT


@require_safe
def open_groups(request: HttpRequest) -> HttpResponse:
    """The groups that anybody may join now: what each is called, how it meets, how many places are free."""
    rows = [(one, one.max_size - one.members) for one in standing.open_groups()]
    return private(render(request, "peerhub/joining/open.html", {"rows": rows}))


@require_http_methods(READ_OR_POST)
def join_group(request: HttpRequest, group: UUID) -> HttpResponse:
    """The form of one group. The page after says the same whether the address was known or not."""
    found = standing.standing(group)
    if found is None:
        raise Http404
    questions = standing.questions_for(found.programme)
    sent = request.POST if request.method == "POST" else None
    form = JoinForm(sent, programme=found.programme, questions=questions)
    if form.is_bound and form.is_valid():
        return _ask(request, found, form)
    return _show(request, found, form, status=INVALID if form.is_bound else 200)


def _show(request: HttpRequest, group: PeerGroup, form: JoinForm, *, status: int = 200) -> HttpResponse:
    context = {"group": group, "form": form, "free": standing.free_in(group)}
    first = standing.first_meeting(group, timezone.now())
    if first is not None:
        context |= {"first": first, "hours": hours_of(first.starts_at, first.ends_at)}
    return private(render(request, "peerhub/joining/join.html", context, status=status))


@limited("signup")
def _ask(request: HttpRequest, group: PeerGroup, form: JoinForm) -> HttpResponse:
    wish = form.wish()
    if wait := over_limit("signup_address", one_spelling(wish.email)):
        return too_many(request, wait)
    if not form.is_robot:
        try:
            standing.ask(group, wish, form.said(), language=language_of(request), now=timezone.now())
        except (Refused, ConsentRefused) as refusal:
            form.add_error(None, str(refusal.message))
            return _show(request, group, form, status=CONFLICT)
    return private(render(request, "peerhub/joining/asked.html", {"group": group}))


@require_http_methods(READ_OR_POST)
@limited("private_link")
@sensitive_variables("token")
def join_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail. Reading changes nothing; the button makes somebody a member."""
    found = standing.by_link(token)
    if found is None:
        return private(render(request, "peerhub/joining/gone.html", status=404))
    refused, status = "", 200
    if request.method == "POST":
        try:
            seat = standing.confirm(found, now=timezone.now())
        except Refused as refusal:
            refused, status = str(refusal.message), CONFLICT
        else:
            if seat is not None:
                return private(render(request, "peerhub/joining/joined.html", {"group": found.group}))
            refused, status = str(standing.FULL), CONFLICT
    context = {"group": found.group, "is_in": found.joined_at is not None, "refused": refused}
    return private(render(request, "peerhub/joining/confirm.html", context, status=status))
