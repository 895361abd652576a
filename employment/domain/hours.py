"""The hours helper: what the recommendation says to a number of hours a week. It never says no.

The numbers are those of the fact that editors own (S3: 20–30 recommended, 12 the least).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urljoin

from django.conf import settings

from home.domain.facts import fact_of
from home.links import language_of, url_of
from home.models import Fact
from home.models.facts import NEEDED
from pdf.render import Pdf, render

from ..enums import HoursAdvice
from ..models import HoursPage

KEY = "peer-timer"
NEEDED[KEY] = ("least", "from", "to")


@dataclass(frozen=True)
class Recommendation:
    """How many hours a week are recommended, and how few are the least."""

    least: Decimal
    low: Decimal
    high: Decimal

    def advise(self, hours: Decimal) -> HoursAdvice:
        """Under the least; from it to under the recommended; recommended, both ends in; above (domain.md §5)."""
        if hours < self.least:
            return HoursAdvice.BELOW
        if hours < self.low:
            return HoursAdvice.FEW
        return HoursAdvice.RECOMMENDED if hours <= self.high else HoursAdvice.MANY


def recommendation_of(fact: Fact | None) -> Recommendation | None:
    """The recommendation of a fact; None where it is not written or lacks a number."""
    numbers = fact.numbers if fact else {}
    if any(name not in numbers for name in NEEDED[KEY]):
        return None
    return Recommendation(numbers["least"], numbers["from"], numbers["to"])


def hours_fact(language: str) -> Fact | None:
    """The fact about hours in a language, with its source; one query."""
    return fact_of(KEY, language)


def file_of(page: HoursPage, advice: Mapping[str, Any], *, today: date) -> Pdf:
    """The advice on one sheet. Raises PdfFailed."""
    context = {**advice, "page": page, "day": today, "address": urljoin(settings.SITE_URL, url_of(page))}
    return render("pdf/hours.html", context, language=language_of(page), title=page.title, subject=page.summary)
