"""The cells of one row of an import: what each may hold, and what is wrong with it in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import TextChoices
from django.utils.translation import gettext as _

from accounts.guards import refuse_control, refuse_cpr, refuse_line_breaks
from accounts.phones import one_spelling as one_phone
from home.domain.postcodes import HIGHEST, LOWEST, Area, Postcodes

from ..enums import MeetingForm
from ..signup_enums import SLOTS, ChallengeWish, PeerRole, Wish
from .language_codes import LANGUAGE_CODES

LONGEST = 160
LONGEST_REFERENCE = 60
LONGEST_MAIL = 254
MOST_KM = 500
OLDEST = 120
POSTCODE_DIGITS = 4
# What a spreadsheet reads as the beginning of a formula; a phone number may begin with a plus.
FORMULA = ("=", "@", "+", "-", "\t")
QUESTIONS = ("challenges", "themes")
DEFAULT_LANGUAGES = ("da",)


@dataclass(frozen=True)
class Allowed:
    """What a round takes: the codes of its questionnaire by column, its criteria, and the postcodes."""

    codes: Mapping[str, frozenset[str]]
    criteria: frozenset[str]
    postcodes: Postcodes
    regions: frozenset[str] | None = None  # of the coordinator who imports; None: every region


class Cells:
    """Reads cells one by one and gathers `faults` instead of stopping at the first."""

    def __init__(self, cells: Mapping[str, str], allowed: Allowed) -> None:
        self.cells = cells
        self.allowed = allowed
        self.faults: list[str] = []
        for name, text in cells.items():
            self._safe(name, text)

    def reference(self) -> str:
        text = self.cells["reference"]
        if not text:
            self._fault("reference", _("it is empty"))
        elif len(text) > LONGEST_REFERENCE or ";" in text:
            self._fault("reference", _("it may hold 60 letters and no semicolon"))
        self._try("reference", refuse_cpr, text)
        return text

    def name(self) -> str:
        text = " ".join(self.cells["name"].split())
        if len(text) > LONGEST:
            self._fault("name", _("it may hold 160 letters"))
        self._try("name", refuse_cpr, text)
        return text

    def email(self) -> str:
        text = self.cells["email"].lower()
        if text and len(text) > LONGEST_MAIL:
            self._fault("email", _("it is too long"))
        elif text:
            self._try("email", validate_email, text, _("it is not an e-mail address"))
        return text

    def phone(self) -> str:
        text = self.cells["phone"]
        try:
            return one_phone(text) if text else ""
        except ValidationError:
            self._fault("phone", _("it is not a phone number"))
            return ""

    def where(self) -> dict[str, Any]:
        """Place, form, times and languages."""
        area = self._area()
        return {
            "postcode": int(self.cells["postcode"]) if area else None,
            "region": area.region if area else "",
            "form": self._one("form", frozenset(MeetingForm.values), MeetingForm.EITHER),
            "max_km": self._number("max_km", 0, MOST_KM),
            "over_water": self._one("over_water", frozenset({"yes", "no"}), "no") == "yes",
            "slots": self._several("slots", frozenset(SLOTS)),
            "languages": self._several("languages", LANGUAGE_CODES) or DEFAULT_LANGUAGES,
        }

    def questions(self) -> dict[str, Any]:
        """Answers to the questionnaire by code; what is empty is left out."""
        codes = self.allowed.codes
        found: dict[str, Any] = {name: list(self._several(name, codes.get(name, frozenset()))) for name in QUESTIONS}
        found["sector"] = self._one("sector", codes.get("sector", frozenset()), "")
        found["age"] = self._number("age", 1, OLDEST)
        return {name: value for name, value in found.items() if value not in ("", [], None)}

    def wishes(self) -> dict[str, Any]:
        """Wishes of the group."""
        return {
            "prefer_age": self._choice("prefer_age", Wish),
            "prefer_challenge": self._choice("prefer_challenge", ChallengeWish),
            "priorities": self._several("priorities", self.allowed.criteria),
            "role": self._choice("role", PeerRole),
            "together": self._list("together_with"),
            "apart": self._list("apart_from"),
        }

    # --- kinds of cells ------------------------------------------------------------------------------------------
    def _area(self) -> Area | None:
        text = self.cells["postcode"]
        if not text:
            return None
        whole = text.isascii() and text.isdigit() and len(text) == POSTCODE_DIGITS
        area = self.allowed.postcodes.find(int(text)) if whole and LOWEST <= int(text) <= HIGHEST else None
        regions = self.allowed.regions
        if area is None:
            self._fault("postcode", _("“%(text)s” is not a Danish postcode we know") % {"text": text[:20]})
        elif regions is not None and area.region not in regions:
            self._fault("postcode", _("it lies outside the region you coordinate"))
        return area

    def _number(self, name: str, least: int, most: int) -> int | None:
        text = self.cells[name]
        if not text:
            return None
        if text.isascii() and text.isdigit() and len(text) <= len(str(most)) and least <= int(text) <= most:
            return int(text)
        self._fault(name, _("write a whole number from %(least)d to %(most)d") % {"least": least, "most": most})
        return None

    def _choice(self, name: str, kind: type[TextChoices]) -> str:
        return self._one(name, frozenset(kind.values), "none")

    def _one(self, name: str, allowed: frozenset[str], default: str) -> str:
        text = self.cells[name]
        if text and text not in allowed:
            self._unknown(name, text)
        return str(text or default)

    def _several(self, name: str, allowed: frozenset[str]) -> tuple[str, ...]:
        codes = self._list(name)
        for code in codes:
            if code not in allowed:
                self._unknown(name, code)
        return codes

    def _list(self, name: str) -> tuple[str, ...]:
        """The values of a cell, each once, in their order."""
        parts = (part.strip() for part in self.cells[name].split(";"))
        return tuple(dict.fromkeys(part for part in parts if part))

    # --- faults --------------------------------------------------------------------------------------------------
    def _safe(self, name: str, text: str) -> None:
        """No formula, no control character, no second line in any cell."""
        if text.startswith(FORMULA) and not (name == "phone" and text.startswith("+")):
            self._fault(name, _("it begins like a formula"))
        self._try(name, refuse_control, text)
        self._try(name, refuse_line_breaks, text)

    def _try(self, name: str, check: Callable[[str], None], text: str, words: str = "") -> None:
        try:
            check(text)
        except ValidationError as refusal:
            self._fault(name, words or refusal.messages[0])

    def _unknown(self, name: str, code: str) -> None:
        self._fault(name, _("“%(code)s” is not one of the codes") % {"code": code[:60]})

    def _fault(self, name: str, words: str) -> None:
        self.faults.append(f"{name}: {words}")
