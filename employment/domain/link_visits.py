"""Asking an outside address whether it still answers. No database, no Django models: an address in, a finding out.

Editors type the addresses, so a visit must never reach inside (security.md: no request to our own network): every name
is looked up once, every address it has must be public, and the connection goes to that very address.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from django.conf import settings

MOST_REDIRECTS = 5
ANSWER_SECONDS = 4.0  # for each step of a visit
VISIT_SECONDS = 8.0  # for all of it
REDIRECTS = frozenset({301, 302, 303, 307, 308})
# The publisher's door is there, but shut to robots: nothing is known of the work.
SHUT = frozenset({401, 403, 407, 429, 451})
FIRST_ERROR, FIRST_FAULT_OF_SERVER = 400, 500
PORTS = frozenset({80, 443})


@dataclass(frozen=True)
class Finding:
    """What a visit found: whether the address answers (None where nothing can be said), and the answer in a word."""

    works: bool | None
    answer: str


class NotAllowed(Exception):
    """An address that must not be visited, or that leads round in circles."""


class _Secured(http.client.HTTPSConnection):
    """HTTPS to an address that was looked up before, with the certificate of the name."""

    def __init__(self, name: str, address: str, port: int) -> None:
        super().__init__(address, port, timeout=ANSWER_SECONDS)
        self.name = name
        self.safe = ssl.create_default_context()

    def connect(self) -> None:
        plain = socket.create_connection((self.host, self.port), self.timeout)
        self.sock = self.safe.wrap_socket(plain, server_hostname=self.name)


def visit(url: str) -> Finding:
    """Looks at an address within VISIT_SECONDS. Never raises: what goes wrong is the finding."""
    found: list[Finding] = []
    walk = threading.Thread(target=lambda: found.append(_walk(url)), daemon=True)
    walk.start()
    walk.join(VISIT_SECONDS)
    return found[0] if found else Finding(False, "timeout")


def _walk(url: str) -> Finding:
    try:
        status = _status_of(url)
    except NotAllowed as refused:
        return Finding(False, str(refused))
    except TimeoutError:
        return Finding(False, "timeout")
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Finding(False, type(error).__name__[:40])
    if status in SHUT:
        return Finding(None, str(status))
    return Finding(status < FIRST_ERROR, str(status))


def _status_of(url: str) -> int:
    """The status at the end of the redirects. HEAD first; many servers only know GET."""
    for _hop in range(MOST_REDIRECTS + 1):
        status, onward = _ask("HEAD", url)
        if status >= FIRST_ERROR and status not in SHUT:
            status, onward = _ask("GET", url)
        if status not in REDIRECTS or not onward:
            return status
        url = urljoin(url, onward)
    raise NotAllowed("redirects")


def _ask(method: str, url: str) -> tuple[int, str]:
    """One request: status and where it leads. The body is never read."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NotAllowed("not http")
    secured = parts.scheme == "https"
    port = parts.port or (443 if secured else 80)
    address = _public_address(parts.hostname, port)
    door = _Secured(parts.hostname, address, port) if secured else _plain(address, port)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    agent = f"Peerportalen-linkcheck (+{settings.SITE_URL})"
    try:
        door.request(method, target, headers={"Host": parts.netloc.rpartition("@")[2], "User-Agent": agent})
        answer = door.getresponse()
        return answer.status, answer.headers.get("Location", "")
    finally:
        door.close()


def _plain(address: str, port: int) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(address, port, timeout=ANSWER_SECONDS)


def _public_address(name: str, port: int) -> str:
    """The first address of a name. Raises NotAllowed where any of its addresses lies inside, or the port is odd."""
    rows = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    found = [str(row[4][0]) for row in rows]
    inside = any(_is_inside(one) for one in found)
    if (inside or port not in PORTS) and not settings.LINK_CHECK_INSIDE:
        raise NotAllowed("private address" if inside else "port")
    return found[0]


def _is_inside(text: str) -> bool:
    """Whether an address is not one of the public internet; an IPv4 address dressed up as IPv6 counts as itself."""
    address = ipaddress.ip_address(text.partition("%")[0])
    worn = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    return not address.is_global or address.is_multicast or (worn is not None and not worn.is_global)
