"""Every address of the portal (contract.md)."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.images import urls as wagtailimages_urls

from accounts.access import EDITORS, Access, declare
from home.views import health, pages, plain, read_api, sitemap
from peerhub.views import own_calendar

handler400 = "home.views.errors.bad_request"
handler403 = "home.views.errors.forbidden"
handler404 = "home.views.errors.not_found"
handler500 = "home.views.errors.server_error"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("robots.txt", plain.robots, name="robots"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemap.sitemap_part, name="sitemap_part"),
    path("api/v1/", read_api.index, name="api"),
    path("api/v1/<slug:name>/", read_api.resource, name="api_list"),
    path("was", plain.was, name="was"),
    path("favicon.ico", plain.favicon, name="favicon"),
    path("kalender/<str:token>.ics", own_calendar.calendar_feed, name="calendar_feed"),
    path("cms/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("cms/", include(wagtailadmin_urls)),
    path("dokumenter/", include(wagtaildocs_urls)),
    path("billeder/", include(wagtailimages_urls)),
]

if settings.DEVELOPMENT:
    from django.views.static import serve

    from home.views.gallery import gallery

    urlpatterns += [
        path("udvikling/", include("outbox.urls")),
        path("udvikling/komponenter/", gallery, name="gallery"),
        path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}),
    ]

urlpatterns += i18n_patterns(
    path("", include("accounts.urls")),
    path("", include("outbox.desk_urls")),
    path("", include("home.urls")),
    path("", include("peerhub.urls")),
    path("", include("courses.urls")),
    path("", include("news.urls")),
    re_path(r"^((?:[\w\-]+/)*)$", pages.serve, name="wagtail_serve"),
    path("_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)

# Who may open what is mounted here; the apps' own addresses say it beside themselves (`list_urls`).
for public in ("healthz", "readyz", "robots.txt", "sitemap.xml", "sitemap-<int:number>.xml", "was", "favicon.ico"):
    declare(public, Access.PUBLIC)
for public in ("dokumenter/", "billeder/", "media/", "udvikling/", "_util/", r"((?:[\w\-]+/)*)$", "cms/login/"):
    declare(public, Access.PUBLIC)
declare("api/", Access.PUBLIC)
declare("kalender/", Access.SIGNED_LINK)
declare("cms/", *EDITORS)
for part in ("users/", "groups/", "sites/", "locales/", "settings/", "workflows/"):
    declare(f"cms/{part}", Access.ADMINISTRATOR)
declare("cms/workflows/task_chooser/", *EDITORS)
