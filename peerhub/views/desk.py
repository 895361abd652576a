"""A coordinator's list of groups that need somebody today; who looks after each, and that it was asked how it goes."""

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
from django.views.decorators.http import require_http_methods, require_safe

from accounts.once import once

from ..desk_forms import ALL, CapacityForm, DeskForm, FollowForm, OwnerForm, load_words
from ..domain import cases, group_queries, needs
from ..domain.errors import Refused
from ..group_enums import Need
from ..models import PeerGroup
from .public import READ_OR_POST
from .rounds import INVALID, refused
from .staff import staff_of

PER_PAGE = 50


def address_of(group: PeerGroup) -> str:
    """The coordinator's page of a group."""
    if group.round is None:
        return reverse("standing_group", args=[group.pk])
    return reverse("peer_group", args=[group.round.slug, group.number])


def run_group(request: HttpRequest, key: UUID) -> PeerGroup:
    """A group that the coordinator runs, of a round or standing; another is as unknown as none."""
    found = group_queries.run_group(staff_of(request), key)
    if found is None:
        raise Http404
    return found


@require_safe
@login_required
def group_desk(request: HttpRequest) -> HttpResponse:
    """The groups that need somebody, and the rounds in which people wait. Unknown filters count as none."""
    staff, now = staff_of(request), timezone.now()
    form = DeskForm(request.GET)
    asked: dict[str, Any] = form.cleaned_data if form.is_valid() else {"need": "", "mine": False}
    found = needs.by_group(staff, now)
    everything = asked["need"] == ALL
    need = "" if everything else asked["need"]
    rows = needs.groups_shown(staff, found, need=need, mine=asked["mine"], everything=everything)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    load = cases.load_of(staff)
    context: dict[str, Any] = {
        "form": form,
        "page_obj": page,
        "rows": [(one, address_of(one), [Need(why).label for why in found.get(one.pk, [])]) for one in page],
        "rounds": needs.by_round(staff, now),
        "load": load_words(load),
        "is_over": load.is_over,
    }
    return render(request, "peerhub/desk/list.html", context)


def act_page(request: HttpRequest, form: Any, context: dict[str, Any]) -> HttpResponse:
    """A form on a page of its own."""
    status = INVALID if form.errors else 200
    return render(request, "accounts/form_page.html", context | {"form": form}, status=status)


@require_http_methods(READ_OR_POST)
@login_required
@once
def group_owner(request: HttpRequest, group: UUID) -> HttpResponse:
    """Chooses who looks after a group."""
    held, staff = run_group(request, group), staff_of(request)
    loads = cases.loads(held.region)
    known = getattr(held, "case", None)
    first = {"owner": str(known.owner.uuid) if known else ""}
    form = OwnerForm(request.POST if request.method == "POST" else None, loads=loads, initial=first)
    if form.is_bound and form.is_valid():
        chosen = next((one for one in loads if str(one.person.uuid) == form.cleaned_data["owner"]), None)
        try:
            cases.give(held, chosen.person if chosen else None, by=staff, now=timezone.now())
        except Refused as refusal:
            refused(form, refusal)
        else:
            _tell_of(request, cases.load_of(chosen.person) if chosen else None)
            return redirect(address_of(held))
    lead = _("The group stands on their list, and is theirs to follow.")
    words = {"title": _("Who looks after %(group)s") % {"group": held.title}, "submit": _("Save this")}
    return act_page(request, form, words | {"lead": lead, "back": address_of(held), "back_words": held.title})


def _tell_of(request: HttpRequest, load: cases.Load | None) -> None:
    messages.success(request, _("Saved."))
    if load is not None and load.is_over:
        words = _("%(name)s now looks after %(load)s. Find somebody to share with.")
        messages.warning(request, words % {"name": load.person.name, "load": load_words(load)})


@require_http_methods(READ_OR_POST)
@login_required
@once
def group_follow(request: HttpRequest, group: UUID) -> HttpResponse:
    """Notes that one has asked a group how it goes."""
    held, staff = run_group(request, group), staff_of(request)
    form = FollowForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            cases.followed(held, form.cleaned_data["words"], by=staff, now=timezone.now())
        except Refused as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("Noted. The group is not flagged as quiet for the next two weeks."))
            return redirect(address_of(held))
    words = {"title": _("How does %(group)s do?") % {"group": held.title}, "submit": _("Note it")}
    lead = _("Ask somebody in the group, by phone or mail. Never ask what they talk about.")
    return act_page(request, form, words | {"lead": lead, "back": address_of(held), "back_words": held.title})


@require_http_methods(READ_OR_POST)
@login_required
@once
def own_capacity(request: HttpRequest) -> HttpResponse:
    """How many groups one can look after."""
    staff = staff_of(request)
    form = CapacityForm(request.POST if request.method == "POST" else None, initial={"most": cases.load_of(staff).most})
    if form.is_bound and form.is_valid():
        cases.say_capacity(staff, form.cleaned_data["most"])
        messages.success(request, _("Saved."))
        return redirect("group_desk")
    words = {"title": _("How many groups can you look after?"), "submit": _("Save this")}
    return act_page(request, form, words | {"back": reverse("group_desk"), "back_words": _("Groups today")})
