"""Ways in by stage and by reader: guides, tools and works that apply, and nothing that does not."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from employment.domain.library import MOST_LISTED, shelf_for
from employment.domain.tools import TOOLS, tools_for
from employment.models import HoursPage, PackPage, RoleStarPage, Work
from home.models import BasePage
from tests.fixtures.sites import SiteTree

from .making import make_entry, make_guide
from .shelves import LIBRARY, add_work, make_library

pytestmark = pytest.mark.django_db
ENTRY = "/peer-grupper/overvej/"


def add_tool(tree: SiteTree, kind: type, slug: str, **more: Any) -> Any:
    return tree.section.add_child(
        instance=kind(title=slug.title(), slug=slug, locale=tree.section.locale, **{"live": True, **more})
    )


def test_a_reader_is_led_to_guides_tools_and_works(site_tree: SiteTree, stranger: Client) -> None:
    make_guide(site_tree)
    make_library(site_tree)
    add_tool(site_tree, PackPage, "startpakke")
    add_tool(site_tree, RoleStarPage, "rollestjerne")
    work = add_work("Til ledere", readers=["leader"])
    add_work("Til peers", readers=["peer"])
    make_entry(site_tree, reader="leader")
    page = stranger.get(ENTRY).text
    assert "Klar til en peer-kollega" in page
    assert 'href="/peer-grupper/startpakke/"' in page
    assert f'href="{LIBRARY}vaerk/{work.slug}/"' in page
    assert f'href="{LIBRARY}?laeser=leader"' in page
    assert "Til peers" not in page


def test_stage_and_reader_both_choose_the_tools(site_tree: SiteTree) -> None:
    add_tool(site_tree, PackPage, "startpakke")
    add_tool(site_tree, RoleStarPage, "rollestjerne")
    add_tool(site_tree, HoursPage, "timetal")
    locale = site_tree.section.locale_id
    assert [tool.title for tool in tools_for(locale, reader="colleague")] == ["Rollestjerne"]
    assert [tool.title for tool in tools_for(locale, stage="consider")] == ["Startpakke", "Timetal"]
    assert [tool.title for tool in tools_for(locale, stage="first_day", reader="leader")] == [
        "Startpakke",
        "Rollestjerne",
    ]


def test_drafts_private_and_foreign_tools_are_not_shown(site_tree: SiteTree) -> None:
    add_tool(site_tree, PackPage, "kladde", live=False)
    private = add_tool(site_tree, HoursPage, "privat")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    assert tools_for(site_tree.section.locale_id, reader="leader") == []
    assert tools_for(site_tree.en["section"].locale_id, reader="leader") == []


def test_works_are_shown_only_where_the_library_is_public_and_not_too_many(
    site_tree: SiteTree, stranger: Client
) -> None:
    for number in range(MOST_LISTED + 2):
        add_work(f"Værk {number}", readers=["leader"], live=number != 1)
    make_entry(site_tree, reader="leader")
    assert "Værk 0" not in stranger.get(ENTRY).text
    library = make_library(site_tree)
    shelf = stranger.get(ENTRY).context["shelf"]
    assert [work.title for work, _url in shelf.works] == [f"Værk {number}" for number in (0, 2, 3, 4, 5, 6)]
    PageViewRestriction.objects.create(page=library, restriction_type=PageViewRestriction.LOGIN)
    assert stranger.get(ENTRY).context["shelf"] is None
    assert shelf_for(site_tree.section.locale_id, LIBRARY, stage="follow_up") is None


def test_an_entry_page_costs_the_same_for_one_and_for_three(site_tree: SiteTree, stranger: Client) -> None:
    make_library(site_tree)
    make_entry(site_tree, reader="leader")
    for most, kind in ((1, PackPage), (3, HoursPage)):
        while Work.objects.count() < most:
            add_work(f"Værk {Work.objects.count()}", readers=["leader"])
            make_guide(site_tree, title=f"Guide {Work.objects.count()}", slug=f"guide-{Work.objects.count()}")
        add_tool(site_tree, kind, f"tool-{most}")
        stranger.get(ENTRY)
        with CaptureQueriesContext(connection) as queries:
            assert stranger.get(ENTRY).status_code == 200
        assert len(queries) == 8


def test_every_tool_named_is_a_page_type() -> None:
    assert set(TOOLS) <= {model._meta.model_name for model in BasePage.__subclasses__()}
