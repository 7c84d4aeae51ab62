"""The rows of the test split: the share of samples that is held out, the seed that draws it, and the error there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel, QWidget

from nnexplorer.gui.widgets.fields import MOST_SEED, NARROW_WIDTH, CountField
from nnexplorer.model.splits import MOST_HELD_OUT

if TYPE_CHECKING:
    from nnexplorer.gui.panels.card import Rows


class SplitRows(QObject):
    """The share stands among `settings`; what comes of it, among `figures`, is shown only while there is a split."""

    changed = Signal(float, int)
    """The share of the samples that a hand holds out of training, and the seed that draws them."""

    def __init__(self, settings: Rows, figures: Rows) -> None:
        super().__init__(settings)
        self._share, self._seed = CountField(0, round(100 * MOST_HELD_OUT)), CountField(0, MOST_SEED)
        self._error = QLabel()
        for field in (self._share, self._seed):
            field.setFixedWidth(NARROW_WIDTH)
            field.counted.connect(self._change)
        settings.add_row("Test %", self._share, tip="Percent of the samples that are held out of training.")
        name = settings.add_row("Split", self._seed, tip="The seed that draws the samples that are held out.")
        self._error.setProperty("class", "value")
        tip = "The error on the samples that are held out; above is the one on those that are trained on."
        self._parts: list[QWidget] = [
            self._seed,
            name,
            self._error,
            figures.add_row("Test error", self._error, tip=tip),
        ]
        self.show(0.0, 0)

    def show(self, share: float, seed: int) -> None:
        """Show which share of the samples is held out, and the seed that draws them."""
        self._share.show_count(round(100 * share))
        self._seed.show_count(seed)
        for part in self._parts:
            part.setVisible(share > 0)

    def show_error(self, error: str) -> None:
        """Show the error on the samples that are held out, in rich text."""
        self._error.setText(error)

    def _change(self) -> None:
        self.changed.emit(self._share.value() / 100, self._seed.value())
