"""Tags that know pages and dates."""

from datetime import date, datetime

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..domain.facts import fact_of
from ..domain.queries import contacts_for
from ..links import linked_pages, url_of
from ..locales import id_of
from ..models import Fact
from ..shell import remembered

register = template.Library()


@register.simple_tag
def page_url(page_id: int | None) -> str:
    """The path of a page that the frame knows; empty when it has gone or is not public."""
    page = linked_pages().get(page_id) if page_id else None
    return url_of(page)


@register.simple_tag(takes_context=True)
def local_contacts(context: template.Context, topic: str = "", region: str = "") -> list[object]:
    """The local contacts of the reader's language for a topic."""
    request: HttpRequest = context["request"]
    language = getattr(request, "asked_language", "da")
    return list(contacts_for(locale_id=id_of(language), topic=topic, region=region))


@register.simple_tag(takes_context=True)
def known_fact(context: template.Context, key: str) -> Fact | None:
    """A fact by its key in the page's language; None where there is none. In a PDF, in the file's language."""
    frame = context.get("frame")
    if not key:
        return None
    if frame:
        return fact_of(key, frame.page_language, frame.request)
    return fact_of(key, get_language() or settings.LANGUAGE_CODE)


@register.simple_tag(takes_context=True)
def kept(context: template.Context, template_name: str) -> SafeString:
    """A part that is the same on every page of a language, rendered once a version of the site.

    Only for parts that read nothing of the page and nothing of a person: the footer.
    """
    request: HttpRequest = context["request"]
    language = get_language()
    render = template.Engine.get_default().get_template(template_name).render
    return remembered(request, f"kept:{template_name}:{language}", lambda: render(context))


@register.filter
def long_date(value: date | datetime | None) -> str:
    """ "torsdag den 3. december 2026" / "Thursday 3 December 2026"."""
    return _dated(value, _("l j F Y"))


@register.filter
def plain_date(value: date | datetime | None) -> str:
    """ "3. december 2026" / "3 December 2026"."""
    return _dated(value, _("j F Y"))


@register.filter
def clock(value: datetime | None) -> str:
    """ "10.15" / "10:15", in Copenhagen's time."""
    return date_format(timezone.localtime(value), _("H:i")) if value else ""


def _dated(value: date | datetime | None, pattern: str) -> str:
    if value is None:
        return ""
    return date_format(timezone.localtime(value) if isinstance(value, datetime) else value, pattern)
