"""Registers what the guidance for workplaces adds to Wagtail's admin."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from .views import guide_files
from .viewsets import PlaceViewSet, WorkViewSet

register_snippet(WorkViewSet)
register_snippet(PlaceViewSet)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path("guide-pdf/", guide_files.guide_pdfs, name="guide_pdfs"),
        path("guide-pdf/<int:pk>/retry/", guide_files.guide_pdf_retry, name="guide_pdf_retry"),
    ]


@hooks.register("register_reports_menu_item")
def pdf_report() -> MenuItem:
    return MenuItem(_("PDF files of guides"), reverse("guide_pdfs"), icon_name="doc-full", order=900)
