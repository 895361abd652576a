"""Pictures for paper: small enough for a file below 1 MB, sharp enough for 16 cm."""

import io

import structlog
from PIL import Image, ImageOps

from home.models import PortalImage

LONGEST = 1400
QUALITY = 80
log = structlog.get_logger(__name__)


def printed(image: PortalImage) -> bytes | None:
    """The picture as JPEG on white; None when it is missing on disk or cannot be read."""
    try:
        with image.file.storage.open(image.file.name) as source, Image.open(source) as opened:
            upright = ImageOps.exif_transpose(opened).convert("RGBA")
    except (OSError, ValueError) as error:
        log.warning("pdf_picture_missing", image=image.pk, error=type(error).__name__)
        return None
    upright.thumbnail((LONGEST, LONGEST))
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright.getchannel("A"))
    target = io.BytesIO()
    paper.save(target, "JPEG", quality=QUALITY, optimize=True)
    return target.getvalue()
