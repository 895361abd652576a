"""Renders a template to a tagged PDF. This is the door to the room: `render` is all that other apps use."""

import hashlib
from collections.abc import Mapping
from typing import Any

import structlog
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from . import process
from .assets import own_assets, picture_assets
from .checks import is_available
from .engine import Job
from .result import Pdf, PdfFailed

log = structlog.get_logger(__name__)

__all__ = ["Pdf", "PdfFailed", "html_of", "own_style", "render"]


def render(
    template: str,
    context: Mapping[str, Any],
    *,
    language: str,
    title: str,
    pictures: Mapping[str, bytes] | None = None,
    subject: str = "",
) -> Pdf:
    """Makes a PDF/UA-1 file of a template that extends `pdf/base.html`, in a language, with a title.

    `pictures` are bytes by name; the template shows them as `asset:picture/<name>` with an alt text. Nothing else can
    be loaded. Raises PdfFailed with a message for the person; calling it again is harmless.
    """
    if not is_available():
        raise PdfFailed("off", "Pango is missing")
    html = html_of(template, context, language=language, title=title, subject=subject)
    assets = own_assets() | picture_assets(dict(pictures or {}))
    kind, answer, pages = process.run(Job(html, settings.SITE_URL, assets))
    if kind != "ok":
        log.warning("pdf_failed", template=template, kind=kind, detail=answer)
        raise PdfFailed(kind, answer)
    return Pdf(answer, pages, len(answer), hashlib.sha256(answer).hexdigest())


def html_of(template: str, context: Mapping[str, Any], *, language: str, title: str, subject: str = "") -> str:
    """The HTML that a PDF is made of, in its language."""
    with translation.override(language):
        return render_to_string(
            template, {**context, "language": language, "pdf_title": title, "pdf_subject": subject or title}
        )


def own_style() -> bytes:
    """The style sheet, for those who want to know whether a file would look the same today."""
    return own_assets()["asset:css/pdf.css"][0]
