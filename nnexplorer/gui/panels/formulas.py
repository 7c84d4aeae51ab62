"""The lines of a target's formulas: each with the name of what it gives, and what is wrong with one."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnexplorer.gui.panels.card import explain, wrapped
from nnexplorer.gui.widgets.formula_field import FormulaField
from nnexplorer.gui.words.notation import plain
from nnexplorer.model.formulas import FUNCTIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

GRAMMAR = f"+ - * / ^, parentheses, pi, e, {', '.join(FUNCTIONS)}"


class FormulaLines(QWidget):
    """A field for each formula, the names shown where there are several, and under them what was refused."""

    typed = Signal(object)
    """All formulas (tuple of str), one of which a hand typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[QLabel, FormulaField]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        column.addLayout(self._lines)
        self._add_line()
        self._fault = wrapped()
        self._fault.setProperty("class", "code")
        self._fault.setAccessibleName("What is wrong")
        self._fault.hide()
        column.addWidget(self._fault)

    @property
    def texts(self) -> tuple[str, ...]:
        """What stands in the fields that are shown."""
        return tuple(field.text for _, field in self._rows if not field.isHidden())

    def show_texts(self, names: Sequence[str], texts: Sequence[str], variables: str) -> None:
        """Show the formula `texts` of what is called `names`, in rich text, each a function of the `variables`."""
        while len(self._rows) < len(texts):
            self._add_line()
        for i, (label, field) in enumerate(self._rows):
            shown = i < len(texts)
            label.setVisible(shown and len(texts) > 1)
            field.setVisible(shown)
            if shown:
                label.setText(names[i])
                field.setPlaceholderText("Type a formula")
                field.show_text(texts[i])
            tip = f"{plain(label.text())} as a formula of {variables}: {GRAMMAR}. Enter takes it, Esc takes it back."
            explain(field, f"Formula {i}", tip)
        if not any(field.refused for _, field in self._rows):
            self._show_message("")

    def show_fault(self, message: str, text: str | None = None, position: int | None = None) -> None:
        """Say what was refused: of a formula `text` also where, at its character `position`."""
        for _, field in self._rows:
            if field.text == text and not field.isHidden():
                field.show_fault(position)
                break
        self._show_message(message)

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
        field.committed.connect(lambda: self.typed.emit(self.texts))
        field.textChanged.connect(lambda: self._show_message(""))

    def _show_message(self, message: str) -> None:
        self._fault.setText(escape(message))
        self._fault.setVisible(bool(message))
