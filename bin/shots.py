"""Screenshots of the main pages at three widths, light and dark, into var/shots/: PAGE-WIDTH-SCHEME.png."""
# ruff: noqa: T201 - a terminal program

import shutil
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

from tests.fixtures import browser, sites  # noqa: E402

FOLDER = ROOT / "var" / "shots"
WIDTHS = {320: 720, 768: 1024, 1280: 900}
SCHEMES = ("light", "dark")
PUBLIC = {
    "home": "/",
    "home-en": "/en/",
    "section": "/peer-grupper/",
    "section-en": "/en/peer-groups/",
    "content": "/peer-grupper/saadan-foregaar-et-forloeb/",
    "questions": "/uddannelse/spoergsmaal-og-svar/",
    "contact": "/kontakt/",
    "search": "/soeg/?q=gruppe",
    "search-none": "/soeg/?q=xyzzyx",
    "news": "/nyheder/",
    "article": "/nyheder/ny-vejledning-til-arbejdspladser/",
    "entry": "/arbejdspladser/vejledninger/overvej/",
    "guide": "/arbejdspladser/vejledninger/klar-til-en-peer-kollega/",
    "library": "/arbejdspladser/bibliotek/",
    "places": "/arbejdspladser/hvor-peers-arbejder/",
    "colleagues": "/arbejdspladser/kollega/",
    "checklist": "/arbejdspladser/vaerktoejer/tjekliste/",
    "star": "/arbejdspladser/vaerktoejer/rollestjerne/udfyld/",
    "hours": "/arbejdspladser/vaerktoejer/timetal/?timer=10",
    "pack": "/arbejdspladser/vaerktoejer/startpakke/?stage=prepare",
    "not-found": "/findes-ikke/",
    "login": "/konto/login/",
    "gallery": "/udvikling/komponenter/",
    "mailbox": "/udvikling/mail/",
}
PERSONAL = {
    "own": ("demo-kursist-01@example.org", "/min-side/"),
    "enquiries": ("demo-koordinator@example.org", "/koordinator/henvendelser/"),
    "proposal": ("demo-koordinator@example.org", "/koordinator/runder/prove-matchning/forslag/1/"),
    "cms": ("demo-redaktor@example.org", "/cms/"),
}


def contact_with_errors(page: Any, site: sites.DemoSite) -> None:
    page.goto(f"{site.url}/kontakt/")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state("load")


def shoot(page: Any, name: str, scheme: str) -> None:
    """One picture a width of what the page shows now."""
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=FOLDER / f"{name}-{width}-{scheme}.png", full_page=True)


def take(playwright: Any, site: sites.DemoSite) -> None:
    """All pictures. People sign in once; the scheme is changed on the open page."""
    chromium = playwright.chromium.launch(executable_path=browser.chromium(), args=browser.ARGUMENTS)
    for scheme in SCHEMES:
        context = chromium.new_context(color_scheme=scheme, locale="da-DK")
        page = context.new_page()
        for name, path in PUBLIC.items():
            page.goto(site.url + path)
            shoot(page, name, scheme)
        contact_with_errors(page, site)
        shoot(page, "contact-errors", scheme)
        context.close()
        print(f"shots: {scheme}: public pages", flush=True)
    for name, (address, path) in PERSONAL.items():
        context = chromium.new_context(locale="da-DK")
        page = context.new_page()
        browser.sign_in(page, site, address, path)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            shoot(page, name, scheme)
        context.close()
        print(f"shots: {name}", flush=True)
    chromium.close()


def main() -> int:
    if browser.chromium() is None:
        print("shots: Chromium is missing; run: apt-get install chromium", file=sys.stderr)
        return 1
    from playwright.sync_api import sync_playwright

    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    print("shots: starting the demo site", flush=True)
    with sites.demo("shots") as site, sync_playwright() as playwright:
        take(playwright, site)
    print(f"shots: {len(list(FOLDER.glob('*.png')))} pictures in {FOLDER.relative_to(ROOT)}/")
    return 0


if __name__ == "__main__":
    sys.exit(main())
