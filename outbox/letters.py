"""A message on paper: the same words as the mail has, behind an address that a window envelope shows."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from pdf.render import Pdf, render

from .kinds import Mail
from .recipients import Recipient
from .senders import Sender, sender

# An address longer than this nobody types without a mistake: it stands as a square for the camera alone.
LONGEST_TYPED = 40


@dataclass(frozen=True)
class Letter:
    """One letter, ready to be laid out. `link` is typed by hand, so it stands without what a browser adds itself, and
    is empty where it is too long for that."""

    mail: Mail
    lines: list[str]
    paragraphs: list[str]
    sender: Sender
    link: str = ""
    qr: str = ""


def printed(carried: Sequence[tuple[Mail, Recipient]], *, day: date) -> Pdf:
    """All the letters in one file, each beginning on a page of its own. Raises PdfFailed."""
    pictures: dict[str, bytes] = {}
    letters = [_letter(mail, reached, number, pictures) for number, (mail, reached) in enumerate(carried)]
    language = letters[0].mail.language
    with translation.override(language):
        title = letters[0].mail.subject if len(letters) == 1 else _("Letters")
    return render("pdf/post.html", {"letters": letters, "day": day}, language=language, title=title, pictures=pictures)


def _letter(mail: Mail, reached: Recipient, number: int, pictures: dict[str, bytes]) -> Letter:
    link = qr = ""
    if mail.button:
        address, qr = typed(mail.button[0]), f"qr{number}"
        link = address if len(address) <= LONGEST_TYPED else ""
        pictures[qr] = qr_code(mail.button[0])
    lines = [line.strip() for line in reached.postal_address.splitlines() if line.strip()]
    if reached.name and reached.name not in lines:
        lines.insert(0, reached.name)
    paragraphs = [one for one in mail.text.split("\n\n") if one.strip()]
    return Letter(mail, lines, paragraphs, sender(mail.language), link, qr)


def town(postal_address: str) -> str:
    """The last line of an address: postcode and town."""
    lines = [line.strip() for line in postal_address.splitlines() if line.strip()]
    return lines[-1] if lines else ""


def typed(url: str) -> str:
    """An address as somebody types it."""
    return url.removeprefix("https://").removeprefix("http://").removesuffix("/")


def qr_code(url: str) -> bytes:
    """A picture of an address for a phone's camera (SVG)."""
    import qrcode
    import qrcode.image.svg

    picture = qrcode.make(url, image_factory=qrcode.image.svg.SvgPathImage, box_size=10, border=0)
    out = io.BytesIO()
    picture.save(out)
    return out.getvalue()
