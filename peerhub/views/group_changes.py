"""What a coordinator does with a published group as a whole; each page says what will happen before it is done."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.once import once

from ..domain import group_queries, late_changes, refill, reshaping
from ..domain.errors import Refused
from ..domain.reading import Purpose
from ..group_enums import GroupState
from ..group_forms import ChangeForm, DissolveForm, EndForm, MergeForm, OfferForm, SplitForm, sized
from ..models import PeerGroup, Signup
from .peer_groups import group_of
from .public import READ_OR_POST
from .rounds import INVALID, refused
from .staff import staff_of

Text = str | Promise
MOST_CANDIDATES = 30
# The rules of the engine as they stand between somebody and a group.
WHY_NOT: dict[str, Text] = {
    "slot": gettext_lazy("no time in common"),
    "language": gettext_lazy("no language in common"),
    "way": gettext_lazy("cannot come to where the group meets"),
    "apart": gettext_lazy("is to be kept apart from somebody there"),
    "together": gettext_lazy("wants to be with somebody who is not there"),
    "giver": gettext_lazy("the group needs somebody who gives support"),
    "choice": gettext_lazy("has not chosen this group"),
    "answers": gettext_lazy("the answers have been deleted"),
}


def _page(
    request: HttpRequest,
    group: PeerGroup,
    form: forms.Form,
    act: Callable[[], PeerGroup | None],
    *,
    title: Text,
    submit: Text,
    done: Text,
    lead: Text = "",
) -> HttpResponse:
    """A form on a page of its own; posted, the act is done, and what it refuses is said on the form."""
    status = INVALID if form.is_bound and not form.is_valid() else 200
    slug = group.round.slug if group.round else ""
    if form.is_bound and form.is_valid():
        try:
            found = act()
        except Refused as refusal:
            status = refused(form, refusal)
        else:
            messages.success(request, str(done))
            return redirect("peer_group", slug, (found or group).number)
    context = {
        "form": form,
        "title": title,
        "lead": lead,
        "submit": submit,
        "back": reverse("peer_group", args=[slug, group.number]),
        "back_words": group.title,
    }
    return render(request, "accounts/form_page.html", context, status=status)


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@require_http_methods(READ_OR_POST)
@login_required
@once
def group_change(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Name, time and place of the first meeting."""
    group, staff = group_of(request, slug, number), staff_of(request)
    form = ChangeForm(_sent(request), group=group)
    return _page(
        request,
        group,
        form,
        lambda: late_changes.change(group, values=form.values(), by=staff, now=timezone.now()),
        title=_("Change %(group)s") % {"group": group.title},
        lead=_("Everybody in the group is told of another time or place."),
        submit=_("Save the group"),
        done=_("Saved."),
    )


@require_http_methods(READ_OR_POST)
@login_required
@once
def group_offer(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Who waits, with how well they fit: one is offered a place. The look is logged."""
    group, staff, now = group_of(request, slug, number), staff_of(request), timezone.now()
    found = refill.candidates(group, by=staff)[:MOST_CANDIDATES]
    group_queries.look_at([one.signup for one in found], by=staff, purpose=Purpose.MATCHING, now=now)
    form = OfferForm(_sent(request), choices=[(one.signup.reference, _candidate(one)) for one in found])

    def offer() -> None:
        waiting = Signup.objects.for_user(staff).filter(round=group.round_id)
        one = get_object_or_404(waiting, reference=form.cleaned_data["choice"])
        late_changes.join(group, one, reason=form.cleaned_data["reason"], by=staff, now=now)

    lead = _("They are told, and have ten days to answer. They stay on the waiting list until they say yes.")
    return _page(
        request,
        group,
        form,
        offer,
        title=_("Offer a place in %(group)s") % {"group": group.title},
        lead=lead if found else _("Nobody is on the waiting list of this round."),
        submit=_("Offer the place"),
        done=_("The place is offered."),
    )


def _candidate(one: refill.Candidate) -> str:
    name = one.signup.name or one.signup.reference
    if one.fits:
        return _("%(name)s: fits (%(quality)d of 100)") % {"name": name, "quality": round(one.quality)}
    return f"{name}: {', '.join(str(WHY_NOT[code]) for code in one.broken if code in WHY_NOT)}"


@require_http_methods(READ_OR_POST)
@login_required
@once
def group_merge(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Into which group the members go."""
    group, staff = group_of(request, slug, number), staff_of(request)
    others = {str(one.number): one for one in group_queries.open_groups_beside(staff, group)}
    form = MergeForm(_sent(request), choices=[(key, sized(one)) for key, one in others.items()])
    return _page(
        request,
        group,
        form,
        lambda: reshaping.merge(
            group,
            others[form.cleaned_data["choice"]],
            reason=form.cleaned_data["reason"],
            by=staff,
            now=timezone.now(),
        ),
        title=_("Merge %(group)s with another") % {"group": group.title},
        lead=_("Everybody in it comes into the other group and is told. Who has said yes need not do so again."),
        submit=_("Merge the groups"),
        done=_("The groups are merged."),
    )


@require_http_methods(READ_OR_POST)
@login_required
@once
def group_split(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Who goes into a group of their own."""
    group, staff = group_of(request, slug, number), staff_of(request)
    seats = group_queries.seats_in(group)
    group_queries.look_at(group_queries.signups_of(seats), by=staff, purpose=Purpose.MATCHING, now=timezone.now())
    form = SplitForm(_sent(request), choices=[(str(one.pk), group_queries.name_of(one)) for one in seats])
    return _page(
        request,
        group,
        form,
        lambda: reshaping.split(
            group,
            [UUID(one) for one in form.cleaned_data["leaving"]],
            reason=form.cleaned_data["reason"],
            by=staff,
            now=timezone.now(),
        ),
        title=_("Split %(group)s in two") % {"group": group.title},
        lead=_("Who you tick comes into a new group and is told. The others stay."),
        submit=_("Split the group"),
        done=_("The group is split. This is the new one."),
    )


@require_http_methods(READ_OR_POST)
@login_required
@once
def group_dissolve(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Why a group cannot go on."""
    group, staff = group_of(request, slug, number), staff_of(request)
    form = DissolveForm(_sent(request))
    return _page(
        request,
        group,
        form,
        lambda: reshaping.dissolve(group, because=form.cleaned_data["because"], by=staff, now=timezone.now()),
        title=_("Dissolve %(group)s") % {"group": group.title},
        lead=_(
            "Everybody in it comes on the waiting list and is told how to come into the next round. "
            "This cannot be undone."
        ),
        submit=_("Dissolve the group and tell everybody"),
        done=_("The group is dissolved, and everybody is being told."),
    )


@require_http_methods(READ_OR_POST)
@login_required
@once
def group_end(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The two steps to a group's end, each asked for by itself."""
    group, staff = group_of(request, slug, number), staff_of(request)
    last = group.state != GroupState.ACTIVE
    form = EndForm(_sent(request), initial={"to": GroupState.CLOSED if last else GroupState.CLOSING})
    words = {"group": group.title}
    return _page(
        request,
        group,
        form,
        lambda: reshaping.end(group, form.cleaned_data["to"], by=staff, now=timezone.now()),
        title=_("%(group)s has ended") % words if last else _("%(group)s is about to end") % words,
        lead=_("Nobody can join or leave it any more. This cannot be undone.")
        if last
        else _("Its last meeting is to come. Nobody is mailed."),
        submit=_("The group has ended") if last else _("The group is about to end"),
        done=_("Saved."),
    )
