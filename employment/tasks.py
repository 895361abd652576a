"""Work for the background process. Each task can be asked for again."""

from django.utils import timezone
from django_tasks import task


@task()
def make_guide_pdf(row_id: int) -> str:
    """Makes the PDF of a guide; returns the state it ended in."""
    from .domain.guide_files import make

    return make(row_id, now=timezone.now())
