"""Reads of the CMS foundation. Public ones hold live, public pages only."""

from dataclasses import dataclass

from django.apps import apps
from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Length, Substr
from django.utils.functional import Promise
from wagtail.models import Page, PageViewRestriction

from accounts.models import User

from ..folding import danish_order
from ..links import url_of
from ..models import BasePage, Enquiry, LocalContact

# Of a page, what its address and its place need.
LIGHT = ("id", "title", "url_path", "path", "depth", "locale_id")


@dataclass(frozen=True)
class Card:
    """A page as a card in a list."""

    title: str
    summary: str
    url: str
    type_word: str | Promise
    illustration: str = ""


def restricted() -> Exists:
    """Whether a page or a page above it is private, as a condition on a query set of pages."""
    rules = PageViewRestriction.objects.annotate(part=Substr(OuterRef("path"), 1, Length("page__path"))).filter(
        part=F("page__path")
    )
    return Exists(rules)


def children_of(page: BasePage) -> list[Card]:
    """The live, public pages just below a page, in the tree's order: one query whatever their number and types."""
    children = with_types(page.get_children().live().filter(~restricted())).only(*light_fields("illustration"))
    return [card_of(own_type(child)) for child in children]


def page_types() -> dict[str, type[BasePage]]:
    """Every page type of the portal, of all apps, by the name it is joined under."""
    return {model.__name__.lower(): model for model in apps.get_models() if issubclass(model, BasePage)}


def with_types(pages: QuerySet[Page]) -> QuerySet[Page]:
    """The pages with the rows of their own types joined, so that any number of types costs one query."""
    return pages.select_related(*page_types())


def own_type(page: Page) -> Page:
    """A page read by `with_types` as its own type."""
    return next((getattr(page, name) for name in page_types() if getattr(page, name, None) is not None), page)


def light_fields(*more: str) -> list[str]:
    """What a list shows of pages: address, title and summary, and `more` of the types that have it."""
    own = [
        f"{name}__{field.name}"
        for name, kind in page_types().items()
        for field in kind._meta.local_fields
        if field.name in {"summary", *more}
    ]
    return [*LIGHT, *own]


def card_of(page: Page) -> Card:
    """A page as a card."""
    return Card(
        title=page.title,
        summary=getattr(page, "summary", ""),
        url=url_of(page),
        type_word=getattr(page, "type_word", ""),
        illustration=getattr(page, "illustration", ""),
    )


def public_pages() -> QuerySet[Page]:
    """All live, public pages below the front pages."""
    return Page.objects.live().filter(depth__gte=2, alias_of__isnull=True).filter(~restricted())


def contacts_for(*, locale_id: int, topic: str = "", region: str = "") -> list[LocalContact]:
    """Local contacts of a language, those of a topic and a region where named; the nearest first. One query."""
    contacts = LocalContact.objects.filter(locale_id=locale_id)
    if topic:
        contacts = contacts.filter(topics__topic=topic)
    if region:
        contacts = contacts.filter(region__in=[region, ""])
    return sorted(contacts.distinct(), key=_nearest_first)


def _nearest_first(contact: LocalContact) -> tuple[bool, str, str, str]:
    """Contacts of a place before those of the whole country, then by place and name the Danish way."""
    return contact.region == "", contact.region, danish_order(contact.town), danish_order(contact.name)


def route_to(*, topic: str, region: str, locale_id: int) -> LocalContact | None:
    """The contact an enquiry goes to: that of its topic and region, else that of its topic for the whole country."""
    found = contacts_for(locale_id=locale_id, topic=topic, region=region) if region else []
    if not found:
        found = [one for one in contacts_for(locale_id=locale_id, topic=topic) if not one.region]
    return found[0] if found else None


def enquiries_for_staff(person: User, *, state: str = "", topic: str = "") -> QuerySet[Enquiry]:
    """The enquiries a member of staff may see, by state and topic where named."""
    found = Enquiry.objects.for_user(person).for_list()
    if state == "open":
        found = found.open()
    elif state:
        found = found.filter(state=state)
    return found.filter(topic=topic) if topic else found
