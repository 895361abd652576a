"""Pictures at the sizes pages show, made when a picture comes in and never while somebody waits for a page."""

from ..models import PortalImage

# Every size the templates ask for. A template that needs another adds it here.
SIZES = {
    "thumb": "fill-320x180-c100|format-webp",
    "card": "fill-640x360-c100|format-webp",
    "wide": "width-960|format-webp",
    "social": "fill-1200x630-c100|format-jpeg",
    "cover": "max-330x440|format-webp",
}


def make_sizes(image: PortalImage) -> int:
    """Makes the sizes that are missing; returns how many there are. Harmless to repeat."""
    return len(image.get_renditions(*SIZES.values()))
