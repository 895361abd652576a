"""What files may come in, and what is taken out of them."""

import codecs
import io
import re
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.utils.translation import gettext_lazy as _

ZIP = b"PK\x03\x04"
# The first bytes of each kind of file; None where any text will do.
SIGNATURES: dict[str, tuple[bytes, ...] | None] = {
    "pdf": (b"%PDF-",),
    "docx": (ZIP,),
    "xlsx": (ZIP,),
    "odt": (ZIP,),
    "ods": (ZIP,),
    "mp4": (b"ftyp",),
    "vtt": (b"WEBVTT", b"\xef\xbb\xbfWEBVTT"),
    "txt": None,
    "csv": None,
}
MOST_PAGES = 10_000
FTYP_AT = 4  # behind the length of the first box
# What a picture needs to look right; everything else that a file tells about itself is left out.
KEPT = frozenset({"transparency", "icc_profile", "background", "duration", "loop"})
SAVING: dict[str, dict[str, Any]] = {"JPEG": {"quality": 92}, "WEBP": {"quality": 92}, "GIF": {"save_all": True}}
# A PDF is read piece by piece between its brackets: the time grows with the size alone, however hostile the file.
PIECE, PAGE_TREE, COUNT = re.compile(rb"[^>]+"), re.compile(rb"/Type\s*/Pages\b"), re.compile(rb"/Count\s+(\d{1,6})\b")


def check_document(file: UploadedFile) -> None:
    """Refuses an empty file, one whose first bytes are not those of its ending, and an encrypted PDF.

    Raises ValidationError with the rule in words.
    """
    ending = (file.name or "").rsplit(".", 1)[-1].lower()
    file.seek(0)
    head = file.read(4096)
    if not head:
        raise ValidationError(_("The file is empty. Choose another one."), code="empty")
    expected = SIGNATURES.get(ending)
    if expected is None:
        if b"\x00" in head or head.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"<":
            raise ValidationError(_("The file does not hold plain text."), code="content")
    elif not head.startswith(expected, FTYP_AT if ending == "mp4" else 0):
        raise ValidationError(
            _("The file is not a real %(kind)s file. Save it again as %(kind)s."),
            code="content",
            params={"kind": ending},
        )
    if ending == "pdf" and _is_encrypted(file):
        raise ValidationError(_("The PDF is locked with a password. Save it without one."), code="encrypted")
    file.seek(0)


def _is_encrypted(file: IO[bytes]) -> bool:
    file.seek(0)
    content = file.read()
    return b"/Encrypt" in content[-4096:] or b"/Encrypt" in content[:4096]


def count_pdf_pages(file: IO[bytes]) -> int | None:
    """The number of pages of a PDF, or None when it cannot be read from its page tree."""
    file.seek(0)
    content = file.read()
    file.seek(0)
    trees = (piece.group() for piece in PIECE.finditer(content) if PAGE_TREE.search(piece.group()))
    counts = [int(found) for tree in trees for found in COUNT.findall(tree)]
    return max(counts) if counts and max(counts) <= MOST_PAGES else None


def without_metadata(file: UploadedFile) -> UploadedFile:
    """The picture saved again without EXIF, position, comment or anything behind its last pixel; first turned upright.

    An animated GIF stays animated.
    """
    from PIL import Image, ImageOps

    file.seek(0)
    picture = Image.open(file)
    kind = "JPEG" if picture.format == "MPO" else picture.format or "PNG"  # phones save two pictures in one JPEG
    turned = picture if kind == "GIF" else ImageOps.exif_transpose(picture)
    turned.info = {name: value for name, value in turned.info.items() if name in KEPT}
    target = io.BytesIO()
    turned.save(target, format=kind, icc_profile=turned.info.get("icc_profile"), **SAVING.get(kind, {}))
    size = target.tell()
    target.seek(0)
    clean = InMemoryUploadedFile(target, None, file.name, file.content_type, size, None)
    clean.image = Image.open(io.BytesIO(target.getvalue()))  # type: ignore[attr-defined]
    return clean
