"""The page on which staff find whom they act for: people without e-mail, by their whole name or number."""

from collections.abc import Callable

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .domain.people import find
from .guards import refuse_control
from .models import User
from .private_answers import private

MOST_FOUND = 10


class FindForm(forms.Form):
    """Exactly a name, a number or a reference."""

    q = forms.CharField(max_length=160, required=False, validators=[refuse_control])


def find_page(
    request: HttpRequest, *, staff: User, title: str, back: tuple[str, str], url_of: Callable[[User], str]
) -> HttpResponse:
    """Those that `staff` may act for and who match what was typed, else who was registered last; each leads to
    `url_of`. `back` is an address and its words. What cannot be a name is as if nothing was typed."""
    form = FindForm(request.GET)
    words = form.cleaned_data["q"].strip() if form.is_valid() else ""
    people = [(url_of(one), one) for one in find(words, seen_by=staff)[:MOST_FOUND]]
    context = {"title": title, "back": back[0], "back_words": back[1], "people": people, "words": words}
    return private(render(request, "accounts/find_page.html", context))
