"""A guide as the PDF shows it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from wagtail.models import Page

from home.links import language_of, linking, url_of
from pdf.render import Pdf, html_of, own_style, render

from ..models import GuidePage
from .guides import blocks_of_kind, chapters_of
from .print_pictures import printed

TEMPLATE = "pdf/guide.html"


@dataclass(frozen=True)
class Document:
    """What a PDF of a guide is made of."""

    context: Mapping[str, Any]
    language: str
    title: str
    subject: str
    linked: Mapping[int, Page] = field(repr=False)
    pictures: Mapping[str, bytes] = field(repr=False)


def document_of(page: GuidePage) -> Document:
    """The guide with its chapters, pictures and the pages it links to."""
    chapters = chapters_of(page)
    language = language_of(page)
    context = {"page": page, "chapters": chapters, "address": urljoin(settings.SITE_URL, url_of(page))}
    return Document(context, language, page.title, page.summary, linked_of(page, language), pictures_of(chapters))


def fingerprint(document: Document) -> str:
    """A hash of every word and rule that makes the file: the same fingerprint, the same PDF."""
    with linking(document.linked):
        html = html_of(TEMPLATE, document.context, language=document.language, title=document.title)
    return hashlib.sha256(html.encode() + own_style()).hexdigest()


def file_of(document: Document) -> Pdf:
    """Makes the PDF. Raises PdfFailed."""
    with linking(document.linked):
        return render(
            TEMPLATE,
            document.context,
            language=document.language,
            title=document.title,
            subject=document.subject,
            pictures=document.pictures,
        )


def linked_of(page: GuidePage, language: str) -> dict[int, Page]:
    """The pages the guide links to, by the id the text knows, in the guide's language where they are translated."""
    keys = Page.objects.filter(pk__in=page.linked_page_ids()).values("translation_key")
    pages = list(Page.objects.live().filter(translation_key__in=keys))
    wanted = {(one.translation_key, language_of(one)): one for one in pages if not one.alias_of_id}
    return {one.pk: wanted.get((one.translation_key, language), one) for one in pages}


def pictures_of(chapters: list[Any]) -> dict[str, bytes]:
    """The bytes of the pictures; one that is missing on disk is left out and its alt text stands in its place."""
    images = {value["image"].pk: value["image"] for value in blocks_of_kind(chapters, "image") if value["image"]}
    found = {str(key): printed(image) for key, image in images.items()}
    return {name: content for name, content in found.items() if content is not None}
