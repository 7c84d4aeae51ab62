"""A field for a typed formula, as high as its text, that marks the place of a fault under the character."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPalette, QPen, QPolygonF, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QPaintEvent, QResizeEvent

MOST_LINES = 5
"""Lines of text that are shown at once; a longer formula scrolls."""

FRAME = 10
"""Pixels that border and margins of the document take above and below the lines."""

WAVE, LEAST_WAVE = 3, 9
"""Height and least width of the mark in pixels."""


class FormulaField(QPlainTextEdit):
    """A formula typed by hand. Enter or leaving the field makes it final, Esc brings the old one back.

    After either key the keyboard is the window's again, unless what was typed is refused.
    """

    committed = Signal()
    """A hand is done with the formula; `show_fault` or `show_text` answers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self._fault: int | None = None
        self._refused = self._offered = self._fitting = False
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._edited)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    @property
    def refused(self) -> bool:
        """Whether what stands here was refused, and has not been changed since."""
        return self._refused

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.toPlainText()

    @property
    def fault(self) -> int | None:
        """The marked character, counted from 0; None without a mark."""
        return self._fault

    def show_text(self, text: str) -> None:
        """Show `text` unless a hand is typing here, or was refused and has not had another look."""
        if text == self._shown and self._typed and (self.hasFocus() or self._refused):
            return
        self._shown = text
        if not (self.hasFocus() and self._typed):
            self._replace(text)

    def show_fault(self, position: int | None = None) -> None:
        """Refuse what stands here: mark the character at `position`, which may be the end; the cursor goes there."""
        self._refused = True
        if position is not None:
            self._fault = max(0, min(position, len(self.text)))
            self.setTextCursor(self._cursor(self._fault))
            self.viewport().update()

    @property
    def _typed(self) -> bool:
        return bool(self.document().isModified()) and self.text != self._shown

    def _replace(self, text: str) -> None:
        self._fault, self._refused, self._offered = None, False, False
        if text != self.text:
            self.setPlainText(text)
        self.document().setModified(False)
        self.viewport().update()

    def _edited(self) -> None:
        """Whatever was wrong, it is another text now."""
        self._fault, self._refused, self._offered = None, False, False
        self.viewport().update()

    def _commit(self) -> None:
        if self._typed and not self._offered:
            self._offered = True
            self.committed.emit()

    def _cursor(self, position: int) -> QTextCursor:
        cursor = self.textCursor()
        units = len(self.text[:position].encode("utf-16-le", "surrogatepass")) // 2  # Qt counts those
        cursor.setPosition(units)
        return cursor

    def _fit(self) -> None:
        if self._fitting:
            return  # a style sheet may want another height, and would be asked about this one for ever
        self._fitting = True
        lines = max(1, min(MOST_LINES, self._lines()))
        height = lines * self.fontMetrics().lineSpacing() + FRAME
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)
        self._fitting = False

    def _lines(self) -> int:
        """How many lines the text takes, those beyond the most not counted: Qt puts it off until it paints."""
        layout, block, lines = self.document().documentLayout(), self.document().begin(), 0
        while block.isValid() and lines <= MOST_LINES:
            layout.blockBoundingRect(block)  # breaks the block's lines
            lines += block.layout().lineCount()
            block = block.next()
        return lines

    # Events -----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._fault is None:
            return
        box = self._box(self._fault)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Link), 2))
        places = range(box.left(), box.right() + WAVE, WAVE)
        painter.drawPolyline(QPolygonF([QPointF(x, box.bottom() - WAVE * (i % 2)) for i, x in enumerate(places)]))
        painter.end()

    def _box(self, position: int) -> QRect:
        """Where the character at `position` stands, in the viewport."""
        start = self.cursorRect(self._cursor(position))
        end = self.cursorRect(self._cursor(min(position + 1, len(self.text))))
        width = end.left() - start.left() if end.top() == start.top() else 0
        return QRect(start.left(), start.top(), max(width, LEAST_WAVE), start.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._commit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undoing = event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
            if undoing and not self._typed:
                event.ignore()
                return False
            if event.key() == Qt.Key.Key_Escape and self._typed:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._commit()
            if not self._refused:
                self.clearFocus()
        elif event.key() == Qt.Key.Key_Escape and self._typed:
            self._replace(self._shown)
            self.clearFocus()
        else:
            super().keyPressEvent(event)
