"""What holds the page of a tool back from publishing, beside what holds for every page."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from home.domain.checks import Fault

from ..blocks.tools import FEWEST_AXES
from ..models import IssuesPage, RoleStarPage, TemplatesPage
from ..placeholders import unknown_in, unknown_message


def tool_faults(page: Any) -> Iterator[Fault]:
    """What a tool needs to work: sides of a star, topics, templates that ask for what their form knows."""
    if isinstance(page, RoleStarPage) and len(page.axes) < FEWEST_AXES:
        yield "axes", _("Write at least %(least)d subjects.") % {"least": FEWEST_AXES}
    if isinstance(page, IssuesPage) and not len(page.topics):
        yield "topics", _("Write at least one topic.")
    if isinstance(page, TemplatesPage):
        for value in (block.value for block in page.letters):
            for name in unknown_in(value["text"]):
                yield "letters", unknown_message(name)
        kinds = [block.value["kind"] for block in page.letters]
        if len(kinds) != len(set(kinds)):
            yield "letters", _("There are two templates of the same kind.")
