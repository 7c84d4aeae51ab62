"""The table view of the weights: painted close, a block of it copied and pasted."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from nnexplorer.gui.panels.blocks import as_latex, as_numpy, as_text, cut
from nnexplorer.gui.panels.card import explain
from nnexplorer.gui.words.labels import draw_lock, draw_text, text_size

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QContextMenuEvent, QResizeEvent

    from nnexplorer.gui.look.style import Style
    from nnexplorer.gui.panels.blocks import Block
    from nnexplorer.gui.panels.weights_model import Index, WeightsModel
    from nnexplorer.model.network import Network

NO_BAR = Qt.ScrollBarPolicy.ScrollBarAlwaysOff

BLOCK_OPACITY = 0.22
"""Of the colour that lies over the cells that are selected."""


APART = 1.25
"""Least space between two numbers in spacing units."""


class Wearer(Protocol):
    """Who knows what the table shows, and in which style."""

    style_: Style
    network: Network | None
    selected: int | None
    frozen: tuple[int, ...]


class Header(QHeaderView):
    """Paints the columns' names with real indices."""

    def __init__(self, model: WeightsModel, panel: Wearer) -> None:
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


class CellDelegate(QStyledItemDelegate):
    """Paints the cells: the unit's swatch and number, and its weights, as close as they must stand."""

    def __init__(self, panel: Wearer, table: QTableView) -> None:
        super().__init__(table)
        self._panel = panel

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        style, network = self._panel.style_, self._panel.network
        rect, selected = QRectF(option.rect), index.row() == self._panel.selected
        if network is None:
            return
        if selected:
            painter.fillRect(rect, style.color("selection"))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, style.translucent("accent", BLOCK_OPACITY))
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


class WeightsTable(QTableView):
    """A table of which a block is selected, copied as text, LaTeX or NumPy, and pasted."""

    pasted = Signal(object)
    """Array's name, index in it and number, for every cell of a block that was pasted."""

    refused = Signal(str)
    """Why a block cannot be pasted, in one line."""

    widened = Signal()
    """There is more or less room for the columns than before."""

    def __init__(self, model: WeightsModel, wearer: Wearer) -> None:
        super().__init__()
        self._weights = model
        tip = "A row a unit: its weights, bias and corrections. Type a number, select a block, copy and paste."
        explain(self, "Weights", tip)
        self.setModel(model)
        self.setHorizontalHeader(Header(model, wearer))
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setItemDelegate(CellDelegate(wearer, self))
        self.setSelectionMode(QTableView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(
            QTableView.EditTrigger.DoubleClicked
            | QTableView.EditTrigger.EditKeyPressed
            | QTableView.EditTrigger.AnyKeyPressed
        )
        self.setHorizontalScrollBarPolicy(NO_BAR)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self._add("Copy as text", lambda: self._copy(as_text), QKeySequence.StandardKey.Copy)
        self._add("Copy as LaTeX", lambda: self._copy(as_latex))
        self._add("Copy as NumPy", lambda: self._copy(as_numpy))
        self._add("Paste", self._paste, QKeySequence.StandardKey.Paste)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.widened.emit()

    def fit(self, style: Style) -> None:
        """Share the width evenly among the columns; where one needs more, each gets what its numbers and name take.

        What is left is shared, and where nothing is the table scrolls.
        """
        header, room = self.horizontalHeader(), self.viewport().width()
        font, gap = style.font("small", bold=True), style.gap(APART)
        texts = ["bias", *self._weights.widest()]
        names = [self._weights.header(column) for column in range(len(texts))]
        needed = [
            math.ceil(max(text_size(text, font).width(), style.text_width(name, "small")) + gap)
            for text, name in zip(texts, names, strict=True)
        ]
        spare = room - sum(needed)
        wide = max(needed) * len(needed) > room
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed if wide else QHeaderView.ResizeMode.Stretch)
        if wide:
            for column, width in enumerate(needed):
                header.resizeSection(column, width + max(0, spare) // len(needed))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn if wide and spare < 0 else NO_BAR)

    def _add(self, text: str, handler: Callable[[], None], key: QKeySequence.StandardKey | None = None) -> None:
        """Add an action to the table's menu, and to its keyboard, but not to that of a cell that is typed in."""
        action = QAction(text, self)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setShortcutVisibleInContextMenu(True)
        if key is not None:
            action.setShortcut(key)
        action.triggered.connect(handler)
        self.addAction(action)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self.actions())
        menu.popup(event.globalPos())

    def chosen(self) -> tuple[range, range]:
        """Rows and columns of the numbers that are selected: of all if none is, of whole rows if their names are."""
        rows, columns = range(self._weights.rowCount()), range(1, self._weights.columnCount())
        cells = self.selectedIndexes()
        if not cells:
            return rows, columns
        across = [cell.column() for cell in cells if cell.column() > 0]
        down = [cell.row() for cell in cells]
        return range(min(down), max(down) + 1), range(min(across), max(across) + 1) if across else columns

    def _copy(self, write: Callable[[Block], str]) -> None:
        QGuiApplication.clipboard().setText(write(self._weights.block(*self.chosen())))

    def _start(self) -> tuple[int, int]:
        """Row and column where a block goes that is pasted: the first ones selected, or else the current ones."""
        if self.selectedIndexes():
            rows, columns = self.chosen()
            return rows.start, columns.start
        current = self.currentIndex()
        return (current.row(), max(1, current.column())) if current.isValid() else (0, 1)

    def _paste(self) -> None:
        try:
            entries = self._weights.read(cut(QGuiApplication.clipboard().text()), *self._start())
        except ValueError as fault:
            self.refused.emit(f"Nothing was pasted: {fault}")
            return
        self.pasted.emit(entries)
