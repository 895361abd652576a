"""A star in words: the table and the sentences that say what the drawing shows, for those who do not see it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from .stars import Outcome, Row, Voice


@dataclass(frozen=True)
class Words:
    """A star without its drawing."""

    outcome: Outcome
    header: list[str]
    table: list[list[tuple[str, str]]]
    description: str
    sentences: list[str]
    talk: list[tuple[Row, str]]

    @property
    def for_print(self) -> dict[str, Any]:
        """The table as the PDF's own table takes it."""
        return {"caption": _("The same numbers as a table"), "header": self.header, "rows": self.table}


def words_of(outcome: Outcome) -> Words:
    """The words of a star in the language that is in force."""
    header = [_("Subject"), *(voice.name for voice in outcome.voices)]
    if outcome.is_compared:
        header.append(_("Difference"))
    return Words(
        outcome=outcome,
        header=header,
        table=[list(zip(header, _cells(row, outcome), strict=True)) for row in outcome.rows],
        description=" ".join(_of_voice(voice, outcome) for voice in outcome.voices),
        sentences=[sentence for place in range(len(outcome.voices)) for sentence in _sentences(place, outcome)],
        talk=[(row, _of_row(row, outcome)) for row in outcome.talk],
    )


def number_or_gap(score: int | None) -> str:
    """A number, or in words that there is none."""
    return str(score) if score is not None else _("left out")


def _cells(row: Row, outcome: Outcome) -> list[str]:
    cells = [f"{row.number}. {row.axis.title}", *(number_or_gap(score) for score in row.scores)]
    if outcome.is_compared:
        cells.append(str(row.gap) if row.gap is not None else _("cannot be told"))
    return cells


def _of_voice(voice: Voice, outcome: Outcome) -> str:
    parts = [f"{row.axis.title} {number_or_gap(voice.scores.get(row.axis.key))}" for row in outcome.rows]
    return f"{voice.name}: {', '.join(parts)}."


def _sentences(place: int, outcome: Outcome) -> list[str]:
    """What stands out in one voice, and what it left out."""
    given = [(row.axis.title, score) for row in outcome.rows if (score := row.scores[place]) is not None]
    gaps = [row.axis.title for row in outcome.rows if row.scores[place] is None]
    most, least = max(score for _title, score in given), min(score for _title, score in given)
    values = {
        "name": outcome.voices[place].name,
        "most": most,
        "least": least,
        "high": ", ".join(title for title, score in given if score == most),
        "low": ", ".join(title for title, score in given if score == least),
    }
    pattern = _("%(name)s: highest %(high)s (%(most)d), lowest %(low)s (%(least)d).")
    told = [(pattern if most != least else _("%(name)s has chosen %(most)d everywhere.")) % values]
    return [*told, *([_("Left out: %(gaps)s.") % {"gaps": ", ".join(gaps)}] if gaps else [])]


def _of_row(row: Row, outcome: Outcome) -> str:
    """ "Peer 2, Leder 5." """
    said = [f"{voice.name} {number_or_gap(score)}" for voice, score in zip(outcome.voices, row.scores, strict=True)]
    return f"{', '.join(said)}."
