"""What every template of the portal may use."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.paths import is_personal


def portal(request: HttpRequest) -> dict[str, Any]:
    """The frame of views that are not pages (a page brings its own), and whether the address is personal.

    Nothing is fetched before a template asks for it.
    """
    from .frames import Frame, frame_of

    def frame() -> Frame:
        return getattr(request, "frame", None) or frame_of(request)

    return {
        "frame": SimpleLazyObject(frame),
        "contact_url": SimpleLazyObject(lambda: frame().contact_url),
        "footer_pages": SimpleLazyObject(lambda: frame().footer_pages),
        "is_personal": is_personal(request.path),
    }
