"""Each abuse case of the threat model names the tests that show it, and those tests exist."""

import re

from tests.project.sources import ROOT

ROW = re.compile(r"^\| (\d+) \|.*\| ([^|]*) \|$", re.M)
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
CASES = 32


def test_every_case_is_told_and_every_test_it_names_exists() -> None:
    rows = ROW.findall((ROOT / "docs" / "abuse-cases.md").read_text())
    assert [int(number) for number, _ in rows] == list(range(1, CASES + 1))
    missing = [
        f"{number}: {path}::{name}"
        for number, tests in rows
        for path, name in NAMED.findall(tests)
        if not (ROOT / path).exists() or (name and f"def {name}(" not in (ROOT / path).read_text())
    ]
    assert missing == []


def test_a_case_without_a_test_says_what_it_waits_for() -> None:
    rows = ROW.findall((ROOT / "docs" / "abuse-cases.md").read_text())
    assert [number for number, tests in rows if not NAMED.search(tests) and not tests.startswith("with ")] == []
