"""Pictures on pages: at a size that is made already, never made while somebody waits for the page."""

from dataclasses import dataclass

from django import template
from wagtail.images.models import Filter
from wagtail.images.views.serve import generate_image_url

from ..domain.pictures import SIZES
from ..models import PortalImage

register = template.Library()


@dataclass(frozen=True)
class Picture:
    """A picture at one size; width and height are None while the size has not been made."""

    url: str
    width: int | None = None
    height: int | None = None


@register.simple_tag
def picture(image: PortalImage | None, size: str) -> Picture | None:
    """A picture at one of SIZES. No query when its sizes were fetched with it; one otherwise.

    A size that the worker has not made yet is asked for by an address of its own, so that the page does not wait.
    """
    if image is None:
        return None
    wanted = Filter(spec=SIZES[size])
    key = wanted.get_cache_key(image)
    for made in image.renditions.all():
        if made.filter_spec == wanted.spec and made.focal_point_key == key:
            return Picture(made.url, made.width, made.height)
    return Picture(generate_image_url(image, wanted.spec, "wagtailimages_serve"))
