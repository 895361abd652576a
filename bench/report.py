"""The table, the budgets and the raw figures of a run."""

import json
import time
from typing import Any

from bench import sites


class Report:
    """Collects what the parts found."""

    def __init__(self) -> None:
        self.raw: dict[str, Any] = {}
        self.verdicts: list[tuple[str, str, str, bool]] = []

    def budget(self, name: str, figure: float, limit: float, unit: str = "x") -> None:
        self.verdicts.append((name, f"{figure:.2f}{unit}".replace(".00", ""), f"<= {limit:g}{unit}", figure <= limit))

    def table(self, title: str, head: list[str], rows: list[list[str]]) -> None:
        widths = [max(len(str(row[place])) for row in [head, *rows]) for place in range(len(head))]
        print(f"\n{title}")
        for row in [head, ["-" * width for width in widths], *rows]:
            cells = [
                str(cell).ljust(width) if not place else str(cell).rjust(width)
                for place, (cell, width) in enumerate(zip(row, widths, strict=True))
            ]
            print("  ".join(cells))

    def close(self) -> None:
        rows = [[name, figure, limit, "held" if held else "OVER"] for name, figure, limit, held in self.verdicts]
        self.table("Budgets (performance.md)", ["budget", "figure", "limit", ""], rows)
        held = sum(row[3] == "held" for row in rows)
        stamp = time.strftime("%Y%m%d-%H%M%S")
        self.raw["budgets"] = rows
        target = sites.FOLDER / f"bench-{stamp}.json"
        target.write_text(json.dumps(self.raw, indent=1))
        print(f"\n{held} of {len(rows)} budgets held; raw figures: {target.relative_to(sites.ROOT)}")
