"""How long `manage.py check` takes, beside an empty project (budget 8)."""

from bench import sites
from bench.report import Report
from bench.sites import say


def part(report: Report) -> None:
    """The smallest of three, since a busy machine only adds."""
    bare, portal = sites.make_empty(), sites.portal()
    say("start: manage.py check (half a minute)")
    floor = [bare.check_seconds() for _ in range(4)][1:]
    ours = [portal.check_seconds() for _ in range(4)][1:]
    ratio = min(ours) / min(floor)
    report.raw["start"] = {"empty": floor, "portal": ours}
    report.table(
        "manage.py check, processor seconds",
        ["project", "seconds", "ratio"],
        [["empty Wagtail", f"{min(floor):.2f}", ""], ["portal", f"{min(ours):.2f}", f"{ratio:.2f}x"]],
    )
    report.budget("8 manage.py check / empty project's", ratio, 2.5)
