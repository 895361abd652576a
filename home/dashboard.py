"""The editors' front page in Wagtail: what needs them, each with a number, words and one link."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page, WorkflowState
from wagtail_localize.models import StringTranslation

from accounts.enums import Role
from accounts.models import User

from .domain.reviews import past_review, untranslated
from .domain.searches import missed
from .domain.translations import outdated_pages
from .models import Fact, PageFeedback


@dataclass(frozen=True)
class Line:
    """One line of the panel."""

    number: int
    words: str | Promise
    url: str


MORE: list[Callable[[User], list[Line]]] = []


def add_lines(lines: Callable[[User], list[Line]]) -> None:
    """Adds lines of another app: what it counts for a person, none for those whom it does not concern."""
    MORE.append(lines)


class EditorsPanel(Component):
    """What needs an editor or a translator today."""

    name = "portal"
    template_name = "home/admin/editors_panel.html"
    order = 50

    def __init__(self, person: User) -> None:
        self.person = person

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"lines": [line for line in lines_for(self.person) if line.number]}


def panels_for(person: User) -> list[Component]:
    """The panels of one person's front page."""
    return [EditorsPanel(person)]


def lines_for(person: User) -> list[Line]:
    """Drafts, reviews, pages past their day, pages without translation, unhappy readers: ten queries at most, and
    those of the apps above."""
    pages, today = reverse("wagtailadmin_explore_root"), timezone.localdate()
    lines = []
    if person.has_role(Role.EDITOR, Role.MODERATOR, Role.ADMINISTRATOR):
        aging = reverse("wagtailadmin_reports:aging_pages")
        lines += [
            Line(
                Page.objects.filter(has_unpublished_changes=True).count(), _("pages with changes not published"), pages
            ),
            Line(
                WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS).count(),
                _("pages wait for review"),
                reverse("wagtailadmin_reports:workflow"),
            ),
            Line(len(past_review(today)), _("pages are past their review day"), aging),
            Line(
                Fact.objects.filter(review_on__lt=today, locale__language_code="da").count(),
                _("facts are past their review day"),
                reverse("wagtailsnippets_home_fact:list"),
            ),
            Line(
                PageFeedback.objects.filter(useful=False).count(),
                _("answers say that a page was not useful"),
                reverse("pagefeedback:index"),
            ),
            Line(len(missed()), _("searches found nothing"), reverse("missed_searches")),
        ]
    if person.has_role(Role.TRANSLATOR, Role.MODERATOR, Role.ADMINISTRATOR):
        report, translations = reverse("wagtail_localize:translations_report"), reverse("translation_report")
        lines += [
            Line(untranslated().count(), _("Danish pages have no English page"), translations),
            Line(outdated_pages().count(), _("translations are older than their source"), translations),
            Line(StringTranslation.objects.filter(has_error=True).count(), _("translated texts have a fault"), report),
        ]
    return [*lines, *(line for more in MORE for line in more(person))]
