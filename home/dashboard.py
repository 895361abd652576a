"""The editors' front page in Wagtail: what needs them, each with a number, words and one link."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page, WorkflowState
from wagtail_localize.models import StringSegment, StringTranslation, TranslationSource

from accounts.enums import Role
from accounts.models import User

from .models import BasePage, Fact, PageFeedback


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
    """Drafts, reviews, pages past their day, pages without translation, unhappy readers: nine queries at most, and
    those of the apps above."""
    pages = reverse("wagtailadmin_explore_root")
    lines = []
    if person.has_role(Role.EDITOR, Role.MODERATOR, Role.ADMINISTRATOR):
        lines += [
            Line(
                Page.objects.filter(has_unpublished_changes=True).count(), _("pages with changes not published"), pages
            ),
            Line(
                WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS).count(),
                _("pages wait for review"),
                reverse("wagtailadmin_reports:workflow"),
            ),
            Line(len(past_review()), _("pages are past their review day"), reverse("wagtailadmin_reports:aging_pages")),
            Line(
                Fact.objects.filter(review_on__lt=timezone.localdate(), locale__language_code="da").count(),
                _("facts are past their review day"),
                reverse("wagtailsnippets_home_fact:list"),
            ),
            Line(
                PageFeedback.objects.filter(useful=False).count(),
                _("answers say that a page was not useful"),
                reverse("pagefeedback:index"),
            ),
        ]
    if person.has_role(Role.TRANSLATOR, Role.MODERATOR, Role.ADMINISTRATOR):
        report = reverse("wagtail_localize:translations_report")
        lines += [
            Line(untranslated(), _("Danish pages have no English page"), pages),
            Line(outdated(), _("translations are older than their source"), report),
            Line(StringTranslation.objects.filter(has_error=True).count(), _("translated texts have a fault"), report),
        ]
    return [*lines, *(line for more in MORE for line in more(person))]


def past_review() -> list[int]:
    """Ids of live pages whose review day has passed; one query a page type."""
    today = timezone.localdate()
    return [
        key
        for model in BasePage.__subclasses__()
        for key in model.objects.live().filter(review_on__lt=today).values_list("pk", flat=True)
    ]


def untranslated() -> int:
    """How many live Danish pages have no live English page."""
    english = Page.objects.live().filter(locale__language_code="en", alias_of__isnull=True).values("translation_key")
    danish = Page.objects.live().filter(locale__language_code="da", depth__gte=2)
    return danish.exclude(translation_key__in=english).count()


def outdated() -> int:
    """How many translated pages have Danish words without English ones, or were published after they were last read."""
    done = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"), context_id=OuterRef("context_id"), locale__language_code="en"
    )
    waiting = (
        StringSegment.objects.filter(source__translations__enabled=True)
        .exclude(Exists(done))
        .values_list("source__object_id", flat=True)
    )
    read = TranslationSource.objects.filter(
        object_id=OuterRef("translation_key"),
        last_updated_at__lt=OuterRef("last_published_at"),
        translations__enabled=True,
    )
    danish = Page.objects.live().filter(locale__language_code="da")
    return danish.filter(Q(translation_key__in=waiting) | Exists(read)).count()
