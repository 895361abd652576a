"""The three schemes of the demo; between them they stand at both ends of most pairs (domain.md §6)."""

from collections.abc import Iterable
from typing import Any

from home.demo import Plan
from home.demo.reader import Text

from .enums import AxisChoice, SchemeAxis
from .models import PeerProgramme
from .pairs import EXAMPLE

WORK, CAFE, NEW = "hoerepeers-arbejdsliv", "aaben-online-cafe", "nye-med-hoeretab"
C, B, O, N = AxisChoice.CLOSED, AxisChoice.BETWEEN, AxisChoice.OPEN, AxisChoice.NONE  # noqa: E741
# In the order of the sheet. The first is Høreforeningen's own.
FORMATS = {
    WORK: tuple(EXAMPLE.values()),
    CAFE: (C, O, O, C, O, O, O, O, C, O, B, O, B, C, O),
    NEW: (O, O, C, C, C, C, C, O, C, C, C, C, C, C, C),
}
# Names, conditions in both languages, sizes, expected signups.
Row = tuple[str, str, str, str, tuple[int, int, int], int | None]
SCHEMES: dict[str, Row] = {
    WORK: (
        "Hørepeers – arbejdsliv",
        "Hearing peers – working life",
        "Jeg er i arbejde.\nJeg har et høretab eller en anden vanskelighed med hørelsen.",
        "I am in work.\nI have a hearing loss or another hearing difficulty.",
        (4, 5, 9),
        60,
    ),
    CAFE: (
        "Åben online-café",
        "Open online café",
        "Jeg har det svært med hørelsen.",
        "I find hearing difficult.",
        (2, 6, 9),
        None,
    ),
    NEW: (
        "Nye med høretab",
        "New to hearing loss",
        "Jeg er fyldt 18 år.\nJeg er ny med et høretab, eller jeg vil støtte en, der er.",
        "I am 18 or older.\nI am new to hearing loss, or I want to support somebody who is.",
        (4, 6, 9),
        20,
    ),
}


def ensure_scheme(code: str) -> PeerProgramme:
    """Makes or finds a scheme of the demo."""
    name_da, name_en, conditions_da, conditions_en, sizes, expected = SCHEMES[code]
    values: dict[str, Any] = dict(zip(SchemeAxis.values, FORMATS[code], strict=True))
    values |= dict(zip(("min_size", "target_size", "max_size"), sizes, strict=True))
    values |= {"name_da": name_da, "name_en": name_en, "expected_signups": expected}
    values |= {"conditions_da": conditions_da, "conditions_en": conditions_en}
    return PeerProgramme.objects.get_or_create(code=code, defaults=values)[0]


def scheme_values(text: Text, plan: Plan) -> dict[str, Any]:
    """What a scheme's page takes from the front matter."""
    names = ("for_whom", "price", "length", "meetings")
    return {"programme": ensure_scheme(text.meta["programme"]), **{name: text.meta[name] for name in names}}


def danish_texts() -> Iterable[str]:
    """Every Danish sentence of ours that visitors read here."""
    return (line for row in SCHEMES.values() for line in row[2].splitlines())
