"""What the templates of the components need. Built in: no template loads it."""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin

import lucide
from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, FileInput, RadioSelect, Textarea
from django.templatetags.static import static
from django.utils.formats import number_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ..folding import fold
from ..links import url_of

register = template.Library()

# Our words for the icons of the Lucide set, so that a template says what it means.
ICONS = {
    "access": "accessibility",
    "back": "chevron-left",
    "calendar": "calendar",
    "captions": "captions",
    "check": "check",
    "close": "x",
    "danger": "octagon-alert",
    "download": "download",
    "external": "external-link",
    "film": "circle-play",
    "file": "file-text",
    "filter": "sliders-horizontal",
    "forward": "chevron-right",
    "help": "life-buoy",
    "info": "info",
    "leave": "log-out",
    "letter": "mail",
    "menu": "menu",
    "none": "circle",
    "people": "users",
    "person": "user",
    "phone": "phone",
    "place": "map-pin",
    "print": "printer",
    "search": "search",
    "sound": "volume-2",
    "success": "circle-check",
    "time": "clock",
    "warning": "triangle-alert",
}
TRAPS = {"hjemmeside"}
UNSAFE_IN_SCRIPT = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
EXIT_URL = "https://www.google.dk/search?q=vejret"
KILOBYTE = 1024
# The first part of an address, in both languages → the area whose colour it has (visual.md §2).
AREAS = {
    "peer-grupper": "groups",
    "peer-groups": "groups",
    "uddannelse": "education",
    "education": "education",
    "arbejdspladser": "workplaces",
    "workplaces": "workplaces",
    "start-en-ordning": "scheme",
    "start-a-scheme": "scheme",
    "nyheder": "news",
    "news": "news",
}


@lru_cache(maxsize=256)
def _icon(name: str, size: int, css_class: str) -> SafeString:
    drawn = lucide._render_icon(
        ICONS.get(name, name), size, **{"class": css_class, "aria-hidden": "true", "focusable": "false"}
    )
    return mark_safe(" ".join(drawn.split()))  # noqa: S308  drawn from the package's own file, named in our templates


@register.simple_tag
def icon(name: str, size: int = 24, extra: str = "") -> SafeString:
    """An icon beside a word; it is never alone, so screen readers skip it."""
    return _icon(name + "", int(size), f"icon {extra}".strip() + "")


@register.simple_tag
def exit_url() -> str:
    """Where the button for leaving quickly goes: a page that says nothing about this one."""
    return getattr(settings, "EXIT_URL", EXIT_URL)


@register.simple_tag
def url_path(page: Any) -> str:
    """The path of a page that is at hand, without a query."""
    return url_of(page)


@register.filter
def worded(field: BoundField) -> BoundField:
    """A field of a library's form whose label nobody marked for translation: "Name" becomes "Navn"."""
    field.label = _(str(field.label))
    return field


# --- words --------------------------------------------------------------------------------------------------------
@register.filter
def anchor(text: str) -> str:
    """A heading as the address of its place on the page: "Hvad får jeg løn for?" → `hvad-faar-jeg-loen-for`."""
    return slugify(fold(str(text)))[:80].strip("-") or "del"


@register.filter
def area_of(url: str) -> str:
    """The area an address of ours lies in, for its colour: `/peer-grupper/find/` → `groups`; empty elsewhere."""
    return AREAS.get(str(url).removeprefix("/en").strip("/").split("/", 1)[0], "")


@register.filter
def file_size(size: int | None) -> str:
    """Bytes in words: "640 KB", "1,2 MB"."""
    if not size:
        return ""
    kilobytes = max(1, round(size / KILOBYTE))
    if kilobytes < KILOBYTE:
        return f"{kilobytes} KB"
    return f"{number_format(size / KILOBYTE**2, 1)} MB"


@register.filter
def file_facts(document: Any) -> str:
    """Type, pages, size and language of a document: "PDF, 12 sider, 640 KB, dansk"."""
    pages = getattr(document, "pages", None)
    languages = {"da": _("in Danish"), "en": _("in English")}
    parts = [
        (getattr(document, "file_extension", "") or "").upper(),
        ngettext("%(count)d page", "%(count)d pages", pages) % {"count": pages} if pages else "",
        file_size(getattr(document, "file_size", None)),
        languages.get(getattr(document, "language", ""), ""),
    ]
    return ", ".join(part for part in parts if part)


@register.simple_tag
def image_alt(image: Any, language: str = "") -> str:
    """The alt text of an image in a language, the reader's by default; empty for decoration."""
    return image.alt_in(language or get_language() or "da") if image else ""


@register.simple_tag
def block_alt(block: Mapping[str, Any], language: str = "") -> str:
    """The alt text of an image block: its own, or the image's; empty for decoration."""
    if block.get("decorative"):
        return ""
    return block.get("alt_text") or image_alt(block["image"], language)


# --- forms --------------------------------------------------------------------------------------------------------
@register.filter
def kind(field: BoundField) -> str:
    """Which way a field is drawn: trap, check, choices, group, area, file or line."""
    widget = field.field.widget
    if field.name in TRAPS:
        return "trap"
    if isinstance(widget, CheckboxInput):
        return "check"
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "choices"
    if getattr(widget, "use_fieldset", False):
        return "group"
    if isinstance(widget, Textarea):
        return "area"
    return "file" if isinstance(widget, FileInput) else "line"


@register.filter
def drawn(field: BoundField) -> SafeString:
    """The control without the placeholder that a library gave it: the label stands above, and stays."""
    return field.as_widget(attrs={"placeholder": False})


@register.filter
def target(field: BoundField) -> str:
    """The id that a link in the error summary goes to: the control, or the first of several."""
    if kind(field) in {"choices", "group"}:
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id


@register.filter
def size_class(field: BoundField) -> str:
    """The width that fits what is written: `field--short` for a postcode, `field--code` for a code."""
    attrs = field.field.widget.attrs
    if attrs.get("autocomplete") == "one-time-code" or field.name == "code":
        return "field--code"
    return "field--short" if attrs.get("data-width") == "short" or field.name == "postcode" else ""


@register.filter
def most_letters(field: BoundField) -> int | str:
    """How many letters a text area holds; empty for no limit."""
    return field.field.widget.attrs.get("maxlength") or getattr(field.field, "max_length", None) or ""


# --- lists --------------------------------------------------------------------------------------------------------
@register.filter
def shown_numbers(page: Page) -> Iterator[int | str]:
    """Page numbers with gaps: 1 … 4 5 6 … 12."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.filter
def by_key(mapping: Mapping[Any, Any], key: Any) -> Any:
    """The value of a key that is itself a variable."""
    return mapping.get(key, "")


# --- for machines -------------------------------------------------------------------------------------------------
def _data_block(data: Mapping[str, Any]) -> SafeString:
    text = json.dumps(data, ensure_ascii=False).translate(UNSAFE_IN_SCRIPT)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308  escaped above


@register.simple_tag
def sharing_image(page: Any) -> str:
    """The full address of the picture that a shared link shows: the page's own, or the portal's."""
    from .pictures import picture

    image = getattr(page, "social_image", None) if getattr(page, "social_image_id", None) else None
    if image and (shown := picture(image, "social")):
        return urljoin(settings.SITE_URL, shown.url)
    return urljoin(settings.SITE_URL, static("img/social.png"))


@register.simple_tag
def breadcrumb_data(links: list[Any]) -> SafeString | str:
    """The breadcrumb for search engines."""
    if len(links) < 2:
        return ""
    items = [
        {"@type": "ListItem", "position": number, "name": link.title, "item": urljoin(settings.SITE_URL, link.url)}
        for number, link in enumerate(links, start=1)
    ]
    return _data_block({"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items})


@register.simple_tag
def organisation_data(url: str) -> SafeString:
    """Who publishes the site, on the front page."""
    return _data_block({"@context": "https://schema.org", "@type": "WebSite", "name": "Peerportalen", "url": url})


@register.simple_tag
def article_data(page: Any, url: str) -> SafeString:
    """A news article for search engines and readers of feeds."""
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": page.title,
        "description": page.summary,
        "mainEntityOfPage": url,
        "publisher": {"@type": "Organization", "name": "Peerportalen"},
    }
    if date := getattr(page, "published_on", None):
        data["datePublished"] = date.isoformat()
    if page.last_published_at:
        data["dateModified"] = page.last_published_at.isoformat()
    return _data_block(data)


@register.simple_tag(takes_context=True)
def explained(context: dict[str, Any], value: Any, frame: Any = None) -> SafeString:
    """Rich text with the words of the glossary explained where they first stand on the page. Without a frame, as in a
    PDF or a preview of one block, as it is."""
    html = conditional_escape(value)
    around = frame or context.get("frame")
    return around.explainer.explain(html) if around else html
