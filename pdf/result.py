"""What comes out of rendering, and what may go wrong."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Pdf:
    """A finished file: its bytes, how many pages, how many bytes, and their SHA-256 in hex."""

    content: bytes
    pages: int
    size: int
    sha256: str


class PdfFailed(Exception):
    """No PDF came out. `kind` is for logs and states, `message` for the person who asked."""

    MESSAGES: dict[str, str | Promise] = {
        "off": _("PDF files cannot be made on this server right now. The same text stands on the page."),
        "busy": _("Many PDF files are being made right now. Try again in a minute."),
        "limit": _("The text is too large for one PDF file. Make it shorter, or split it."),
        "error": _("The PDF file could not be made. Try again, or write to us."),
    }

    def __init__(self, kind: str, detail: str = "") -> None:
        super().__init__(f"{kind}: {detail}" if detail else kind)
        self.kind = kind
        self.message = self.MESSAGES[kind]
