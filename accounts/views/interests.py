"""The link of the mail that asks somebody whether it was them who wants to be told."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from ..domain import interests
from ..models import Interest
from ..private_answers import private


def answer(request: HttpRequest, wish: Interest | None, folder: str) -> HttpResponse:
    """Reading shows two buttons, one says yes and one deletes the address; the pages are those of `folder`. A wish that
    has gone is a 404, as one there never was."""
    if wish is None:
        return private(render(request, f"{folder}/gone.html", status=404))
    if request.method == "POST" and request.POST.get("act") == "remove":
        interests.remove(wish)
        return private(render(request, f"{folder}/gone.html", {"done": True}))
    if request.method == "POST":
        interests.confirm(wish, now=timezone.now())
        wish.refresh_from_db()
    return private(render(request, f"{folder}/confirm.html", {"interest": wish}))
