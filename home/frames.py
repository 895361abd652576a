"""The frame around every page: menu, breadcrumb, languages, settings. Fetched in a fixed number of queries."""

from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.http import HttpRequest
from django.utils import translation
from wagtail.models import Page

from .links import PREFIXES, know, language_of, url_of
from .locales import id_of
from .models import BasePage, ContactPage, PortalSettings
from .shell import HOME_DEPTH, SECTION_DEPTH, light, shell_of
from .terms import Explainer, explainer_of

LANGUAGE_NAMES = {"da": "Dansk", "en": "English"}


@dataclass(frozen=True)
class Link:
    """A link of the frame."""

    title: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class LanguageLink:
    """The link to the same page in the other language."""

    code: str
    name: str
    url: str
    translated: bool


@dataclass
class Frame:
    """What the base template shows around a page. `page` is None on views of the portal."""

    request: HttpRequest
    language: str
    page: Page | None = None
    pages: list[Page] = field(default_factory=list)

    @cached_property
    def settings(self) -> PortalSettings:
        """The editors' settings."""
        return shell_of(self.request).settings

    @cached_property
    def page_language(self) -> str:
        """The language the page is written in; another than `language` when it has no translation."""
        return language_of(self.page) if self.page else self.language

    @property
    def is_untranslated(self) -> bool:
        """Whether the reader asked for a language that this page is not in."""
        return self.page_language != self.language

    @cached_property
    def home(self) -> Page | None:
        """The front page of the reader's language."""
        return shell_of(self.request).home_of(self.language)

    @cached_property
    def menu(self) -> list[Link]:
        """The main menu: the pages just below the front page that editors ticked for menus, in their order."""
        here = self._path_in_tree
        return [
            Link(menu_word(page), url_of(page), current=here.startswith(page.path))
            for page in self._below_home
            if page.show_in_menus
        ]

    @cached_property
    def footer_pages(self) -> list[Link]:
        """The pages just below the front page that are not in the menu, in their order, save the contact page."""
        rest = (page for page in self._below_home if not page.show_in_menus)
        return [Link(page.title, url) for page in rest if (url := url_of(page)) != self.contact_url]

    @cached_property
    def contact_url(self) -> str:
        """The page to write to us from; the front page where there is none."""
        kind = ContentType.objects.get_for_model(ContactPage).pk
        found = [url_of(page) for page in self._below_home if page.content_type_id == kind]
        return found[0] if found else self.home_url

    @cached_property
    def _below_home(self) -> list[Page]:
        home = self.home
        below = [
            page for page in self.pages if home and page.depth == SECTION_DEPTH and page.path.startswith(home.path)
        ]
        return sorted(below, key=lambda page: page.path)

    @property
    def _path_in_tree(self) -> str:
        return self.page.path if self.page else ""

    @cached_property
    def breadcrumbs(self) -> list[Link]:
        """From the front page to the page itself; the last one is where the reader stands."""
        if self.page is None or self.page.depth <= HOME_DEPTH:
            return []
        above = [
            page
            for page in self.pages
            if page.depth >= HOME_DEPTH and self.page.path.startswith(page.path) and page.pk != self.page.pk
        ]
        links = [Link(page.title, url_of(page)) for page in sorted(above, key=lambda page: page.depth)]
        return [*links, Link(self.page.title, url_of(self.page), current=True)]

    @cached_property
    def translations(self) -> dict[str, Page]:
        """The live translations of the page by language, itself among them."""
        if self.page is None:
            return {}
        same = [
            page for page in self.pages if page.translation_key == self.page.translation_key and not page.alias_of_id
        ]
        return {language_of(page): page for page in same if page.live} | {self.page_language: self.page}

    @cached_property
    def other_language(self) -> LanguageLink:
        """The link to the same page in the other language, or, where there is none, to the page with a notice."""
        code = "en" if self.language == "da" else "da"
        if self.page is None:
            path = self.request.get_full_path()
            bare = path.removeprefix("/en") if self.language == "en" else path
            return LanguageLink(code, LANGUAGE_NAMES[code], f"/en{bare}" if code == "en" else bare, True)
        twin = self.translations.get(code)
        return LanguageLink(
            code, LANGUAGE_NAMES[code], url_of(twin) if twin else url_of(self.page, code), twin is not None
        )

    @cached_property
    def canonical(self) -> str:
        """The one full address of this page."""
        path = url_of(self.page) if self.page else self.request.path
        return urljoin(settings.SITE_URL, path)

    @cached_property
    def alternates(self) -> list[tuple[str, str]]:
        """Language and full address of each live translation, for hreflang; empty when there is only one."""
        pairs = [(code, urljoin(settings.SITE_URL, url_of(page))) for code, page in sorted(self.translations.items())]
        return pairs if len(pairs) > 1 else []

    @cached_property
    def explainer(self) -> Explainer:
        """Explains the words of the glossary, each once on the page."""
        return explainer_of(self.request, id_of(self.page_language))

    @property
    def is_front(self) -> bool:
        return self.page is not None and self.page.depth == HOME_DEPTH

    @property
    def home_url(self) -> str:
        return PREFIXES[self.language]

    @property
    def is_demo(self) -> bool:
        return settings.IS_DEMO


def stand_below(frame: Frame, title: str, below: str) -> None:
    """Makes the frame of a page that of something below it that is no page: an address of its own in each language,
    `below` the page's, and its place in the breadcrumb."""
    full = {code: urljoin(settings.SITE_URL, url_of(one) + below) for code, one in frame.translations.items()}
    other, crumbs = frame.other_language, frame.breadcrumbs
    frame.breadcrumbs = [*crumbs[:-1], Link(crumbs[-1].title, crumbs[-1].url)]
    frame.breadcrumbs += [Link(title, crumbs[-1].url + below, current=True)]
    frame.canonical = full[frame.page_language]
    frame.alternates = sorted(full.items()) if len(full) > 1 else []
    frame.other_language = LanguageLink(other.code, other.name, other.url + below, other.translated)


def frame_of(request: HttpRequest, page: Page | None = None) -> Frame:
    """The frame of a page, or of a view of the portal when `page` is None. One query for all the pages in it."""
    language = getattr(request, "asked_language", None) or translation.get_language() or settings.LANGUAGE_CODE
    if page is not None and getattr(request, "is_preview", False):
        language = language_of(page)
    frame = Frame(request=request, language=language, page=page, pages=_pages(request, page))
    know(_translated(frame))
    request.frame = frame  # type: ignore[attr-defined]
    return frame


def _pages(request: HttpRequest, page: Page | None) -> list[Page]:
    """The shell's pages, and of this page: ancestors, translations, linked pages and theirs; one query."""
    tops = shell_of(request).tops
    if page is None:
        return list(tops)
    above = [page.path[: end * Page.steplen] for end in range(SECTION_DEPTH + 1, page.depth)]
    keys = Page.objects.filter(pk__in=page.linked_page_ids()) if isinstance(page, BasePage) else Page.objects.none()
    wanted = Q(translation_key=page.translation_key) | Q(translation_key__in=keys.values("translation_key"))
    if above:
        wanted |= Q(path__in=above)
    own = light(Page.objects.filter(wanted, live=True))
    return list({one.pk: one for one in (*tops, *own)}.values())


def menu_word(page: Page) -> str:
    """The word of a page in the menu: a section's own, else the title."""
    section = getattr(page, "sectionpage", None)
    return (section.menu_title if section else "") or page.title


def _translated(frame: Frame) -> dict[int, Page]:
    """By each page's id: the page in the reader's language where that exists, else the page itself."""
    wanted = {(page.translation_key, language_of(page)): page for page in frame.pages if not page.alias_of_id}
    return {page.pk: wanted.get((page.translation_key, frame.page_language), page) for page in frame.pages}
