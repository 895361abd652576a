"""Fifty thousand people matched: nearly all placed, no rule broken, in six minutes of processor and 3 GiB."""

import pytest

from bench import matching

pytestmark = pytest.mark.soak


def test_fifty_thousand_people_are_placed_in_time_and_memory() -> None:
    found = matching.in_own_process(50_000, "engine")
    assert found["broken"] == 0
    assert found["placed"] >= 0.99 * 50_000
    assert found["seconds"] <= 360
    assert found["megabytes"] <= 3072
