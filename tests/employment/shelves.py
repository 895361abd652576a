"""A small library and a small directory to test against."""

from datetime import date
from typing import Any

from wagtail.models import Locale

from employment.models import LibraryPage, PeerPlace, PlacesPage, Work
from tests.fixtures.sites import SiteTree

LIBRARY = "/peer-grupper/bibliotek/"
DIRECTORY = "/peer-grupper/steder/"


def make_library(tree: SiteTree) -> LibraryPage:
    """A live, empty library below the section."""
    page = LibraryPage(title="Bibliotek", slug="bibliotek", summary="Værker.", locale=tree.section.locale, live=True)
    return tree.section.add_child(instance=page)


def make_directory(tree: SiteTree) -> PlacesPage:
    """A live, empty directory below the section."""
    page = PlacesPage(title="Hvor peers er", slug="steder", summary="Steder.", locale=tree.section.locale, live=True)
    return tree.section.add_child(instance=page)


def add_work(title: str, language: str = "da", **facts: Any) -> Work:
    """A work that visitors see."""
    values = {"summary": "Om at ansætte.", "languages": ["da"], "kind": "report", **facts}
    work = Work(title=title, locale=Locale.objects.get(language_code=language), **values)
    work.full_clean(exclude=["slug"])
    work.save()
    return work


def add_place(name: str, **facts: Any) -> PeerPlace:
    """A place that visitors see."""
    values = {
        "kind": "service",
        "region": "midtjylland",
        "town": "Aarhus",
        "what": "Et værested.",
        "for_whom": "Alle",
        "checked_on": date(2026, 10, 1),
        **facts,
    }
    place = PeerPlace(name=name, locale=Locale.objects.get(language_code="da"), **values)
    place.full_clean()
    place.save()
    return place
