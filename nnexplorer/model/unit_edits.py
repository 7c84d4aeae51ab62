"""Edits of single hidden units, added, deleted or frozen: Document -> Document."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from nnexplorer.model.edits import gain, set_units
from nnexplorer.model.lines import Line

if TYPE_CHECKING:
    from nnexplorer.model.document import Document
    from nnexplorer.model.network import Array, Network

GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
"""By how much each added line is turned against the one before, so that no two of them agree."""

GOLDEN_SHARE = (math.sqrt(5) - 1) / 2
"""How far, as a share of the range, each threshold that is added over one input lies from the one before."""


def line_along(start: Array, end: Array, gain: float) -> Line:
    """The line of that gain from `start` to `end`, (2,) each; its positive side is on the left of that way."""
    dx, dy = np.asarray(end) - start
    length = math.hypot(dx, dy)
    if not length:
        raise ValueError("a line needs two points apart from each other")
    return Line(gain * np.array([-dy, dx]) / length, 0.0).through(start)


def upright_between(start: Array, end: Array, gain: float) -> Line:
    """The upright line of that gain half-way from `start` to `end`, (2,) each; its sides are those of the way."""
    line = line_along(start, end, gain)
    sense = math.copysign(gain, line.weights[0]) if line.weights[0] else gain
    return Line(np.array([sense, 0.0]), 0.0).through((np.asarray(start) + end) / 2)


def add_along(document: Document, start: Array, end: Array) -> Document:
    """Add a unit whose line goes from `start` to `end`, (2,) each, and select it.

    Its gain is the mean one of the others, and its correction vector zero, so that the output stays what it was. Over
    one input the points are of the plane of the input and of a value, and the threshold lies half-way between them.
    """
    network = document.network
    make = line_along if network.inputs > 1 else upright_between
    return _added(document, make(start, end, gain(network) or 1.0))


def add_unit(document: Document) -> Document:
    """Add a unit whose line goes through the middle of the plane that is shown, and select it.

    Over one input the thresholds that are added lie apart from each other. Where inputs have more dimensions than 2 it
    gets a random one, as every unit that `set_units` adds.
    """
    units = document.network.units
    if document.network.inputs == 2:
        middle = np.array(document.view.bounds).mean(axis=1)
        angle = units * GOLDEN_ANGLE
        return add_along(document, middle, middle + np.array([math.cos(angle), math.sin(angle)]))
    if document.network.inputs == 1:
        low, high = document.view.bounds[0]
        x = low + (0.5 + units * GOLDEN_SHARE) % 1.0 * (high - low)
        return add_along(document, np.array([x, 1.0]), np.array([x, 0.0]))
    added = set_units(document, units + 1)
    return replace(added, view=replace(added.view, selected=units))


def delete_unit(document: Document, unit: int) -> Document:
    """Delete a unit, and select none; those after it move up. ValueError where it is the only one."""
    if document.network.units == 1:
        raise ValueError("hidden units: the last one can't be deleted")
    start = document.start
    if start is not None and start.units > max(unit, 1):
        start = without(start, unit)
    view = replace(document.view, selected=None)
    frozen = tuple(other - (other > unit) for other in document.frozen if other != unit)
    return replace(document, network=without(document.network, unit), start=start, view=view, frozen=frozen)


def freeze_unit(document: Document, unit: int, frozen: bool) -> Document:
    """Have training leave a unit as it is, or let it learn again."""
    units = {*document.frozen, unit} if frozen else {*document.frozen} - {unit}
    return replace(document, frozen=tuple(sorted(units)))


def without(network: Network, unit: int) -> Network:
    """The network without one of its units."""
    W1, b1, W2 = np.delete(network.W1, unit, 0), np.delete(network.b1, unit), np.delete(network.W2, unit, 1)
    return network.replace(W1=W1, b1=b1, W2=W2)


def origins(old: Network, new: Network) -> tuple[int, ...]:
    """For each unit of a network the one of an older network that it is, -1 for one that was added.

    Units keep their order; those that are gone lay side by side. Where weights have changed as well, the first units
    are taken to be the same.
    """
    shared = min(old.units, new.units)
    if new.units < old.units and (new.inputs, new.outputs) == (old.inputs, old.outputs):
        before, after = (np.column_stack((each.W1, each.b1, each.W2.T)) for each in (old, new))
        gone, moved = old.units - new.units, (before[:shared] != after).any(axis=1)
        first = int(moved.argmax()) if moved.any() else shared
        if np.array_equal(before[first + gone :], after[first:]):
            return (*range(first), *range(first + gone, old.units))
    return (*range(shared), *[-1] * (new.units - shared))


def _added(document: Document, line: Line) -> Document:
    """Add a unit with that line to the network and, alike, to the start that a reset goes back to."""
    network = _with_line(document.network, line)
    start = None if document.start is None else _with_line(document.start, line)
    view = replace(document.view, selected=network.units - 1)
    return replace(document, network=network, start=start, view=view)


def _with_line(network: Network, line: Line) -> Network:
    W1, b1 = np.vstack((network.W1, line.weights[: network.inputs])), np.append(network.b1, line.bias)
    return network.replace(W1=W1, b1=b1, W2=np.column_stack((network.W2, np.zeros(network.outputs))))
