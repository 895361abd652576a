"""Job notices: open to their last day by Copenhagen's calendar, and kindly gone the day after."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from time_machine import travel
from wagtail.models import PageViewRestriction

from employment.domain import jobs
from employment.models import JobIndexPage, JobNoticePage
from tests.fixtures.sites import SiteTree

pytestmark = pytest.mark.django_db
ADDRESS = "/peer-grupper/job/"
TODAY = date(2026, 11, 3)
NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)


@pytest.fixture
def job_index(site_tree: SiteTree) -> JobIndexPage:
    page = JobIndexPage(title="Job for peers", slug="job", locale=site_tree.section.locale, live=True)
    return site_tree.section.add_child(instance=page)


def notice(index: JobIndexPage, slug: str = "broen", deadline: date = TODAY, **more: Any) -> JobNoticePage:
    values: dict[str, Any] = {
        "title": f"Peer til {slug}",
        "slug": slug,
        "employer": f"Stedet {slug}",
        "town": "Viborg",
        "region": "midtjylland",
        "deadline": deadline,
        "how_to_apply": "Skriv til job@example.org.",
        "locale": index.locale,
        "live": True,
        "first_published_at": NOON,
    }
    return index.add_child(instance=JobNoticePage(**values | more))


def listed(client: Client, **asked: str) -> list[str]:
    text = client.get(ADDRESS, asked).text
    return [slug for slug in ("broen", "havnen", "engen") if f"Stedet {slug}" in text]


@travel(NOON, tick=False)
def test_the_nearest_deadline_comes_first_and_drafts_private_and_past_ones_never(
    job_index: JobIndexPage, stranger: Client
) -> None:
    notice(job_index, "havnen", date(2026, 12, 1))
    notice(job_index, "broen", TODAY)
    notice(job_index, "forbi", date(2026, 11, 2))
    notice(job_index, "kladde", live=False)
    private = notice(job_index, "privat")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    text = stranger.get(ADDRESS).text
    assert 0 < text.index("Stedet broen") < text.index("Stedet havnen")
    assert not any(f"Stedet {slug}" in text for slug in ("forbi", "kladde", "privat"))
    assert "2 job for peers" in text


@travel(NOON, tick=False)
def test_a_region_is_chosen_and_an_unknown_one_ignored(job_index: JobIndexPage, stranger: Client) -> None:
    notice(job_index, "broen")
    notice(job_index, "havnen", region="sjaelland")
    assert listed(stranger, region="sjaelland") == ["havnen"]
    assert listed(stranger, region="<b>") == ["broen", "havnen"]
    assert "Sjælland: 1 job" in stranger.get(ADDRESS, {"region": "sjaelland"}).text


@travel(NOON, tick=False)
def test_an_empty_list_says_what_one_can_do(job_index: JobIndexPage, stranger: Client) -> None:
    assert "Der er ingen opslag her lige nu." in stranger.get(ADDRESS).text


@travel(NOON, tick=False)
def test_one_notice_and_three_cost_the_same(job_index: JobIndexPage, django_assert_num_queries: Any) -> None:
    Client().get(ADDRESS)
    for number, slugs in ((1, ["broen"]), (3, ["havnen", "engen"])):
        for slug in slugs:
            notice(job_index, slug)
        with django_assert_num_queries(8):
            assert len(listed(Client())) == number


def test_the_last_day_is_over_at_midnight_in_copenhagen(job_index: JobIndexPage, stranger: Client) -> None:
    notice(job_index)
    with travel(datetime(2026, 11, 3, 22, 59, tzinfo=UTC), tick=False):
        answer = stranger.get(f"{ADDRESS}broen/")
        assert answer.status_code == 200
        assert "Skriv til job@example.org." in answer.text
    with travel(datetime(2026, 11, 3, 23, 1, tzinfo=UTC), tick=False):
        assert listed(stranger) == []
        changed = stranger.get(f"{ADDRESS}broen/", headers={"If-None-Match": answer["ETag"]})
        assert changed.status_code == 410
        assert "Fristen er gået" in changed.text
        assert "Skriv til job@example.org." not in changed.text


def test_it_is_taken_down_once_in_both_languages_and_its_address_stays_kind(
    job_index: JobIndexPage, site_tree: SiteTree, stranger: Client
) -> None:
    danish = notice(job_index)
    english_index = site_tree.en["section"].add_child(
        instance=JobIndexPage(title="Jobs", slug="jobs", locale=site_tree.en["section"].locale, live=True)
    )
    notice(english_index, "bridge")
    assert jobs.take_down_past(datetime(2026, 11, 3, 22, tzinfo=UTC)) == 0
    assert jobs.take_down_past(datetime(2026, 11, 4, 1, tzinfo=UTC)) == 2
    assert jobs.take_down_past(datetime(2026, 11, 4, 2, tzinfo=UTC)) == 0
    danish.refresh_from_db()
    assert (danish.live, danish.expired) == (False, True)
    with travel(datetime(2026, 11, 4, 8, tzinfo=UTC), tick=False):
        gone = stranger.get(f"{ADDRESS}broen/")
        assert gone.status_code == 410
        assert "Fristen er gået" in gone.text
        assert "The deadline has passed" in stranger.get("/en/peer-groups/jobs/bridge/").text


@travel(NOON, tick=False)
def test_drafts_and_unknown_addresses_are_not_found(job_index: JobIndexPage, stranger: Client) -> None:
    notice(job_index, "kladde", date(2026, 11, 1), live=False, first_published_at=None)
    notice(job_index, "kommer", date(2026, 12, 1), live=False)
    for slug in ("kladde", "kommer", "andet"):
        assert stranger.get(f"{ADDRESS}{slug}/").status_code == 404
    assert stranger.post(ADDRESS).status_code == 405


@travel(NOON, tick=False)
def test_a_notice_tells_all_that_is_needed_and_sets_no_cookie(job_index: JobIndexPage, stranger: Client) -> None:
    notice(job_index, hours="20.5", link="https://example.org/job")
    answer = stranger.get(f"{ADDRESS}broen/")
    for words in ("Stedet broen", "Viborg, Midtjylland", "20,5", "tirsdag den 3. november 2026", "(eksternt)"):
        assert words in answer.text
    assert not answer.cookies
    assert answer["Cache-Control"].startswith("public")
