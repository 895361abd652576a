"""Registers what the CMS foundation adds to Wagtail's admin."""

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.components import Component
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet

from accounts.requests import person_of

from . import report_menu
from .dashboard import panels_for
from .models import PortalDocument
from .rich_text import ExternalLinkHandler, PortalPageLinkHandler
from .views import documents
from .viewsets import ContactViewSet, FactViewSet, FeedbackViewSet, GlossaryViewSet

for viewset in (ContactViewSet, FactViewSet, GlossaryViewSet):
    register_snippet(viewset)


@hooks.register("register_admin_viewset")
def viewsets() -> list[object]:
    return [FeedbackViewSet()]


hooks.register("register_admin_urls", report_menu.urls)
for item in report_menu.ITEMS:
    hooks.register("register_reports_menu_item", item)


@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/cms.css"))


@hooks.register("construct_homepage_panels")
def homepage_panels(request: HttpRequest, panels: list[Component]) -> None:
    panels.extend(panels_for(person_of(request)))


@hooks.register("construct_homepage_summary_items")
def no_summary(request: HttpRequest, items: list[SummaryItem]) -> None:
    items.clear()


@hooks.register("before_serve_document", order=20)
def missing_file(document: PortalDocument, request: HttpRequest) -> HttpResponse | None:
    return documents.missing_file(request, document)


@hooks.register("register_rich_text_features", order=20)
def link_handlers(features: FeatureRegistry) -> None:
    features.register_link_type(PortalPageLinkHandler)
    features.register_link_type(ExternalLinkHandler)
