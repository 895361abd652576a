"""The words of mails, for administrators: changed, looked at as mail, text and letter, and put back."""

from urllib.parse import urljoin

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from outbox.domain import wordings
from outbox.domain.delivery import parts
from outbox.kinds import KINDS, Kind, Mail, wording_of, words_of
from outbox.letters import printed
from outbox.recipients import Recipient
from outbox.wordings import Words, examples_of
from pdf.answers import pdf_answer

from ..domain import words as acts
from ..domain.queries import LANGUAGES
from ..once import once
from ..private_answers import mail_shown
from ..requests import person_of
from ..word_forms import WordsForm

EXAMPLE = Recipient("letter", name="Anna Holm", postal_address="Eksempelvej 1\n8000 Aarhus C")


def _kind(kind: str, language: str) -> Kind:
    """A kind whose words may be changed; 404 for all others."""
    known = KINDS.get(kind)
    if known is None or known.wording is None or language not in LANGUAGES:
        raise Http404
    return known


def _example(kind: str, language: str, words: Words | None = None) -> Mail:
    found = _kind(kind, language)
    words = words or words_of(kind, language)
    return wordings.example(found, words, language, url=urljoin(settings.SITE_URL, "/eksempel/"))


@require_safe
@login_required
def word_list(request: HttpRequest) -> HttpResponse:
    """Every kind whose words may be changed, and which were."""
    changed = wordings.changed()
    rows = [
        (name, kind.title, [(language, LANGUAGES[language], (name, language) in changed) for language in LANGUAGES])
        for name, kind in wordings.editable()
    ]
    return render(request, "accounts/words/list.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@once
def words(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    """The words of one kind in one language: shown, looked at before they are saved, saved."""
    found = _kind(kind, language)
    wording = wording_of(kind)
    data = request.POST if request.method == "POST" else None
    form = WordsForm(data, wording=wording, words=words_of(kind, language))
    shown = _example(kind, language)
    if form.is_bound and form.is_valid():
        if "preview" not in request.POST:
            acts.change(kind=kind, language=language, words=form.words(), by=person_of(request), now=timezone.now())
            messages.success(request, _("Saved. Mails are sent with these words from now on."))
            return redirect("words", kind, language)
        shown = _example(kind, language, form.words())
    values = examples_of(wording, language)
    context = {
        "form": form,
        "kind": kind,
        "title": found.title,
        "language": language,
        "language_name": LANGUAGES[language],
        "placeholders": [(name, one.means, values[name], one.private) for name, one in wording.placeholders.items()],
        "mail": shown,
        "history": acts.history(kind, language),
        "is_changed": (kind, language) in wordings.changed(),
        "has_letter": not found.mail_only,
    }
    return render(request, "accounts/words/words.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def reset(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    """Brings the portal's own words back."""
    _kind(kind, language)
    acts.reset(kind=kind, language=language, by=person_of(request), now=timezone.now())
    messages.success(request, _("The portal's own words are back."))
    return redirect("words", kind, language)


@require_safe
@login_required
def as_html(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    """The mail as a mail program shows it, on example values. Its styles stand in it, as in every mail."""
    return mail_shown(parts(_example(kind, language))[1])


@require_safe
@login_required
def as_letter(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    """The letter of the same words, on example values."""
    if _kind(kind, language).mail_only:
        raise Http404
    mail = _example(kind, language)
    day = timezone.localdate()
    return pdf_answer(request, lambda: printed([(mail, EXAMPLE)], day=day), f"eksempel-{language}.pdf")
