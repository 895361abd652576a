"""The words inside hosted files: read, searched, and found only where something public leads."""

import io
import zipfile
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from home.domain.document_texts import read_text
from home.models import PortalDocument
from pdf.render import render
from tests.conftest import NOW
from tests.fixtures.sites import SiteTree

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_limit(settings: Any) -> None:
    settings.RATE_LIMIT_FACTOR = 1000


def make_document(name: str, content: bytes) -> PortalDocument:
    document = PortalDocument.objects.create(title="Et papir", file=ContentFile(content, name=name))
    read_text(document.pk)
    return PortalDocument.objects.get(pk=document.pk)


def docx(words: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        zipped.writestr("word/document.xml", f"<w:p><w:t>{words}</w:t></w:p><w:p><w:t>slut</w:t></w:p>")
    return out.getvalue()


def pdf(words: str) -> bytes:
    context = {"cards": [], "sentence": words, "day": NOW.date()}
    return render("pdf/groups.html", context, language="da", title="Et papir").content


def lead_to(tree: SiteTree, document: PortalDocument) -> None:
    link = f'<p><a linktype="document" id="{document.pk}">papiret</a></p>'
    tree.content.body = [("text", link)]
    tree.content.save()


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("brev.docx", docx("Tovholderne &amp; mødes"), "Tovholderne & mødes slut"),
        ("brev.txt", b"Kanoture\x00 og\nmere", "Kanoture og mere"),
        ("brev.pdf", b"%PDF-1.7 not really", ""),
        ("brev.docx", b"PK\x03\x04 broken", ""),
        ("tal.csv", b"a;b", ""),
    ],
)
def test_words_are_read_and_a_broken_file_has_none(name: str, content: bytes, text: str) -> None:
    document = make_document(name, content)
    assert document.text.startswith(text)
    assert bool(document.text) is bool(text)


def test_the_words_of_a_real_pdf_are_read() -> None:
    assert "Kanoture på Gudenåen" in make_document("brev.pdf", pdf("Kanoture på Gudenåen")).text


def test_reading_twice_or_after_it_has_gone_is_harmless() -> None:
    document = make_document("brev.txt", b"Kanoture")
    assert read_text(document.pk) == 8
    assert read_text(10**6) == 0


@pytest.mark.engines
def test_a_document_is_found_by_its_words_once_a_live_page_leads_to_it(site_tree: SiteTree) -> None:
    document = make_document("brev.txt", "Kanoture på Gudenåen".encode())
    address = f'href="{document.url}"'
    assert address not in Client().get("/soeg/", {"q": "gudenaaen"}).text
    lead_to(site_tree, document)
    assert address in Client().get("/soeg/", {"q": "gudenaaen"}).text
    site_tree.content.unpublish()
    assert address not in Client().get("/soeg/", {"q": "gudenaaen"}).text
