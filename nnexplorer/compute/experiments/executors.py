"""Where work runs beside this program: on the cores of this machine, or on a dask.distributed cluster."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, wait
from contextlib import contextmanager, suppress
from queue import Empty
from typing import Any

ANSWER_SECONDS = 3
"""How long a scheduler may take to answer."""

START_SECONDS, ROLL_CALL_SECONDS = 10, 0.02
"""How long processes may take to start, and how long each is kept busy, so that the others get something to do too."""

NICE = 5
"""How far the processes of this machine stand back behind what someone looks at."""


@contextmanager
def cores(jobs: int | None = None) -> Iterator[Executor]:
    """Give an executor over `jobs` processes of this machine, as many as it has cores if None.

    They end with the block, at once, whatever they are doing.

    Raises
    ------
    OSError
        If one of them was ended from outside.
    """
    from joblib import cpu_count
    from joblib.externals.loky import ProcessPoolExecutor  # what is under joblib.Parallel, which can't be cancelled

    many = jobs or cpu_count()
    pool = ProcessPoolExecutor(many, initializer=_stand_back)
    started: list[Future[None]] = []
    try:
        with _interrupts_held():
            started = [pool.submit(time.sleep, ROLL_CALL_SECONDS) for _ in range(many)]  # starts all of them
        yield pool
    except BrokenExecutor:
        raise OSError("a process was ended from outside, perhaps for want of memory; try fewer jobs") from None
    finally:
        with _interrupts_held():
            wait(started, timeout=START_SECONDS)  # one that is just starting would print that its pool is gone
        _take_back(pool)
        pool.shutdown(wait=True, kill_workers=True)


def _take_back(pool: Any) -> None:
    """Let a pool forget what no process has begun: its own thread would look for it after it was killed, and print."""
    with suppress(AttributeError, Empty):
        while True:
            pool._work_ids.get_nowait()  # noqa: SLF001 - there is no other way to it


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Keep Ctrl-C back for a moment, also from the processes that are started in it: young ones would print of it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing.resource_tracker import ensure_running

    ensure_running()  # else it would be started on the way, and lets Ctrl-C through
    seen: list[int] = []
    main = threading.current_thread() is threading.main_thread()
    handler = signal.signal(signal.SIGINT, lambda number, _frame: seen.append(number)) if main else None
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # inherited by what is started
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        if main:
            signal.signal(signal.SIGINT, handler)
        if seen:  # another thread was told, which the mask does not keep from it
            signal.raise_signal(signal.SIGINT)


def _stand_back() -> None:
    """Leave Ctrl-C to the program that started this process, and the better part of the machine to everybody."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(NICE)


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """Give an executor over the workers of the dask.distributed scheduler at `address`.

    What a worker was computing when it died, another computes again. Only what kills one worker after another, more
    of them than the scheduler allows, is an error.

    Raises
    ------
    ValueError
        If it is no address.
    OSError
        If no scheduler answers there, it is lost, or its workers are killed one after another; or dask.distributed
        is not installed.
    """
    try:
        from distributed import Client, KilledWorker
    except ImportError:
        wanted = "pip install 'nnexplorer[cluster]'"
        raise OSError(f"scheduler {address}: dask.distributed is not installed; {wanted} brings it") from None
    _find_scheduler(address)
    import logging

    log = logging.getLogger("distributed.client")
    level = log.level
    log.setLevel(logging.CRITICAL)  # what is wrong is told by the errors below
    client = Client(address, set_as_default=False)
    try:
        yield client.get_executor(pure=False)
    except CancelledError:
        raise OSError(f"scheduler {address}: the connection to it was lost") from None
    except KilledWorker as error:
        raise OSError(f"scheduler {address}: {error}") from None
    finally:
        client.close()
        log.setLevel(level)


def _find_scheduler(address: str) -> None:
    """Refuse an address where no scheduler answers: a client made for it would go on trying when it is forgotten."""
    from distributed.comm.addressing import get_address_host_port

    try:
        get_address_host_port(address)
    except ValueError as error:
        raise ValueError(f"scheduler: expected an address such as tcp://host:8786, got {address!r}: {error}") from None
    import asyncio

    try:
        kind = asyncio.run(asyncio.wait_for(_kind(address), ANSWER_SECONDS))
    except Exception:  # noqa: BLE001 - what listens there may answer anything
        kind = ""
    if kind != "Scheduler":
        raise OSError(f"scheduler {address}: none answers there; is it running, and is this its address?")


async def _kind(address: str) -> object:
    from distributed import rpc

    async with rpc(address) as server:
        return (await server.identity())["type"]
