"""Training: a network that learns step by step, shown in frames."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from nnexplorer.compute.backpropagation import as_samples, backpropagate, propagate
from nnexplorer.compute.batches import Batches
from nnexplorer.compute.optimizers import OPTIMIZERS, Optimizer
from nnexplorer.compute.parameters import Parameters
from nnexplorer.model.checks import checked_count
from nnexplorer.model.losses import loss as loss_named
from nnexplorer.model.settings import TrainingSettings

if TYPE_CHECKING:
    from nnexplorer.model.network import Network
    from nnexplorer.model.pin import Pin


@dataclass(frozen=True, eq=False)
class Frame:
    """A training as it stands after some steps.

    Attributes
    ----------
    step : int
        Updates made; after a divergence, those made when it was seen.
    network : Network
        The network; after a divergence the last finite one.
    loss : float
        Its loss on all samples; after a divergence inf or nan.
    diverged : bool
        True where the parameters or the loss have left the finite numbers.
    """

    step: int
    network: Network
    loss: float
    diverged: bool


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
    return _frames(Trainer(net, X, Y, settings), every)


def _frames(trainer: Trainer, every: int) -> Iterator[Frame]:
    steps = trainer.settings.steps
    while True:
        frame = trainer.advance(min(every, steps - trainer.step))
        yield frame
        if frame.diverged or trainer.step >= steps:
            return


class Trainer:
    """A network in training, whose parameters, settings and data may be changed between two steps.

    A training that has diverged stands still at the last finite network until one of them is changed; it then
    starts again from there, with an optimiser that remembers nothing.

    Parameters
    ----------
    network : Network
        Where to start; it is not changed.
    X : (M,D) array-like
        Inputs, at least one.
    Y : (M,K) array-like
        Targets.
    settings : TrainingSettings
        How to train; its number of steps is left to the caller.
    step : int
        Updates made before; `.step` counts on from there.

    Raises
    ------
    ValueError
        If shapes do not go together, a number is not finite, or the loss is not defined for the network's
        output and these targets.
    """

    def __init__(self, network: Network, X: ArrayLike, Y: ArrayLike, settings: TrainingSettings, step: int = 0) -> None:
        self.step = checked_count("step", step)
        self._settings = settings
        self._pin: Pin | None = None
        self._network: Network | None = None
        self._diverged: Frame | None = None
        self._start_from(network)
        self._optimizer = self._new_optimizer()
        self.set_data(X, Y)

    @property
    def settings(self) -> TrainingSettings:
        """How it trains."""
        return self._settings

    @property
    def epoch_steps(self) -> int:
        """Updates in an epoch."""
        return self._batches.count

    @property
    def network(self) -> Network:
        """The network as it stands; after a divergence the last finite one."""
        if self._network is None:
            self._network = self._parameters.network(self._hidden.name, self._output.name)
        return self._network

    def advance(self, steps: int) -> Frame:
        """Make updates, fewer than `steps` if the training diverges, and return the frame after the last."""
        steps = checked_count("steps", steps)
        if self._diverged is None:
            with np.errstate(all="ignore"):
                for _ in range(steps):
                    if not self._update():
                        break
                return self._look()
        return self._diverged

    def configure(self, settings: TrainingSettings) -> None:
        """Change the settings; an optimiser that stays keeps its memory. ValueError as for a new trainer."""
        loss_named(settings.loss).check(self._targets, self._output)
        old, self._settings = self._settings, settings
        if settings.optimizer != old.optimizer:
            self._optimizer = self._new_optimizer()
        if (settings.batch_size, settings.seed) != (old.batch_size, old.seed):
            self._batches = Batches(self._X, self._targets, settings.batch_size, settings.seed)
        self._trust()

    def set_data(self, X: ArrayLike, Y: ArrayLike) -> None:
        """Take other samples, (M,D) and (M,K), in a new epoch; ValueError as for a new trainer."""
        X, targets = as_samples(self.network, X, Y)
        loss_named(self._settings.loss).check(targets, self._output)
        self._X, self._targets = X, targets
        self._batches = Batches(X, targets, self._settings.batch_size, self._settings.seed)
        self._trust()

    def adopt(self, network: Network) -> None:
        """Go on with another network of as many inputs and outputs.

        The optimiser keeps its memory of b2 and of the units that both networks have, the first ones, and has
        none of the others. What is pinned stays pinned. ValueError as for a new trainer.
        """
        D, K = self.network.inputs, self.network.outputs
        if (network.inputs, network.outputs) != (D, K):
            given = f"{network.inputs} and {network.outputs}"
            raise ValueError(f"network: expected {D} inputs and {K} outputs as the data have, got {given}")
        loss_named(self._settings.loss).check(self._targets, network.output_activation)
        parameters, optimizer = self._parameters, self._optimizer
        self._start_from(network if self._pin is None else self._pin.apply(network))
        self._optimizer = self._new_optimizer()
        self._optimizer.updates = optimizer.updates
        for old, new in zip(optimizer.memory, self._optimizer.memory, strict=True):
            memory = self._parameters.like(new)
            memory.take(parameters.like(old))
            if not self._hidden.slope_trained:
                memory.slope[...] = 0  # or it would go on moving

    def pin(self, pin: Pin) -> None:
        """Set parameters to a pin's values and hold them there, and let go what another pin held.

        ValueError if the values do not fit the network.
        """
        network = pin.apply(self.network)
        self._pin = pin
        self._start_from(network)

    def unpin(self) -> None:
        """Let all parameters learn."""
        self._pin = None
        self._held = self._parameters.places(None)

    def _new_optimizer(self) -> Optimizer:
        return OPTIMIZERS[self._settings.optimizer](self._parameters.flat.size)

    def _start_from(self, network: Network) -> None:
        self._network = network
        self._hidden, self._output = network.activation, network.output_activation
        self._parameters = Parameters.of(network)
        self._gradient = self._parameters.like(np.zeros_like(self._parameters.flat))
        self._held = self._parameters.places(self._pin)
        self._trust()

    def _trust(self) -> None:
        """Take the parameters as they are for the last finite ones, and forget a divergence."""
        self._diverged = None
        self._good_frame = self._good_epoch = self._parameters.flat.copy()

    def _update(self) -> bool:
        """Make one update; none, and return False, where an epoch would begin with what is not finite."""
        begins = self._batches.at_epoch
        X, targets = self._batches.take()
        flat, gradient = self._parameters.flat, self._gradient.flat
        loss = loss_named(self._settings.loss)
        e2 = backpropagate(self._parameters, self._gradient, X, targets, self._hidden, self._output, loss)
        if begins:
            if not self._is_finite(loss.value(e2, targets, self._output)):
                return False
            self._good_epoch = flat.copy()
        held_values = flat[self._held]
        gradient[self._held] = 0
        self._optimizer.update(flat, gradient, self._settings.learning_rate)
        flat[self._held] = held_values  # what the optimiser remembers would still move them
        self._network = None
        self._take_slope()
        self.step += 1
        return True

    def _take_slope(self) -> None:
        if self._hidden.slope_trained:
            slope = float(self._parameters.slope)
            self._hidden, self._output = self._hidden.with_slope(slope), self._output.with_slope(slope)

    def _look(self) -> Frame:
        """Return the frame of the parameters as they are, or find that the training has diverged."""
        loss = self._loss()
        if self._is_finite(loss):
            self._trust()
            return Frame(self.step, self.network, loss, diverged=False)
        self._go_back()
        if math.isfinite(loss):  # saturated units hide parameters that are not finite
            loss = math.inf
        self._diverged = Frame(self.step, self.network, loss, diverged=True)
        return self._diverged

    def _go_back(self) -> None:
        """Return to the last finite network: that of the epoch's begin, or that of the frame before."""
        for good in (self._good_epoch, self._good_frame):
            self._parameters.flat[:] = good
            self._take_slope()
            if math.isfinite(self._loss()):  # the epoch's begin was judged by one mini-batch
                break
        self._network = None
        self._optimizer = self._new_optimizer()

    def _is_finite(self, loss: float) -> bool:
        return math.isfinite(loss) and bool(np.isfinite(self._parameters.flat).all())

    def _loss(self) -> float:
        """Return the loss on all samples."""
        _, _, e2 = propagate(self._parameters, self._X, self._hidden)
        return loss_named(self._settings.loss).value(e2, self._targets, self._output)
