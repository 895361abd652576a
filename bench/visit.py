"""What a first visit loads, counted by a real browser with an empty store."""

import shutil
from typing import Any
from urllib.parse import urlsplit

ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"]


def chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
    return next((path for path in map(shutil.which, names) if path), None)


def measure(base: str, pages: dict[str, str]) -> dict[str, dict[str, Any]]:
    """For each page: requests, bytes over the wire with headers, hosts asked, cookies set."""
    from playwright.sync_api import sync_playwright

    seen = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        for name, path in pages.items():
            context = browser.new_context(viewport={"width": 390, "height": 844}, locale="da-DK")
            page = context.new_page()
            finished: list[Any] = []
            page.on("requestfinished", lambda request, kept=finished: kept.append(request))
            answer = page.goto(base + path, wait_until="networkidle")
            if answer is None or answer.status != 200:
                raise RuntimeError(f"{path} answered {answer.status if answer else 'nothing'}")
            sizes = [request.sizes() for request in finished]
            seen[name] = {
                "requests": len(finished),
                "bytes": sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes),
                "hosts": sorted({urlsplit(request.url).hostname or "data" for request in finished}),
                "cookies": len(context.cookies()),
                "loaded": {
                    urlsplit(request.url).path: size["responseBodySize"]
                    for request, size in zip(finished, sizes, strict=True)
                },
            }
            context.close()
        browser.close()
    return seen
