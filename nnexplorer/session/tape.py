"""The networks that a run went through, to go back to: dense near its end, sparser before, bounded in memory."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from nnexplorer.model.network import Network

LIMIT = 32 * 2**20
"""Bytes that the networks of a tape take together at most, the last two apart, which are always kept."""

MOST = 1024
"""Networks that are kept at most, however small they are: more than a curve has pixels to point at."""

OVERHEAD = 1024
"""Bytes that a network takes beside its numbers: its arrays' and its own bookkeeping, rounded up."""

DENSE = 4
"""The last one in so many networks is left alone when a tape is thinned."""

EVENNESS = 16
"""How many times as dense the snapshots before these are as those at the begin."""


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A network at a step, and the net that was trained beside it, if there was one."""

    step: int
    network: Network
    rival: Network | None = None

    @property
    def size(self) -> int:
        """Bytes that it takes."""
        nets = [net for net in (self.network, self.rival) if net is not None]
        arrays = [array for net in nets for array in (net.W1, net.b1, net.W2, net.b2)]
        return sum(array.nbytes for array in arrays) + OVERHEAD * len(nets)


class Tape:
    """Snapshots in the order of their steps.

    When there are too many, some are dropped, though neither the first nor any of the last quarter: the steps between
    two snapshots then grow with their distance from the end.
    """

    def __init__(self, limit: int = LIMIT, most: int = MOST) -> None:
        self._limit, self._most = limit, most
        self._kept: list[Snapshot] = []
        self._steps: list[int] = []
        self._sizes: list[int] = []
        self._size = 0

    @property
    def steps(self) -> list[int]:
        """Steps of the networks that are kept, rising."""
        return self._steps

    @property
    def size(self) -> int:
        """Bytes that the networks take."""
        return self._size

    def record(self, step: int, network: Network, rival: Network | None = None) -> None:
        """Keep the network of `step`; what was kept from `step` on is replaced."""
        self.rewind(step - 1)
        snapshot = Snapshot(step, network, rival)
        self._kept.append(snapshot)
        self._steps.append(step)
        self._sizes.append(snapshot.size)
        self._size += snapshot.size
        while (self._size > self._limit or len(self._kept) > self._most) and len(self._kept) > 2:
            self._thin()

    def rewind(self, step: int) -> None:
        """Forget what came after `step`."""
        while self._steps and self._steps[-1] > step:
            self._steps.pop()
            self._kept.pop()
            self._size -= self._sizes.pop()

    def clear(self) -> None:
        """Forget everything."""
        self._kept, self._steps, self._sizes, self._size = [], [], [], 0

    def before(self, step: int) -> Snapshot | None:
        """The last snapshot from before `step`; None if there is none."""
        place = bisect_left(self._steps, step)
        return self._kept[place - 1] if place else None

    def nearest(self, step: float) -> Snapshot | None:
        """The snapshot whose step is nearest to `step`; None of an empty tape."""
        place = bisect_left(self._steps, step)
        near = self._kept[max(0, place - 1) : place + 1]
        return min(near, key=lambda one: abs(one.step - step)) if near else None

    def holds(self, step: int, network: Network) -> bool:
        """Whether `network` is what was kept of `step`."""
        place = bisect_right(self._steps, step) - 1
        return place >= 0 and self._steps[place] == step and self._kept[place].network is network

    def _thin(self) -> None:
        """Drop up to a quarter: of every other one those whose neighbours lie closest, measured by how long ago."""
        dense = max(2, len(self._kept) // DENSE)
        steps = np.array(self._steps, dtype=float)
        places = np.arange(1, len(steps) - dense, 2)
        ages = steps[-1] - steps[places] + (steps[-1] - steps[0]) / EVENNESS
        gaps = (steps[places + 1] - steps[places - 1]) / ages
        dropped = set(places[np.argsort(gaps)[: max(1, len(steps) // 4)]].tolist()) or {0}
        left = [place for place in range(len(steps)) if place not in dropped]
        self._kept = [self._kept[place] for place in left]
        self._steps = [self._steps[place] for place in left]
        self._sizes = [self._sizes[place] for place in left]
        self._size = sum(self._sizes)
