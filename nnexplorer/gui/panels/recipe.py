"""The rows of a classic set: which one it is, its number of samples, its noise and its seed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from nnexplorer.gui.panels.card import explain
from nnexplorer.gui.widgets.fields import MOST_SEED, NARROW_WIDTH, ChoiceField, CountField, NumberField
from nnexplorer.gui.words.notation import short
from nnexplorer.model.classics import CLASSICS, MOST_NOISE, Recipe
from nnexplorer.model.data import MOST_SAMPLES

if TYPE_CHECKING:
    from nnexplorer.gui.panels.card import Rows

TIPS = {
    1: "Samples of a curve, with noise: a sine, a step, bumps, a sawtooth, a chirp.",
    2: "A classic set of points in two classes, or a formula.",
}
"""What the sets are, by the number of inputs."""


class RecipeRows(QObject):
    """The choice of a set, and under it its settings while its points are drawn by them."""

    chosen = Signal(object)
    """The Recipe of a classic set that a hand chose or changed."""

    refused = Signal(str)
    """Why what was typed is no number for a field, in one line."""

    def __init__(self, rows: Rows) -> None:
        super().__init__(rows)
        self.recipe: Recipe | None = None
        """The recipe that is shown."""
        self._set = ChoiceField(_sets(2))
        self._set.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToContents)
        rows.add_row("Set", self._set, tip=TIPS[2])
        self._many, self._seed = CountField(2, MOST_SAMPLES), CountField(0, MOST_SEED)
        self._noise = NumberField(0, MOST_NOISE)
        self._parts: list[QWidget] = [self._many, self._noise, self._seed]
        for name, field, tip in (
            ("Samples", self._many, "How many points, half of them in each class."),
            ("Noise", self._noise, "How far chance moves each point: its standard deviation, half a side being 1."),
            ("Seed", self._seed, "The seed that the points are drawn by: the same seed, the same points."),
        ):
            field.setFixedWidth(NARROW_WIDTH)
            self._parts.append(rows.add_row(name, field, tip=tip))
        self._set.chosen.connect(self._choose)
        self._many.counted.connect(lambda many: self._change(samples=many))
        self._noise.committed.connect(lambda noise: self._change(noise=noise))
        self._noise.refused.connect(self.refused)
        self._seed.counted.connect(lambda seed: self._change(seed=seed))
        self.show(None)

    @property
    def drawn(self) -> bool:
        """Whether the samples are a set's points, whose number stands in a field."""
        return self.recipe is not None and self.recipe.classic.drawn

    def show(self, recipe: Recipe | None) -> None:
        """Show by which recipe the data were made; None if by none."""
        self.recipe = recipe
        self._set.show_name(recipe.name if recipe is not None else "")
        for part in self._parts:
            part.setVisible(self.drawn)
        if recipe is not None:
            self._many.show_count(recipe.samples)
            self._noise.show_text(short(recipe.noise))
            self._seed.show_count(recipe.seed)

    def offer(self, inputs: int) -> None:
        """Offer the sets for so many inputs."""
        self._set.offer(_sets(inputs))
        self.show(self.recipe)
        explain(self._set, "Set", TIPS[min(inputs, 2)])

    def _choose(self, name: str) -> None:
        if not name:
            self.show(self.recipe)
        elif self.recipe is None:
            self.chosen.emit(Recipe(name))
        else:
            self._change(name=name)

    def _change(self, **changes: Any) -> None:
        if self.recipe is not None:
            self.chosen.emit(replace(self.recipe, **changes))


def _sets(inputs: int) -> list[tuple[str, str]]:
    """Name and title of each set for so many inputs, after none at all."""
    return [("", "\N{EM DASH}"), *((one.name, one.title) for one in CLASSICS.values() if one.inputs == inputs)]
