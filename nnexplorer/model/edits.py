"""One pure function for each thing a user may do to a document: Document -> Document."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from sys import float_info
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from nnexplorer.model.losses import loss
from nnexplorer.model.network import Network
from nnexplorer.model.pin import Pin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from nnexplorer.model.document import Document
    from nnexplorer.model.lines import Line
    from nnexplorer.model.network import Array
    from nnexplorer.model.settings import ViewSettings

KILL_MARGIN = 0.5
"""How far below 0 a killed unit's highest excitation lies."""

Parameter = Literal["W1", "b1", "W2", "b2"]


def hold(document: Document, pin: Pin) -> Document:
    """Give some parameters the values that a hand holds them at."""
    return replace(document, network=pin.apply(document.network))


def line_pin(unit: int, line: Line, inputs: int = 2) -> Pin:
    """The pin that puts unit `unit`'s threshold on `line`; of a net of one input that is an upright line."""
    return Pin(unit=unit, weights=line.weights[:inputs], bias=line.bias)


def correction_pin(unit: int, correction: Array) -> Pin:
    """The pin that gives unit `unit` the correction vector `correction` (K,)."""
    return Pin(unit=unit, correction=correction)


def root_pin(output_bias: Array) -> Pin:
    """The pin that puts the chain's root, b2, at `output_bias` (K,)."""
    return Pin(output_bias=output_bias)


def set_parameter(document: Document, parameter: Parameter, index: tuple[int, ...], value: float) -> Document:
    """Give one entry of W1, b1, W2 or b2 a new value; ValueError where it is not finite."""
    return set_parameters(document, [(parameter, index, value)])


def set_parameters(document: Document, entries: Iterable[tuple[Parameter, tuple[int, ...], float]]) -> Document:
    """Give many entries of W1, b1, W2 and b2 new values at once; ValueError where one is not finite or not there."""
    changes: dict[str, Any] = {}
    for parameter, index, value in entries:
        if parameter not in changes:
            changes[parameter] = np.array(getattr(document.network, parameter))
        try:
            changes[parameter][index] = value
        except IndexError:
            raise ValueError(f"{parameter}: there is no entry {', '.join(map(str, index))} any more") from None
    return replace(document, network=document.network.replace(**changes))


def set_slope(document: Document, slope: float) -> Document:
    """Give PReLU's slope a for negative excitations a new value."""
    return replace(document, network=document.network.replace(slope=slope))


def gain(network: Network) -> float:
    """Geometric mean of the units' gains |w|; 0 where a unit's weights are all zero."""
    gains = network.gains
    return float(np.exp(np.log(gains).mean())) if gains.all() else 0.0


def set_gain(document: Document, wanted: float) -> Document:
    """Scale W1 and b1 so that the units' mean gain is `wanted` (> 0): every line stays, its flank steepens."""
    network = document.network
    today = gain(network)
    if not today or not wanted > 0:
        return document
    with np.errstate(all="ignore"):
        factor = np.float64(wanted) / today
        W1, b1 = network.W1 * factor, network.b1 * factor
    if not (np.isfinite(W1).all() and np.isfinite(b1).all()):
        return document  # there is no number for it
    return replace(document, network=network.replace(W1=W1, b1=b1))


def set_hidden(document: Document, name: str) -> Document:
    """Give the hidden layer another nonlinearity; every weight is kept."""
    return _restructured(document, lambda network: network.replace(hidden=name))


def set_output(document: Document, name: str) -> Document:
    """Give the output another nonlinearity; every weight is kept.

    A loss that is not defined for it gives way to the squared error, which always is.
    """
    return with_a_loss(_restructured(document, lambda network: network.replace(output=name)))


def set_units(document: Document, units: int) -> Document:
    """Change the number of hidden units, the first ones keep their weights.

    New units get random thresholds by the training's seed and correction vectors of zero, so that the output
    stays what it was until they learn.
    """
    if units < 1:
        raise ValueError(f"hidden units: expected at least 1, got {units}")
    seed = document.training.seed
    return _restructured(document, lambda network: _resized(network, units, seed))


def randomise(document: Document, seed: int) -> Document:
    """Start afresh from random weights: the same seed gives the same start."""
    old = document.network
    network = Network.random(old.inputs, old.units, old.outputs, old.hidden, seed, old.output)
    training = replace(document.training, seed=seed)
    rival = document.rival
    if rival is not None:
        rival = Network.random(old.inputs, rival.units, old.outputs, rival.hidden, seed, rival.output)
    return replace(document, network=network, training=training, start=network, step=0, rival=rival)


def trained(document: Document, network: Network, step: int, rival: Network | None = None) -> Document:
    """Take over what training has reached, the rival's too if there is one; the first step remembers the start."""
    first = document.step == 0
    start = document.network if first else document.start
    rival_start = document.rival if first else document.rival_start
    return replace(
        document, network=network, start=start, step=step, rival=rival or document.rival, rival_start=rival_start
    )


def go_to(document: Document, network: Network, step: int, rival: Network | None = None) -> Document:
    """Go to a network of the document's training, and to the rival of that step; the selection stays within it."""
    view, frozen = _within(document, network), _frozen_within(document, network)
    return replace(document, network=network, step=step, rival=rival or document.rival, view=view, frozen=frozen)


def reset(document: Document) -> Document:
    """Go back to the very weights that training began with, the rival too."""
    network = document.start if document.start is not None else document.network
    rival = document.rival_start if document.rival_start is not None else document.rival
    return replace(document, network=network, step=0, rival=rival, frozen=_frozen_within(document, network))


def swap_target(document: Document) -> Document:
    """Change the target for the document's alternative, and that for the target; ValueError where there is none."""
    if document.alternative is None:
        raise ValueError("this document has no other target to change to")
    return replace(document, data=document.alternative, alternative=document.data, recipe=None)


def kill(document: Document, unit: int | None) -> Document:
    """Make a unit's bias (every unit's, for None) so negative that its excitation is below 0 on all the data.

    Without data it is made so on the part of input space that is shown.
    """
    network = document.network
    X = document.X if len(document.X) else np.array(list(product(*document.view.bounds)))
    with np.errstate(over="ignore", invalid="ignore"):
        highest = np.nan_to_num((X @ network.W1.T).max(axis=0), nan=float_info.max)
    b1 = np.array(network.b1)
    chosen = slice(None) if unit is None else unit
    b1[chosen] = -highest[chosen] - KILL_MARGIN
    return replace(document, network=network.replace(b1=b1))


def take_network(document: Document, network: Network, rival: Network | None = None) -> Document:
    """Put another network in place of the document's, as a start of its own; the selection stays within it.

    With `rival` the rival is put in place of too.
    """
    rival = rival or document.rival
    view, frozen = _within(document, network), _frozen_within(document, network)
    return replace(document, network=network, start=None, step=0, view=view, rival=rival, frozen=frozen)


def snap_back(document: Document, origin: Document) -> Document:
    """Go back to the weights of `origin`, an earlier state of the document, and to where their training stood."""
    network = origin.network
    view, frozen = _within(document, network), _frozen_within(document, network)
    back = replace(document, network=network, start=origin.start, step=origin.step, view=view, frozen=frozen)
    return with_a_loss(replace(back, rival=origin.rival, rival_start=origin.rival_start))


def set_network(document: Document, network: Network) -> Document:
    """Give the document other weights of the same shape; its training goes on from them."""
    return replace(document, network=network)


def set_training(document: Document, **changes: Any) -> Document:
    """Change training settings by name, see TrainingSettings.

    Raises
    ------
    ValueError
        If a value is out of its range, or the loss is not defined for the output and the targets.
    """
    training = replace(document.training, **changes)
    loss(training.loss).check(document.Y, document.network.output_activation)
    return replace(document, training=training)


def set_view(document: Document, **changes: Any) -> Document:
    """Change view settings by name, see ViewSettings."""
    return replace(document, view=replace(document.view, **changes))


def select(document: Document, unit: int | None) -> Document:
    """Select a hidden unit, or none."""
    return set_view(document, selected=unit)


def move_probe(document: Document, x: Sequence[float]) -> Document:
    """Put the probe at `x` (D,)."""
    return set_view(document, probe=tuple(float(value) for value in x))


def with_a_loss(document: Document) -> Document:
    """The document with a loss that is defined for its output and its targets: the squared error always is."""
    try:
        loss(document.training.loss).check(document.Y, document.network.output_activation)
    except ValueError:
        return set_training(document, loss="mse")
    return document


def _restructured(document: Document, change: Callable[[Network], Network]) -> Document:
    """Change the network and, alike, the start that a reset goes back to; the selection stays within it."""
    network = change(document.network)
    start = None if document.start is None else change(document.start)
    view, frozen = _within(document, network), _frozen_within(document, network)
    return replace(document, network=network, start=start, view=view, frozen=frozen)


def _within(document: Document, network: Network) -> ViewSettings:
    """The document's view with a selected unit that `network` has."""
    view = document.view
    if view.selected is None or view.selected < network.units:
        return view
    return replace(view, selected=network.units - 1)


def _frozen_within(document: Document, network: Network) -> tuple[int, ...]:
    """The document's frozen units that `network` has."""
    return tuple(unit for unit in document.frozen if unit < network.units)


def _resized(network: Network, units: int, seed: int) -> Network:
    kept = min(units, network.units)
    fresh = Network.random(network.inputs, units, network.outputs, network.hidden, seed, network.output)
    W1, b1, W2 = np.array(fresh.W1), np.array(fresh.b1), np.zeros_like(fresh.W2)
    W1[:kept], b1[:kept], W2[:, :kept] = network.W1[:kept], network.b1[:kept], network.W2[:, :kept]
    return network.replace(W1=W1, b1=b1, W2=W2)
