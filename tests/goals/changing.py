"""Run inside the demo's own environment: an editor who changes one page, an act for each line that comes in.

Each line is a JSON list, the act first; the answer is JSON with the page's address, once the act is stored.
"""
# ruff: noqa: T201 - a program that answers on standard output

import json
import sys
from collections.abc import Callable

import django

django.setup()

from wagtail.models import Locale, Page, PageViewRestriction  # noqa: E402

from home.links import url_of  # noqa: E402
from home.models import ContentPage, HomePage, SectionPage  # noqa: E402

SLUG = "friskhed"


def _page(language: str = "da") -> ContentPage:
    key = ContentPage.objects.filter(slug__startswith=SLUG, locale__language_code="da").get().translation_key
    return ContentPage.objects.get(translation_key=key, locale__language_code=language)


def _home(language: str = "da") -> HomePage:
    return HomePage.objects.get(locale__language_code=language)


def make(word: str) -> Page:
    """A draft that nobody may read."""
    return _home().add_child(instance=ContentPage(title=word, slug=SLUG, summary=word, live=False))


def publish(word: str) -> Page:
    page = _page()
    page.title = page.summary = word
    page.save_revision().publish()
    return page


def translate(word: str) -> Page:
    english = Locale.objects.get(language_code="en")
    if not _page().has_translation(english):
        twin = _page().copy_for_translation(english, copy_parents=True)
        twin.slug = "freshness"
        twin.save()
    twin = _page("en")
    twin.title = twin.summary = word
    twin.save_revision().publish()
    return twin


def rename(slug: str) -> Page:
    page = _page()
    page.slug = slug
    page.save_revision().publish()
    return _page()


def move() -> Page:
    """Below the front page, or below a section: where it is not."""
    page, home = _page(), _home()
    section = SectionPage.objects.child_of(home).live().exact_type(SectionPage).order_by("path").first()
    page.move(section if page.get_parent().pk == home.pk else home, pos="last-child")
    return _page()


def hide() -> Page:
    PageViewRestriction.objects.create(page=_page(), restriction_type=PageViewRestriction.LOGIN)
    return _page()


def show() -> Page:
    for rule in PageViewRestriction.objects.filter(page=_page()):
        rule.delete()
    return _page()


def draft(word: str) -> Page:
    page = _page()
    page.title = page.summary = word
    page.save_revision()
    return page


def unpublish() -> Page:
    page = _page()
    page.unpublish()
    return page


ACTS: dict[str, Callable[..., Page]] = {
    act.__name__: act for act in (make, publish, translate, rename, move, hide, show, draft, unpublish)
}

if __name__ == "__main__":
    for line in sys.stdin:
        act, *words = json.loads(line)
        print(json.dumps({"url": url_of(ACTS[act](*words))}), flush=True)
