"""Answers to "Var siden nyttig?". Public pages print no token, so this asks where the post came from instead."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.guards import came_from_us, limited

from ..forms import FeedbackForm
from ..models import PageFeedback


@csrf_exempt
@require_POST
def feedback(request: HttpRequest) -> HttpResponse:
    """Stores one answer and thanks. A post from another site is refused."""
    if not came_from_us(request):
        raise PermissionDenied
    return _store(request)


@limited("feedback")
def _store(request: HttpRequest) -> HttpResponse:
    form = FeedbackForm(request.POST)
    if form.is_valid():
        PageFeedback.objects.create(
            path=form.cleaned_data["path"],
            language=request.asked_language,  # type: ignore[attr-defined]
            useful=form.cleaned_data["useful"],
            comment=form.cleaned_data["comment"],
            created_at=timezone.now(),
        )
    return render(request, "home/feedback.html", {"form": form}, status=200 if form.is_valid() else 422)
