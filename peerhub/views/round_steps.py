"""What a coordinator does with a round: the steps of its life, and the groups people choose among."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.once import once

from ..domain import round_groups
from ..domain import rounds as acts
from ..domain.errors import Refused
from ..domain.recruitment import live_signups
from ..models import SignupRound
from ..round_forms import CancelForm, GroupForm
from .staff import own_round, staff_of

INVALID, CONFLICT = 422, 409
# By the last part of the address: the words of the button, the act, and what is said afterwards.
ACTS: dict[str, tuple[Promise, Callable[..., SignupRound], Promise]] = {
    "frigiv": (
        gettext_lazy("Release the round"),
        acts.release,
        gettext_lazy("The round is released. It opens by itself on its day."),
    ),
    "hold-tilbage": (gettext_lazy("Take it back"), acts.hold_back, gettext_lazy("The round is a draft again.")),
    "aabn-nu": (gettext_lazy("Open signup now"), acts.open_now, gettext_lazy("Signup is open.")),
    "luk": (gettext_lazy("Close signup now"), acts.close, gettext_lazy("Signup is closed.")),
    "match": (gettext_lazy("Make groups"), acts.start_matching, gettext_lazy("Now groups can be made.")),
}


# What cannot be taken back is asked for once more, with what will happen.
FOR_GOOD: dict[str, Promise] = {
    "aabn-nu": gettext_lazy("People can sign up at once, and those who asked are told by mail. This cannot be undone."),
    "luk": gettext_lazy("Nobody can sign up any more. This cannot be undone."),
    "match": gettext_lazy("Those who confirm from now on come on the waiting list. This cannot be undone."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def round_step(request: HttpRequest, slug: str, act: str) -> HttpResponse:
    """Takes one step; asks first where it cannot be taken back. What stands in the way is said on the round's page."""
    found = own_round(request, slug)
    if act not in ACTS:
        raise Http404
    words, step, done = ACTS[act]
    if request.method != "POST":
        return _ask(request, found, words, FOR_GOOD.get(act, ""))
    try:
        step(found, by=staff_of(request), now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, str(done))
        if act == "match":
            return redirect("proposals", slug)
    return redirect("round", slug)


def _ask(request: HttpRequest, round: SignupRound, words: str | Promise, lead: str | Promise) -> HttpResponse:
    context = {
        "title": f"{words}: {round.name}",
        "lead": lead,
        "submit": words,
        "back": reverse("round", args=[round.slug]),
        "back_words": round.name,
    }
    return render(request, "accounts/form_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@once
def round_cancel(request: HttpRequest, slug: str) -> HttpResponse:
    """Asks why and says how many will be told; cancels when that was answered."""
    found = own_round(request, slug)
    form = CancelForm(request.POST if request.method == "POST" else None)
    status = INVALID if form.is_bound and not form.is_valid() else 200
    if form.is_bound and form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("because_da", "because_en")}
        try:
            acts.cancel(found, **words, by=staff_of(request), now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
            status = CONFLICT
        else:
            messages.success(request, _("The round is cancelled, and everybody is being told."))
            return redirect("round", slug)
    context = {
        "form": form,
        "title": _("Cancel %(round)s") % {"round": found.name},
        "lead": _(
            "%(number)d who have signed up are told why, and how to hear of the next round. This cannot be undone."
        )
        % {"number": live_signups(found).count()},
        "submit": _("Cancel the round and tell everybody"),
        "back": reverse("round", args=[slug]),
        "back_words": found.name,
    }
    return render(request, "accounts/form_page.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@once
def round_group(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """Adds a group that people can choose, or changes one."""
    found = own_round(request, slug)
    group = get_object_or_404(found.predefined_groups, pk=number) if number else None
    form = GroupForm(request.POST if request.method == "POST" else None, group=group)
    status = INVALID if form.is_bound and not form.is_valid() else 200
    if form.is_bound and form.is_valid():
        try:
            round_groups.keep(found, group, values=form.values(), by=staff_of(request), now=timezone.now())
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal.message))
            status = CONFLICT
        else:
            messages.success(request, _("Saved."))
            return redirect("round", slug)
    context: dict[str, Any] = {
        "form": form,
        "title": group.name if group else _("Add a group"),
        "submit": _("Save the group"),
        "back": reverse("round", args=[slug]),
        "back_words": found.name,
    }
    if group:
        context |= {"again": reverse("round_group_remove", args=[slug, group.pk]), "again_words": _("Take it away")}
    return render(request, "accounts/form_page.html", context, status=status)


@require_POST
@login_required
def round_group_remove(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Takes a group away while the round is being prepared."""
    found = own_round(request, slug)
    group = get_object_or_404(found.predefined_groups, pk=number)
    try:
        round_groups.remove(found, group, by=staff_of(request), now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("The group is taken away."))
    return redirect("round", slug)
