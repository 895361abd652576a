"""Two sites asked in turn, so that a busy machine weighs on both alike."""

import time

from bench.sites import Served

ROUNDS = 150
WARMING = 8


def in_turn(small: Served, large: Served, address: str, *, rounds: int = ROUNDS, **headers: str) -> tuple[float, float]:
    """The 95th percentile of an address on both, in milliseconds."""
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(rounds + WARMING):
        for place, served in enumerate((small, large)):
            begun = time.perf_counter()
            served.get(address, **headers)
            if turn >= WARMING:  # the first warm the processes up
                times[place].append((time.perf_counter() - begun) * 1000)
    few, many = (sorted(one)[int(len(one) * 0.95)] for one in times)
    return few, many
