"""Registers what the courses add to Wagtail's admin."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from .views import stories
from .viewsets import CompetenceViewSet

register_snippet(CompetenceViewSet)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path("kursushistorier/", stories.stories, name="course_stories"),
        path("kursushistorier/<uuid:story>/", stories.story_decide, name="course_story_decide"),
    ]


@hooks.register("register_reports_menu_item")
def stories_item() -> MenuItem:
    return MenuItem(_("Stories of participants"), reverse("course_stories"), icon_name="openquote", order=910)
