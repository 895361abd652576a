"""A round's published groups on the coordinator's workbench: the list, one group, and the round's last steps."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..domain import group_queries, leftovers, refill, running
from ..domain.errors import Refused
from ..domain.group_steps import WITH_GROUPS
from ..domain.rounds import may_run
from ..domain.signup_queries import counts_for_staff
from ..enums import RoundState
from ..group_forms import RefillForm
from ..models import PeerGroup
from ..signup_enums import SignupState
from ..signup_words import slot_words
from .public import READ_OR_POST
from .staff import own_round, round_of, staff_of

PER_PAGE = 50
COORDINATION = "coordination"


@require_safe
@login_required
def round_groups(request: HttpRequest, slug: str) -> HttpResponse:
    """The groups of a round that one runs: where each stands, and what needs somebody."""
    found, staff, now = round_of(request, slug), staff_of(request), timezone.now()
    page = Paginator(group_queries.groups_for_staff(staff, found), PER_PAGE).get_page(request.GET.get("page"))
    rows = [group_queries.row_of(one, found, now) for one in page]
    counts = counts_for_staff(staff, found)
    runs = may_run(found, staff)
    context: dict[str, Any] = {
        "round": found,
        "page_obj": page,
        "rows": rows,
        "flagged": [one for one in rows if one.flags],
        "waiting": counts.get(SignupState.WAITLISTED, 0),
        "left": counts.get(SignupState.CONFIRMED, 0) if found.state in WITH_GROUPS else 0,
        "form": RefillForm(initial={"refill": found.refill}),
        "can_set": runs and found.state in WITH_GROUPS,
        "can_evaluate": runs,
        "can_complete": runs and found.state == RoundState.RUNNING and not running.going_on(found),
    }
    return render(request, "peerhub/groups/list.html", context)


@require_POST
@login_required
def round_refill(request: HttpRequest, slug: str) -> HttpResponse:
    """Says who offers freed places on."""
    found, form = own_round(request, slug), RefillForm(request.POST)
    if form.is_valid():
        refill.choose(found, form.cleaned_data["refill"], by=staff_of(request), now=timezone.now())
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("Choose one of the two."))
    return redirect("round_groups", slug)


@require_http_methods(READ_OR_POST)
@login_required
def round_finish(request: HttpRequest, slug: str) -> HttpResponse:
    """Asks once more, then puts everybody who has no group on the waiting list."""
    found, staff = own_round(request, slug), staff_of(request)
    if request.method == "POST":
        try:
            waiting = leftovers.finish(found, by=staff, now=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal.message))
        else:
            words = ngettext("%(number)d person waits now.", "%(number)d people wait now.", waiting)
            messages.success(request, words % {"number": waiting})
        return redirect("round_groups", slug)
    left = counts_for_staff(staff, found).get(SignupState.CONFIRMED, 0)
    lead = ngettext(
        "%(number)d person has no group. They come on the waiting list and are told why. This cannot be undone.",
        "%(number)d people have no group. They come on the waiting list and are told why. This cannot be undone.",
        left,
    )
    context = {
        "title": _("Put the rest on the waiting list"),
        "lead": lead % {"number": left},
        "submit": _("Put them on the waiting list"),
        "back": reverse("round_groups", args=[slug]),
        "back_words": _("Groups"),
    }
    return render(request, "accounts/form_page.html", context)


@require_POST
@login_required
def round_complete(request: HttpRequest, slug: str) -> HttpResponse:
    """Ends the round, once every group has ended."""
    found = own_round(request, slug)
    try:
        running.complete(found, by=staff_of(request), now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal.message))
        return redirect("round_groups", slug)
    messages.success(request, _("The round is over."))
    return redirect("round", slug)


def group_of(request: HttpRequest, slug: str, number: int) -> PeerGroup:
    """A group that the coordinator runs; another is as unknown as none."""
    found = group_queries.group_for_staff(staff_of(request), round_of(request, slug), number)
    if found is None:
        raise Http404
    return found


@require_safe
@login_required
def peer_group(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One group: when and where it meets, who is in it, what can be done, what has happened. The look is logged."""
    found, staff, now = group_of(request, slug, number), staff_of(request), timezone.now()
    round = found.round
    if round is None:
        raise Http404
    seats = group_queries.seats_in(found)
    group_queries.look_at(group_queries.signups_of(seats), by=staff, purpose=COORDINATION, now=now)
    can_change = round.state in WITH_GROUPS and not found.is_over
    context: dict[str, Any] = {
        "group": found,
        "round": round,
        "row": group_queries.row_of(found, round, now),
        "seats": [(one, group_queries.name_of(one)) for one in seats],
        "slots": slot_words(found.slots),
        "can_change": can_change,
        "has_others": can_change and bool(group_queries.open_groups_beside(staff, found)),
        "events": group_queries.history_of(found),
    }
    return render(request, "peerhub/groups/group.html", context)
