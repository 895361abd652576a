"""The library: found by filters and words, asked for where there is no link, hosted only with permission."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale, PageViewRestriction

from employment import demo_library, demo_places
from employment.models import LinkCheck, Work
from home.domain.readability import lix, sentences
from home.models import PortalDocument, PortalImage
from tests.fixtures.sites import SiteTree

from .shelves import LIBRARY, add_work, make_library

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(site_tree: SiteTree) -> Any:
    return make_library(site_tree)


def titles(client: Client, query: str = "") -> list[str]:
    return [work.title for work in client.get(f"{LIBRARY}{query}").context["page_obj"]]


def a_document(content: bytes = b"%PDF-1.7\n%%EOF") -> PortalDocument:
    return PortalDocument.objects.create(title="Folder", file=ContentFile(content, name="folder.pdf"), pages=4)


def test_the_newest_comes_first_and_works_without_a_year_last(library: Any, stranger: Client) -> None:
    add_work("Uden år")
    add_work("Gammel", year=2001)
    add_work("Ny", year=2020)
    assert titles(stranger) == ["Ny", "Gammel", "Uden år"]
    assert titles(stranger, "?sorter=titel") == ["Gammel", "Ny", "Uden år"]


def test_filters_by_stage_topic_publisher_language_and_kind(library: Any, stranger: Client) -> None:
    add_work("Film", kind="film", stages=["prepare"], topics=["role"], publisher="DEFACTUM", languages=["en"])
    add_work("Andet", publisher="Socialstyrelsen")
    for query in ("fase=prepare", "emne=role", "udgiver=DEFACTUM", "sprog=en", "slags=film"):
        assert titles(stranger, f"?{query}") == ["Film"], query
    assert titles(stranger, "?fase=prepare&udgiver=Socialstyrelsen") == []


def test_words_find_titles_publishers_and_summaries_however_they_are_written(library: Any, stranger: Client) -> None:
    add_work("Når brugere bliver kolleger", summary="Om vilkår.", publisher="Kaos & Co")
    for text in ("naar", "NÅR", "kolleger brug", "vilkaar", "kaos"):
        assert len(titles(stranger, f"?q={text}")) == 1, text
    for text in ("%25", "_", "findesikke"):
        assert len(titles(stranger, f"?q={text}")) == (1 if text in "%25_" else 0), text


@pytest.mark.parametrize(
    "query",
    [
        "?fase=abc",
        "?udgiver=%00",
        "?q=%00",
        "?sorter=x",
        "?slags=<script>",
        "?page=0",
        "?page=-1",
        "?page=9999",
        "?page=x",
    ],
)
def test_odd_values_are_left_out_with_a_notice(library: Any, stranger: Client, query: str) -> None:
    add_work("Et værk")
    page = stranger.get(f"{LIBRARY}{query}")
    assert page.status_code == 200
    assert [work.title for work in page.context["page_obj"]] == ["Et værk"]
    assert "kender vi ikke" in page.text
    assert "<script>" not in page.text.replace("<script src", "")
    assert "kender vi ikke" not in stranger.get(LIBRARY).text


def test_the_sentence_counts_what_is_shown_and_each_filter_can_be_taken_away(library: Any, stranger: Client) -> None:
    for number in range(13):
        add_work(f"Værk {number}", stages=["prepare"], languages=["da" if number else "en"])
    page = stranger.get(f"{LIBRARY}?fase=prepare&sprog=da")
    assert "12 værker: Forbered, dansk" in page.text.replace("Dansk", "dansk")
    assert [one.url for one in page.context["filters"].chosen] == ["?sprog=da", "?fase=prepare"]
    assert len(titles(stranger)) == 12
    assert len(titles(stranger, "?page=2")) == 1


def test_a_page_of_works_costs_the_same_for_one_and_for_three(library: Any, stranger: Client) -> None:
    stranger.get(LIBRARY)
    for most in (1, 3):
        while Work.objects.count() < most:
            cover = PortalImage.objects.create(title="Forside", file=get_test_image_file())
            add_work(f"Værk {Work.objects.count()}", link=f"https://example.org/{cover.pk}.pdf", cover=cover)
        stranger.get(LIBRARY)
        with CaptureQueriesContext(connection) as queries:
            assert len(titles(stranger)) == most
        assert len(queries) == 8


def test_the_page_is_public_and_old_once_a_work_changes(library: Any, stranger: Client) -> None:
    work = add_work("Et værk")
    first = stranger.get(LIBRARY)
    assert not first.cookies
    assert "csrfmiddlewaretoken" not in first.text
    assert stranger.get(LIBRARY, headers={"If-None-Match": first["ETag"]}).status_code == 304
    work.summary = "Ny tekst"
    work.save()
    assert stranger.get(LIBRARY, headers={"If-None-Match": first["ETag"]}).status_code == 200
    assert stranger.post(LIBRARY).status_code == 405


def test_hidden_works_are_nowhere(library: Any, stranger: Client) -> None:
    work = add_work("Skjult kladde", live=False)
    for path in (LIBRARY, "/soeg/?q=skjult"):
        assert "Skjult kladde" not in stranger.get(path).text
    assert stranger.get(f"{LIBRARY}vaerk/{work.slug}/").status_code == 404


def test_a_work_has_a_page_of_its_own_with_its_facts(library: Any, stranger: Client) -> None:
    work = add_work("En film", kind="film", minutes=3, publisher="Projektet", rights="CC BY 4.0", stages=["prepare"])
    page = stranger.get(f"{LIBRARY}vaerk/{work.slug}/")
    assert page.status_code == 200
    for fact in ("3 minutter", "Projektet", "CC BY 4.0", "Forbered", "Film"):
        assert fact in page.text
    assert f'rel="canonical" href="http://testserver{LIBRARY}vaerk/en-film/"' in page.text
    assert page.text.count("<h1") == 1
    assert stranger.get(f"{LIBRARY}vaerk/findes-ikke/").status_code == 404
    assert stranger.post(f"{LIBRARY}vaerk/{work.slug}/").status_code == 405


def test_without_an_address_visitors_are_invited_to_ask_with_the_title_filled_in(
    library: Any, stranger: Client
) -> None:
    add_work("Mål & mening")
    page = stranger.get(LIBRARY).text
    assert "/kontakt/?emne=workplaces&amp;om=M%C3%A5l%20%26%20mening" in page
    form = stranger.get("/kontakt/", {"emne": "workplaces", "om": "Mål & mening"}).text
    assert "Mål &amp; mening" in form.split("<textarea")[1].split("</textarea>")[0]
    odd = stranger.get("/kontakt/", {"om": "</textarea><script>\x00\n" + "x" * 5000}).text
    assert "<script>" not in odd.replace("<script src", "")


def test_an_accessible_format_can_be_asked_for(library: Any, stranger: Client) -> None:
    work = add_work("Rapporten")
    assert "om=Rapporten%2C%20i%20et%20tilg%C3%A6ngeligt%20format" in stranger.get(f"{LIBRARY}vaerk/{work.slug}/").text


def test_a_broken_link_is_not_offered(library: Any, stranger: Client) -> None:
    work = add_work("Rapporten", link="https://example.org/a.pdf")
    assert 'href="https://example.org/a.pdf"' in stranger.get(LIBRARY).text
    assert "PDF, ekstern" in stranger.get(LIBRARY).text
    LinkCheck.objects.create(url=work.link, state="broken", failed_on=date(2026, 11, 1))
    for path in (f"{LIBRARY}?x=1", f"{LIBRARY}vaerk/{work.slug}/"):
        page = stranger.get(path).text
        assert "example.org/a.pdf" not in page
        assert "Spørg os efter det" in page


# --- files -----------------------------------------------------------------------------------------------------------
def test_a_file_is_hosted_only_with_permission(library: Any, site_tree: SiteTree) -> None:
    with pytest.raises(ValidationError) as refused:
        add_work("Uden lov", document=a_document())
    assert set(refused.value.error_dict) == {"permission_by", "permission_on"}
    work = add_work("Med lov", document=a_document(), permission_by="Udgiveren", permission_on=date(2026, 1, 2))
    with pytest.raises(IntegrityError), transaction.atomic():
        Work.objects.filter(pk=work.pk).update(permission_by="")


def test_a_hosted_file_is_fetched_and_a_missing_one_said_plainly(library: Any, stranger: Client) -> None:
    document = a_document()
    add_work("Folderen", document=document, permission_by="Udgiveren", permission_on=date(2026, 1, 2))
    page = stranger.get(LIBRARY).text
    assert "PDF, 4 sider" in page
    assert f'href="{document.url}"' in page
    assert b"".join(stranger.get(document.url).streaming_content) == b"%PDF-1.7\n%%EOF"
    document.file.storage.delete(document.file.name)
    for _time in range(2):
        gone = stranger.get(document.url)
        assert (gone.status_code, gone["Cache-Control"]) == (503, "no-store")
        assert "midlertidigt utilgængelig" in gone.text
        assert "/kontakt/?emne=site&amp;om=Folder" in gone.text
    assert stranger.get(f"{document.url}x").status_code == 404


ADD = "wagtailsnippets_employment_work:add"
FILLED = {"title": "Uden lov", "summary": "Om det.", "kind": "report", "languages": ["da"]}


def test_the_form_names_the_rule_of_permission(editor: Any, client_as: Any, library: Any) -> None:
    client = client_as(editor)
    refused = client.post(reverse(ADD), {**FILLED, "document": a_document().pk})
    assert refused.status_code == 200
    assert "kun ligge her med tilladelse" in refused.text
    assert Work.objects.count() == 0
    assert client.post(reverse(ADD), FILLED).status_code == 302
    assert Work.objects.get().slug == "uden-lov"


# --- draft, review, published, archived ------------------------------------------------------------------------------
def test_what_an_editor_saves_is_a_draft_that_no_visitor_sees(
    editor: Any, client_as: Any, library: Any, stranger: Client
) -> None:
    told = {**FILLED, "content_owner": editor.pk, "review_on": "2027-11-03"}
    client_as(editor).post(reverse(ADD), {**told, "action-publish": "1"})
    work = Work.objects.get()
    assert (work.live, stranger.get(f"{LIBRARY}vaerk/{work.slug}/").status_code, titles(stranger)) == (False, 404, [])


def test_a_work_is_published_with_an_owner_and_a_review_day_only(
    moderator: Any, client_as: Any, library: Any, stranger: Client
) -> None:
    client = client_as(moderator)
    refused = client.post(reverse(ADD), {**FILLED, "action-publish": "1"})
    assert ("Vælg, hvem der holder" in refused.text, Work.objects.exists()) == (True, False)
    told = {**FILLED, "content_owner": moderator.pk, "review_on": "2027-11-03", "action-publish": "1"}
    assert client.post(reverse(ADD), told).status_code == 302
    assert titles(stranger) == ["Uden lov"]


def test_a_dead_address_holds_publishing_back(moderator: Any, client_as: Any, library: Any) -> None:
    LinkCheck.objects.create(url="https://example.org/1", state="broken", failed_on=date(2026, 11, 1))
    told = {**FILLED, "content_owner": moderator.pk, "review_on": "2027-11-03", "link": "https://example.org/1"}
    refused = client_as(moderator).post(reverse(ADD), {**told, "action-publish": "1"})
    assert ("har ikke svaret" in refused.text, Work.objects.exists()) == (True, False)


def test_an_editor_submits_and_a_moderator_approves(
    editor: Any, moderator: Any, client_as: Any, library: Any, stranger: Client
) -> None:
    told = {**FILLED, "content_owner": editor.pk, "review_on": "2027-11-03", "action-submit": "1"}
    client_as(editor).post(reverse(ADD), told)
    work = Work.objects.get()
    assert (work.live, work.current_workflow_state.status) == (False, "in_progress")
    state = work.current_workflow_task_state
    approve = reverse("wagtailsnippets_employment_work:confirm_workflow_cancellation", args=[work.pk])
    assert client_as(editor).get(approve).status_code == 200
    state.task.specific.on_action(state, moderator, "approve")
    assert titles(stranger) == ["Uden lov"]


def test_an_archived_work_keeps_its_address_and_leads_to_the_newer(library: Any, stranger: Client) -> None:
    newer = add_work("Den nye")
    older = add_work("Den gamle", successor=newer)
    page = stranger.get(f"{LIBRARY}vaerk/{older.slug}/")
    assert (titles(stranger), page.status_code) == (["Den nye"], 200)
    assert f'<a href="{LIBRARY}vaerk/{newer.slug}/">Den nye</a>' in page.text


# --- languages, search, admin ----------------------------------------------------------------------------------------
def test_a_work_without_english_words_is_shown_in_danish_to_english_readers(
    library: Any, site_tree: SiteTree, stranger: Client
) -> None:
    twin = library.copy_for_translation(Locale.objects.get(language_code="en"))
    twin.slug, twin.live = "library", True
    twin.save()
    danish = add_work("Kun på dansk", summary="Danske ord.")
    both = add_work("Begge", summary="Danske ord igen.")
    add_work("Begge", "en", summary="English words.", translation_key=both.translation_key)
    page = stranger.get("/en/peer-groups/library/")
    assert [work.summary for work in page.context["page_obj"]] == ["English words.", "Danske ord."]
    assert '<p class="card__text" lang="da">Danske ord.</p>' in page.text
    assert stranger.get(f"/en/peer-groups/library/vaerk/{danish.slug}/").status_code == 200
    assert "English words." not in stranger.get(LIBRARY).text


def test_the_site_search_finds_works_and_leads_to_them(library: Any, stranger: Client) -> None:
    work = add_work("Zebraer som kolleger")
    page = stranger.get("/soeg/?q=zebraer")
    assert f'href="{LIBRARY}vaerk/{work.slug}/"' in page.text
    PageViewRestriction.objects.create(page=library, restriction_type=PageViewRestriction.LOGIN)
    assert "Zebraer som" not in stranger.get("/soeg/?q=zebraer").text


def test_two_works_of_the_same_title_get_addresses_of_their_own(library: Any) -> None:
    assert [add_work("Peer-støtte").slug for _time in range(3)] == ["peer-stoette", "peer-stoette-2", "peer-stoette-3"]


def test_editors_keep_works_and_outsiders_never_see_the_screens(
    library: Any, editor: Any, translator: Any, outsider: Any, client_as: Any, stranger: Client
) -> None:
    for number in range(3):
        add_work(f"Værk {number}", link=f"https://example.org/{number}")
    LinkCheck.objects.create(url="https://example.org/1", state="broken", failed_on=date(2026, 11, 1))
    listing = reverse("wagtailsnippets_employment_work:list")
    page = client_as(editor).get(listing)
    assert page.status_code == 200
    assert "brudt" in page.text
    only = client_as(editor).get(f"{listing}?link_state=broken").text
    assert "Værk 1" in only
    assert "Værk 2" not in only
    add = reverse("wagtailsnippets_employment_work:add")
    assert client_as(editor).get(add).status_code == 200
    assert client_as(translator).get(add).status_code in (302, 403)
    assert client_as(outsider).get(listing).status_code in (302, 403, 404)
    assert stranger.get(listing).status_code == 302


def test_the_editors_front_page_counts_broken_links(editor: Any, translator: Any, library: Any) -> None:
    from employment.library_panel import library_lines

    add_work("Værk", link="https://example.org/1")
    LinkCheck.objects.create(url="https://example.org/1", state="broken", failed_on=date(2026, 11, 1))
    assert [line.number for line in library_lines(editor)] == [1, 0]
    assert library_lines(translator) == []


def test_the_demos_summaries_are_plain_danish() -> None:
    text = "\n".join([*demo_library.danish_texts(), *demo_places.danish_texts()])
    assert lix(text) < 45
    assert max(len(sentence.split()) for sentence in sentences(text)) <= 30
