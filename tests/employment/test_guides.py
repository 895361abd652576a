"""Guides on the web, the entry pages that lead to them, and what holds them back."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from employment.domain.guide_checks import guide_faults
from employment.domain.guides import applying, chapters_of
from employment.models import EntryPage
from tests.fixtures.sites import SiteTree

from .making import chapter, make_entry, make_guide

pytestmark = pytest.mark.django_db
ADDRESS = "/peer-grupper/klar-til-en-peer-kollega/"


def test_the_page_shows_numbered_chapters_and_contents(site_tree: SiteTree, stranger: Client) -> None:
    make_guide(site_tree)
    page = stranger.get(ADDRESS)
    assert page.status_code == 200
    assert '<h2 id="goer-kollegerne-klar">2 Gør kollegerne klar</h2>' in page.text
    assert 'href="#goer-kollegerne-klar"' in page.text
    assert "<h3>Tal om rollen</h3>" in page.text
    assert '<h3 class="notice__title">Husk</h3>' in page.text
    assert page.text.count("<h1") == 1
    assert not page.cookies


def test_query_counts_do_not_grow_with_chapters_or_guides(site_tree: SiteTree, stranger: Client) -> None:
    guide = make_guide(site_tree, chapters=[chapter("Et")])
    entry = make_entry(site_tree, stage="consider")
    counts = []
    for number in (1, 3):
        guide.chapters = [chapter(f"Kapitel {n}") for n in range(number)]
        guide.save()
        if number == 3:
            for n in (2, 3):
                make_guide(site_tree, title=f"Guide {n}", slug=f"guide-{n}")
        stranger.get(ADDRESS)
        for path in (ADDRESS, f"/peer-grupper/{entry.slug}/"):
            with CaptureQueriesContext(connection) as queries:
                assert stranger.get(path).status_code == 200
            counts.append(len(queries))
    assert counts[:2] == counts[2:]


def test_two_chapters_of_one_name_have_places_of_their_own(site_tree: SiteTree) -> None:
    guide = make_guide(site_tree, chapters=[chapter("Start"), chapter("Start")])
    assert [one.anchor for one in chapters_of(guide)] == ["start", "start-2"]


def test_an_entry_page_leads_to_the_chapters_that_apply(site_tree: SiteTree, stranger: Client) -> None:
    make_guide(site_tree)
    entry = make_entry(site_tree, stage="consider")
    text = stranger.get(f"/peer-grupper/{entry.slug}/").text
    assert f'href="{ADDRESS}#hvorfor-en-peer"' in text
    assert "#goer-kollegerne-klar" not in text


def test_a_reader_gets_what_is_written_for_all_or_for_them(site_tree: SiteTree) -> None:
    make_guide(site_tree)
    titles = [one.title for row in applying(site_tree.section.locale_id, reader="colleague") for one in row.chapters]
    assert "Hvorfor en peer?" not in titles
    assert "Gør kollegerne klar" in titles
    assert applying(site_tree.section.locale_id, reader="peer") == []


def test_drafts_private_replaced_and_foreign_guides_are_not_listed(site_tree: SiteTree) -> None:
    from wagtail.models import PageViewRestriction

    shown = make_guide(site_tree)
    make_guide(site_tree, title="Kladde", slug="kladde", live=False)
    hidden = make_guide(site_tree, title="Privat", slug="privat")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    make_guide(site_tree, title="Gammel", slug="gammel", successor=shown)
    make_guide(site_tree, title="Om noget andet", slug="andet", stages=[], readers=[])
    rows = applying(site_tree.section.locale_id, stage="consider")
    assert [row.guide.title for row in rows] == [shown.title]


def test_a_replaced_guide_keeps_its_address_and_leads_on(site_tree: SiteTree, stranger: Client) -> None:
    newer = make_guide(site_tree, title="Den nye", slug="den-nye")
    make_guide(site_tree, successor=newer)
    page = stranger.get(ADDRESS)
    assert page.status_code == 200
    assert 'href="/peer-grupper/den-nye/"' in page.text


def test_what_is_missing_holds_a_guide_back(site_tree: SiteTree) -> None:
    good = make_guide(site_tree)
    assert list(guide_faults(good)) == []
    good.readers = []
    assert [field for field, _message in guide_faults(good)] == ["readers"]
    good.stages, good.chapters = [], []
    assert [field for field, _message in guide_faults(good)] == ["chapters"]
    long = {"caption": "Lang", "cells": "a | b\n" * 300}
    good.chapters = [chapter("Tabel", ("table", long))]
    assert [field for field, _message in guide_faults(good)] == ["chapters"]
    assert [field for field, _message in guide_faults(EntryPage(title="x"))] == ["stage"]
    assert list(guide_faults(site_tree.content)) == []


def test_every_preview_of_a_guide_can_be_seen(site_tree: SiteTree, editor: Any) -> None:
    guide = make_guide(site_tree)
    for mode, _name in guide.preview_modes:
        answer = guide.make_preview_request(preview_mode=mode)
        assert answer.status_code == 200, mode
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == "inline"


def test_a_preview_that_cannot_be_made_says_so(site_tree: SiteTree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pdf.render.is_available", lambda: False)
    assert make_guide(site_tree).make_preview_request(preview_mode="pdf").status_code == 503


def test_sources_are_read_line_by_line(site_tree: SiteTree) -> None:
    guide = make_guide(site_tree, sources="Titel | Udgiver | 2016\n\n Kun titel \n | uden titel")
    assert guide.source_rows == [
        {"title": "Titel", "publisher": "Udgiver", "year": "2016"},
        {"title": "Kun titel", "publisher": "", "year": ""},
    ]


def test_several_choices_are_kept_and_checked(site_tree: SiteTree) -> None:
    from django.core.exceptions import ValidationError

    guide = make_guide(site_tree)
    again = type(guide).objects.get(pk=guide.pk)
    assert again.stages == ["consider", "prepare"]
    assert again.save_revision().as_object().stages == ["consider", "prepare"]
    field = type(guide)._meta.get_field("stages")
    with pytest.raises(ValidationError):
        field.clean(["nowhere"], guide)
    assert field.clean(["consider"], guide) == ["consider"]
