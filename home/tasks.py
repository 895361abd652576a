"""Work for the background process. Nothing here may be lost for good: each task can be asked for again."""

from django_tasks import task

from .domain.pictures import make_sizes
from .models import PortalImage


@task()
def make_picture_sizes(image_id: int) -> int:
    """Makes a picture's sizes; 0 when the picture has gone meanwhile."""
    image = PortalImage.objects.filter(pk=image_id).first()
    return make_sizes(image) if image else 0
