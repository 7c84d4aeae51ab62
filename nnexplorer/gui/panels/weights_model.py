"""The weights' numbers and names as Qt's tables ask for them: a row a hidden unit, the last row b2."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from nnexplorer.gui.panels.blocks import count
from nnexplorer.gui.words.notation import MINUS, compact
from nnexplorer.gui.words.numerals import parse_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nnexplorer.gui.look.style import Style
    from nnexplorer.gui.panels.blocks import Block
    from nnexplorer.model.network import Network

Index = QModelIndex | QPersistentModelIndex
Entry = tuple[str, tuple[int, ...], float]
Role = Qt.ItemDataRole

FEWEST_DIGITS, MOST_DIGITS = 2, 6
"""After the point."""


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
        self.digits = FEWEST_DIGITS

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

    def show_digits(self, digits: int) -> None:
        """Show so many digits after the point, as far as that is allowed."""
        self.digits = min(MOST_DIGITS, max(FEWEST_DIGITS, digits))
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 1), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def widest(self) -> tuple[str, ...]:
        """For each column of numbers a text that is as wide as any number in it with these digits."""
        network = self._network
        if network is None:
            return ()
        first, second = np.column_stack((network.W1, network.b1)), np.vstack((network.W2.T, network.b2))
        largest = np.concatenate((np.abs(first).max(axis=0), np.abs(second).max(axis=0)))
        return tuple(_wide(value, self.digits) for value in largest.tolist())

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

    def block(self, rows: range, columns: range) -> Block:
        """The numbers in a rectangle of cells; None for names and blanks."""
        return [[self.value(self.index(row, column)) for column in columns] for row in rows]

    def read(self, cells: Sequence[Sequence[str]], row: int, column: int) -> tuple[Entry, ...]:
        """Read what would be typed into the cells from `row` and `column` on; nothing goes where no number is.

        Raises
        ------
        ValueError
            If there is no room, or a cell has no number, or has one for a blank; its row and column in `cells` are
            named, counted from 1.
        """
        high, wide = self.rowCount() - row, self.columnCount() - column
        if len(cells) > high or len(cells[0]) > wide:
            size = f"{count(len(cells), 'row')} and {count(len(cells[0]), 'column')}"
            raise ValueError(
                f"the block has {size}, too many: from row {row + 1}, column {column} on there is room "
                f"for {count(high, 'row')} and {count(wide, 'column')}"
            )
        entries = []
        for i, line in enumerate(cells):
            for j, text in enumerate(line):
                place = self.place(self.index(row + i, column + j))
                if place is None and not text:
                    continue
                try:
                    if place is None:
                        raise ValueError(f"'{text}' has no place, that cell of the table is blank")
                    entries.append((*place, parse_number(text)))
                except ValueError as fault:
                    raise ValueError(f"row {i + 1}, column {j + 1}: {fault}") from None
        return tuple(entries)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        value = self.value(index)
        if role == Role.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Role.EditRole and value is not None:
            return repr(value)
        if role == Role.ToolTipRole and value is not None:
            return repr(value).replace("-", MINUS) + " \N{EM DASH} double-click to type another number"
        if role == Role.DisplayRole:
            return self._text(index, value)
        return None

    def _text(self, index: Index, value: float | None) -> str:
        if value is not None:
            return compact(value, self.digits)
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


def _wide(largest: float, digits: int) -> str:
    """A text as wide as any number up to `largest`, with its sign."""
    plain = f"{MINUS}{'0' * len(str(int(min(999.0, largest))))}.{'0' * digits}"
    return max(plain, f"{MINUS}{compact(largest, digits)}", key=len)


def _changed_rows(old: Network, new: Network) -> list[int]:
    """Rows in which two networks of the same shape differ: usually one under a hand, all in training."""
    changed = (old.W1 != new.W1).any(axis=1) | (old.b1 != new.b1) | (old.W2 != new.W2).any(axis=0)
    return [*np.flatnonzero(changed).tolist(), *([new.units] if (old.b2 != new.b2).any() else [])]
