"""Reads of the CMS foundation. Public ones hold live, public pages only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, F, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Cast, Length, Substr
from django.http import HttpRequest
from django.utils.functional import Promise
from wagtail.models import Page, PageViewRestriction

from accounts.models import User

from ..folding import danish_order
from ..links import language_of, url_of
from ..models import BasePage, Enquiry, LocalContact
from ..privacy import without_private

# Of a page, what its address and its place need.
LIGHT = ("id", "title", "url_path", "locale_id")
PRIVACY_SLUG = "privatliv"  # contract.md


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


def privacy_address(language: str) -> str:
    """Where the privacy page stands in a language, in Danish where it is not translated; empty where there is none."""
    danish = Page.objects.live().filter(url_path__endswith=f"/{PRIVACY_SLUG}/", locale__language_code="da").first()
    twins = danish.get_translations(inclusive=True).live() if danish else []
    by_language = {language_of(page): page for page in twins}
    return url_of(by_language.get(language, danish))


def children_of(page: BasePage, request: HttpRequest) -> list[Card]:
    """The live, public pages just below a page, in the tree's order; two queries whatever their number and types."""
    return cards_of(without_private(page.get_children().live(), request))


def cards_of(pages: QuerySet[Page]) -> list[Card]:
    """The pages as cards in their order; two queries whatever their number and types."""
    rows = list(pages.values_list(*LIGHT, "content_type_id", named=True))
    own = own_fields(rows, "summary", "illustration")
    return [
        Card(row.title, own[row.id][0], url_of(row), type_of(row).type_word, own[row.id][1])
        for row in rows
        if row.id in own
    ]


def type_of(row: Any) -> type[BasePage]:
    """The page type of a row that knows its `content_type_id`; no query after the first of a type."""
    kind = ContentType.objects.get_for_id(row.content_type_id).model_class()
    return kind if kind is not None and issubclass(kind, BasePage) else BasePage


def own_fields(rows: Sequence[Any], *names: str) -> dict[int, tuple[str, ...]]:
    """By page, the text fields that only the pages' own tables have; "" where a type lacks one. One query.

    A union of the tables of the types at hand, since joining the tables of all types costs more with every new type.
    """
    keys = [row.id for row in rows]
    kinds = {kind for row in rows if (kind := type_of(row)) is not BasePage}
    parts = [_columns(kind, names).filter(pk__in=keys) for kind in sorted(kinds, key=lambda kind: kind.__name__)]
    if not parts:
        return {}
    together = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    return {key: tuple(values) for key, *values in together}


def _columns(kind: type[BasePage], names: tuple[str, ...]) -> QuerySet[BasePage]:
    own = {field.name for field in kind._meta.local_fields}
    columns = {
        f"own_{name}": Cast(F(name), TextField()) if name in own else Value("", output_field=TextField())
        for name in names
    }
    return kind._base_manager.order_by().annotate(**columns).values_list("pk", *columns)


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
