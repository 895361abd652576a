"""What stands of a group in the directory: kept by coordinators, proposed by members."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.once import once
from accounts.private_answers import private

from ..domain import listings
from ..domain.errors import Refused
from ..listing_forms import ListingForm, ProposalForm
from ..models import GroupListing, PeerGroup
from .member_meetings import inside_or_404
from .public import INVALID, READ_OR_POST
from .rounds import refused
from .staff import staff_of


def _run(request: HttpRequest, key: UUID) -> PeerGroup:
    """A group that this coordinator runs. Raises Http404 for every other."""
    rows = PeerGroup.objects.run_by(staff_of(request)).select_related("programme", "round", "predefined")
    return get_object_or_404(rows, pk=key)


@require_http_methods(READ_OR_POST)
@login_required
@once
def group_listing(request: HttpRequest, group: UUID) -> HttpResponse:
    """What everybody sees of a group, with what its members propose beside it."""
    held, now = _run(request, group), timezone.now()
    listing = listings.listing_of(held, now=now)
    form = ListingForm(request.POST if request.method == "POST" else None, listing=listing)
    status = INVALID if form.is_bound and not form.is_valid() else 200
    if form.is_bound and form.is_valid():
        try:
            listings.write(held, form.values(), by=staff_of(request), now=now)
        except Refused as refusal:
            status = refused(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("group_listing", group)
    context = {"group": held, "listing": listing, "form": form, "proposed": _proposed(listing)}
    return private(render(request, "peerhub/groups/listing.html", context, status=status))


def _proposed(listing: GroupListing) -> list[tuple[str, str]]:
    """What members propose: the field's name and the new words."""
    asked = GroupListing(group=listing.group, **listing.proposed)
    words = {
        "languages": asked.language_words,
        "access": ", ".join(asked.access_words),
        "weekday": str(asked.get_weekday_display()),
    }
    names = {name: str(GroupListing._meta.get_field(name).verbose_name) for name in listing.proposed}  # type: ignore[union-attr]
    return [(names[name], words.get(name, str(value)) or "–") for name, value in listing.proposed.items()]


@require_POST
@login_required
def listing_answer(request: HttpRequest, group: UUID, answer: str) -> HttpResponse:
    """Approves what members propose, or puts it aside."""
    held, by, now = _run(request, group), staff_of(request), timezone.now()
    listing = get_object_or_404(GroupListing, group=held)
    if answer == "nej":
        listings.decline(listing, by=by, now=now)
    elif answer == "ja":
        values = {name: getattr(listing, name) for name in listings.WRITTEN} | listing.proposed
        listings.write(held, values, by=by, now=now)
    else:
        raise Http404
    messages.success(request, _("Saved."))
    return redirect("group_listing", group)


@require_http_methods(READ_OR_POST)
@login_required
@once
def listing_proposal(request: HttpRequest, group: UUID) -> HttpResponse:
    """A member proposes other words for what everybody sees. Raises Http404 for who is not in the group, and for one
    that is not in the directory."""
    found, now = inside_or_404(request, group), timezone.now()
    listing = listings.shown_of(found.group)
    if listing is None:
        raise Http404
    form = ProposalForm(request.POST if request.method == "POST" else None, listing=listing)
    status = INVALID if form.is_bound and not form.is_valid() else 200
    if form.is_bound and form.is_valid():
        try:
            listings.propose(found.group, form.values(), by=found.person, now=now)
        except Refused as refusal:
            status = refused(form, refusal)
        else:
            messages.success(request, _("Your coordinator looks at it before it is shown."))
            return redirect("own_group", group)
    context = {
        "form": form,
        "title": _("What everybody sees of the group"),
        "lead": _("Propose what should stand in the directory. Your coordinator looks at it before it is shown."),
        "submit": _("Send the proposal"),
        "back": reverse("own_group", args=[group]),
        "back_words": found.group.title,
    }
    return private(render(request, "accounts/form_page.html", context, status=status))
