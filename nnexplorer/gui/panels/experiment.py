"""Barron's experiment: which nets are made, of how many hidden units, from how many seeds."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnexplorer.gui.panels.card import Card, explain
from nnexplorer.gui.widgets.button import Button
from nnexplorer.gui.widgets.fields import ChoiceField, CountField

METHODS = {
    "construct": ("Construct", "The lecture's net: lines across the half circle, corrections from the targets."),
    "refit": ("Refit", "Lines as constructed or at random, the output layer by least squares."),
    "train": ("Train", "From a random start, as the training panel says."),
}
"""Title and explanation of each method."""

MOST_SEEDS = 99
LARGEST = tuple(2**power for power in range(3, 11))
"""Numbers of hidden units up to which the experiment can go, by doubling."""


class ExperimentPanel(QWidget):
    """Sets the experiment up, starts and cancels it, and says how far it has come."""

    run_asked = Signal()
    cancel_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        card = Card("Error against N")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        self._build_methods(card)
        self._build_sizes(card)
        self._build_run(card)
        card.level()
        self.show_progress(0, 0, running=False)

    def _build_methods(self, card: Card) -> None:
        row = QHBoxLayout()
        row.setSpacing(16)
        self._methods: dict[str, QCheckBox] = {}
        for name, (title, tip) in METHODS.items():
            box = self._methods[name] = QCheckBox(title)
            box.setChecked(True)
            explain(box, title, tip)
            row.addWidget(box)
        row.addStretch(1)
        card.column.addLayout(row)

    def _build_sizes(self, card: Card) -> None:
        self._largest = ChoiceField((str(N), str(N)) for N in LARGEST)
        self._largest.show_name("64")
        self._seeds = CountField(1, MOST_SEEDS)
        self._seeds.show_count(3)
        card.add_row("Hidden units up to", self._largest, tip="N is doubled, from 1 on.")
        card.add_row("Seeds", self._seeds, tip="Random nets of each kind: their spread is drawn as a band.")

    def _build_run(self, card: Card) -> None:
        row = QHBoxLayout()
        self._run, self._progress = Button("Run"), QLabel()
        self._progress.setProperty("class", "soft")
        self._run.clicked.connect(self._press)
        row.addWidget(self._run)
        row.addWidget(self._progress, 1)
        card.column.addLayout(row)

    @property
    def methods(self) -> tuple[str, ...]:
        """The methods that are wanted and can be had."""
        return tuple(name for name, box in self._methods.items() if box.isChecked() and box.isEnabled())

    @property
    def sizes(self) -> tuple[int, ...]:
        """Numbers of hidden units."""
        largest = int(self._largest.currentData())
        return tuple(2**power for power in range(largest.bit_length()))

    @property
    def seeds(self) -> int:
        """Random nets of each kind."""
        return self._seeds.value()

    def show_methods(self, refusals: Mapping[str, str]) -> None:
        """Show which methods can't be had, and why."""
        for name, box in self._methods.items():
            refused = refusals.get(name, "")
            box.setEnabled(not refused)
            explain(box, METHODS[name][0], refused or METHODS[name][1])

    def show_progress(self, done: int, wanted: int, *, running: bool) -> None:
        """Show how many of the nets are measured."""
        self._running = running
        self._run.setText("Cancel" if running else "Run")
        explain(self._run, self._run.text(), "End the experiment here. (E)" if running else "Measure the errors. (E)")
        self._progress.setText(f"{done} of {wanted}" if running else "")

    def _press(self) -> None:
        (self.cancel_asked if self._running else self.run_asked).emit()
