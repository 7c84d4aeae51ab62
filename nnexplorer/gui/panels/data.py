"""What is to be learnt: the target's formulas, at how many points they are sampled, a classic set, a test split."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnexplorer.gui.panels.card import Card, explain, wrapped
from nnexplorer.gui.panels.fold import FoldedRows
from nnexplorer.gui.panels.formulas import FormulaLines
from nnexplorer.gui.panels.recipe import RecipeRows
from nnexplorer.gui.panels.shares import Shares
from nnexplorer.gui.panels.split import SplitRows
from nnexplorer.gui.widgets.fields import NARROW_WIDTH, CountField, NumberField
from nnexplorer.gui.words.notation import count, numbered, short
from nnexplorer.model.data import MOST_SAMPLES, CurveData, FormulaData, PointData

if TYPE_CHECKING:
    from nnexplorer.model.classics import Recipe
    from nnexplorer.model.data import Data

BRUSH_TIPS = {
    1: "A click wants the value that it is made at; with Shift this one. Ctrl or the right button erases.",
    2: "What is wanted at a painted point; with Shift its opposite. Ctrl or the right button erases.",
}
"""What the brush's field is for, by the number of inputs."""


class DataPanel(QWidget):
    """The target's formulas, one line an output, and the number of samples."""

    target_typed = Signal(object)
    """The formulas (tuple of str) that a hand typed: one an output, for a curve one an input before them."""

    points_changed = Signal(int)
    """How many points along each axis, or along the curve, a hand asked for."""

    split_changed = Signal(float, int)
    """The share of the samples that a hand holds out of training, and the seed that draws them."""

    recipe_chosen = Signal(object)
    """The Recipe of a classic set that a hand chose or changed."""

    refused = Signal(str)
    """Why what was typed is no number for a field, in one line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card = Card("Target")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._card)
        self._inputs = 2
        self._pictured: int | None = None
        self._countable = False
        self.more = FoldedRows("the number of samples, the sets and the test split")
        self._card.heading.addWidget(self.more.button)
        self._lines = FormulaLines()  # after the button and before the other fields: so Tab goes down the panel
        self._lines.typed.connect(self.target_typed)
        self._card.column.addWidget(self._lines)
        self._card.column.addWidget(self.more)
        self._build_samples()
        self._sets = RecipeRows(self.more)
        self._sets.chosen.connect(self.recipe_chosen)
        self._sets.refused.connect(self.refused)
        self._build_brush()
        self._split = SplitRows(self.more, self._card)
        self._split.changed.connect(self.split_changed)
        self.shares = Shares(self._card)
        """The shares of samples that are right."""

    def _build_samples(self) -> None:
        self._points = CountField(1, MOST_SAMPLES)
        self._points.setFixedWidth(NARROW_WIDTH)
        tip = "The formula is sampled on a grid of so many points along each axis, a curve or a picture at so many."
        self._points_name = self.more.add_row("Points a side", self._points, tip=tip)
        self._points.counted.connect(self.points_changed)
        self._samples = wrapped()
        self._samples.setProperty("class", "soft")
        self._samples.hide()
        self.more.column.addWidget(self._samples)

    def _build_brush(self) -> None:
        self.brush_value = 1.0
        """The value that a brush paints."""
        field = NumberField()
        field.setFixedWidth(NARROW_WIDTH)
        self._brush_parts = (field, self._card.add_row("Brush", field, tip=BRUSH_TIPS[self._inputs]))
        field.committed.connect(self._take_value)
        field.refused.connect(self.refused)
        field.show_text("1")
        self.show_brush(False)

    def _take_value(self, value: float) -> None:
        self.brush_value = value
        self._brush_parts[0].show_text(short(value))

    # What is shown ----------------------------------------------------------------------------------------------

    @property
    def formulas(self) -> tuple[str, ...]:
        """What stands in the fields that are shown."""
        return self._lines.texts

    def show_data(self, data: Data, index_base: int) -> None:
        """Show what is to be learnt, its names counted as the axes' are, and how many samples there are of it."""
        names, texts = numbered("y", data.outputs, index_base), ("",) * data.outputs
        variables = ", ".join(f"x{index_base + j}" for j in range(data.inputs))
        if isinstance(data, FormulaData):
            texts = data.named(index_base)
        elif isinstance(data, CurveData):
            names, texts, variables = [*numbered("x", data.inputs, index_base), *names], (*data.x, *data.y), "t"
        self._lines.show_texts(names, texts, variables)
        self._show_samples(data)
        if data.inputs != self._inputs:
            self._inputs = data.inputs
            self._sets.offer(data.inputs)
            self._show_countable()
            explain(self._brush_parts[0], "Brush", BRUSH_TIPS[min(data.inputs, 2)])

    def show_fault(self, message: str, text: str | None = None, position: int | None = None) -> None:
        """Say what was refused: of a formula `text` also where, at its character `position`."""
        self._lines.show_fault(message, text, position)

    def show_picture(self, samples: int | None) -> None:
        """Note that the data are a picture's, and at about how many points; None if they are not."""
        self._pictured = samples

    def show_recipe(self, recipe: Recipe | None) -> None:
        """Show by which recipe the data were made; None if by none."""
        self._sets.show(recipe)
        self._show_countable()

    def show_brush(self, on: bool) -> None:
        """Show the value that a brush paints, while there is one."""
        for part in self._brush_parts:
            part.setVisible(on)

    def show_split(self, share: float, seed: int) -> None:
        """Show which share of the samples is held out, and the seed that draws them."""
        self._split.show(share, seed)

    def show_test_error(self, error: str) -> None:
        """Show the error on the samples that are held out, in rich text."""
        self._split.show_error(error)

    def _show_samples(self, data: Data) -> None:
        for part in (self._points, self._points_name):
            part.setVisible(self._pictured is not None or not isinstance(data, PointData))
        samples = f"{count(len(data.X))} samples"
        if self._pictured is not None:
            self._points.show_count(self._pictured)
            self._points_name.setText("Points")
            self._samples.setText(f"{samples} of a picture")
            self._countable = True
        elif isinstance(data, PointData):
            self._samples.setText(f"{samples}, given")
            self._countable = True
        else:
            self._points.show_count(data.points)
            side = isinstance(data, FormulaData) and data.inputs > 1
            self._points_name.setText("Points a side" if side else "Points")
            self._samples.setText(samples)
            self._countable = side
        self._show_countable()

    def _show_countable(self) -> None:
        """Say how many samples there are, where no field does."""
        self._samples.setVisible(self._countable and not self._sets.drawn)
