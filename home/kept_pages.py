"""Public pages kept in this process, each under its whole key (ADR 0021).

What a key stands for never changes, so a store in the process is as right as a shared one, and it is asked after the
version has been read from the database. A newer rendering of an address takes the place of the older. Addresses with
filters have a store of their own, so that nobody pushes the plain pages out by trying every filter.
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from .page_keys import PageKey, address_of

MEGABYTE = 1024 * 1024
FILTERED_SHARE = 0.25
LARGEST_SHARE = 0.25  # of a store, for one page
OVERHEAD = 1024  # key, headers and the objects around them


@dataclass(frozen=True)
class KeptPage:
    """An answer as the views gave it, and its body as gzip."""

    key: PageKey
    body: bytes
    packed: bytes
    headers: tuple[tuple[str, str], ...]

    @property
    def size(self) -> int:
        """Bytes of memory, about."""
        return len(self.body) + len(self.packed) + len(self.key.address) + OVERHEAD

    def answer(self) -> HttpResponse:
        """The answer anew, as the views gave it."""
        return HttpResponse(self.body, headers=dict(self.headers))


class Store:
    """The latest rendering of each address, the least asked for going first once the bytes are used up."""

    def __init__(self, share: float) -> None:
        self.share = share
        self.used = 0
        self._pages: OrderedDict[str, KeptPage] = OrderedDict()
        self._lock = Lock()

    @property
    def most(self) -> int:
        """The bytes it may use; 0 where nothing is to be kept."""
        return int(settings.KEPT_PAGES_MB * MEGABYTE * self.share)

    def find(self, address: str) -> KeptPage | None:
        """What is kept of an address, of whatever version."""
        with self._lock:
            if (found := self._pages.get(address)) is not None:
                self._pages.move_to_end(address)
            return found

    def keep(self, page: KeptPage) -> None:
        """Keeps a page unless it is too large; of two renderings of one address the newer version stays."""
        if page.size > self.most * LARGEST_SHARE:
            return
        with self._lock:
            old = self._pages.get(page.key.address)
            if old is not None and (old.key.version, old.key.until) > (page.key.version, page.key.until):
                return
            self._pages[page.key.address] = page
            self._pages.move_to_end(page.key.address)
            self.used += page.size - (old.size if old else 0)
            while self.used > self.most:
                self.used -= self._pages.popitem(last=False)[1].size

    def forget(self) -> None:
        """Empties it."""
        with self._lock:
            self._pages.clear()
            self.used = 0


PLAIN, FILTERED = Store(1 - FILTERED_SHARE), Store(FILTERED_SHARE)


def store_of(address: str) -> Store:
    """The store an address belongs to."""
    return FILTERED if "?" in address else PLAIN


def may_ask(request: HttpRequest) -> bool:
    """Whether a request may be answered from what is kept: read by nobody in particular, and no editor's preview."""
    return (
        settings.KEPT_PAGES_MB > 0
        and request.method in ("GET", "HEAD")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not getattr(request, "is_dummy", False)
    )


def find(request: HttpRequest) -> KeptPage | None:
    """What is kept of the address, of whatever version; whoever uses it compares the keys."""
    if not may_ask(request):
        return None
    address = address_of(request)
    return store_of(address).find(address)


def may_keep(request: HttpRequest) -> bool:
    """Whether a public answer may be kept: a page asked for with no parameters but its own filters, each once."""
    known: frozenset[str] = getattr(request, "known_filters", frozenset())
    return (
        may_ask(request)
        and request.method == "GET"
        and all(name in known and len(values) == 1 for name, values in request.GET.lists())
    )


def keep(page: KeptPage) -> None:
    """Keeps a page in the store its address belongs to."""
    store_of(page.key.address).keep(page)


def forget() -> None:
    """Empties what this process keeps."""
    PLAIN.forget()
    FILTERED.forget()
