"""Screens of Wagtail's admin for what is not a page."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import ModelPermissionPolicy
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Fact, GlossaryTerm, LocalContact, PageFeedback


class ContactViewSet(SnippetViewSet):
    """Local contacts, edited and translated."""

    model = LocalContact
    icon = "mail"
    menu_label = _("Local contacts")
    add_to_admin_menu = True
    menu_order = 250
    list_display = ["name", "town", "region", "email"]
    list_filter = ["region"]
    list_export = ["name", "town", "region", "email", "how_to_write"]


class FactViewSet(SnippetViewSet):
    """Facts that pages quote, edited and translated."""

    model = Fact
    icon = "pick"
    menu_label = _("Facts")
    add_to_admin_menu = True
    menu_order = 260
    list_display = ["key", Column("text", label=_("statement")), "source", "checked_on", "review_on"]
    list_export = ["key", "text", "source", "checked_on", "review_on"]


class GlossaryViewSet(SnippetViewSet):
    """Words that the portal explains, edited and translated."""

    model = GlossaryTerm
    icon = "openquote"
    menu_label = _("Glossary")
    add_to_admin_menu = True
    menu_order = 270
    list_display = ["word", "explanation", Column("in_texts", label=_("explained in texts"))]
    list_export = ["word", "other_forms", "explanation", "in_texts"]
    search_fields = ["word", "other_forms", "explanation"]


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Answers of readers are read, never written."""

    def user_has_permission(self, user: object, action: str) -> bool:
        return action in ("view", "change") and super().user_has_permission(user, "view")

    def user_has_any_permission(self, user: object, actions: list[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: object, action: str, instance: object) -> bool:
        return action == "view" and self.user_has_permission(user, action)


class FeedbackViewSet(ModelViewSet):
    """What readers said of pages."""

    model = PageFeedback
    icon = "help"
    menu_label = _("Was the page useful?")
    add_to_admin_menu = True
    menu_order = 800
    list_display = ["path", Column("useful", label=_("Useful")), "comment", "created_at"]
    list_filter = ["useful", "language"]
    form_fields = ["path", "useful", "comment"]
    inspect_view_enabled = True
    copy_view_enabled = False
    permission_policy = ReadOnlyPolicy(PageFeedback)
