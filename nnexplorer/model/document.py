"""What the user owns: a network with its data, its training settings and the way it is shown."""

from __future__ import annotations

import reprlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import numpy as np

from nnexplorer.model.checks import (
    Bounds,
    Point,
    checked_bounds,
    checked_count,
    checked_number,
    checked_point,
)
from nnexplorer.model.data import Data
from nnexplorer.model.losses import loss as loss_named
from nnexplorer.model.network import Array, Network

OPTIMIZER_NAMES = ("sgd", "momentum", "adam")
NOTATIONS = ("e", "xi", "z")
HIDDEN_VIEWS = ("maps", "bars")
OUTPUT_VIEWS = ("soft", "hard")
CHAINS = ("actual", "step")
CROSSED = 1e-9
"""How far beyond a line a point must be to have crossed it: what is on the line has not, whatever rounding says."""

CANVASES = ("input", "hidden", "output", "surface", "activation", "diagram", "loss")


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

    def __post_init__(self) -> None:
        _check_name("optimiser", self.optimizer, OPTIMIZER_NAMES)
        loss_named(self.loss)
        rate = checked_number("learning rate", self.learning_rate)
        if rate <= 0:
            raise ValueError(f"learning rate: expected a number above 0, got {rate!r}")
        _set(self, learning_rate=rate)
        if self.batch_size is not None:
            _set(self, batch_size=checked_count("batch size", self.batch_size, least=1))
        _set(self, seed=checked_count("seed", self.seed), steps=checked_count("steps", self.steps))


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
        The output as in training, "soft", or as in testing, "hard".
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

    def __post_init__(self) -> None:
        _check_name("notation", self.notation, NOTATIONS)
        _check_name("hidden view", self.hidden, HIDDEN_VIEWS)
        _check_name("output view", self.output, OUTPUT_VIEWS)
        _check_name("chain", self.chain, CHAINS)
        _set(
            self,
            index_base=checked_count("index base", self.index_base, most=1),
            bounds=checked_bounds("bounds", self.bounds),
            slice_at=checked_number("slice", self.slice_at),
            frames=tuple(checked_point(f"frame {i}", x) for i, x in enumerate(self.frames)),
            frame=checked_count("frame", self.frame, most=max(0, len(self.frames) - 1)),
            canvases=_checked_canvases(self.canvases),
        )
        if self.output_bounds is not None:
            _set(self, output_bounds=checked_bounds("output bounds", self.output_bounds))
        if self.probe is not None:
            _set(self, probe=checked_point("probe", self.probe))
        if self.selected is not None:
            _set(self, selected=checked_count("selected unit", self.selected))


@dataclass(frozen=True, eq=False)
class Document:
    """A network with everything that belongs to it; immutable, compared by identity.

    Parameters
    ----------
    network : Network
        The network as it stands.
    data : FormulaData, CurveData or PointData
        What is to be learnt, with as many inputs and outputs as the network.
    training : TrainingSettings
        How it is trained.
    view : ViewSettings
        How it is shown: its bounds, points and selection fit the network.
    title, section, caption : str
        What it is called, the section of the lecture it belongs to, and a sentence or two on what to look at.
    start : Network or None
        The network that training began with, to go back to; None if that is not known.
    step : int
        The updates made since `start`.

    Raises
    ------
    ValueError
        If the parts do not fit together.
    """

    network: Network
    data: Data
    training: TrainingSettings = field(default_factory=TrainingSettings)
    view: ViewSettings = field(default_factory=ViewSettings)
    title: str = "Untitled"
    section: str = ""
    caption: str = ""
    start: Network | None = None
    step: int = 0

    def __post_init__(self) -> None:
        D, K = self.network.inputs, self.network.outputs
        _check_agreement("data", self.data.inputs, self.data.outputs, D, K)
        if self.start is not None:
            _check_agreement("start", self.start.inputs, self.start.outputs, D, K)
        _check_view(self.view, D, self.network.units, K)
        for name in ("title", "section", "caption"):
            _check_text(name, getattr(self, name))
        _set(self, step=checked_count("step", self.step))

    @property
    def X(self) -> Array:  # noqa: N802
        """The inputs of the samples, (M,D)."""
        return self.data.X

    @property
    def Y(self) -> Array:  # noqa: N802
        """The targets of the samples, (M,K)."""
        return self.data.Y

    @property
    def frames(self) -> int:
        """How many frames there are; 1 for a still."""
        return max(1, len(self.view.frames))

    def at_frame(self, i: int) -> Document:
        """Return the document with frame `i` open, its probe in place, and the unit selected that it crossed last.

        Of the units that are on at the probe, that is the one whose threshold line is nearest (of equally near ones
        the last); none is selected where all are off.

        Parameters
        ----------
        i : int
            From 0 to ``frames - 1``; a still has frame 0, itself.

        Raises
        ------
        ValueError
            If there is no such frame.
        """
        i = checked_count("frame", i, most=self.frames - 1)
        if not self.view.frames:
            return self
        probe = self.view.frames[i]
        return replace(self, view=replace(self.view, frame=i, probe=probe, selected=self._crossed(probe)))

    def _crossed(self, probe: Point) -> int | None:
        """The unit whose threshold line the probe has just behind it."""
        e1 = self.network.forward([probe]).e1[0]
        gains = np.sqrt((self.network.W1**2).sum(axis=1))
        distances = np.divide(e1, gains, out=np.full_like(e1, np.inf), where=gains > 0)
        distances[e1 <= CROSSED * gains] = np.inf
        nearest = float(distances.min())
        return int(np.flatnonzero(distances <= nearest + CROSSED)[-1]) if np.isfinite(nearest) else None


def _checked_canvases(names: Iterable[str]) -> tuple[str, ...]:
    canvases = tuple(names)
    for name in canvases:
        _check_name("canvas", name, CANVASES)
    if not canvases or len(set(canvases)) < len(canvases):
        raise ValueError(f"canvases: expected at least one and each once, got {reprlib.repr(canvases)}")
    return canvases


def _check_name(what: str, name: object, names: tuple[str, ...]) -> None:
    if name not in names:
        raise ValueError(f"{what}: expected one of {', '.join(names)}, got {reprlib.repr(name)}")


def _check_text(what: str, text: object) -> None:
    if not isinstance(text, str):
        raise ValueError(f"{what}: expected text, got {reprlib.repr(text)}")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError(f"{what}: expected text, got half a character in {reprlib.repr(text)}")


def _check_agreement(what: str, inputs: int, outputs: int, D: int, K: int) -> None:
    if (inputs, outputs) != (D, K):
        raise ValueError(f"{what}: expected D = {D} and K = {K} as the network has, got {inputs} and {outputs}")


def _check_view(view: ViewSettings, D: int, N: int, K: int) -> None:
    sizes = [("bounds", view.bounds, D), ("output bounds", view.output_bounds, K), ("probe", view.probe, D)]
    sizes += [(f"frame {i}", point, D) for i, point in enumerate(view.frames)]
    for what, values, wanted in sizes:
        if values is not None and len(values) != wanted:
            raise ValueError(f"{what}: expected {wanted} for this network, got {len(values)}")
    if view.selected is not None:
        checked_count("selected unit", view.selected, most=N - 1)


def _set(instance: object, **values: object) -> None:
    """Set fields of a frozen dataclass while it is being made."""
    for name, value in values.items():
        object.__setattr__(instance, name, value)
