"""Matrix products on one thread, so that they come out equal to the last bit wherever they are computed."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from types import TracebackType
from typing import Any

from threadpoolctl import ThreadpoolController


class _OneThread:
    """Counts who asks for one thread: the first brings BLAS down to it, the last gives the others back.

    A thread of its own does both: from 3.8 on threadpoolctl obeys one thread at a time and is silent to all others.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self._limit: Any = None

    def __enter__(self) -> None:
        with self._lock:
            if not self._inside:
                self._limit = _steward().submit(_limited).result()
            self._inside += 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._inside -= 1
            if not self._inside:
                _steward().submit(self._limit.__exit__, None, None, None).result()


@cache
def _steward() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, "blas")


def _limited() -> Any:
    return _controller().limit(limits=1, user_api="blas").__enter__()


@cache
def _controller() -> ThreadpoolController:
    """The libraries that this process has loaded; looked up once, for it takes a millisecond."""
    return ThreadpoolController()


one_thread = _OneThread()
"""``with one_thread:`` holds NumPy's matrix products to one thread; it may be entered by several threads at a time.

How many threads share a product decides in which order its sums are taken, and so their last bits.
"""
