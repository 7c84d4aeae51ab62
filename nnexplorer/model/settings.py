"""How a document is trained and how it is shown: frozen, checked settings."""

from __future__ import annotations

import reprlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from nnexplorer.model.activations import ACTIVATIONS
from nnexplorer.model.checks import (
    Bounds,
    Point,
    checked_bounds,
    checked_count,
    checked_number,
    checked_point,
)
from nnexplorer.model.losses import loss as loss_named

OPTIMIZER_TITLES = {"sgd": "Gradient descent", "momentum": "Momentum", "adam": "Adam"}
OPTIMIZER_NAMES = tuple(OPTIMIZER_TITLES)
NOTATIONS = ("e", "xi", "z")
HIDDEN_VIEWS = ("maps", "bars")
OUTPUT_VIEWS = ("soft", "hard", "both")
QUANTITIES = ("target", "e1", "h", "e2", "y", "residual")
CHAINS = ("actual", "step")
CANVASES = ("input", "hidden", "output", "surface", "activation", "diagram", "loss", "sweep", "table")

HOME = (-60.0, 30.0)
"""Azimuth and elevation that a 3-D surface is looked at from unless it was turned, those of most plots in print."""

SPARE = {"spare": True}
"""Marks a field that a file leaves out where it has its default: it joined the format after the first ones."""


@dataclass(frozen=True)
class TrainingSettings:
    """How a network is trained.

    Parameters
    ----------
    optimizer : str
        One of `OPTIMIZER_NAMES`.
    learning_rate : float
        eta, finite and above 0.
    batch_size : int or None
        Samples in a mini-batch, at least 1; None is full batch.
    loss : str
        The name of a loss, see `nnexplorer.model.losses`.
    seed : int
        Orders the mini-batches, and starts a network afresh; at least 0.
    steps : int
        Updates in a run from the command line; at least 0.
    stop_steps : int or None
        Updates after which a run in the window stops, at least 1; None is never.
    stop_error : float or None
        The error below which it stops, finite and above 0.
    stop_patience : int or None
        Updates without progress after which it stops, at least 1: of the error on what is held out, if anything is.

    Raises
    ------
    ValueError
        If a name is unknown or a number out of range.
    """

    optimizer: str = "adam"
    learning_rate: float = 0.01
    batch_size: int | None = None
    loss: str = "mse"
    seed: int = 0
    steps: int = 1000
    stop_steps: int | None = field(default=None, metadata=SPARE)
    stop_error: float | None = field(default=None, metadata=SPARE)
    stop_patience: int | None = field(default=None, metadata=SPARE)

    def __post_init__(self) -> None:
        _check_name("optimiser", self.optimizer, OPTIMIZER_NAMES)
        loss_named(self.loss)
        rate = checked_number("learning rate", self.learning_rate)
        if rate <= 0:
            raise ValueError(f"learning rate: expected a number above 0, got {rate!r}")
        set_fields(self, learning_rate=rate)
        if self.batch_size is not None:
            set_fields(self, batch_size=checked_count("batch size", self.batch_size, least=1))
        set_fields(self, seed=checked_count("seed", self.seed), steps=checked_count("steps", self.steps))
        for what, name in (("stop after", "stop_steps"), ("stop without progress", "stop_patience")):
            if getattr(self, name) is not None:
                set_fields(self, **{name: checked_count(what, getattr(self, name), least=1)})
        if self.stop_error is not None:
            least = checked_number("stop below", self.stop_error)
            if least <= 0:
                raise ValueError(f"stop below: expected a number above 0, got {least!r}")
            set_fields(self, stop_error=least)


@dataclass(frozen=True)
class ViewSettings:
    """How a document is shown.

    Parameters
    ----------
    notation : str
        The letter that excitations are printed with, one of `NOTATIONS`.
    index_base : int
        The first index that is printed, 0 or 1.
    bounds : tuple of (lo, hi)
        The part of input space that is shown, one range an input.
    output_bounds : tuple of (lo, hi) or None
        The part of output space that is shown, one range an output; None lets it follow the values.
    slice_at : float
        Where the surface is cut: the value of the second input along its slice.
    hidden : str
        The hidden layer as "maps" or "bars".
    output : str
        The output as in training, "soft", or as in testing, "hard", or "both" side by side.
    chain : str
        The chain of correction vectors with the "actual" activations or those of the "step".
    probe : tuple of float or None
        The point of input space whose arithmetic is shown, or none.
    frames : tuple of points
        The probe in each frame; empty for a still.
    frame : int
        The frame that is open, counted from 0.
    selected : int or None
        The hidden unit that is selected, counted from 0, or none.
    canvases : tuple of str
        The canvases that are shown, of `CANVASES`, each at most once.
    quantity : str
        What the colour map over its slice and the 3-D surface show, of `QUANTITIES`; "e1" and "h" are the selected
        unit's, "residual" is the output minus the target.
    curves : tuple of str
        The nonlinearities whose graphs are drawn; empty for the hidden layer's own.
    derivatives : bool
        Whether their derivatives are drawn too.
    cells : bool
        Whether input space is coloured by the cells that the threshold lines cut it into.
    backprop : bool
        Whether the next step of back-propagation at the probe is drawn.
    marks : bool
        Whether every frame's point is marked, in input and in output space.
    downwards : bool
        Whether the second input's axis goes down.
    camera : tuple of float
        Where the 3-D surface is looked at from: azimuth about the upright axis, from the first input's towards the
        second's, and elevation above the inputs' plane, in degrees.

    Raises
    ------
    ValueError
        If a name is unknown, a number not finite, a range empty or the frame out of range.
    """

    notation: str = "e"
    index_base: int = 0
    bounds: Bounds = ((-1.0, 1.0), (-1.0, 1.0))
    output_bounds: Bounds | None = None
    slice_at: float = 0.0
    hidden: str = "maps"
    output: str = "soft"
    chain: str = "actual"
    probe: Point | None = None
    frames: tuple[Point, ...] = ()
    frame: int = 0
    selected: int | None = 0
    canvases: tuple[str, ...] = ("input", "output", "hidden", "loss")
    quantity: str = field(default="y", metadata=SPARE)
    curves: tuple[str, ...] = field(default=(), metadata=SPARE)
    derivatives: bool = field(default=True, metadata=SPARE)
    cells: bool = field(default=False, metadata=SPARE)
    backprop: bool = field(default=False, metadata=SPARE)
    marks: bool = field(default=False, metadata=SPARE)
    downwards: bool = field(default=False, metadata=SPARE)
    camera: tuple[float, float] = field(default=HOME, metadata=SPARE)

    def __post_init__(self) -> None:
        _check_name("notation", self.notation, NOTATIONS)
        _check_name("hidden view", self.hidden, HIDDEN_VIEWS)
        _check_name("output view", self.output, OUTPUT_VIEWS)
        _check_name("chain", self.chain, CHAINS)
        _check_name("quantity", self.quantity, QUANTITIES)
        for curve in self.curves:
            _check_name("curve", curve, tuple(ACTIVATIONS))
        for switch in ("derivatives", "cells", "backprop", "marks", "downwards"):
            _check_switch(switch, getattr(self, switch))
        set_fields(
            self,
            index_base=checked_count("index base", self.index_base, most=1),
            bounds=checked_bounds("bounds", self.bounds),
            slice_at=checked_number("slice", self.slice_at),
            frames=tuple(checked_point(f"frame {i}", x) for i, x in enumerate(self.frames)),
            frame=checked_count("frame", self.frame, most=max(0, len(self.frames) - 1)),
            canvases=_checked_canvases(self.canvases),
            curves=tuple(self.curves),
            camera=_checked_camera(self.camera),
        )
        if self.output_bounds is not None:
            set_fields(self, output_bounds=checked_bounds("output bounds", self.output_bounds))
        if self.probe is not None:
            set_fields(self, probe=checked_point("probe", self.probe))
        if self.selected is not None:
            set_fields(self, selected=checked_count("selected unit", self.selected))


def _checked_canvases(names: Iterable[str]) -> tuple[str, ...]:
    canvases = tuple(names)
    for name in canvases:
        _check_name("canvas", name, CANVASES)
    if not canvases or len(set(canvases)) < len(canvases):
        raise ValueError(f"canvases: expected at least one and each once, got {reprlib.repr(canvases)}")
    return canvases


def _checked_camera(angles: Point) -> tuple[float, float]:
    camera = checked_point("camera", angles)
    if len(camera) != 2:
        raise ValueError(f"camera: expected azimuth and elevation, got {reprlib.repr(angles)}")
    return camera[0], camera[1]


def _check_name(what: str, name: object, names: tuple[str, ...]) -> None:
    if name not in names:
        raise ValueError(f"{what}: expected one of {', '.join(names)}, got {reprlib.repr(name)}")


def _check_switch(what: str, value: object) -> None:
    if not isinstance(value, bool):
        raise ValueError(f"{what}: expected true or false, got {reprlib.repr(value)}")


def set_fields(instance: object, **values: object) -> None:
    """Set fields of a frozen dataclass while it is being made."""
    for name, value in values.items():
        object.__setattr__(instance, name, value)
