"""Work for the background process. Nothing here may be lost for good: each task can be asked for again."""

from django_tasks import task

from .domain.document_texts import read_text
from .domain.pictures import make_sizes
from .domain.purging import purge, purge_all
from .models import PortalImage


@task()
def make_picture_sizes(image_id: int) -> int:
    """Makes a picture's sizes; 0 when the picture has gone meanwhile."""
    image = PortalImage.objects.filter(pk=image_id).first()
    return make_sizes(image) if image else 0


@task()
def read_document_text(document_id: int) -> int:
    """Reads the words inside a document for the search; returns how many letters."""
    return read_text(document_id)


@task()
def purge_pages() -> int:
    """Purges every page from the proxy in front; 0 when that was done for this version."""
    return purge_all()


@task()
def purge_addresses(paths: list[str]) -> int:
    """Purges addresses that no page has any more."""
    return purge(paths)
