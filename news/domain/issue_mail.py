"""An issue as a mail: the same blocks as on the web, in one narrow column without pictures from afar, and as
plain text.

Pictures are told of in words with the way to the web: a mail that fetches nothing tells nobody that it was opened.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

import nh3
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.rich_text import expand_db_html

from home.links import linking, url_of
from home.models import ContactPage

from ..models import NewsletterIssuePage
from .plain import plain

TAGS = {"p", "br", "a", "b", "strong", "i", "em", "ul", "ol", "li", "h2", "h3", "h4"}
LEAVE, MINE = (
    "https://afmeld.invalid/",
    "https://mit.invalid/",
)  # stand for a reader's own links


@dataclass(frozen=True)
class Link:
    """One way on."""

    words: str
    url: str
    about: str = ""
    text: str = ""


@dataclass(frozen=True)
class Part:
    """One block of an issue: a heading, cleaned HTML, links, who said it."""

    kind: str
    title: str = ""
    html: SafeString = field(default_factory=lambda: SafeString(""))
    text: str = ""
    links: tuple[Link, ...] = ()

    @property
    def plain(self) -> str:
        """The HTML, or the text, in plain words."""
        return plain(self.html) if self.html else self.text


@dataclass(frozen=True)
class Edition:
    """An issue ready to be mailed in one language, but for each reader's own links."""

    language: str
    subject: str
    html: str
    text: str


def edition(page: NewsletterIssuePage) -> Edition:
    """The mail of an issue in the page's language. A few queries a block, asked once an issue, never once a reader."""
    language = page.locale.language_code
    with translation.override(language), linking(_linked(page)):
        parts = [part for block in page.body if (part := _part(block, language, page))]
        context = {
            "page": page,
            "parts": parts,
            "language": language,
            "url": _full(url_of(page)),
            "leave": LEAVE,
            "mine": MINE,
        }
        html = render_to_string("emails/issue.html", context)
        text = render_to_string("emails/issue.txt", context)
    return Edition(language, page.title, _inlined(html), re.sub(r"\n{3,}", "\n\n", text).strip() + "\n")


def _linked(page: NewsletterIssuePage) -> dict[int, Page]:
    """The live pages that the body links to, each in the issue's language where there is one."""
    named = Page.objects.live().in_bulk(page.linked_page_ids())
    keys = {one.translation_key for one in named.values()}
    twins = Page.objects.live().filter(translation_key__in=keys, locale=page.locale_id, alias_of=None)
    ours = {one.translation_key: one for one in twins}
    return {pk: ours.get(one.translation_key, one) for pk, one in named.items()}


def _inlined(html: str) -> str:
    import css_inline

    return css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=True).inline(html)


def _full(path: str) -> str:
    return urljoin(settings.SITE_URL, path)


def _cleaned(source: str) -> SafeString:
    """Rich text for a mail: whole addresses, nothing but words, lists and links."""
    html = re.sub(r'href="(/[^"]*)"', lambda found: f'href="{_full(found[1])}"', expand_db_html(source))
    return mark_safe(nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, link_rel=None))  # noqa: S308 - just cleaned


# --- the faces of the blocks ------------------------------------------------------------------------------------------
def _part(block: Any, language: str, page: NewsletterIssuePage) -> Part | None:
    return FACES[block.block_type](block.value, language, page)


def _text(value: Any, *_more: Any) -> Part:
    return Part("text", html=_cleaned(value.source))


def _notice(value: Any, *_more: Any) -> Part:
    text = value["text"]
    return Part("notice", value.get("title") or "", _cleaned(getattr(text, "source", "") or f"<p>{text}</p>"))


def _articles(value: Any, *_more: Any) -> Part:
    links = tuple(
        Link(one.title, _full(url_of(one)), date_format(one.published_on), one.summary) for one in value.live_articles()
    )
    return Part("links", value["title"] or _("News"), links=links)


def _dates(value: Any, language: str, *_more: Any) -> Part | None:
    links = tuple(
        Link(one.title, _full(one.url), " · ".join(filter(None, (date_format(one.day), one.words, one.place))))
        for one in value.dates(language)
    )
    return Part("links", value["title"] or _("Dates"), links=links) if links else None


def _quote(value: Any, *_more: Any) -> Part:
    return Part("quote", value["attribution"], text=value["text"])


def _image(value: Any, language: str, page: NewsletterIssuePage) -> Part | None:
    """A picture that says something, in words; decoration is left out."""
    image = value["image"]
    if image is None or value["decorative"] or (image.decorative and not value["alt_text"]):
        return None
    words = value["alt_text"] or image.alt_in(language)
    return Part("picture", value["caption"] or "", text=words, links=(Link(_("See the picture"), _full(url_of(page))),))


def _film(value: Any, language: str, page: NewsletterIssuePage) -> Part:
    return Part("film", value["title"], text=value["length"], links=(Link(_("See the film"), _full(url_of(page))),))


def _download(value: Any, *_more: Any) -> Part:
    document = value["document"]
    title = value["title"] or document.title
    link = Link(title, _full(document.url), document.facts, value["text"] or "")
    return Part("links", _("Download"), links=(link,))


def _cta(value: Any, *_more: Any) -> Part:
    link = value["link"]
    return Part("cta", value["title"], text=value["text"] or "", links=(Link(link.label, _full(link.href)),))


def _contact(value: Any, language: str, *_more: Any) -> Part:
    contact = ContactPage.objects.live().filter(locale__language_code=language).first()
    url = f"{_full(url_of(contact))}?emne={value['topic']}" if contact else settings.SITE_URL
    return Part("cta", _("Write to us"), text=value["text"], links=(Link(_("Write to us"), url),))


FACES: dict[str, Callable[..., Part | None]] = {
    "text": _text,
    "articles": _articles,
    "dates": _dates,
    "notice": _notice,
    "quote": _quote,
    "image": _image,
    "film": _film,
    "download": _download,
    "cta": _cta,
    "contact": _contact,
}
