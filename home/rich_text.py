"""Links in rich text: pages that the frame knows without a query, and addresses elsewhere told apart."""

from django.utils.html import escape
from wagtail.models import Page
from wagtail.rich_text import LinkHandler
from wagtail.rich_text.pages import PageLinkHandler

from .links import linked_pages, url_of


class PortalPageLinkHandler(PageLinkHandler):
    """A link to a page, in the reader's language where there is a translation."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        known = dict(linked_pages())
        missing = {int(attrs["id"]) for attrs in attrs_list if attrs.get("id", "").isdecimal()} - known.keys()
        if missing:
            known |= Page.objects.live().in_bulk(missing)
        return [
            cls._tag(known.get(int(attrs["id"])) if attrs.get("id", "").isdecimal() else None) for attrs in attrs_list
        ]

    @classmethod
    def _tag(cls, page: Page | None) -> str:
        return f'<a href="{escape(url_of(page))}">' if page is not None else "<a>"


class ExternalLinkHandler(LinkHandler):
    """A link to an address elsewhere; the style sheet writes "(eksternt)" behind it."""

    identifier = "external"

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        return [f'<a class="external" rel="noopener" href="{escape(attrs["href"])}">' for attrs in attrs_list]
