"""Rows of a panel that are folded away where the window is low, or at a hand's word."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nnexplorer.gui.panels.card import Rows, explain
from nnexplorer.gui.widgets.button import Button


class FoldedRows(Rows):
    """Rows, and the button that folds them away and shows them again; `tip` says what they are."""

    fold_chosen = Signal(bool)
    """Whether a hand folded them away, or unfolded them."""

    def __init__(self, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tip = tip
        self._chosen: bool | None = None
        self._low = False
        self.button = Button()
        self.button.setProperty("class", "fold")
        self.button.clicked.connect(self._press)
        self._show()

    @property
    def folded(self) -> bool:
        """Whether they are folded away."""
        return self._low if self._chosen is None else self._chosen

    def show_low(self, low: bool) -> None:
        """Fold them away where the window is `low`, unless a hand has chosen."""
        self._low = low
        self._show()

    def choose(self, folded: bool) -> None:
        """Fold them away or unfold them whatever the window's height, as a hand chose before."""
        self._chosen = folded
        self._show()

    def _press(self) -> None:
        self.choose(not self.folded)
        self.fold_chosen.emit(self.folded)

    def _show(self) -> None:
        self.setHidden(self.folded)
        self.button.setText("More" if self.folded else "Less")
        explain(self.button, self.button.text(), f"{'Show' if self.folded else 'Fold away'} {self._tip}.")
