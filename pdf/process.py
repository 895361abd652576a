"""Each file is made in a child process with limits on time, memory and files; the web process stays lean.

The children are forked from a server that has WeasyPrint loaded, so a warm one starts in some milliseconds.
"""

import gc
import multiprocessing
import os
import resource
import threading
from multiprocessing.connection import Connection
from typing import Any

from .engine import Job, make

CPU_SECONDS = 20
MEMORY = 512 * 1024 * 1024
LARGEST_FILE = 32 * 1024 * 1024
WALL_SECONDS = 60
SLOTS = threading.BoundedSemaphore(4)
WAIT_FOR_SLOT = 20
Outcome = tuple[str, Any, int]

_context = multiprocessing.get_context("forkserver")


def run(job: Job, *, seconds: float = WALL_SECONDS, work: Any = make) -> Outcome:
    """("ok", bytes, pages), or the kind of failure ("limit", "busy", "error") with a line for the log and 0."""
    if not SLOTS.acquire(timeout=WAIT_FOR_SLOT):
        return "busy", "no slot", 0
    try:
        return _run(job, seconds, work)
    finally:
        SLOTS.release()


def _run(job: Job, seconds: float, work: Any) -> Outcome:
    _context.set_forkserver_preload(["pdf.warm"])
    ours, theirs = _context.Pipe(duplex=False)
    child = _context.Process(target=_child, args=(theirs, job, work), daemon=True)
    child.start()
    theirs.close()
    try:
        return ours.recv() if ours.poll(seconds) else ("limit", "no answer in time", 0)
    except EOFError:
        child.join(1)
        return "limit", f"ended with {child.exitcode}", 0
    finally:
        ours.close()
        _end(child)


def _end(child: Any) -> None:
    if child.is_alive():
        child.kill()
    child.join()
    child.close()


def _child(answer: Connection, job: Job, work: Any) -> None:
    """What the child does. Its environment is emptied first: no key is near a document that somebody wrote."""
    os.environ.clear()
    gc.disable()  # the process lives for one document: collecting takes a fifth of its time and frees what ends anyway
    _limit()
    try:
        content, pages = work(job)
        answer.send(("ok", content, pages))
    except MemoryError:
        answer.send(("limit", "memory", 0))
    except Exception as error:
        answer.send(("error", f"{type(error).__name__}: {error}"[:500], 0))


def _limit() -> None:
    for kind, most in (
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, LARGEST_FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))
