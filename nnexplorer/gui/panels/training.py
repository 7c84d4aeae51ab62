"""How the network is trained: every setting can be changed while it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnexplorer.gui.panels.card import Card, Rows, explain
from nnexplorer.gui.panels.fold import FoldedRows
from nnexplorer.gui.widgets.button import Button
from nnexplorer.gui.widgets.fields import MOST_SEED, ChoiceField, CountField, NumberField
from nnexplorer.gui.widgets.slider import LogSlider
from nnexplorer.gui.words.notation import count, short
from nnexplorer.model.losses import LOSSES
from nnexplorer.model.settings import OPTIMIZER_TITLES

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

    from nnexplorer.model.settings import TrainingSettings

RATES = (1e-5, 10.0)
MOST_UNITS, MOST_SAMPLES = 10_000, 10_000_000
MOST_STEPS = 1_000_000_000
NEVER = "never"
SPOKEN = {"optimizer": "optimiser", "batch_size": "batch"}
"""Settings that are not called as the panel calls them."""


class TrainingPanel(QWidget):
    """Optimiser, learning rate, batch, loss, number of hidden units and the seed of a random start."""

    setting_changed = Signal(str, object)
    """A training setting by name, and the value that a hand gave it."""

    rate_dragged = Signal(float)
    rate_released = Signal(float)
    rate_cancelled = Signal(float)
    units_changed = Signal(int)
    random_start = Signal()
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        card = Card("Training")
        self._stops = FoldedRows("the rules by which a run stops by itself")
        card.heading.addWidget(self._stops.button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        self._build_optimizer(card)
        self._build_rate(card)
        self._build_counts(card)
        self._build_start(card)
        self._build_stops(self._stops)
        card.column.addWidget(self._stops)
        card.level(self._stops)

    def _build_optimizer(self, card: Card) -> None:
        self._optimizer = ChoiceField(OPTIMIZER_TITLES.items())
        tip = "How a gradient becomes a step. Changing it keeps the weights."
        card.add_row("Optimiser", self._optimizer, tip=tip)
        self._optimizer.chosen.connect(lambda name: self.setting_changed.emit("optimizer", name))

    def _build_rate(self, card: Card) -> None:
        tip = "Learning rate \N{GREEK SMALL LETTER ETA}: how far each step goes down the gradient."
        self._rate, self._slider = NumberField(1e-12, 1e12), LogSlider(*RATES)
        self._rate.setFixedWidth(64)
        card.add_row("Learning rate", self._slider, self._rate, tip=tip)
        self._rate.committed.connect(self.rate_released)
        self._rate.refused.connect(self.refused)
        self._slider.dragged.connect(self.rate_dragged)
        self._slider.released.connect(self.rate_released)
        self._slider.cancelled.connect(self.rate_cancelled)

    def _build_counts(self, card: Card) -> None:
        self._batch, self._units = CountField(0, MOST_SAMPLES), CountField(1, MOST_UNITS)
        self._loss = ChoiceField((loss.name, loss.title) for loss in LOSSES.values())
        batch_tip = "Samples a step; 'all' is full batch. Mini-batches are shuffled anew every epoch."
        units_tip = "N. The first units keep their weights; new ones say nothing until they learn."
        card.add_row("Batch", self._batch, tip=batch_tip)
        card.add_row("Loss", self._loss, tip="Squared error, or cross-entropy for a logistic or tanh output.")
        card.add_row("Hidden units", self._units, tip=units_tip)
        self._batch.counted.connect(lambda size: self.setting_changed.emit("batch_size", size or None))
        self._loss.chosen.connect(lambda name: self.setting_changed.emit("loss", name))
        self._units.counted.connect(self.units_changed)

    def _build_start(self, card: Card) -> None:
        self._seed, self._random = CountField(0, MOST_SEED), Button("Random start")
        self._random.setProperty("class", "inline")
        tip = "Orders the mini-batches and draws the random start: the same seed, the same run."
        card.add_row("Seed", self._random, self._seed, tip=tip)
        explain(self._random, "Random start", "Start afresh from random weights drawn with this seed. (Ctrl+Shift+R)")
        self._seed.counted.connect(lambda seed: self.setting_changed.emit("seed", seed))
        self._random.clicked.connect(self.random_start)

    def _build_stops(self, rows: Rows) -> None:
        self._after, self._patience = CountField(0, MOST_STEPS), CountField(0, MOST_STEPS)
        self._below = _Limit(0.0, 1e12)
        for field in (self._after, self._patience):
            field.setSpecialValueText(NEVER)
            field.setStepType(CountField.StepType.AdaptiveDecimalStepType)
        rows.add_row("Stop after", self._after, tip="Steps after which a run stops by itself; 0 is never.")
        rows.add_row("Stop below", self._below, tip="A run stops when its error is below this; 0 is never.")
        tip = (
            "A run stops when for so many steps the test error, or the error if nothing is held out, "
            "has not fallen by a thousandth of itself; 0 is never."
        )
        rows.add_row("Patience", self._patience, tip=tip)
        self._after.counted.connect(lambda steps: self.setting_changed.emit("stop_steps", steps or None))
        self._below.committed.connect(lambda error: self.setting_changed.emit("stop_error", error or None))
        self._below.refused.connect(self.refused)
        self._patience.counted.connect(lambda steps: self.setting_changed.emit("stop_patience", steps or None))

    def let_go(self) -> None:
        """Take a pull of the slider back that is going on."""
        self._slider.take_back()

    def show_values(self, settings: TrainingSettings, units: int, samples: int) -> None:
        """Show the settings, the number of hidden units and how many samples a full batch has."""
        self._optimizer.show_name(settings.optimizer)
        self._loss.show_name(settings.loss)
        self._rate.show_text(short(settings.learning_rate))
        self._slider.show_value(settings.learning_rate)
        self._batch.setSpecialValueText(f"all {count(samples)}")
        self._batch.show_count(settings.batch_size or 0)
        self._units.show_count(units)
        self._seed.show_count(settings.seed)
        self._after.show_count(settings.stop_steps or 0)
        self._patience.show_count(settings.stop_patience or 0)
        self._below.show_text(f"{settings.stop_error:.4g}" if settings.stop_error else NEVER)
        self._stops.show_low(not (settings.stop_steps or settings.stop_error or settings.stop_patience))


class _Limit(NumberField):
    """A number of which 0 is shown and may be typed as 'never'; a click there is about all of the word."""

    def _commit(self) -> None:
        if self.isModified() and self.text().strip().lower() == NEVER:
            self.setText("0")
            self.setModified(True)
        super()._commit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if self.text() == NEVER:
            self.selectAll()


def changing(name: str) -> str:
    """What a step of undo is called that changes the setting `name`."""
    return f"Change {SPOKEN.get(name, name.replace('_', ' '))}"
