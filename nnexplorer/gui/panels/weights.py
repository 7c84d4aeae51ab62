"""The weights as a table: a row a hidden unit, live in both directions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from nnexplorer.gui.fields import parse_number
from nnexplorer.gui.labels import draw_lock, draw_text
from nnexplorer.gui.notation import compact
from nnexplorer.gui.panels.card import Card

if TYPE_CHECKING:
    from nnexplorer.gui.style import Style
    from nnexplorer.model.network import Network

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

MOST_ROWS_SHOWN = 9


class WeightsModel(QAbstractTableModel):
    """A network's parameters: unit, its row of W1, its b1, its column of W2; the last row is b2."""

    typed = Signal(str, object, float)
    """The array's name, the index in it, and the number typed there."""

    refused = Signal(str)
    """Why what was typed is no number."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self._network: Network | None = None

    def show_network(self, network: Network, style: Style) -> None:
        """Show `network`, in `style`'s names."""
        old, self._network = self._network, network
        renamed, self._style = style is not self._style, style
        if (
            old is None
            or renamed
            or (old.inputs, old.units, old.outputs) != (network.inputs, network.units, network.outputs)
        ):
            self.beginResetModel()
            self.endResetModel()
        elif old is not network:
            for row in _changed_rows(old, network):
                self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))

    def place(self, index: Index) -> tuple[str, tuple[int, ...]] | None:
        """The parameter that a cell shows: its array's name and its index there; None for names and blanks."""
        network = self._network
        if network is None or not index.isValid() or index.column() == 0:
            return None
        unit, column = index.row(), index.column() - 1
        after = column - network.inputs - 1
        if unit == network.units:
            return ("b2", (after,)) if after >= 0 else None
        if column < network.inputs:
            return ("W1", (unit, column))
        return ("b1", (unit,)) if after < 0 else ("W2", (after, unit))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if self._network is None or (parent is not None and parent.isValid()) else self._network.units + 1

    def columnCount(self, parent: Index | None = None) -> int:
        network = self._network
        if network is None or (parent is not None and parent.isValid()):
            return 0
        return 2 + network.inputs + network.outputs

    def value(self, index: Index) -> float | None:
        """The number in a cell."""
        place = self.place(index)
        return None if place is None else float(getattr(self._network, place[0])[place[1]])

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        value = self.value(index)
        if role == Role.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Role.EditRole and value is not None:
            return repr(value)
        if role == Role.ToolTipRole and value is not None:
            return f"{value!r} \N{EM DASH} double-click to type another number"
        if role == Role.DisplayRole:
            return self._text(index, value)
        return None

    def _text(self, index: Index, value: float | None) -> str:
        if value is not None:
            return compact(value)
        if index.column() == 0 and self._network is not None:
            last = index.row() == self._network.units
            return "bias" if last else self._style.symbols.index(index.row())
        return ""

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        place = self.place(index)
        if place is None or role != Role.EditRole:
            return False
        try:
            parsed = parse_number(str(value))
        except ValueError as error:
            self.refused.emit(str(error))
            return False
        if parsed != self.value(index):
            self.typed.emit(place[0], place[1], parsed)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return base | Qt.ItemFlag.ItemIsEditable if self.place(index) else base

    def header(self, column: int) -> str:
        """A column's name as rich text."""
        network, symbols = self._network, self._style.symbols
        if network is None or column == 0:
            return "<i>k</i>"
        after = column - 2 - network.inputs
        if after < -1:
            return f"<i>w</i><sub>k{symbols.index(column - 1)}</sub>"
        if after == -1:
            return "<i>b</i><sub>k</sub>"
        which = symbols.index(after) if network.outputs > 1 else ""
        return f"<i>w</i><sup>(2)</sup><sub>{which}</sub>" if which else "<i>w</i><sup>(2)</sup>"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if role == Role.AccessibleTextRole and orientation == Qt.Orientation.Horizontal:
            return self.header(section).replace("<i>", "").replace("</i>", "")
        return None


def _changed_rows(old: Network, new: Network) -> list[int]:
    """Rows in which two networks of the same shape differ: usually one under a hand, all in training."""
    changed = (old.W1 != new.W1).any(axis=1) | (old.b1 != new.b1) | (old.W2 != new.W2).any(axis=0)
    return [*np.flatnonzero(changed).tolist(), *([new.units] if (old.b2 != new.b2).any() else [])]


class _Header(QHeaderView):
    """Paints the columns' names with real indices."""

    def __init__(self, model: WeightsModel, panel: WeightsPanel) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._weights, self._panel = model, panel
        self.setMinimumSectionSize(28)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def paintSection(self, painter: QPainter, rect: Any, logical_index: int) -> None:
        style = self._panel.style_
        box, first = QRectF(rect), logical_index == 0
        painter.fillRect(box, style.color("card"))
        at = box.center()
        at.setX(box.left() + style.gap(1) if first else box.right() - style.gap(1))
        anchor = (0.0 if first else 1.0, 0.5)
        draw_text(
            painter,
            self._weights.header(logical_index),
            at,
            style.font("small"),
            style.color("soft_ink"),
            anchor,
        )

    def sizeHint(self) -> QSize:
        return QSize(0, round(self._panel.style_.line_height("small") * 1.6))


class _CellDelegate(QStyledItemDelegate):
    """Paints the cells: the unit's swatch and number, and its weights, as close as they must stand."""

    def __init__(self, panel: WeightsPanel) -> None:
        super().__init__(panel)
        self._panel = panel

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        style, network = self._panel.style_, self._panel.network
        rect, selected = QRectF(option.rect), index.row() == self._panel.selected
        if network is None:
            return
        if selected:
            painter.fillRect(rect, style.color("selection"))
        at, anchor = QPointF(rect.right() - style.gap(1), rect.center().y()), (1.0, 0.5)
        if index.column() == 0:
            at, anchor = QPointF(rect.left() + style.gap(1), rect.center().y()), (0.0, 0.5)
            if index.row() < network.units:
                at.setX(self._draw_swatch(painter, at, index.row()))
        if index.column() == 0 and index.row() in self._panel.frozen:
            draw_lock(painter, QPointF(rect.right() - style.gap(2), at.y()), style.gap(2.5), style.color("ink"))
        draw_text(painter, str(index.data()), at, style.font("small", bold=selected), style.color("ink"), anchor)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if not editor.hasFocus():  # or training would write over what a hand is typing
            super().setEditorData(editor, index)

    def _draw_swatch(self, painter: QPainter, at: QPointF, unit: int) -> float:
        """Draw a unit's colour at `at`; return where its number begins."""
        style, network = self._panel.style_, self._panel.network
        radius = style.gap(1.1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.unit(unit, self._panel.selected, network.units if network else 1))
        painter.drawEllipse(at + QPointF(radius, 0), radius, radius)
        return float(at.x() + 2 * radius + style.gap(1))


class WeightsPanel(QWidget):
    """The table of W1, b1, W2 and b2; a number is typed into its cell, a row selects its unit."""

    typed = Signal(str, object, float)
    unit_chosen = Signal(object)
    refused = Signal(str)

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.style_ = style
        self.network: Network | None = None
        self.selected: int | None = None
        self.frozen: tuple[int, ...] = ()
        self._showing = False
        card = Card("Weights")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        self.model = WeightsModel(style)
        self.table = self._build_table()
        card.column.addWidget(self.table)
        self.model.typed.connect(self.typed)
        self.model.refused.connect(self.refused)
        self.table.selectionModel().currentRowChanged.connect(self._choose)

    def _build_table(self) -> QTableView:
        table = QTableView()
        table.setAccessibleName("Weights")
        table.setModel(self.model)
        table.setHorizontalHeader(_Header(self.model, self))
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setItemDelegate(_CellDelegate(self))
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        table.setEditTriggers(
            QTableView.EditTrigger.DoubleClicked
            | QTableView.EditTrigger.EditKeyPressed
            | QTableView.EditTrigger.AnyKeyPressed
        )
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return table

    def show_network(self, network: Network, selected: int | None, style: Style, frozen: tuple[int, ...] = ()) -> None:
        """Show `network` with unit `selected`'s row brought out, and a lock in those of the `frozen` ones."""
        if frozen != self.frozen:
            self.frozen = frozen
            self.table.viewport().update()
        resized = self.network is None or self.network.units != network.units or style is not self.style_
        another = selected != self.selected
        self.network, self.selected, self.style_ = network, selected, style
        self.model.show_network(network, style)
        if resized:
            self._fit_height()
        self._select(selected, another)

    def _select(self, unit: int | None, another: bool) -> None:
        """Go to `unit`'s row if it is `another` one than before; else a hand may have gone on to the row of b2."""
        self._showing = True
        if unit is None:
            self.table.clearSelection()
        elif another or not self.table.currentIndex().isValid():
            self.table.selectRow(unit)
        self._showing = False

    def _fit_height(self) -> None:
        row = round(self.style_.line_height("small") * 1.45)
        vertical = self.table.verticalHeader()
        vertical.setMinimumSectionSize(row)
        vertical.setDefaultSectionSize(row)
        rows = min(self.model.rowCount(), MOST_ROWS_SHOWN)
        self.table.setFixedHeight(self.table.horizontalHeader().sizeHint().height() + rows * row + 2)

    def _choose(self, current: QModelIndex, _before: QModelIndex) -> None:
        if not self._showing and self.network is not None and 0 <= current.row() < self.network.units:
            self.unit_chosen.emit(current.row())
