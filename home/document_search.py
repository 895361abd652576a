"""Hosted documents among what the search finds, by their titles and the words inside them.

A file is found only while something public leads to it: a live page that everybody may read, or what an app registers.
"""

from collections import defaultdict
from collections.abc import Callable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, ReferenceIndex

from .models import PortalDocument
from .privacy import is_private
from .search import MOST_FOUND, Found, Hit, Source

KIND = "document"
KINDS: dict[str, str | Promise] = {KIND: _("Documents")}
# Of the ids of rows that hold documents, those that are public.
Public = Callable[[HttpRequest, set[str]], set[str]]
HOLDERS: dict[type[Model], Public] = {}


def add_holder(model: type[Model], public: Public) -> None:
    """Lets documents be found through the rows of a model."""
    HOLDERS[model] = public


def public_pages(request: HttpRequest, keys: set[str]) -> set[str]:
    """Of the ids of pages, those that are live and that everybody may read. One query."""
    pages = Page.objects.live().filter(pk__in=keys)
    return {str(page.pk) for page in pages if not is_private(page, request)}


def find_documents(request: HttpRequest, words: list[str], locale_id: int) -> list[Hit]:
    """Documents that hold all the words, the newest first, in either language: a reader may want them in both."""
    found = PortalDocument.objects.only("id").order_by("-created_at")
    keys = [row.pk for row in found.search(" ".join(words), operator="and", order_by_relevance=False)[:MOST_FOUND]]
    public = _led_to(request, keys) if keys else set()
    return [Hit(key, KIND) for key in keys if key in public]


def _led_to(request: HttpRequest, keys: list[int]) -> set[int]:
    """Of the documents, those that something public leads to. Two queries, and what the holders ask."""
    rows = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(PortalDocument), to_object_id__in=[str(key) for key in keys]
    )
    by_holder: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for kind, holder, document in rows.values_list("base_content_type_id", "object_id", "to_object_id"):
        by_holder[kind][holder].add(int(document))
    found: set[int] = set()
    for model, public in ((Page, public_pages), *HOLDERS.items()):
        holders = by_holder.get(ContentType.objects.get_for_model(model).pk, {})
        if holders:
            found.update(*(holders[key] for key in public(request, set(holders))))
    return found


def load_documents(request: HttpRequest, keys: list[int]) -> dict[int, Found]:
    """The documents as they are shown; one query."""
    return {
        row.pk: Found(title=row.title, url=row.url, type_word=_("Document"), text=row.text or "")
        for row in PortalDocument.objects.filter(pk__in=keys)
    }


SOURCE = Source(KINDS, find_documents, load_documents)
