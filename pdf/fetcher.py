"""The only way in for anything a document names. Imported in the child alone: it needs WeasyPrint."""

from collections.abc import Mapping
from typing import Any

from weasyprint.urls import URLFetcher, URLFetcherResponse


class AssetFetcher(URLFetcher):
    """Gives what stands in the map it was made with. Every other address, whatever its scheme, is refused unasked."""

    def __init__(self, assets: Mapping[str, tuple[bytes, str]]) -> None:
        super().__init__(timeout=0, allowed_protocols=(), allow_redirects=False)
        self.assets = assets

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """Raises ValueError for what is not in the map; the document is then made without it."""
        if url not in self.assets:
            raise ValueError("not one of our own files")
        content, kind = self.assets[url]
        return URLFetcherResponse(url, content, {"Content-Type": kind})
