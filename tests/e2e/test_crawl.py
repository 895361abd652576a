"""A stranger walks the whole site: every link answers, no other host is asked, no public page sets a cookie."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest

from tests.fixtures.sites import Answer, DemoSite

# Pages that are a form may set the form's token (architecture.md §4.6).
FORMS = ("/kontakt/", "/en/contact/", "/nyhedsbrev/", "/en/newsletter/", "/konto/", "/en/konto/")
TOOLS = {"rollestjerne": "role-star", "kortlaegning": "mapping"}
FORMS += tuple(
    f"{tools}{form}/"
    for danish, english in TOOLS.items()
    for tools in (f"/arbejdspladser/vaerktoejer/{danish}/", f"/en/workplaces/tools/{english}/")
    for form in ("udfyld", "hver-for-sig")
)
FORMS += ("/arbejdspladser/vaerktoejer/tjekliste/", "/en/workplaces/tools/checklist/")
FORMS += ("/arbejdspladser/vaerktoejer/skabeloner/", "/en/workplaces/tools/templates/")
FORMS += ("/start-en-ordning/skala/", "/start-en-ordning/spoergsmaal/")
FORMS += ("/en/start-a-scheme/scale/", "/en/start-a-scheme/questions/")
FORMS += tuple(
    f"{language}/peer-grupper/{form}/{code}"
    for language in ("", "/en")
    for form, code in (("tilmelding", "hoerepeers-"), ("tilmelding", "nye-"), ("besked", ""), ("deltag", ""))
)
FORMS += ("/uddannelse/besked/", "/en/uddannelse/besked/")
NOT_FOLLOWED = ("/cms/", "/udvikling/")
MOST = 600


class Links(HTMLParser):
    """The addresses of a page: those that a reader follows and those that the browser loads."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self.base, self.followed, self.loaded = base, set(), set()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        values = dict(attrs)
        if tag == "a" and values.get("href"):
            self.followed.add(urljoin(self.base, values["href"]))
        for name in ("src", "href") if tag in ("script", "img", "link", "source", "video", "iframe") else ():
            alternate = tag == "link" and values.get("rel") in ("alternate", "canonical")
            if values.get(name) and not alternate:
                self.loaded.add(urljoin(self.base, values[name]))


def links_of(address: str, answer: Answer) -> Links:
    parser = Links(address)
    if "text/html" in answer.headers.get("Content-Type", ""):
        parser.feed(answer.text)
    return parser


@pytest.fixture(scope="module")
def crawled(demo_site: DemoSite) -> dict[str, Answer]:
    """Every address of the site that a stranger can reach from the front pages, with its answer."""
    waiting, seen = [f"{demo_site.url}/", f"{demo_site.url}/en/"], {}
    while waiting and len(seen) < MOST:
        address = waiting.pop()
        path = urlsplit(address).path
        if address in seen or path.startswith(NOT_FOLLOWED):
            continue
        seen[address] = answer = demo_site.get(address)
        found = links_of(address, answer)
        own = {link.partition("#")[0] for link in found.followed | found.loaded if link.startswith(demo_site.url)}
        waiting += sorted(own - set(seen))
        if answer.status in (301, 302):
            waiting.append(urljoin(address, answer.headers["Location"]))
    return seen


def pages(crawled: dict[str, Answer]) -> Iterator[tuple[str, Answer]]:
    return ((urlsplit(address).path, answer) for address, answer in crawled.items() if answer.status == 200)


def test_every_link_leads_somewhere(crawled: dict[str, Answer]) -> None:
    assert len(crawled) > 80
    assert {address: answer.status for address, answer in crawled.items() if answer.status not in (200, 301, 302)} == {}


def test_no_page_loads_anything_from_elsewhere(crawled: dict[str, Answer], demo_site: DemoSite) -> None:
    foreign = {
        (urlsplit(address).path, link)
        for address, answer in crawled.items()
        for link in links_of(address, answer).loaded
        if not link.startswith((demo_site.url, "data:"))
    }
    assert foreign == set()


def test_no_public_page_sets_a_cookie_or_varies_by_one(crawled: dict[str, Answer]) -> None:
    public = [(path, answer) for path, answer in pages(crawled) if not path.startswith(FORMS)]
    assert {path for path, answer in public if answer.headers.get("Set-Cookie")} == set()
    assert {path for path, answer in public if "cookie" in answer.headers.get("Vary", "").lower()} == set()


def test_every_page_has_a_title_a_language_and_one_heading(crawled: dict[str, Answer]) -> None:
    html = [
        (path, answer.text) for path, answer in pages(crawled) if "text/html" in answer.headers.get("Content-Type", "")
    ]
    faults = {path for path, text in html if not re.search(r"<title>[^<]*Peerportalen[^<]*</title>", text)}
    faults |= {path for path, text in html if len(re.findall(r"<h1\b", text)) != 1}
    faults |= {path for path, text in html if f'<html lang="{"en" if path.startswith("/en/") else "da"}"' not in text}
    assert {path for path in faults if not path.startswith("/udvikling/")} == set()


def test_languages_point_at_each_other(crawled: dict[str, Answer], demo_site: DemoSite) -> None:
    pattern = re.compile(r'<link rel="alternate" hreflang="(da|en)" href="([^"]+)"')
    told = {path: dict(pattern.findall(answer.text)) for path, answer in pages(crawled)}
    broken = set()
    for path, twins in told.items():
        for address in twins.values():
            twin = urlsplit(address).path
            if told.get(twin) != twins:
                broken.add((path, twin))
    assert sum(len(twins) == 2 for twins in told.values()) > 40
    assert broken == set()


def test_the_sitemap_lists_what_can_be_read(crawled: dict[str, Answer], demo_site: DemoSite) -> None:
    listed = re.findall(r"<loc>([^<]+)</loc>", demo_site.get("/sitemap.xml").text)
    assert len(listed) == len(set(listed)) > 40
    assert {address for address in listed if demo_site.get(urlsplit(address).path).status != 200} == set()
