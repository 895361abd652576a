"""What holds the page of a tool back from publishing, beside what holds for every page."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from home.domain.checks import Fault

from ..blocks.tools import FEWEST_AXES
from ..models import IssuesPage, RoleStarPage


def tool_faults(page: Any) -> Iterator[Fault]:
    """A star needs three sides to be a shape, a questionnaire something to ask."""
    if isinstance(page, RoleStarPage) and len(page.axes) < FEWEST_AXES:
        yield "axes", _("Write at least %(least)d subjects.") % {"least": FEWEST_AXES}
    if isinstance(page, IssuesPage) and not len(page.topics):
        yield "topics", _("Write at least one topic.")
