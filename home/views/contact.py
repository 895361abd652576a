"""Writing to us."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from accounts.guards import limited

from ..domain import enquiries
from ..domain.queries import contacts_for
from ..enums import Topic
from ..forms import ContactForm
from ..links import url_of
from ..models import ContactPage
from ..shell import remembered

MOST_SUBJECT = 200


def write(request: HttpRequest, page: ContactPage) -> HttpResponse:
    """The form; a robot gets the same answer as a person and leaves nothing behind."""
    if request.method == "POST":
        return _send(request, page)
    topic = request.GET.get("emne", "")
    initial = {"topic": topic} if topic in Topic.values else {}
    if about := subject_of(request.GET.get("om", "")):
        initial["message"] = f"{about}\n\n"
    return _form(request, page, ContactForm(initial=initial))


def subject_of(text: str) -> str:
    """What a link says that somebody writes about, as one short line; empty for none."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return line[:MOST_SUBJECT]


def _send(request: HttpRequest, page: ContactPage) -> HttpResponse:
    form = ContactForm(request.POST)
    return _take(request, page, form) if form.is_valid() else _form(request, page, form, status=422)


@limited("contact")  # what is sent counts, not each try at an address written wrong
def _take(request: HttpRequest, page: ContactPage, form: ContactForm) -> HttpResponse:
    if form.is_robot:
        return HttpResponseRedirect(f"{url_of(page)}tak/{enquiries.new_reference()}/")
    language: str = request.asked_language  # type: ignore[attr-defined]
    enquiry = enquiries.receive(data=form.cleaned_data, language=language, now=timezone.now())
    return HttpResponseRedirect(f"{url_of(page)}tak/{enquiry.reference}/")


def receipt(request: HttpRequest, page: ContactPage, reference: str) -> HttpResponse:
    """What happens next. It shows the reference and nothing of what was written."""
    if not enquiries.REFERENCE.fullmatch(reference):
        raise Http404
    context = page.get_context(request)
    context.update(reference=reference, answer_by=enquiries.answer_by(timezone.localdate()))
    return _private(render(request, "home/contact_receipt.html", context))


def _form(request: HttpRequest, page: ContactPage, form: ContactForm, status: int = 200) -> HttpResponse:
    context = page.get_context(request)
    here = page.locale_id
    contacts = remembered(request, f"contacts:{here}", lambda: contacts_for(locale_id=here))
    context.update(form=form, contacts=contacts)
    return _private(render(request, page.template, context, status=status))


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response
