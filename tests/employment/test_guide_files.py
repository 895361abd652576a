"""The PDF of a guide: asked for when published, made by the worker, kept, and honest about its state."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from employment.domain import guide_files
from employment.domain.guide_document import document_of, fingerprint
from employment.enums import PdfState
from employment.models import GuidePage, GuidePdf
from home.domain.errors import Refused
from pdf.render import Pdf, PdfFailed
from tests.fixtures.sites import SiteTree
from tests.home.facts import make_fact
from tests.pdf import reading

from .making import chapter, make_guide

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)
ADDRESS = "/peer-grupper/klar-til-en-peer-kollega/"


@pytest.fixture
def guide(site_tree: SiteTree, settings: Any, tmp_path: Any) -> GuidePage:
    settings.MEDIA_ROOT = tmp_path
    return make_guide(site_tree)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stands in for rendering, and notes each title."""
    made: list[str] = []

    def file_of(document: Any) -> Pdf:
        made.append(document.title)
        content = f"%PDF {fingerprint(document)}".encode()
        return Pdf(content, 12, len(content), str(len(made)) * 64)

    monkeypatch.setattr(guide_files, "file_of", file_of)
    return made


def test_a_changed_fact_outdates_the_file_of_a_guide_that_quotes_it(
    guide: GuidePage, quick: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    fact = make_fact()
    guide.chapters = [chapter("Timer", ("quoted_fact", {"title": "Hvor mange?", "fact": "peer-timer"}))]
    with django_capture_on_commit_callbacks(execute=True):
        guide.save_revision().publish()
    for _time in range(2):  # saved again without a change, nothing is made
        with django_capture_on_commit_callbacks(execute=True):
            fact.numbers_text = "least: 12\nfrom: 18\nto: 30"
            fact.save()
    assert states(guide) == [(3, PdfState.STALE), (3, PdfState.READY)]
    assert len(quick) == 2


def states(page: GuidePage) -> list[tuple[int, str]]:
    return list(GuidePdf.objects.filter(page=page).order_by("pk").values_list("version", "state"))


def test_publishing_asks_for_the_file_and_the_worker_makes_it(
    guide: GuidePage, quick: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        guide.save_revision().publish()
    row = GuidePdf.objects.get(page=guide)
    assert (row.state, row.pages, row.language, row.version) == (PdfState.READY, 12, "da", 3)
    assert row.filename == "klar-til-en-peer-kollega-v3-2026-11-03.pdf"
    assert quick == ["Klar til en peer-kollega"]


def test_the_same_text_is_never_made_twice(
    guide: GuidePage, quick: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    for _time in range(3):
        with django_capture_on_commit_callbacks(execute=True):
            guide_files.ask(guide, now=NOW)
    assert quick == ["Klar til en peer-kollega"]
    assert states(guide) == [(3, PdfState.READY)]


def test_a_changed_text_makes_the_old_file_stale_and_keeps_it(
    guide: GuidePage, quick: list[str], django_capture_on_commit_callbacks: Any, stranger: Client
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        guide_files.ask(guide, now=NOW)
    guide.chapters = [chapter("Et nyt kapitel")]
    guide.version = 4
    guide.save()
    guide_files.ask(guide, now=NOW)  # the worker has not come to it yet
    assert states(guide) == [(3, PdfState.STALE), (4, PdfState.QUEUED)]
    page = stranger.get(ADDRESS)
    assert "A new file is on its way" in page.text or "ny fil" in page.text
    assert stranger.get(f"{ADDRESS}pdf/")["Content-Disposition"].endswith('-v3-2026-11-03.pdf"')
    guide_files.make(GuidePdf.objects.get(version=4).pk, now=NOW)
    assert states(guide) == [(3, PdfState.STALE), (4, PdfState.READY)]
    assert stranger.get(f"{ADDRESS}pdf/")["Content-Disposition"].endswith('-v4-2026-11-03.pdf"')
    assert stranger.get(f"{ADDRESS}pdf/3/").status_code == 200


def test_a_text_that_comes_back_gets_its_old_file_back(
    guide: GuidePage, quick: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    first = guide.chapters
    for chapters in (first, [chapter("Et andet")], first):
        guide.chapters = chapters
        guide.save()
        with django_capture_on_commit_callbacks(execute=True):
            guide_files.ask(guide, now=NOW)
    assert len(quick) == 2
    assert states(guide) == [(3, PdfState.READY), (3, PdfState.STALE)]


def test_a_failure_leaves_the_old_file_and_can_be_tried_again(
    guide: GuidePage, quick: list[str], monkeypatch: pytest.MonkeyPatch, stranger: Client
) -> None:
    guide_files.make(guide_files.ask(guide, now=NOW).pk, now=NOW)
    working = guide_files.file_of

    def fail(document: Any) -> Pdf:
        raise PdfFailed("limit")

    guide.title = "Ny titel"
    guide.save()
    monkeypatch.setattr(guide_files, "file_of", fail)
    row = guide_files.ask(guide, now=NOW)
    assert guide_files.make(row.pk, now=NOW) == PdfState.FAILED
    row.refresh_from_db()
    assert (row.state, row.error) == (PdfState.FAILED, "limit")
    assert row.reason
    assert stranger.get(f"{ADDRESS}pdf/").status_code == 200
    monkeypatch.setattr(guide_files, "file_of", working)
    guide_files.retry(row, now=NOW)
    with pytest.raises(Refused):
        guide_files.retry(row, now=NOW)
    assert guide_files.make(row.pk, now=NOW) == PdfState.READY


def test_a_row_that_is_done_or_taken_is_left_alone(guide: GuidePage, quick: list[str]) -> None:
    row = guide_files.ask(guide, now=NOW)
    guide_files.make(row.pk, now=NOW)
    assert guide_files.make(row.pk, now=NOW) == "left alone"
    assert guide_files.make(999_999, now=NOW) == "left alone"


def test_a_page_changed_since_it_was_asked_for_is_asked_for_anew(guide: GuidePage, quick: list[str]) -> None:
    row = guide_files.ask(guide, now=NOW)
    GuidePage.objects.filter(pk=guide.pk).update(summary="Noget andet.")
    assert guide_files.make(row.pk, now=NOW) == PdfState.QUEUED
    assert not GuidePdf.objects.filter(pk=row.pk).exists()
    assert quick == []


def test_work_that_was_lost_is_taken_up_again(
    guide: GuidePage, quick: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    row = guide_files.ask(guide, now=NOW)
    GuidePdf.objects.update(state=PdfState.RENDERING)
    assert guide_files.take_up_stuck(NOW + timedelta(minutes=5)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert guide_files.take_up_stuck(NOW + timedelta(minutes=11)) == 1
    row.refresh_from_db()
    assert row.state == PdfState.READY
    assert guide_files.take_up_stuck(NOW + timedelta(minutes=30)) == 0


def test_the_file_has_a_validator_of_its_own(guide: GuidePage, quick: list[str], stranger: Client) -> None:
    guide_files.make(guide_files.ask(guide, now=NOW).pk, now=NOW)
    answer = stranger.get(f"{ADDRESS}pdf/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert not answer.cookies
    again = stranger.get(f"{ADDRESS}pdf/", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def test_no_file_is_404_and_a_missing_one_says_so(guide: GuidePage, quick: list[str], stranger: Client) -> None:
    assert stranger.get(f"{ADDRESS}pdf/").status_code == 404
    row = guide_files.ask(guide, now=NOW)
    assert stranger.get(f"{ADDRESS}pdf/").status_code == 404
    guide_files.make(row.pk, now=NOW)
    row.refresh_from_db()
    row.file.storage.delete(row.file.name)
    answer = stranger.get(f"{ADDRESS}pdf/")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "60"
    assert stranger.get(f"{ADDRESS}pdf/99/").status_code == 404
    assert stranger.get(f"{ADDRESS}pdf/abc/").status_code == 404
    assert stranger.post(f"{ADDRESS}pdf/").status_code == 405


def test_files_of_drafts_and_private_guides_stay_hidden(
    site_tree: SiteTree, guide: GuidePage, quick: list[str], stranger: Client
) -> None:
    from wagtail.models import PageViewRestriction

    guide_files.make(guide_files.ask(guide, now=NOW).pk, now=NOW)
    PageViewRestriction.objects.create(page=guide, restriction_type=PageViewRestriction.LOGIN)
    assert stranger.get(f"{ADDRESS}pdf/").status_code != 200
    PageViewRestriction.objects.all().delete()
    guide.unpublish()
    assert stranger.get(f"{ADDRESS}pdf/").status_code == 404


def test_editors_see_what_failed_and_try_again(guide: GuidePage, quick: list[str], editor: Any, client_as: Any) -> None:
    row = guide_files.ask(guide, now=NOW)
    GuidePdf.objects.update(state=PdfState.FAILED, error="error")
    client = client_as(editor)
    page = client.get(reverse("guide_pdfs"))
    assert page.status_code == 200
    assert guide.title in page.text
    retry = reverse("guide_pdf_retry", args=[row.pk])
    assert client.get(retry).status_code == 405
    for _time in range(2):  # the second press finds nothing to try
        assert client.post(retry, follow=True).status_code == 200
    row.refresh_from_db()
    assert row.state == PdfState.QUEUED
    assert client.post(reverse("guide_pdf_retry", args=[999_999])).status_code == 404


def test_nobody_else_sees_the_files_in_the_admin(
    guide: GuidePage, quick: list[str], translator: Any, outsider: Any, coordinator: Any, client_as: Any
) -> None:
    row = guide_files.ask(guide, now=NOW)
    GuidePdf.objects.update(state=PdfState.FAILED)
    for person in (translator, outsider, coordinator):
        client = client_as(person)
        assert client.get(reverse("guide_pdfs")).status_code in (302, 403, 404), person
        assert client.post(reverse("guide_pdf_retry", args=[row.pk])).status_code in (302, 403, 404), person
    row.refresh_from_db()
    assert row.state == PdfState.FAILED


def test_the_editors_front_page_counts_what_failed(guide: GuidePage, editor: Any, outsider: Any) -> None:
    from employment.domain.guide_panel import pdf_lines

    guide_files.ask(guide, now=NOW)
    GuidePdf.objects.update(state=PdfState.FAILED)
    assert [line.number for line in pdf_lines(editor)] == [1, 0]
    assert pdf_lines(outsider) == []


def test_the_real_file_says_what_the_page_says(guide: GuidePage) -> None:
    made = guide_files.file_of(document_of(guide))
    pdf = reading.opened(made.content)
    assert str(pdf.Root.Lang) == "da"
    titles = [title for depth, title in reading.outline(pdf) if depth == 2]
    chapters = [f"{n} {block.value['title']}" for n, block in enumerate(guide.chapters, start=1)]
    assert titles[1 : len(chapters) + 1] == chapters
    assert reading.outline(pdf)[0] == (1, guide.title)
    contents = reading.text_of(made.content, 2, layout=True)
    for heading in chapters:
        line = next(line for line in contents.splitlines() if heading in line)
        assert heading in reading.text_of(made.content, int(line.split()[-1]))
    words = " ".join(reading.text_of(made.content).split())
    for expected in ("Tal om rollen", "Det tager tid.", "Velkomst", "Skal vi passe på?", "Socialstyrelsen, 2016"):
        assert expected in words


def test_a_picture_missing_on_disk_leaves_its_words(guide: GuidePage, site_tree: SiteTree) -> None:
    from django.core.files.base import ContentFile

    from home.models import PortalImage
    from tests.pdf.test_structure import png

    image = PortalImage(title="Bord", description="Fire ved et bord", file=ContentFile(png(), "bord.png"))
    image.save()
    block = ("image", {"image": image, "alt_text": "", "decorative": False, "caption": ""})
    guide.chapters = [chapter("Med billede", block)]
    assert len(document_of(guide).pictures) == 1
    image.file.storage.delete(image.file.name)
    document = document_of(guide)
    assert document.pictures == {}
    assert guide_files.file_of(document).pages >= 3
