"""The job notices of the demo site: places that do not exist, with deadlines counted from the day of the demo."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from home.demo import Plan
from home.demo.reader import Text


def job_values(text: Text, plan: Plan) -> dict[str, Any]:
    """Workplace, place, hours and deadline from the front matter; `deadline` is days from the day of the demo."""
    meta = text.meta
    return {
        "employer": meta["employer"],
        "town": meta["town"],
        "region": meta["region"],
        "hours": Decimal(meta["hours"]),
        "deadline": plan.today + timedelta(days=int(meta["deadline"])),
        "how_to_apply": meta["how"],
        "link": meta.get("link", ""),
    }
