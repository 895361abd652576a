"""HTML in, tagged PDF out. Runs in the child process; imports WeasyPrint when first called."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

VARIANT = "pdf/ua-1"
PRINTED = 4  # the Print flag of an annotation


@dataclass(frozen=True)
class Job:
    """All that a document is made of: nothing is looked up on the way."""

    html: str
    base_url: str
    assets: Mapping[str, tuple[bytes, str]] = field(repr=False)


def make(job: Job) -> tuple[bytes, int]:
    """The file and its number of pages."""
    from weasyprint import HTML

    from .fetcher import AssetFetcher
    from .tidy import tidy

    source = HTML(string=job.html, base_url=job.base_url, url_fetcher=AssetFetcher(job.assets))
    tidy(source.etree_element, job.base_url)
    document = source.render(pdf_variant=VARIANT)
    content = document.write_pdf(pdf_variant=VARIANT, finisher=_mend)
    return content, len(document.pages)


def _mend(document: Any, pdf: Any) -> None:
    """Adds what WeasyPrint 70 leaves out and readers miss (quality.md): scope of headers, print flag; drops boxes."""
    things = [thing for thing in pdf.objects if hasattr(thing, "get")]
    by_reference = {thing.reference: thing for thing in things}
    for thing in things:
        if thing.get("S") == "/TH":
            row = by_reference.get(thing["P"], {})
            is_body = by_reference.get(row.get("P"), {}).get("S") == "/TBody"
            thing["A"].setdefault("Scope", "/Row" if is_body else "/Column")
        elif thing.get("S") == "/Figure":
            thing.get("A", {}).pop("BBox", None)
        elif thing.get("Subtype") == "/Link":
            thing.setdefault("F", PRINTED)
