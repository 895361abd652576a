"""Mailing an issue from the Wagtail admin: read it as a mail, try it, schedule it, stop it, see how it went."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Role
from accounts.models import User
from accounts.private_answers import mail_shown
from accounts.requests import person_of
from home.domain.errors import Refused

from ..domain import sendings
from ..domain.issue_mail import edition
from ..domain.queries import issue_of, issues_with_sendings
from ..forms import ScheduleForm
from ..models import NewsletterIssuePage

INVALID, CONFLICT = 422, 409
Act = Callable[..., object]


def editor_of(request: HttpRequest) -> User:
    """Who asks. Raises PermissionDenied for those who neither write nor approve."""
    person = person_of(request)
    if person is None or not person.has_role(Role.EDITOR, Role.MODERATOR, Role.ADMINISTRATOR):
        raise PermissionDenied
    return person


def found_issue(pk: int) -> NewsletterIssuePage:
    """The issue with a number. Raises Http404."""
    page = issue_of(pk)
    if page is None:
        raise Http404
    return page


def may_send(person: User, page: NewsletterIssuePage) -> bool:
    """Who may publish the page may mail it."""
    return bool(page.permissions_for_user(person).can_publish())


@require_safe
def issue_list(request: HttpRequest) -> HttpResponse:
    """The issues, the newest first, each with how far it has come."""
    editor_of(request)
    return render(request, "news/admin/issues.html", {"issues": issues_with_sendings()})


@require_safe
def issue_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """One issue: what it looks like as a mail, who would get it, and what can be done now."""
    return _desk(request, found_issue(pk), editor_of(request), ScheduleForm())


def _desk(
    request: HttpRequest, page: NewsletterIssuePage, person: User, form: ScheduleForm, status: int = 200
) -> HttpResponse:
    sending = sendings.sending_of(page)
    readers = sendings.readers(timezone.localdate())
    context = {
        "issue": page,
        "sending": sending,
        "editions": sendings.editions_of(page),
        "outcome": sendings.outcome(sending) if sending.started_at else None,
        "readers": readers,
        "total": sum(readers.values()),
        "may_send": may_send(person, page),
        "is_tried": sending.tried_revision is not None and sending.tried_revision == page.live_revision_id,
        "form": form,
    }
    return render(request, "news/admin/issue.html", context, status=status)


@require_safe
def issue_mail(request: HttpRequest, pk: int) -> HttpResponse:
    """The issue as a mail: as HTML, or with `?som=tekst` as plain text."""
    editor_of(request)
    made = edition(found_issue(pk))
    if request.GET.get("som") == "tekst":
        return HttpResponse(made.text, content_type="text/plain; charset=utf-8")
    return mail_shown(made.html)


@require_POST
def issue_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Tries, schedules, takes back, stops or goes on. Who may not publish may only try."""
    page, person = found_issue(pk), editor_of(request)
    if act not in ACTS:
        raise Http404
    if act != "proev" and not may_send(person, page):
        raise PermissionDenied
    form = ScheduleForm(request.POST if act == "planlaeg" else None)
    if form.is_bound and not form.is_valid():
        return _desk(request, page, person, form, status=INVALID)
    done, words = ACTS[act]
    try:
        done(page, form, by=person, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, str(words()))
    return redirect("newsletter_issue", pk)


def _schedule(page: NewsletterIssuePage, form: ScheduleForm, *, by: User, now: datetime) -> None:
    sendings.schedule(page, at=form.cleaned_data["at"] or now, by=by, now=now)


def _plainly(act: Act) -> Act:
    """An act that needs nothing from the form."""
    return lambda page, form, **more: act(page, **more)


ACTS: dict[str, tuple[Act, Callable[[], str]]] = {
    "proev": (_plainly(sendings.try_out), lambda: _("The test mail is on its way to you.")),
    "planlaeg": (_schedule, lambda: _("The issue is scheduled.")),
    "tag-tilbage": (_plainly(sendings.unschedule), lambda: _("The issue is taken back.")),
    "stop": (_plainly(sendings.stop), lambda: _("The issue is stopped. What had left cannot be called back.")),
    "fortsaet": (_plainly(sendings.go_on), lambda: _("The issue goes on.")),
}
