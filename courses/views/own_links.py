"""A participant lends others a look at their own record, and takes it back."""

from urllib.parse import urljoin
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.once import once
from accounts.requests import person_of

from ..domain import training_links
from ..domain import training_queries as reads
from ..domain.errors import Refused
from ..training_enums import LinkPart
from ..training_forms import LendForm
from .own_course import own_of, training_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@once
def own_links(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    """The links that read, and a form for another. The link stands here until it is taken back."""
    found = own_of(request, enrolment)
    training = training_of(found)
    form = LendForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            training_links.make(
                training,
                part=LinkPart.READER,
                name=form.cleaned_data["name"],
                by=person_of(request),
                now=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("The link is made. Copy it and pass it on."))
            return redirect("own_links", enrolment)
    links = [
        (one, urljoin(settings.SITE_URL, reverse("training_link", args=[one.token])))
        for one in reads.links_of(training, LinkPart.READER)
        if one.expires_on >= timezone.localdate()
    ]
    context = {
        "form": form,
        "enrolment": found,
        "links": links,
        "others": reads.links_of(training, LinkPart.GUIDE, LinkPart.SUPERVISOR),
        "days": settings.LENT_DAYS,
    }
    return render(request, "courses/own/links.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def own_link_revoke(request: HttpRequest, enrolment: UUID, link: UUID) -> HttpResponse:
    """Takes back a link into one's own training, whoever made it."""
    found = reads.link_of(training_of(own_of(request, enrolment)), link)
    if found is None:
        raise Http404
    training_links.revoke(found, by=person_of(request), now=timezone.now())
    messages.success(request, _("The link opens nothing any more."))
    return redirect("own_links", enrolment)
