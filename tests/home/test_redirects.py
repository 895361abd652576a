"""A page that moves leaves a way to its new address behind."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect

from tests.fixtures.sites import SiteTree

pytestmark = pytest.mark.django_db


def test_a_renamed_page_answers_at_its_old_address(
    site_tree: SiteTree, stranger: Client, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        site_tree.content.slug = "saadan-goer-vi"
        site_tree.content.save_revision().publish()
    answer = stranger.get("/peer-grupper/saadan-foregaar-et-forloeb/")
    assert (answer.status_code, answer["Location"]) == (301, "/peer-grupper/saadan-goer-vi/")
    assert not answer.cookies


def test_a_moved_section_takes_its_pages_along_in_both_languages(
    site_tree: SiteTree, stranger: Client, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    for section, page in ((site_tree.section, site_tree.faq), (site_tree.en["section"], site_tree.en["faq"])):
        with django_capture_on_commit_callbacks(execute=True):
            page.move(section.get_parent(), pos="last-child")
    for old, new in (
        ("/peer-grupper/spoergsmaal/", "/spoergsmaal/"),
        ("/en/peer-groups/questions/", "/en/questions/"),
    ):
        answer = stranger.get(old)
        assert (answer.status_code, answer["Location"]) == (301, new)


def test_a_redirect_by_hand_works_and_leads_nowhere_else(site_tree: SiteTree, stranger: Client) -> None:
    Redirect.objects.create(old_path="/gammel", redirect_page=site_tree.faq, is_permanent=True)
    answer = stranger.get("/gammel/")
    assert (answer.status_code, answer["Location"]) == (301, "/peer-grupper/spoergsmaal/")
