"""Training: a network that learns step by step, shown in frames."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from numpy.typing import ArrayLike

from nnexplorer.compute.learning.frames import Frame
from nnexplorer.compute.learning.trainer import Trainer
from nnexplorer.model.checks import checked_count
from nnexplorer.model.settings import TrainingSettings

if TYPE_CHECKING:
    from nnexplorer.model.network import Network

__all__ = ["Frame", "Trainer", "frames", "train"]


def train(
    net: Network,
    X: ArrayLike,
    Y: ArrayLike,
    steps: int = 1000,
    optimizer: str = "adam",
    learning_rate: float = 0.01,
    batch_size: int | None = None,
    loss: str = "mse",
    seed: int = 0,
    every: int = 100,
) -> Iterator[Frame]:
    """Train a network, and give a frame each `every` steps and after the last.

    A step is one update on one mini-batch. Equal arguments give equal frames. A training that diverges ends
    with a frame that says so; one of no steps gives one frame, of the start.

    Parameters
    ----------
    net : Network
        Where to start; it is not changed.
    X : (M,D) array-like
        Inputs, at least one.
    Y : (M,K) array-like
        Targets.
    steps : int
        Updates, at least 0.
    optimizer : str
        sgd, momentum or adam.
    learning_rate : float
        eta, finite and above 0.
    batch_size : int or None
        Samples in a mini-batch, at least 1; all of them where it is None or exceeds them.
    loss : str
        mse or cross_entropy.
    seed : int
        Orders the samples, anew for each epoch; at least 0.
    every : int
        Steps from frame to frame, at least 1.

    Raises
    ------
    ValueError
        At the call, if an argument is out of its range, or shapes do not go together.
    """
    settings = TrainingSettings(optimizer, learning_rate, batch_size, loss, seed, steps)
    every = checked_count("every", every, least=1)
    return frames(Trainer(net, X, Y, settings), every)


def frames(trainer: Trainer, every: int) -> Iterator[Frame]:
    """Train for the steps of a trainer's settings, and give a frame each `every` of them and after the last."""
    steps = trainer.settings.steps
    while True:
        frame = trainer.advance(min(every, steps - trainer.step))
        yield frame
        if frame.diverged or trainer.step >= steps:
            return
