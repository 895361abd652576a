"""Registers what the courses add to Wagtail's admin."""

from wagtail.snippets.models import register_snippet

from .viewsets import CompetenceViewSet

register_snippet(CompetenceViewSet)
