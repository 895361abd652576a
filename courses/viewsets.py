"""Screens of Wagtail's admin for what editors keep of the courses beside pages."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import CompetenceArea


class CompetenceViewSet(SnippetViewSet):
    """The framework of competences, area by area."""

    model = CompetenceArea
    icon = "list-ul"
    menu_label = _("Competences")
    add_to_admin_menu = True
    menu_order = 280
    list_display = ["name", "order"]
    list_export = ["name_da", "name_en", "order"]
