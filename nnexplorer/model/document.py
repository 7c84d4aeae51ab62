"""What the user owns: a network with its data, its training settings and the way it is shown."""

from __future__ import annotations

import reprlib
from dataclasses import dataclass, field, replace

import numpy as np

from nnexplorer.model.checks import (
    Point,
    checked_count,
    checked_number,
)
from nnexplorer.model.classics import Recipe
from nnexplorer.model.data import Data, PointData
from nnexplorer.model.network import Array, Network
from nnexplorer.model.settings import SPARE, TrainingSettings, ViewSettings, set_fields
from nnexplorer.model.splits import MOST_HELD_OUT, Held, held_out, split

CROSSED = 1e-9
"""How far beyond a line a point must be to have crossed it: what is on the line has not, whatever rounding says."""


UNTITLED = "Untitled"
"""Title of a document that nobody has given one."""


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
    rival, rival_start : Network or None
        A network that is trained beside it on the same data, to compare with, and what it began with.
    alternative : FormulaData, CurveData, PointData or None
        Other data of the same size, for the target to be changed in mid-run.
    test_share : float
        The share of the samples, from 0 to `MOST_HELD_OUT`, that is held out of training and tested on.
    split_seed : int
        Draws which ones.
    frozen : tuple of int
        Hidden units that training leaves as they are, each once and in order.
    recipe : Recipe or None
        How the data were made, if they are a classic set, so that they can be made in other numbers.

    Raises
    ------
    ValueError
        If the parts do not fit together.
    """

    network: Network
    data: Data
    training: TrainingSettings = field(default_factory=TrainingSettings)
    view: ViewSettings = field(default_factory=ViewSettings)
    title: str = UNTITLED
    section: str = ""
    caption: str = ""
    start: Network | None = None
    step: int = 0
    rival: Network | None = field(default=None, metadata=SPARE)
    rival_start: Network | None = field(default=None, metadata=SPARE)
    alternative: Data | None = field(default=None, metadata=SPARE)
    test_share: float = field(default=0.0, metadata=SPARE)
    split_seed: int = field(default=0, metadata=SPARE)
    frozen: tuple[int, ...] = field(default=(), metadata=SPARE)
    recipe: Recipe | None = field(default=None, metadata=SPARE)

    def __post_init__(self) -> None:
        D, K = self.network.inputs, self.network.outputs
        _check_agreement("data", self.data.inputs, self.data.outputs, D, K)
        for name in ("start", "rival", "rival_start", "alternative"):
            other = getattr(self, name)
            if other is not None:
                _check_agreement(name, other.inputs, other.outputs, D, K)
        _check_view(self.view, D, self.network.units, K)
        for name in ("title", "section", "caption"):
            checked_text(name, getattr(self, name))
        share = checked_number("test share", self.test_share)
        if not 0 <= share <= MOST_HELD_OUT:
            raise ValueError(f"test share: expected a number from 0 to {MOST_HELD_OUT:g}, got {share!r}")
        seed = checked_count("split seed", self.split_seed)
        units = tuple(checked_count("frozen unit", unit, most=self.network.units - 1) for unit in self.frozen)
        if units != tuple(sorted(set(units))):
            raise ValueError(f"frozen: expected each unit once and in order, got {reprlib.repr(self.frozen)}")
        set_fields(self, frozen=units, step=checked_count("step", self.step), test_share=share, split_seed=seed)

    @property
    def learnt(self) -> Data:
        """The data that are trained on: all of them, or what is not held out."""
        return split(self.data, self.test_share, self.split_seed)[0] if self.test_share else self.data

    @property
    def tested(self) -> PointData | None:
        """The data that are held out of training; None if there are none."""
        return split(self.data, self.test_share, self.split_seed)[1] if self.test_share else None

    @property
    def held_out(self) -> Held | None:
        """Which of all the samples are held out of training, (M,); None if none is."""
        return held_out(self.data, self.test_share, self.split_seed) if self.test_share else None

    @property
    def X(self) -> Array:  # noqa: N802
        """The inputs of the samples that are trained on, (M,D)."""
        return self.learnt.X

    @property
    def Y(self) -> Array:  # noqa: N802
        """The targets of the samples that are trained on, (M,K)."""
        return self.learnt.Y

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
        gains = self.network.gains
        distances = np.divide(e1, gains, out=np.full_like(e1, np.inf), where=gains > 0)
        distances[e1 <= CROSSED * gains] = np.inf
        nearest = float(distances.min())
        return int(np.flatnonzero(distances <= nearest + CROSSED)[-1]) if np.isfinite(nearest) else None


def checked_text(what: str, text: object) -> None:
    """ValueError unless it is a text that a file can hold."""
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
