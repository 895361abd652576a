"""What a public page's HTML is a function of, in one place: its validator and what is kept of it go by the same key."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from .shell import version_of
from .turns import next_turn

MARK = re.compile(r'W/"[0-9a-f]{32}-([0-9a-f]{1,14})(s?)"')
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)


@dataclass(frozen=True)
class PageKey:
    """One rendering of one address. The address holds host, language, path and filters; the version is raised by every
    change of what public pages show; `until` is the moment at which the clock alone changes them."""

    address: str
    version: int
    release: str
    until: datetime
    is_shared: bool = False  # a proxy in front may keep it: its address is a page's own, so it can be purged

    @property
    def etag(self) -> str:
        """The validator: a fingerprint of the key, and the moment in the open, so that it can be asked about before
        anything is rendered. Weak, since the proxy may compress."""
        moment = f"{(self.until - EPOCH) // TICK:x}{'s' if self.is_shared else ''}"
        parts = f"{self.address}|{self.version}|{self.release}|{moment}"
        return f'W/"{salted_hmac("home.etag", parts, algorithm="sha256").hexdigest()[:32]}-{moment}"'

    def seconds_left(self, now: datetime) -> int:
        """Whole seconds for which somebody else may keep the page unasked."""
        return max(0, int((self.until - now).total_seconds()))

    def holds(self, request: HttpRequest, now: datetime) -> bool:
        """Whether it is the key of what this request would be shown now. One query: the content's version."""
        return now < self.until and self == _key(request, self.until, is_shared=self.is_shared)


def key_of(request: HttpRequest, now: datetime) -> PageKey:
    """The key of an answer that was rendered for a request of `now`."""
    is_shared = getattr(request, "is_own_address", False) and not request.META.get("QUERY_STRING")
    return _key(request, next_turn(request, now), is_shared=is_shared)


def key_in(mark: str, request: HttpRequest, now: datetime) -> PageKey | None:
    """The key of a validator that a browser sends, if it holds now; None for any other text. One query at most."""
    found = MARK.fullmatch(mark)
    if found is None or (until := EPOCH + int(found[1], 16) * TICK) <= now or until > now + timedelta(days=2):
        return None
    key = _key(request, until, is_shared=bool(found[2]))
    return key if key.etag == mark else None


def address_of(request: HttpRequest) -> str:
    """Scheme, host, path and filters as they were asked for."""
    return f"{request.scheme}://{request.get_host()}{request.get_full_path()}"


def _key(request: HttpRequest, until: datetime, *, is_shared: bool) -> PageKey:
    return PageKey(address_of(request), version_of(request), settings.RELEASE, until, is_shared)
