"""Which pages are private, known without a query of their own: read once a content version (home.shell)."""

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.models import Page, PageViewRestriction

from .shell import remembered


def private_paths(request: HttpRequest) -> tuple[str, ...]:
    """The tree paths of the pages that are private together with all below them."""
    read = PageViewRestriction.objects.values_list("page__path", flat=True)
    return remembered(request, "private_paths", lambda: tuple(read))


def is_private(page: Page, request: HttpRequest) -> bool:
    """Whether a page or a page above it is private."""
    return page.path.startswith(private_paths(request))


def without_private(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """The pages that are not private; adds nothing to the query where none is."""
    for path in private_paths(request):
        pages = pages.exclude(path__startswith=path)
    return pages
