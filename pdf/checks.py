"""Whether PDF files can be made here: WeasyPrint needs the system's Pango."""

import ctypes
from functools import cache
from typing import Any

from django.core.checks import CheckMessage, Warning, register

NAMES = ("libpango-1.0.so.0", "libpango-1.0-0", "libpango-1.0.dylib")
HINT = (
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b libharfbuzz-subset0 libfontconfig1 fontconfig; "
    "until then, views that make a PDF answer 503."
)


@cache
def is_available() -> bool:
    """Looks for the library itself: importing WeasyPrint would cost the web process 60 MB."""
    for name in NAMES:
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    return False


@register()
def pango_is_there(**kwargs: Any) -> list[CheckMessage]:
    """A warning, since all but the PDF files works without."""
    return [] if is_available() else [Warning("PDF output is off: Pango is missing.", hint=HINT, id="pdf.W001")]
