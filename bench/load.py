"""A small load client: sixteen clients at once for some seconds, each request on a connection of its own."""

import asyncio
import statistics
import time
from dataclasses import dataclass


@dataclass
class Load:
    """What a load run saw."""

    per_second: float
    median_ms: float
    p95_ms: float
    failed: int


async def ask(port: int, request: bytes) -> bool:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request)
        await writer.drain()
        status = await reader.readline()
        await reader.read()
        return b" 200 " in status
    finally:
        writer.close()


async def run(port: int, path: str, seconds: float, connections: int) -> Load:
    """Asks for `path` from `connections` clients at once."""
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n".encode()
    end = time.monotonic() + seconds
    times: list[float] = []
    failed = 0

    async def client() -> None:
        nonlocal failed
        while time.monotonic() < end:
            begun = time.monotonic()
            try:
                good = await ask(port, request)
            except OSError:
                good = False
            times.append(time.monotonic() - begun)
            failed += not good

    begun = time.monotonic()
    await asyncio.gather(*(client() for _ in range(connections)))
    taken = time.monotonic() - begun
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return Load(len(times) / taken, statistics.median(ordered) * 1000, p95 * 1000, failed)


def measure(port: int, path: str, seconds: float = 4.0, connections: int = 16) -> Load:
    """The load figures of a path."""
    return asyncio.run(run(port, path, seconds, connections))
