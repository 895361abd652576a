"""Generated answer sets on the scale: are the totals exact, does each answered row give exactly one point, how fast."""

import random
import sys
import time
from fractions import Fraction
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
from bench.report import Report  # noqa: E402  the path comes first
from bench.sites import say  # noqa: E402

SETS = 10_000
PAIRS, MOST_OWN = 15, 10
CHOICES = ("closed", "between", "open", "none")
# The same sum in another way: points as fractions.
POINTS = {
    "closed": (Fraction(1), Fraction(0)),
    "between": (Fraction(1, 2), Fraction(1, 2)),
    "open": (Fraction(0), Fraction(1)),
}


def faults_of(choices: list[str], score: Any) -> tuple[bool, bool]:
    """Whether the totals differ from the sum by fractions, and whether an answered row gave other than one point."""
    by_hand = [sum((POINTS[one][side] for one in choices if one in POINTS), Fraction(0)) for side in (0, 1)]
    wrong_sum = [Fraction(score.closed, 2), Fraction(score.open, 2)] != by_hand
    answered = sum(one in POINTS for one in choices)
    return wrong_sum, score.closed + score.open != 2 * answered or score.answered != answered


def part(report: Report) -> None:
    """10,000 sheets of 15 to 25 rows, the same ones each time."""
    from peerhub.domain.scoring import score

    say(f"scale: {SETS} answer sets (a second)")
    dice = random.Random(2026)
    sheets = [dice.choices(CHOICES, k=PAIRS + dice.randint(0, MOST_OWN)) for _set in range(SETS)]
    begun = time.perf_counter()
    scores = [score(choices) for choices in sheets]
    seconds = time.perf_counter() - begun
    faults = [faults_of(choices, one) for choices, one in zip(sheets, scores, strict=True)]
    sums, rows = (sum(pair[place] for pair in faults) for place in (0, 1))
    report.raw["scale"] = {"sets": SETS, "wrong_totals": sums, "wrong_rows": rows, "seconds": seconds}
    heads = ["answer sets", "wrong totals", "rows of other than 1", "µs a set"]
    report.table("The scale", heads, [[SETS, sums, rows, f"{seconds / SETS * 1e6:.1f}"]])
    report.budget("scale: answer sets with a wrong total", sums, 0, "")
    report.budget("scale: answer sets with a row that gives other than 1 point", rows, 0, "")
