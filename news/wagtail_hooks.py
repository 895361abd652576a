"""Registers what the newsletter adds to Wagtail's admin."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .views import desk


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path("nyhedsbrev/", desk.issue_list, name="newsletter_issues"),
        path("nyhedsbrev/<int:pk>/", desk.issue_desk, name="newsletter_issue"),
        path("nyhedsbrev/<int:pk>/mail/", desk.issue_mail, name="newsletter_issue_mail"),
        path("nyhedsbrev/<int:pk>/<slug:act>/", desk.issue_act, name="newsletter_issue_act"),
    ]


@hooks.register("register_admin_menu_item")
def newsletter_menu() -> MenuItem:
    return MenuItem(_("Newsletter"), reverse("newsletter_issues"), icon_name="mail", order=240)
