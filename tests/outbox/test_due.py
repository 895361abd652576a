"""What falls due: each act by its name, and a fault in one is not the others' fault."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from outbox import due
from tests.conftest import NOW


@pytest.fixture(autouse=True)
def _no_acts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(due, "ACTS", {})


def test_each_act_gets_the_moment_and_says_how_much_it_did() -> None:
    seen: list[datetime] = []
    due.register("one", lambda now: seen.append(now) or 3)
    assert (due.run_due(now=NOW), seen) == ({"one": 3}, [NOW])


def test_an_act_that_fails_does_not_keep_the_others_from_running() -> None:
    def broken(now: datetime) -> int:
        raise RuntimeError("en fejl")

    due.register("before", lambda now: 1)
    due.register("broken", broken)
    due.register("after", lambda now: 2)
    assert due.run_due(now=NOW) == {"before": 1, "broken": -1, "after": 2}


def test_a_name_registered_twice_is_one_act() -> None:
    due.register("one", lambda now: 1)
    due.register("one", lambda now: 2)
    assert due.run_due(now=NOW) == {"one": 2}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2026-11-03T12:00:00+00:00", datetime(2026, 11, 3, 12, tzinfo=UTC)),
        ("2026-11-03T12:00:00", datetime(2026, 11, 3, 11, tzinfo=UTC)),
        ("2026-07-03T12:00:00", datetime(2026, 7, 3, 10, tzinfo=UTC)),
    ],
)
def test_the_command_reads_the_moment_in_danish_time(given: str, expected: datetime) -> None:
    seen: list[datetime] = []
    due.register("one", lambda now: seen.append(now) or 1)
    out = StringIO()
    call_command("run_due", "--now", given, stdout=out)
    assert (seen, out.getvalue()) == ([expected], "one: 1\n")


@pytest.mark.parametrize("given", ["i morgen", "2026-11", "03-11-2026 12:00"])
def test_the_command_refuses_a_moment_it_cannot_read(given: str) -> None:
    with pytest.raises(CommandError, match="--now must look like"):
        call_command("run_due", "--now", given)
