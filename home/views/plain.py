"""Small answers that operations and conventions ask for."""

from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from ..models import PortalSettings


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read: all that is public."""
    lines = ["User-agent: *"]
    lines += [f"Disallow: {prefix}\nDisallow: /en{prefix}" for prefix in settings.PERSONAL_PREFIXES]
    lines += ["Disallow: /soeg/", "Disallow: /en/soeg/", f"Sitemap: {urljoin(settings.SITE_URL, '/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def was(request: HttpRequest) -> HttpResponse:
    """The short way to the accessibility statement, as the law on web accessibility asks."""
    return HttpResponseRedirect(PortalSettings.now().accessibility_url or "/tilgaengelighed/")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for this name whatever the page says."""
    from django.templatetags.static import static

    return HttpResponseRedirect(static("img/favicon.svg"))
