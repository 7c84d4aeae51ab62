"""The loss and its gradient over any number of samples, in pieces that fit the cache, on several threads."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from nnexplorer.compute.learning.batches import Halted
from nnexplorer.compute.learning.blas import one_thread
from nnexplorer.compute.learning.passes import Pass, Rules

if TYPE_CHECKING:
    from nnexplorer.compute.learning.batches import Batch, Block
    from nnexplorer.compute.learning.optimizers import Optimizer
    from nnexplorer.compute.learning.parameters import Parameters
    from nnexplorer.model.in_place import Array

CACHE = 2**19
"""Bytes that the hidden signals of a block may take: they are passed through several times."""

NARROWEST = 128
"""Samples below which a block is not cut further: matrix products want that many columns."""

PARTS = 16
"""Sums into which the blocks of a batch are divided, whatever the number of threads: so that does not show in them."""


HALTED_FROM = 2**20
"""Hidden signals from which on a pass takes so long that it may be broken off: ten milliseconds and more."""


def block_width(parameters: Parameters) -> int:
    """Return how many samples go through a network at a time."""
    return max(NARROWEST, CACHE // parameters.W1[:, 0].nbytes)


def default_threads() -> int:
    """Return the number of cores."""
    return os.cpu_count() or 1


class _Worker(dict[int, Pass]):
    """What one thread computes with: a pass for each width of blocks, made when it is first asked for."""

    def __init__(self, parameters: Parameters, gradient: Parameters, rules: Rules) -> None:
        super().__init__()
        self._parameters, self._gradient, self._rules = parameters, gradient, rules

    def __missing__(self, width: int) -> Pass:
        made = self[width] = Pass(self._parameters, self._gradient, self._rules, width)
        return made

    def work_off(self, parts: deque[_Part], halt: threading.Event | None) -> None:
        """Take parts until none is left; Halted if that is asked for meanwhile."""
        with np.errstate(all="ignore"):  # each thread has one of its own
            while parts:
                try:
                    part = parts.popleft()
                except IndexError:  # another thread was faster
                    return
                for block in part.blocks:
                    if halt is not None and halt.is_set():
                        raise Halted
                    self._add(block, part)

    def _add(self, block: Block, part: _Part) -> None:
        work = self[len(block.rows)]
        if part.gradient is None:
            work.propagate(block)
        else:
            work.backpropagate(block)
            np.add(part.gradient, self._gradient.flat, part.gradient)
        part.loss += work.loss(block)


@dataclass
class _Part:
    """Some blocks, the sum of their losses, and that of their gradients where these are wanted."""

    blocks: tuple[Block, ...]
    gradient: Array | None
    loss: float = 0.0


class Engine:
    """Computes losses and gradients of one network, whose parameters may change from time to time.

    Results do not depend on the number of threads. These live as long as `with engine.running():`; without it
    there is only the caller's.

    Parameters
    ----------
    parameters, gradient : Parameters
        What is read, and what is written.
    rules : Rules
        The network's nonlinearities and the loss.
    threads : int
        How many share a batch of several blocks.
    """

    def __init__(self, parameters: Parameters, gradient: Parameters, rules: Rules, threads: int) -> None:
        self._parameters, self._gradient, self._rules = parameters, gradient, rules
        self._threads = threads
        self._pool: ThreadPoolExecutor | None = None
        self._workers = [_Worker(parameters, gradient, rules)]

    @contextmanager
    def running(self) -> Iterator[None]:
        """Hold BLAS to one thread, have others of one's own, and let NumPy be silent about overflows."""
        with one_thread, np.errstate(all="ignore"), ThreadPoolExecutor(max(1, self._threads - 1)) as pool:
            self._pool = pool
            try:
                yield
            finally:
                self._pool = None

    @property
    def passes(self) -> Mapping[int, Pass]:
        """Those that write the gradient of a block, by its width; they are what a batch of one block goes through."""
        return self._workers[0]

    def update(
        self,
        batches: Sequence[Batch],
        optimizer: Optimizer,
        rate: float,
        held: tuple[NDArray[np.intp], Array] | None,
        *,
        looked_at: bool,
        halt: threading.Event | None = None,
    ) -> int:
        """Make an update for each mini-batch, and return how many; the first one's gradient is there if `looked_at`.

        `held` are the places of parameters that stay as they are, and their values. Halted as for `differentiate`; it
        tells how many were made.
        """
        passes, update, factor, made = self.passes, optimizer.update, self._rules.loss.factor, 0
        flat, gradient = self._parameters.flat, self._gradient.flat
        try:
            for blocks, size in batches:
                if looked_at:
                    looked_at = False
                elif len(blocks) == 1:
                    passes[size].backpropagate(blocks[0])
                else:
                    self.differentiate(blocks, halt)
                if held is not None:
                    gradient[held[0]] = 0
                update(flat, rate, factor / size)
                if held is not None:
                    flat[held[0]] = held[1]  # what the optimiser remembers would still move them
                made += 1
        except Halted as halted:
            halted.made = made
            raise
        return made

    def differentiate(self, blocks: tuple[Block, ...], halt: threading.Event | None = None) -> None:
        """Write the gradient of several blocks, summed over their samples and without the loss's factor.

        Of very many, Halted if `halt` is set meanwhile.
        """
        self._share(blocks, differentiate=True, halt=halt)

    def differentiate_and_look(self, batch: Batch, halt: threading.Event | None = None) -> float:
        """Write the gradient as `differentiate` does, and return the batch's loss, the mean over its samples."""
        blocks = batch.blocks
        if len(blocks) > 1:
            return self._share(blocks, differentiate=True, halt=halt) / batch.size
        work = self._workers[0][batch.size]
        work.backpropagate(blocks[0])
        return work.loss(blocks[0]) / batch.size

    def loss(self, batch: Batch, halt: threading.Event | None = None) -> float:
        """Return a batch's loss, the mean over its samples; Halted as for `differentiate_and_look`."""
        return self._share(batch.blocks, differentiate=False, halt=halt) / batch.size

    def _share(self, blocks: tuple[Block, ...], *, differentiate: bool, halt: threading.Event | None = None) -> float:
        """Divide blocks into parts and these among the threads; return their loss, and write their gradient."""
        count = min(PARTS, len(blocks))
        sums = np.zeros((count, self._gradient.flat.size), dtype=self._gradient.flat.dtype)
        ends = [len(blocks) * part // count for part in range(count + 1)]
        cut = zip(ends, ends[1:], sums, strict=False)
        parts = [_Part(blocks[start:end], total if differentiate else None) for start, end, total in cut]
        signals = len(blocks) * len(blocks[0].rows) * len(self._parameters.b1)
        self._work_off(deque(parts), halt if signals >= HALTED_FROM else None)
        if differentiate:
            np.add.reduce(sums, axis=0, out=self._gradient.flat)
        return sum(part.loss for part in parts)

    def _work_off(self, parts: deque[_Part], halt: threading.Event | None) -> None:
        pool, threads = self._pool, min(self._threads, len(parts))
        helpers = []
        if pool is not None:
            helpers = [pool.submit(self._worker(number).work_off, parts, halt) for number in range(1, threads)]
        self._worker(0).work_off(parts, halt)
        for helper in helpers:
            helper.result()

    def _worker(self, number: int) -> _Worker:
        while len(self._workers) <= number:
            gradient = self._parameters.like(np.zeros_like(self._gradient.flat))
            self._workers.append(_Worker(self._parameters, gradient, self._rules))
        return self._workers[number]
