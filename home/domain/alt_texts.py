"""What makes an alt text useless, as far as a program can tell."""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MOST_LETTERS = 180
FILE_NAME = re.compile(
    r"\.(jpe?g|png|gif|webp|avif|heic|svg)$|^(img|dsc|dscn|image|photo|scan|pxl)[ _-]?\d+", re.IGNORECASE
)
SAYS_PICTURE = re.compile(r"^(et |a |an )?(billede|foto|fotografi|picture|photo|image)( af| of|:)", re.IGNORECASE)


def alt_fault(text: str, title: str) -> Promise | None:
    """What is wrong with an alt text, in words; None where nothing is, or where there is no text."""
    text = text.strip()
    if not text:
        return None
    if FILE_NAME.search(text) or (FILE_NAME.search(title) and text == title.strip()):
        return _("This is the name of a file. Write what the picture shows.")
    if SAYS_PICTURE.search(text):
        return _("Begin with what is seen: that it is a picture is said already.")
    if len(text) > MOST_LETTERS:
        return _("Write it in at most 180 letters. Longer words belong in the caption.")
    return None
