"""What gradient descent makes of a document in a given number of steps, told as it comes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nnexplorer.compute.learning.trainer import Trainer

if TYPE_CHECKING:
    from nnexplorer.model.document import Document
    from nnexplorer.model.network import Network

MOST_MILESTONES = 1000
"""Steps whose error is told, evenly spread; of a shorter run all."""

PATIENCE = 0.02
"""Seconds after which another one is told where steps are slow, so that it can be ended there."""


@dataclass(frozen=True, eq=False)
class Milestone:
    """The error after so many steps, the network where it is the least so far, and whether the run has diverged."""

    step: int
    loss: float
    network: Network | None
    diverged: bool


def descent(document: Document, steps: int) -> Iterator[Milestone]:
    """Train a document's network by its settings for so many steps from where it stands, counted from 0.

    The errors are those on all samples that are trained on. ValueError where the document can't be trained.
    """
    trainer = Trainer(document.network, document.X, document.Y, document.training, threads=1)
    trainer.freeze(document.frozen)
    stride = most = -(-steps // MOST_MILESTONES)
    least = float("inf")
    frame = trainer.advance(0)
    while True:
        better = not frame.diverged and frame.loss < least
        least = frame.loss if better else least
        yield Milestone(frame.step, frame.loss, frame.network if better else None, frame.diverged)
        if frame.diverged or frame.step >= steps:
            return
        began = time.perf_counter()
        made = min(stride, steps - frame.step)
        frame = trainer.advance(made)
        each = (time.perf_counter() - began) / made
        stride = max(1, min(most, int(PATIENCE / max(each, 1e-9))))
