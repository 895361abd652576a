"""A form that is sent twice, by a double click, the back button or a retry, has its effect once (R4, abuse case 23)."""

import json
import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .models import IdempotencyRecord

FIELD = "once"
# What differs between two sendings of one form.
NOT_THE_BODY = frozenset({FIELD, "csrfmiddlewaretoken", "opened"})
View = Callable[..., HttpResponse]


class OnceForm(forms.Form):
    """A form with a key of its own: each time it is shown anew it is another form."""

    once = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[FIELD].initial = uuid.uuid4


def once(view: View) -> View:
    """The first sending of a form has its effect; the same again gets the same answer, and another text under the same
    key gets 409 on a page that prints it back.

    The key is remembered in the transaction of the effect, so several at once wait for the first, and a crash leaves
    neither. An answer that is no redirect had no effect: the form may be mended and sent under its key. A form
    without a key is let through.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = _key(request)
        if request.method != "POST" or key is None:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            named = {"body": _body(request), "at": timezone.now()}
            record, is_first = IdempotencyRecord.objects.get_or_create(key=key, defaults=named)
            if not is_first:
                return _again(request, record)
            response = view(request, *args, **kwargs)
            if isinstance(response, HttpResponseRedirectBase):
                record.location = response.url
                record.save(update_fields=["location"])
            else:
                record.delete()
        return response

    return guarded


def _key(request: HttpRequest) -> str | None:
    """The key of a form of this person at this address; None where the form has none."""
    try:
        given = uuid.UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return None
    who = getattr(request.user, "uuid", "") if hasattr(request, "user") else ""
    return _hash(f"{request.path}|{who}|{given}")


def _body(request: HttpRequest) -> str:
    sent = sorted((name, values) for name, values in request.POST.lists() if name not in NOT_THE_BODY)
    return _hash(json.dumps(sent))


def _hash(text: str) -> str:
    return salted_hmac("accounts.once", text, algorithm="sha256").hexdigest()


def _again(request: HttpRequest, record: IdempotencyRecord) -> HttpResponse:
    if record.body == _body(request):
        return HttpResponseRedirect(record.location)
    posted = ((name, str(value)) for name, value in request.POST.items() if name not in NOT_THE_BODY)
    typed = [(name, value) for name, value in posted if value.strip()]
    response = render(request, "errors/409.html", {"typed": typed, "done_url": record.location}, status=409)
    response["Cache-Control"] = "private, no-store"
    return response
