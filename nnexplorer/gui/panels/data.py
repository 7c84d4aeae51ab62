"""What is to be learnt: the target's formulas, and at how many points they are sampled."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnexplorer.gui.panels.card import Card, explain, wrapped
from nnexplorer.gui.panels.fold import FoldedRows
from nnexplorer.gui.panels.shares import Shares
from nnexplorer.gui.widgets.fields import ChoiceField, CountField, NumberField
from nnexplorer.gui.widgets.formula_field import FormulaField
from nnexplorer.gui.words.notation import count, numbered, plain, short
from nnexplorer.model.classics import CLASSICS, MOST_NOISE, Recipe
from nnexplorer.model.data import MOST_SAMPLES, CurveData, FormulaData, PointData
from nnexplorer.model.splits import MOST_HELD_OUT
from nnexplorer.model.targets import FUNCTIONS

if TYPE_CHECKING:
    from nnexplorer.model.data import Data

MOST_SEED, NARROW = 999_999, 64
"""Largest seed that can be typed; width in pixels of a number's field: the panel stands in the narrow column."""

SET_TIPS = {
    1: "Samples of a curve, with noise: a sine, a step, bumps, a sawtooth, a chirp.",
    2: "A classic set of points in two classes, or a formula.",
}
BRUSH_TIPS = {
    1: "A click wants the value that it is made at; with Shift this one. Ctrl or the right button erases.",
    2: "What is wanted at a painted point; with Shift its opposite. Ctrl or the right button erases.",
}
"""What the fields of a set and of the brush are for, by the number of inputs."""

GRAMMAR = f"+ - * / ^, parentheses, pi, e, {', '.join(FUNCTIONS)}"


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
        self._rows: list[tuple[QLabel, FormulaField]] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self._card.column.addLayout(self._lines)
        self.more = FoldedRows("the number of samples, the sets and the test split")
        self._card.heading.addWidget(self.more.button)
        self._add_line()  # after the button and before the other fields: so Tab goes down the panel
        self._recipe: Recipe | None = None
        self._pictured: int | None = None
        self._countable = False
        self._build_fault()
        self._card.column.addWidget(self.more)
        self._build_samples()
        self._build_recipe()
        self._build_brush()
        self._build_split()

    def _build_fault(self) -> None:
        self._fault = wrapped()
        self._fault.setProperty("class", "code")
        self._fault.setAccessibleName("What is wrong")
        self._fault.hide()
        self._card.column.addWidget(self._fault)

    def _build_samples(self) -> None:
        self._points = CountField(1, MOST_SAMPLES)
        self._points.setFixedWidth(NARROW)
        tip = "The formula is sampled on a grid of so many points along each axis, a curve or a picture at so many."
        self._points_name = self.more.add_row("Points a side", self._points, tip=tip)
        self._points.counted.connect(self.points_changed)
        self._samples = wrapped()
        self._samples.setProperty("class", "soft")
        self.more.column.addWidget(self._samples)

    def _build_recipe(self) -> None:
        self._inputs = 2
        self._set = ChoiceField(_sets(self._inputs))
        self._set.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToContents)
        self.more.add_row("Set", self._set, tip=SET_TIPS[self._inputs])
        self._many, self._seed = CountField(2, MOST_SAMPLES), CountField(0, MOST_SEED)
        self._noise = NumberField(0, MOST_NOISE)
        self._recipe_parts: list[QWidget] = [self._many, self._noise, self._seed]
        for name, field, tip in (
            ("Samples", self._many, "How many points, half of them in each class."),
            ("Noise", self._noise, "How far chance moves each point: its standard deviation, half a side being 1."),
            ("Seed", self._seed, "The seed that the points are drawn by: the same seed, the same points."),
        ):
            field.setFixedWidth(NARROW)
            self._recipe_parts.append(self.more.add_row(name, field, tip=tip))
        self._set.chosen.connect(self._choose_set)
        self._many.counted.connect(lambda many: self._change_recipe(samples=many))
        self._noise.committed.connect(lambda noise: self._change_recipe(noise=noise))
        self._noise.refused.connect(self.refused)
        self._seed.counted.connect(lambda seed: self._change_recipe(seed=seed))
        self.show_recipe(None)

    def _build_brush(self) -> None:
        self.brush_value = 1.0
        """The value that a brush paints."""
        field = NumberField()
        field.setFixedWidth(NARROW)
        self._brush_parts = (field, self._card.add_row("Brush", field, tip=BRUSH_TIPS[self._inputs]))
        field.committed.connect(self._take_value)
        field.refused.connect(self.refused)
        field.show_text("1")
        self.show_brush(False)

    def _build_split(self) -> None:
        self._share, self._split = CountField(0, round(100 * MOST_HELD_OUT)), CountField(0, MOST_SEED)
        self._error = QLabel()
        for field in (self._share, self._split):
            field.setFixedWidth(NARROW)
            field.counted.connect(self._change_split)
        self.more.add_row("Test %", self._share, tip="Percent of the samples that are held out of training.")
        name = self.more.add_row("Split", self._split, tip="The seed that draws the samples that are held out.")
        self._split_parts: list[QWidget] = [self._split, self._error, name]
        self._error.setProperty("class", "value")
        tip = "The error on the samples that are held out; above is the one on those that are trained on."
        self._split_parts.append(self._card.add_row("Test error", self._error, tip=tip))
        self.shares = Shares(self._card)
        """The shares of samples that are right."""
        self.show_split(0.0, 0)

    def show_split(self, share: float, seed: int) -> None:
        """Show which share of the samples is held out, and the seed that draws them."""
        self._share.show_count(round(100 * share))
        self._split.show_count(seed)
        for part in self._split_parts:
            part.setVisible(share > 0)

    def show_test_error(self, error: str) -> None:
        """Show the error on the samples that are held out, in rich text."""
        self._error.setText(error)

    def _change_split(self) -> None:
        self.split_changed.emit(self._share.value() / 100, self._split.value())

    def _take_value(self, value: float) -> None:
        self.brush_value = value
        self._brush_parts[0].show_text(short(value))

    def show_brush(self, on: bool) -> None:
        """Show the value that a brush paints, while there is one."""
        for part in self._brush_parts:
            part.setVisible(on)

    @property
    def _drawn(self) -> bool:
        """Whether the samples are a classic set's points, whose number stands in a field."""
        return self._recipe is not None and self._recipe.classic.drawn

    # What is shown ----------------------------------------------------------------------------------------------

    @property
    def formulas(self) -> tuple[str, ...]:
        """What stands in the fields that are shown."""
        return tuple(field.text for _, field in self._rows if not field.isHidden())

    def show_data(self, data: Data, index_base: int) -> None:
        """Show what is to be learnt, its names counted as the axes' are, and how many samples there are of it."""
        outputs = numbered("y", data.outputs, index_base)
        if isinstance(data, FormulaData):
            self._show_lines(outputs, data.named(index_base))
        elif isinstance(data, CurveData):
            self._show_lines([*numbered("x", data.inputs, index_base), *outputs], (*data.x, *data.y))
        else:
            self._show_lines(outputs, ("",) * data.outputs)
        variables = "t" if isinstance(data, CurveData) else ", ".join(f"x{index_base + j}" for j in range(data.inputs))
        for label, field in self._rows:
            tip = f"{plain(label.text())} as a formula of {variables}: {GRAMMAR}. Enter takes it, Esc takes it back."
            explain(field, field.accessibleName(), tip)
        self._show_samples(data)
        if data.inputs != self._inputs:
            self._inputs = data.inputs
            self._offer_sets(data.inputs)
        if not any(field.refused for _, field in self._rows):
            self._show_message("")

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
        self._samples.setVisible(self._countable and not self._drawn)

    def _show_lines(self, names: list[str], texts: tuple[str, ...]) -> None:
        while len(self._rows) < len(texts):
            self._add_line()
        for i, (label, field) in enumerate(self._rows):
            shown = i < len(texts)
            label.setVisible(shown and len(texts) > 1)
            field.setVisible(shown)
            if shown:
                label.setText(names[i])
                field.setAccessibleName(f"Formula {i}")
                field.setPlaceholderText("type a formula")
                field.show_text(texts[i])

    def _add_line(self) -> None:
        row, label, field = QHBoxLayout(), QLabel(), FormulaField()
        row.setSpacing(6)
        label.setTextFormat(Qt.TextFormat.RichText)
        row.addWidget(label)
        row.addWidget(field, 1)
        self._lines.addLayout(row)
        if self._rows:
            self.setTabOrder(self._rows[-1][1], field)
        self._rows.append((label, field))
        field.committed.connect(lambda: self.target_typed.emit(self.formulas))
        field.textChanged.connect(lambda: self._show_message(""))

    def show_picture(self, samples: int | None) -> None:
        """Note that the data are a picture's, and at about how many points; None if they are not."""
        self._pictured = samples

    def show_recipe(self, recipe: Recipe | None) -> None:
        """Show by which recipe the data were made; None if by none."""
        self._recipe = recipe
        self._set.show_name(recipe.name if recipe is not None else "")
        for part in self._recipe_parts:
            part.setVisible(self._drawn)
        self._samples.setVisible(self._countable and not self._drawn)
        if recipe is not None:
            self._many.show_count(recipe.samples)
            self._noise.show_text(short(recipe.noise))
            self._seed.show_count(recipe.seed)

    def _offer_sets(self, inputs: int) -> None:
        """Offer the sets for so many inputs, and say what a brush does over them."""
        self._set.offer(_sets(inputs))
        self.show_recipe(self._recipe)
        explain(self._set, "Set", SET_TIPS[min(inputs, 2)])
        explain(self._brush_parts[0], "Brush", BRUSH_TIPS[min(inputs, 2)])

    def _choose_set(self, name: str) -> None:
        if not name:
            self.show_recipe(self._recipe)
        elif self._recipe is None:
            self.recipe_chosen.emit(Recipe(name))
        else:
            self._change_recipe(name=name)

    def _change_recipe(self, **changes: Any) -> None:
        if self._recipe is not None:
            self.recipe_chosen.emit(replace(self._recipe, **changes))

    def show_fault(self, message: str, text: str | None = None, position: int | None = None) -> None:
        """Say what was refused: of a formula `text` also where, at its character `position`."""
        for _, field in self._rows:
            if field.text == text and not field.isHidden():
                field.show_fault(position)
                break
        self._show_message(message)

    def _show_message(self, message: str) -> None:
        self._fault.setText(escape(message))
        self._fault.setVisible(bool(message))


def _sets(inputs: int) -> list[tuple[str, str]]:
    """Name and title of each set for so many inputs, after none at all."""
    return [("", "\N{EM DASH}"), *((one.name, one.title) for one in CLASSICS.values() if one.inputs == inputs)]
