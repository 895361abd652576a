"""What a person has said yes to: read, and taken back by one click."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..consents import PURPOSES
from ..domain import consents as acts
from ..domain.errors import Refused
from ..domain.queries import LANGUAGES
from ..forms import ConsentTextForm
from ..requests import person_of


@require_safe
@login_required
def own_consents(request: HttpRequest) -> HttpResponse:
    """Every consent with its words, when it was given, and when it was taken back."""
    rows = [(PURPOSES.get(one.purpose), one) for one in acts.of_person(person_of(request))]
    return render(request, "accounts/consents.html", {"rows": rows})


@require_POST
@login_required
def withdraw(request: HttpRequest, purpose: str) -> HttpResponse:
    """Takes one back at once. A second click finds nothing to take back and says the same."""
    if purpose not in PURPOSES:
        raise Http404
    acts.withdraw(person=person_of(request), purpose=purpose, now=timezone.now())
    messages.success(request, _("Your consent is withdrawn. It has effect from now."))
    return redirect("own_consents")


@require_safe
@login_required
def consent_texts(request: HttpRequest) -> HttpResponse:
    """What people are asked now, a purpose and a language at a time; for administrators."""
    return render(request, "accounts/consent_texts.html", {"rows": acts.texts_now()})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def consent_text(request: HttpRequest, purpose: str, language: str) -> HttpResponse:
    """Makes a new version; those who said yes to an earlier one keep that."""
    if purpose not in PURPOSES or language not in LANGUAGES:
        raise Http404
    now_asked = acts.newest_text(purpose, language)
    initial = {"text": now_asked.text} if now_asked else {}
    form = ConsentTextForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            acts.new_text(
                purpose=purpose,
                language=language,
                text=form.cleaned_data["text"],
                by=person_of(request),
                now=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Saved. It is asked from now on."))
            return redirect("consent_texts")
    context = {
        "form": form,
        "title": f"{PURPOSES[purpose].title} ({LANGUAGES[language]})",
        "lead": _("Saving makes a new version. Those who have said yes to an earlier one have said yes to that."),
        "submit": _("Save this"),
        "back": reverse("consent_texts"),
        "back_words": _("What people consent to"),
    }
    return render(request, "accounts/form_page.html", context, status=422 if form.errors else 200)
