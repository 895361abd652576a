"""What templates may show of guides."""

from typing import Any

from django import template
from django.utils.translation import ngettext

from home.templatetags.components import file_size

from ..domain.guides import Applying, applying
from ..enums import Stage

register = template.Library()


@register.filter
def pdf_facts(file: Any) -> str:
    """ "12 sider, 640 KB"; the link itself says that it is a PDF."""
    pages = ngettext("%(count)d page", "%(count)d pages", file.pages) % {"count": file.pages}
    return f"{pages}, {file_size(file.size)}"


@register.simple_tag
def stage_word(code: str) -> str:
    """The name of a stage."""
    return str(Stage(code).label)


@register.simple_tag(takes_context=True)
def guides_for(context: template.Context, stage: str = "", reader: str = "") -> list[Applying]:
    """The guides of the page's language for a stage or a reader, with the chapters that apply; one query."""
    return applying(context["page"].locale_id, stage=stage, reader=reader)
