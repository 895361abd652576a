"""Background tasks that failed, for administrators. Who enters is decided by StaffFactorMiddleware."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ..domain import tasks
from ..tasks import REPEATABLE, title_of

PER_PAGE = 50


@require_safe
@login_required
def failed(request: HttpRequest) -> HttpResponse:
    """What failed and when; the class of the fault and never its text, which may hold anything."""
    page = Paginator(tasks.failed(now=timezone.now()), PER_PAGE).get_page(request.GET.get("page"))
    shown = [
        {"task": one, "title": title_of(one.task_path), "again": one.task_path in REPEATABLE}
        | {"fault": one.exception_class_path.rsplit(".", 1)[-1] or _("the worker was stopped")}
        for one in page
    ]
    return render(request, "outbox/tasks.html", {"page_obj": page, "shown": shown})


@require_POST
@login_required
def act(request: HttpRequest, pk: uuid.UUID, action: str) -> HttpResponse:
    """Runs a task again where that is safe, or puts the note of it away."""
    if action == "igen":
        done = tasks.run_again(pk, now=timezone.now())
        words = _("The task runs again.") if done else _("There is nothing to run again.")
    elif action == "fjern":
        tasks.put_away(pk, now=timezone.now())
        words = _("The note of the task is gone.")
    else:
        raise Http404
    messages.success(request, words)
    return redirect("tasks_failed")
