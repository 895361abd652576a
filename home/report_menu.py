"""The portal's own lists below Reports in Wagtail's menu."""

from collections.abc import Callable

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from .views import reports


def urls() -> list[URLPattern]:
    """The addresses of the lists, below /cms/."""
    return [
        path("portal-reports/searches/", reports.missed_searches, name="missed_searches"),
        path("portal-reports/translations/", reports.translation_report, name="translation_report"),
    ]


def _searches() -> MenuItem:
    return MenuItem(_("Searches that found nothing"), reverse("missed_searches"), icon_name="search", order=910)


def _translations() -> MenuItem:
    url = reverse("translation_report")
    return MenuItem(_("What is to be translated"), url, icon_name="wagtail-localize-language", order=920)


ITEMS: list[Callable[[], MenuItem]] = [_searches, _translations]
