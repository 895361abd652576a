"""The role star on one screen: one to three voices in turn. Everything travels in the form, nothing is stored."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import limited
from accounts.private_answers import private
from home.links import language_of, url_of
from home.views.pdfs import pdf_answer

from ..domain.star_document import Part, file_of
from ..domain.star_words import words_of
from ..domain.stars import MOST_VOICES, Axis, Voice, axes_of, outcome_of, packed, unpacked
from ..models import RoleStarPage
from ..star_forms import VoiceForm

EDIT = "edit-"


@require_safe
def begin(request: HttpRequest, page: RoleStarPage) -> HttpResponse:
    """What the star is and its sides. The same for everybody."""
    context = page.get_context(request)
    context["axes"] = axes_of(page.axes)
    return render(request, page.template, context)


def fill(request: HttpRequest, page: RoleStarPage) -> HttpResponse:
    """The form of a voice; posted, the next form or the result. A form that cannot be read comes back with 422."""
    request.is_public_page = False  # type: ignore[attr-defined]
    axes = axes_of(page.axes)
    if not axes:
        return HttpResponseRedirect(url_of(page))
    if request.method != "POST":
        return _form(request, page, VoiceForm(axes=axes), [])
    voices = _voices(request, axes)
    act = request.POST.get("act", "")
    if act == "more" and len(voices) < MOST_VOICES:
        return _form(request, page, VoiceForm(axes=axes, others=voices), voices)
    if act.startswith(EDIT) and (place := _place(act, voices)) is not None:
        voice = voices.pop(place)
        form = VoiceForm(axes=axes, others=voices, initial=VoiceForm.values_of(voice))
        return _form(request, page, form, voices)
    return _take(request, page, axes, voices[: MOST_VOICES - 1], again=act == "next")


def _take(
    request: HttpRequest, page: RoleStarPage, axes: tuple[Axis, ...], others: list[Voice], *, again: bool
) -> HttpResponse:
    """Adds the voice that was sent; then another form where one was asked for, otherwise the result."""
    form = VoiceForm(request.POST, axes=axes, others=others)
    if not form.is_valid():
        return _form(request, page, form, others, status=422)
    voices = [*others, form.voice()]
    if again and len(voices) < MOST_VOICES:
        return _form(request, page, VoiceForm(axes=axes, others=voices), voices)
    context = page.get_context(request)
    context.update(words=words_of(outcome_of(axes, voices)), more=len(voices) < MOST_VOICES)
    return private(render(request, "employment/star/result.html", context))


@require_POST
@limited("pdf")
def as_file(request: HttpRequest, page: RoleStarPage) -> HttpResponse:
    """The voices of the form as a PDF; back to the form when there are none."""
    request.is_public_page = False  # type: ignore[attr-defined]
    axes = axes_of(page.axes)
    voices = _voices(request, axes)
    if not voices:
        return HttpResponseRedirect(f"{url_of(page)}udfyld/")
    return star_file(request, page, [Part("", outcome_of(axes, voices))])


def star_file(request: HttpRequest, page: RoleStarPage, parts: Sequence[Part]) -> HttpResponse:
    """A PDF of one or more stars, named by the day."""
    today = timezone.localdate()
    language = language_of(page)
    name = "rollestjerne" if language == "da" else "role-star"
    make = lambda: file_of(parts, title=page.title, language=language, today=today)  # noqa: E731
    return private(pdf_answer(request, make, f"{name}-{today.isoformat()}.pdf"))


def _voices(request: HttpRequest, axes: tuple[Axis, ...]) -> list[Voice]:
    """The voices that the form carries; two of one name are one."""
    read = [unpacked(text, axes) for text in request.POST.getlist("voice")[:MOST_VOICES]]
    return list({voice.name.casefold(): voice for voice in read if voice}.values())


def _place(act: str, voices: list[Voice]) -> int | None:
    number = act.removeprefix(EDIT)
    return int(number) if number in [str(place) for place in range(len(voices))] else None


def _form(
    request: HttpRequest, page: RoleStarPage, form: VoiceForm, others: list[Voice], status: int = 200
) -> HttpResponse:
    context = page.get_context(request)
    context.update(
        form=form,
        others=others,
        carried=[packed(voice) for voice in others],
        number=len(others) + 1,
        more=len(others) < MOST_VOICES - 1,
    )
    return private(render(request, "employment/star/fill.html", context, status=status))
