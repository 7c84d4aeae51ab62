"""The panel of the weights: their table, live in both directions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnexplorer.gui.panels.card import Card
from nnexplorer.gui.panels.weights_model import WeightsModel
from nnexplorer.gui.panels.weights_table import WeightsTable

if TYPE_CHECKING:
    from nnexplorer.gui.look.style import Style
    from nnexplorer.model.network import Network

MOST_ROWS_SHOWN = 9


class WeightsPanel(QWidget):
    """The table of W1, b1, W2 and b2; a number is typed into its cell, a row selects its unit."""

    typed = Signal(str, object, float)
    pasted = Signal(object)
    unit_chosen = Signal(object)
    refused = Signal(str)

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.style_ = style
        self.network: Network | None = None
        self.selected: int | None = None
        self.frozen: tuple[int, ...] = ()
        self._showing = False
        self._gone_to: int | None = None
        self._widest: tuple[str, ...] = ()
        card = Card("Weights")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        self.model = WeightsModel(style)
        self.table = WeightsTable(self.model, self)
        card.column.addWidget(self.table)
        self.model.typed.connect(self.typed)
        self.model.refused.connect(self.refused)
        self.table.pasted.connect(self.pasted)
        self.table.refused.connect(self.refused)
        self.table.widened.connect(self._fit)
        self.table.selectionModel().currentRowChanged.connect(self._choose)

    def show_network(self, network: Network, selected: int | None, style: Style, frozen: tuple[int, ...] = ()) -> None:
        """Show `network` with unit `selected`'s row brought out, and a lock in those of the `frozen` ones."""
        if frozen != self.frozen:
            self.frozen = frozen
            self.table.viewport().update()
        resized = self.network is None or self.network.units != network.units or style is not self.style_
        another = selected != self.selected
        self.network, self.selected, self.style_ = network, selected, style
        self.model.show_network(network, style)
        if resized or self.model.widest() != self._widest:
            self._fit()
        self._select(selected, another)

    def _select(self, unit: int | None, another: bool) -> None:
        """Go to `unit`'s row if it is `another` one than before, unless a hand went there and maybe on from there."""
        known, self._gone_to = unit is not None and unit == self._gone_to, unit
        if not another:
            return
        self.table.viewport().update()  # the whole of both rows: Qt knows of a cell that is left and one gone to
        if known:
            return
        self._showing = True
        self.table.clearSelection()
        if unit is not None:
            cell = self.model.index(unit, max(1, self.table.currentIndex().column()))
            self.table.selectionModel().setCurrentIndex(cell, QItemSelectionModel.SelectionFlag.NoUpdate)
        self._showing = False

    def change_digits(self, by: int) -> None:
        """Show more digits after the point, or fewer; documents and what is copied have every digit anyway."""
        self.model.show_digits(self.model.digits + by)
        self._fit()

    def _fit(self) -> None:
        self._widest = self.model.widest()
        self.table.fit(self.style_)
        row = round(self.style_.line_height("small") * 1.45)
        vertical = self.table.verticalHeader()
        vertical.setMinimumSectionSize(row)
        vertical.setDefaultSectionSize(row)
        rows = min(self.model.rowCount(), MOST_ROWS_SHOWN)
        scrolls = self.table.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOn
        bar = self.table.horizontalScrollBar().sizeHint().height() if scrolls else 0
        self.table.setFixedHeight(self.table.horizontalHeader().sizeHint().height() + rows * row + 2 + bar)

    def _choose(self, current: QModelIndex, _before: QModelIndex) -> None:
        if not self._showing and self.network is not None and 0 <= current.row() < self.network.units:
            self._gone_to = current.row()
            self.unit_chosen.emit(current.row())
